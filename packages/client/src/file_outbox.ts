/** An outbox in a folder, one file an event, for a shop with a disk of its own. It survives a crash. */
import { open, readdir, readFile, rename, unlink } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type MemoryEntry, memoryOutbox } from "./memory_outbox.ts";
import { freeSlots, takeSlot } from "./file_slot.ts";
import type { KeptEvent, Outbox } from "./outbox.ts";

export interface FileOutboxOptions {
  /** Most events that may wait at once. */
  readonly size_max?: number;
}

const SIZE_MAX = 100_000;
/** How often a process looks for what another one left behind. */
const ADOPT_EVERY_MS = 60_000;

/**
 * Reads what waits in `shared`, which is made where it is missing. Several processes may share a folder: each keeps its own
 * part of it, and takes over what a process left that is gone. A file that is no event, as a disk that was full leaves
 * behind, is set aside under its name with `.broken`.
 */
export async function fileOutbox<T>(
  shared: string,
  { size_max = SIZE_MAX }: FileOutboxOptions = {},
): Promise<Outbox<T>> {
  const slot = await takeSlot(shared);
  const { folder } = slot;
  const entries = new Map((await entriesIn<T>(folder)).map((entry) => [entry.id, entry]));
  const memory = memoryOutbox<T>({ size_max, entries: [...entries.values()] });
  let seq = Math.max(0, ...[...entries.values()].map((entry) => entry.seq));

  async function write(entry: MemoryEntry<T>): Promise<void> {
    await writeWhole(folder, nameOf(entry.id), JSON.stringify({ ...entry, leased_until_ms: 0 }));
    entries.set(entry.id, entry);
  }

  async function remove(id: string): Promise<void> {
    entries.delete(id);
    await unlink(join(folder, nameOf(id))).catch(ignoreMissing);
  }

  async function put({ id, order, event }: Pick<KeptEvent<T>, "id" | "order" | "event">, now_ms: number) {
    if (entries.has(id)) return false;
    seq += 1;
    await write({
      id,
      order,
      event,
      seq,
      kept_at_ms: now_ms,
      attempts: 0,
      due_at_ms: now_ms,
      leased_until_ms: 0,
      error: null,
      done_at_ms: null,
    });
    try {
      const is_new = await memory.put({ id, order, event }, now_ms);
      if (!is_new) await remove(id);
      return is_new;
    } catch (error) {
      await remove(id);
      throw error;
    }
  }

  let adopted_at_ms = -Infinity;

  /** Takes over the events of processes that are gone. What cannot be read now is found the next time. */
  async function adopt(now_ms: number): Promise<void> {
    if (Math.abs(now_ms - adopted_at_ms) < ADOPT_EVERY_MS) return;
    adopted_at_ms = now_ms;
    for await (const left of freeSlots(shared, folder)) {
      try {
        const found = await entriesIn<T>(left.folder);
        for (const entry of [...found].sort((a, b) => a.seq - b.seq)) {
          if (entry.done_at_ms !== null) continue;
          await lined(() => put(entry, entry.kept_at_ms));
          await unlink(join(left.folder, nameOf(entry.id))).catch(ignoreMissing);
        }
      } finally {
        await left.release();
      }
    }
  }

  // One after the other: a small event would otherwise overtake a large one of the same order on its way to the disk.
  let line: Promise<unknown> = Promise.resolve();

  function lined<R>(work: () => Promise<R>): Promise<R> {
    const result = line.then(work);
    line = result.catch(() => undefined);
    return result;
  }

  return {
    ...memory,
    put: (kept, now_ms) => lined(() => put(kept, now_ms)),
    async claim(now_ms, limit, lease_ms) {
      await adopt(now_ms).catch(() => undefined);
      return await memory.claim(now_ms, limit, lease_ms);
    },
    close: () => slot.release(),
    async take(id, now_ms) {
      await memory.take(id, now_ms);
      await remove(id);
    },
    async postpone(id, postponed) {
      await memory.postpone(id, postponed);
      const before = entries.get(id);
      // A try that never reached Waybill changes nothing that a restart would need.
      if (before !== undefined && before.attempts !== postponed.attempts) {
        await write({ ...before, ...postponed });
      }
    },
    async refuse(id, error, now_ms) {
      await memory.refuse(id, error, now_ms);
      const before = entries.get(id);
      if (before !== undefined) await write({ ...before, error, done_at_ms: now_ms });
    },
    async forget(before_ms) {
      await memory.forget(before_ms);
      for (const { id, done_at_ms } of [...entries.values()]) {
        if (done_at_ms !== null && done_at_ms < before_ms) await remove(id);
      }
    },
  };
}

async function entriesIn<T>(folder: string): Promise<readonly MemoryEntry<T>[]> {
  const entries: MemoryEntry<T>[] = [];
  for (const name of await readdir(folder)) {
    // What a crash left between writing and renaming was never promised to anybody.
    if (name.endsWith(".json.new")) await unlink(join(folder, name)).catch(ignoreMissing);
    if (!name.endsWith(".json")) continue;
    const entry = await readEntry<T>(join(folder, name));
    if (entry === null) await rename(join(folder, name), join(folder, `${name}.broken`));
    else entries.push(entry);
  }
  return entries;
}

async function readEntry<T>(path: string): Promise<MemoryEntry<T> | null> {
  try {
    const entry = JSON.parse(await readFile(path, "utf8")) as MemoryEntry<T>;
    return typeof entry.id === "string" && typeof entry.seq === "number" ? entry : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** An id may hold any sign; a hash of it is a name on every disk. */
function nameOf(id: string): string {
  return `${createHash("sha256").update(id).digest("hex").slice(0, 40)}.json`;
}

/** Whole or not at all: written beside, flushed to the disk, then renamed. */
async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const beside = join(folder, `${name}.new`);
  const file = await open(beside, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, join(folder, name));
  await syncFolder(folder);
}

/** Without it a power cut may take the new name with it. Systems that cannot do it keep the name at once. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

function ignoreMissing(error: { readonly code?: string }): void {
  if (error.code !== "ENOENT") throw error;
}

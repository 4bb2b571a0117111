/** An outbox in a folder, one file an event, for a shop that runs as one process with a disk of its own. It survives a crash. */
import { mkdir, open, readdir, readFile, rename, unlink } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type MemoryEntry, memoryOutbox } from "./memory_outbox.ts";
import type { KeptEvent, Outbox } from "./outbox.ts";

export interface FileOutboxOptions {
  /** Most events that may wait at once. */
  readonly size_max?: number;
}

const SIZE_MAX = 100_000;

/**
 * Reads what waits in `folder`, which is made where it is missing. One process alone may use a folder. A file that is no
 * event, as a disk that was full leaves behind, is set aside under its name with `.broken`.
 */
export async function fileOutbox<T>(
  folder: string,
  { size_max = SIZE_MAX }: FileOutboxOptions = {},
): Promise<Outbox<T>> {
  await mkdir(folder, { recursive: true });
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

  // One after the other: a small event would otherwise overtake a large one of the same order on its way to the disk.
  let line: Promise<unknown> = Promise.resolve();

  return {
    ...memory,
    put(kept, now_ms) {
      const result = line.then(() => put(kept, now_ms));
      line = result.catch(() => undefined);
      return result;
    },
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
}

function ignoreMissing(error: { readonly code?: string }): void {
  if (error.code !== "ENOENT") throw error;
}

/**
 * Shares one folder among processes: each holds a slot of its own, marked by a file that it touches while it lives. A slot
 * whose process is gone is free.
 */
import { mkdir, open, readdir, readFile, rename, stat, unlink, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";

export interface Slot {
  readonly folder: string;
  /** Leaves the slot to another process. */
  release(): Promise<void>;
}

const LOCK = "process.lock";
const SLOTS_MAX = 256;
const TOUCH_MS = 15_000;
/** A lock that was not touched for so long belongs to nobody: its process, or its machine, is gone. */
const STALE_MS = 90_000;

/** Takes the first free slot of `folder`: the folder itself, then `process-1`, `process-2` … */
export async function takeSlot(folder: string): Promise<Slot> {
  for (let number = 0; number < SLOTS_MAX; number++) {
    const slot = await lock(number === 0 ? folder : join(folder, `process-${number}`));
    if (slot !== null) return slot;
  }
  throw new Error(`Cannot open ${folder} as at most ${SLOTS_MAX} processes may share it`);
}

/** Takes each other slot that holds events and whose process is gone, one after the other. */
export async function* freeSlots(folder: string, own: string): AsyncGenerator<Slot> {
  const names = (await readdir(folder)).filter((name) => /^process-\d+$/.test(name));
  for (const path of [folder, ...names.map((name) => join(folder, name))]) {
    if (path === own || !(await readdir(path)).some((name) => name.endsWith(".json"))) continue;
    const slot = await lock(path);
    if (slot !== null) yield slot;
  }
}

async function lock(folder: string): Promise<Slot | null> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, LOCK);
  const owner = JSON.stringify({ pid: process.pid, host: hostname(), mark: Math.random() });
  if (!await make(path, owner)) {
    if (!await isStale(path)) return null;
    // Of two that find it stale one alone can move it away.
    const moved = join(folder, `${LOCK}.${process.pid}.${Math.random()}`);
    if (!await rename(path, moved).then(() => true, () => false)) return null;
    await unlink(moved).catch(() => undefined);
    if (!await make(path, owner)) return null;
  }
  const touching = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, TOUCH_MS);
  (touching as { unref?: () => void }).unref?.();
  return {
    folder,
    async release() {
      clearInterval(touching);
      if (await readFile(path, "utf8").catch(() => "") === owner) await unlink(path).catch(() => undefined);
    },
  };
}

async function make(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") return false;
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  try {
    if (Date.now() - (await stat(path)).mtimeMs > STALE_MS) return true;
    const { pid, host } = JSON.parse(await readFile(path, "utf8")) as { pid: number; host: string };
    return host === hostname() && !isAlive(pid);
  } catch {
    // Gone meanwhile, or just being written: whoever did so holds it.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code !== "ESRCH";
  }
}

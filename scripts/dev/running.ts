/** Address of this folder's development Worker. `deno task dev` writes it to a file; other tasks read it. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";

const FOLDER = fileURLToPath(new URL("../../.wrangler/", import.meta.url).href);
const FILE = join(FOLDER, "dev.json");
/** Wrangler's default address. */
const USUAL = "http://localhost:8787";
const ANSWERS_WITHIN_MS = 3_000;

export async function rememberDev(address: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(FILE, JSON.stringify({ address }));
}

export async function forgetDev(): Promise<void> {
  await rm(FILE, { force: true });
}

/**
 * Returns the address of a development Worker that answers, or null. Tries PORT first, then the address that `deno
 * task dev` wrote, then wrangler's default port.
 */
export async function runningDev(port: string | undefined): Promise<string | null> {
  const candidates = port ? [`http://localhost:${port}`] : [await remembered(), USUAL];
  for (const address of candidates) {
    if (address !== null && await answers(address)) return address;
  }
  return null;
}

async function remembered(): Promise<string | null> {
  const text = await readFile(FILE, "utf8").catch(() => null);
  return text === null ? null : JSON.parse(text).address;
}

/** Asks for the dev mailbox, which only a development Worker has. */
async function answers(address: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
    const answer = await fetch(`${address}/dev/mail`, { headers: { accept: "application/json" }, signal });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // Nobody listens there.
    return false;
  }
}

/**
 * The list of erasures outside the database: an append-only object for each. A database that went back in time learns
 * from it who has to be erased again (`replay_erasures.ts`).
 */

/** What is kept of an erasure for ever: no address, and no name but the keyed hash. */
export interface ListedErasure {
  /** A customer, an order that a sender named, or a larger job of a shop. */
  readonly subject: string;
  readonly asked_at_ms: number;
  /** Present where a source's erasure has not begun: it is held for the shop (`held_requests.ts`), or was stopped by it. */
  readonly held?: "waiting" | "stopped";
}

/** Adds an erasure, before the database knows it. */
export async function listErasure(
  mail: R2Bucket,
  listed: ListedErasure,
  now_ms: number,
): Promise<void> {
  const text = JSON.stringify(listed);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const name = `${String(now_ms).padStart(TIME_DIGITS, "0")}-${digest.slice(0, 8).toHex()}`;
  await mail.put(`${ERASURES_FOLDER}${name}`, text);
}

/** Folder of the list. The names of its objects begin with the time of writing. */
export const ERASURES_FOLDER = "erasures/";
const TIME_DIGITS = 15;

/** Returns when an object of the list was written, in milliseconds since the epoch. */
export function listedAt(key: string): number {
  return Number(key.slice(ERASURES_FOLDER.length, ERASURES_FOLDER.length + TIME_DIGITS));
}

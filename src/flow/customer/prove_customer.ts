/** Proves that a visitor reads the customer's mail: sends a code of six digits, and checks what was typed. */
import { isCodeFor } from "../../links/code.ts";
import type { LinkKey } from "../../links/signed_link.ts";
import type { MessageKey } from "../../messages/message.ts";
import type { StandaloneMail } from "../../messages/standalone.ts";
import { countTry, insertChallenge, retireChallenges, useChallenge } from "../../sql/challenges.ts";
import { insertStandalone, withdrawStandalones } from "../../sql/messages.ts";
import { wake } from "../deliver/wake.ts";

export const CODE_MINUTES = 10;
const TRIES_MAX = 5;
/** Most codes within an hour: 25 guesses at a million numbers, and no flooded mailbox. */
const CODES_MAX = 5;
const HOUR_MS = 3_600_000;

export interface ProvePorts {
  readonly db: D1Database;
  readonly wake_queue: Queue<MessageKey>;
  readonly link_keys: readonly LinkKey[];
}

export type CodeUse = StandaloneMail<"verification_code">["facts"]["use"];

/**
 * Sends a code to the customer. Returns false where too many were sent within the hour. `id` is 16 random bytes as
 * text.
 */
export async function sendCode(
  ports: ProvePorts,
  customer: string,
  reader: Pick<StandaloneMail<"verification_code">, "to" | "locale">,
  use: CodeUse,
  id: string,
  now_ms: number,
): Promise<boolean> {
  const { db } = ports;
  const expires_at_ms = await openChallenge(db, customer, id, use, now_ms);
  if (expires_at_ms === null) return false;
  const standalone: StandaloneMail<"verification_code"> = {
    ...reader,
    kind: "verification_code",
    about: id,
    facts: { challenge: challengeOf(customer, id), use, minutes: CODE_MINUTES },
    due_at_ms: now_ms,
    valid_until_ms: expires_at_ms,
  };
  await db.batch([
    withdrawStandalones(db, customer, "verification_code", "overtaken", now_ms),
    insertStandalone(db, customer, standalone, now_ms),
  ]);
  await wake(ports.wake_queue, [{ subject: customer, kind: "verification_code", about: id }]);
  return true;
}

/** Opens the challenge `id`. Returns until when its code is valid; null where too many were opened within the hour. */
export async function openChallenge(
  db: D1Database,
  customer: string,
  id: string,
  use: CodeUse | "number",
  now_ms: number,
): Promise<number | null> {
  const expires_at_ms = now_ms + CODE_MINUTES * 60_000;
  const results = await db.batch([
    ...retireChallenges(db, customer, now_ms - HOUR_MS, now_ms),
    insertChallenge(db, { customer, id, use, expires_at_ms }, CODES_MAX, now_ms - HOUR_MS, now_ms),
  ]);
  return results.at(-1)!.meta.changes === 0 ? null : expires_at_ms;
}

/**
 * Returns whether `code` is the one that was sent for `id`. A code is valid once, for ten minutes and five tries.
 * `about` is the number that it proves, where it proves one.
 */
export async function isProof(
  { db, link_keys }: Pick<ProvePorts, "db" | "link_keys">,
  customer: string,
  id: string,
  code: string,
  now_ms: number,
  about?: string,
): Promise<boolean> {
  const { results } = await countTry(db, customer, id, TRIES_MAX, now_ms).all();
  if (results.length === 0) return false;
  if (!await isCodeFor(link_keys, challengeOf(customer, id, about), code.replaceAll(/\D/g, ""))) return false;
  const { meta } = await useChallenge(db, customer, id, now_ms).run();
  return meta.changes === 1;
}

/**
 * Returns the text from which the digits are derived, so that a code for one customer or number is not valid for
 * another.
 */
export function challengeOf(customer: string, id: string, about?: string): string {
  return about === undefined ? `${customer}/${id}` : `${customer}/${id}/${about}`;
}

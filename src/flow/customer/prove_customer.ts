/** Proves that a visitor reads the customer's mail: sends a code of six digits, and checks what was typed. */
import { isCodeFor } from "../../links/code.ts";
import type { LinkKey } from "../../links/signed_link.ts";
import type { CODE_USES, CUSTOMER_CODE_USES } from "../../messages/kinds/customer.ts";
import type { MessageKey } from "../../messages/message.ts";
import type { StandaloneMail } from "../../messages/standalone.ts";
import {
  type ChallengeLimits,
  countTry,
  insertChallenge,
  retireChallenges,
  selectChallengeTimes,
  useChallenge,
} from "../../sql/challenges.ts";
import { insertStandalone, withdrawStandalones } from "../../sql/messages.ts";
import { wake } from "../deliver/wake.ts";

export const CODE_MINUTES = 10;
const TRIES_MAX = 5;
/**
 * Codes that a customer may get: within an hour 25 guesses at a million numbers, within a day 60, and no flooded
 * mailbox.
 */
const LIMITS: ChallengeLimits = {
  hour_max: 5,
  day_max: 12,
  // Mail takes some seconds; who asks again and again is waited for longer and longer.
  pauses_ms: [20_000, 60_000, 180_000, 300_000],
};
const HOUR_MS = 3_600_000;

/** Why no code is sent: the last one is too young, or there were too many within the hour or the day. */
export type CodeRefusal = "pause" | "hour" | "day";

export interface ProvePorts {
  readonly db: D1Database;
  readonly wake_queue: Queue<MessageKey>;
  readonly link_keys: readonly LinkKey[];
}

export type CodeUse = (typeof CUSTOMER_CODE_USES)[number];

/** Sends a code to the customer; returns why not, or null. `id` is 16 random bytes as text. */
export async function sendCode(
  ports: ProvePorts,
  customer: string,
  reader: Pick<StandaloneMail<"verification_code">, "to" | "locale">,
  use: (typeof CODE_USES)[number],
  id: string,
  now_ms: number,
): Promise<CodeRefusal | null> {
  const { db } = ports;
  const refusal = await openChallenge(db, customer, id, use, now_ms);
  if (refusal !== null) return refusal;
  const standalone: StandaloneMail<"verification_code"> = {
    ...reader,
    kind: "verification_code",
    about: id,
    facts: { challenge: challengeOf(customer, id), use, minutes: CODE_MINUTES },
    due_at_ms: now_ms,
    valid_until_ms: expiryOf(now_ms),
  };
  await db.batch([
    withdrawStandalones(db, customer, "verification_code", "overtaken", now_ms),
    insertStandalone(db, customer, standalone, now_ms),
  ]);
  await wake(ports.wake_queue, [{ subject: customer, kind: "verification_code", about: id }]);
  return null;
}

/** Opens the challenge `id`; returns why not, or null. */
export async function openChallenge(
  db: D1Database,
  customer: string,
  id: string,
  use: (typeof CODE_USES)[number] | "number",
  now_ms: number,
): Promise<CodeRefusal | null> {
  const [times, inserted] = await db.batch([
    selectChallengeTimes(db, customer, now_ms),
    insertChallenge(db, { customer, id, use, expires_at_ms: expiryOf(now_ms) }, LIMITS, now_ms),
    ...retireChallenges(db, customer, id, now_ms),
  ]);
  if (inserted!.meta.changes > 0) return null;
  const made = times!.results as readonly { readonly made_at: number }[];
  if (made.length >= LIMITS.day_max) return "day";
  return made.filter(({ made_at }) => made_at > now_ms - HOUR_MS).length >= LIMITS.hour_max
    ? "hour"
    : "pause";
}

function expiryOf(now_ms: number): number {
  return now_ms + CODE_MINUTES * 60_000;
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

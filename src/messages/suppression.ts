/** Whether an address refuses a kind of mail: it bounced, its owner complained or unsubscribed, the shop blocked it. Pure. */
import { isRefused } from "./mail_class.ts";
import type { MessageKind, SuppressionReason } from "./message.ts";

export type RefusedClass = "all" | "progress" | "care";
export type RefusalReason = Extract<
  SuppressionReason,
  "bounced" | "complained" | "unsubscribed" | "blocked"
>;

/** One line of the suppression list. */
export interface Suppression {
  /** Lower case. */
  readonly address: string;
  readonly class: RefusedClass;
  readonly reason: RefusalReason;
  /** Milliseconds since the epoch; null for ever. */
  readonly until: number | null;
}

/** Why `email` must not get a mail of `kind` now; null when nothing speaks against it. */
export function suppressionOf(
  list: readonly Suppression[],
  email: string,
  kind: MessageKind,
  now_ms: number,
): RefusalReason | null {
  const address = normalAddress(email);
  return list.find((one) =>
    one.address === address && isRefused(kind, one.class) && (one.until === null || one.until > now_ms)
  )?.reason ?? null;
}

/** Whether mail to `email` bounced for good: not for a time, as after soft bounces in a row. */
export function isDead(list: readonly Suppression[], email: string): boolean {
  const address = normalAddress(email);
  return list.some((one) => one.address === address && one.reason === "bounced" && one.until === null);
}

/** One spelling for one mailbox, as far as that is safe to say. */
export function normalAddress(email: string): string {
  return email.trim().toLowerCase();
}

/** What each event makes of an address. */
export const HARD_BOUNCE: Pick<Suppression, "class" | "reason"> = { class: "all", reason: "bounced" };
/** The law still requires the confirmation; nothing else is worth a second complaint. */
export const COMPLAINT: Pick<Suppression, "class" | "reason"> = { class: "progress", reason: "complained" };
/** So many soft bounces in a row count as a hard one, for a time. */
export const SOFT_BOUNCES_MAX = 5;
export const SOFT_BOUNCE_PAUSE_MS = 7 * 86_400_000;

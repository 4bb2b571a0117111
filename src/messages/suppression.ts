/**
 * Decides whether a mail kind is suppressed for an address: bounced, complained, unsubscribed or blocked by the shop.
 * Pure.
 */
import { isRefused } from "./mail_class.ts";
import type { MessageKind, SuppressionReason } from "./message.ts";

export type RefusedClass = "all" | "progress" | "care";
export type RefusalReason = Extract<
  SuppressionReason,
  "bounced" | "complained" | "unsubscribed" | "blocked"
>;

/** Entry of the suppression list. */
export interface Suppression {
  /** Lower case. */
  readonly address: string;
  readonly class: RefusedClass;
  readonly reason: RefusalReason;
  /** Milliseconds since the epoch; null for no end. */
  readonly until: number | null;
}

/** Returns why `email` must not get a mail of `kind` now; null when it may. */
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

/** Returns whether mail to `email` bounced permanently, unlike the pause after several soft bounces. */
export function isDead(list: readonly Suppression[], email: string): boolean {
  const address = normalAddress(email);
  return list.some((one) => one.address === address && one.reason === "bounced" && one.until === null);
}

/** Returns the same spelling for the same mailbox, as far as that is safe. */
export function normalAddress(email: string): string {
  return email.trim().toLowerCase();
}

/** Suppression after a hard bounce. */
export const HARD_BOUNCE: Pick<Suppression, "class" | "reason"> = { class: "all", reason: "bounced" };
/**
 * Suppression after a complaint: the law still requires the confirmation, and no other mail is worth a second
 * complaint.
 */
export const COMPLAINT: Pick<Suppression, "class" | "reason"> = { class: "progress", reason: "complained" };
/** Number of soft bounces in a row that count as a temporary hard one. */
export const SOFT_BOUNCES_MAX = 5;
export const SOFT_BOUNCE_PAUSE_MS = 7 * 86_400_000;

/** Decides who may refuse a message, whether it can wait, and whether it is better sent twice than never. Pure. */
import type { Lane, MailClass } from "./kinds/definition.ts";
import { type MessageKind, MESSAGES } from "./message.ts";

export function mailClass(kind: MessageKind): MailClass {
  return MESSAGES[kind].class;
}

/** Milliseconds that a mail may be overdue, neither sent nor rescheduled, before this is a fault. */
export const LANE_LIMIT_MS: Readonly<Record<Lane, number>> = { urgent: 5 * 60_000, bulk: 24 * 3_600_000 };

export function laneOf(kind: MessageKind): Lane {
  return MESSAGES[kind].lane;
}

export function mayComeTwice(kind: MessageKind): boolean {
  return MESSAGES[kind].may_come_twice;
}

/**
 * Returns whether `refused` covers `kind`: `progress` includes care but spares mail that the law demands; `all`
 * covers every kind.
 */
export function isRefused(kind: MessageKind, refused: "all" | "progress" | "care"): boolean {
  const kind_class = mailClass(kind);
  return refused === "all" || refused === kind_class || kind_class === "care";
}

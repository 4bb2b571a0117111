/** How much a message matters: who may refuse it, whether it can wait, and whether it may come twice rather than never. Pure. */
import type { Lane, MailClass } from "./kinds/definition.ts";
import { type MessageKind, MESSAGES } from "./message.ts";

export function mailClass(kind: MessageKind): MailClass {
  return MESSAGES[kind].class;
}

/** How long a mail may be due without having left or having been given a newer time. */
export const LANE_LIMIT_MS: Readonly<Record<Lane, number>> = { urgent: 5 * 60_000, bulk: 24 * 3_600_000 };

export function laneOf(kind: MessageKind): Lane {
  return MESSAGES[kind].lane;
}

export function mayComeTwice(kind: MessageKind): boolean {
  return MESSAGES[kind].may_come_twice;
}

/** What a refused class takes with it: whoever wants no mail at all still gets what the law demands. */
export function isRefused(kind: MessageKind, refused: "all" | "progress" | "care"): boolean {
  const kind_class = mailClass(kind);
  return refused === "all" || refused === kind_class || (refused === "progress" && kind_class === "care");
}

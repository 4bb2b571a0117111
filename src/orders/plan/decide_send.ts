/** Whether a mail that was planned earlier is still true now: asked just before it is sent. */
import { planMessages } from "./plan.ts";
import type { MessageKey, SuppressionReason } from "../../messages/message.ts";
import type { PlanInput } from "./plan_input.ts";

export type SendDecision =
  | { readonly send: true }
  /** Wanted, but not yet: the plan has moved it. */
  | { readonly send: false; readonly due_at_ms: number }
  | { readonly send: false; readonly against: SuppressionReason };

/** What the present state no longer plans has been overtaken and is not sent. */
export function decideSend(message: Pick<MessageKey, "kind" | "about">, input: PlanInput): SendDecision {
  const found = planMessages(input)
    .find(({ kind, about }) => kind === message.kind && about === message.about);
  if (found === undefined) return { send: false, against: "overtaken" };
  if (found.against !== null) return { send: false, against: found.against };
  return found.due_at_ms > input.now_ms ? { send: false, due_at_ms: found.due_at_ms } : { send: true };
}

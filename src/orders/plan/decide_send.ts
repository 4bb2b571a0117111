/** Decides just before sending whether an earlier planned mail still applies. */
import { planMessages } from "./plan.ts";
import type { FactsShown } from "../../messages/ledger.ts";
import type { MessageKey, SuppressionReason } from "../../messages/message.ts";
import type { PlanInput } from "./plan_input.ts";

export type SendDecision =
  | { readonly send: true }
  /** The mail is owed, but the plan has moved it to a later time. */
  | { readonly send: false; readonly due_at_ms: number; readonly waits?: "held" | undefined }
  | {
    readonly send: false;
    readonly against: SuppressionReason;
    /** See `PlannedMessage`. */
    readonly kept_back?: FactsShown | undefined;
  };

/** Decides whether to send; a mail that the present state no longer plans is overtaken and not sent. */
export function decideSend(message: Pick<MessageKey, "kind" | "about">, input: PlanInput): SendDecision {
  const found = planMessages(input)
    .find(({ kind, about }) => kind === message.kind && about === message.about);
  if (found === undefined) return { send: false, against: "overtaken" };
  if (found.against !== null) return { send: false, against: found.against, kept_back: found.kept_back };
  const { due_at_ms, waits } = found;
  return due_at_ms > input.now_ms ? { send: false, due_at_ms, waits } : { send: true };
}

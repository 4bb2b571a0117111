/** Which mails the state of an order owes, and for which of them there is a reason against. Pure; sends nothing. */
import type { MessageKey } from "../../messages/message.ts";
import { laneOf } from "../../messages/mail_class.ts";
import { planCare } from "./care.ts";
import { planOrder } from "./order.ts";
import { planPayments } from "./payments.ts";
import { planRescue } from "./rescue_sms.ts";
import { planReturns } from "./returns.ts";
import { planShipments } from "./shipments.ts";
import { insteadOfMail, planShortNews } from "./short_news.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";

/** Every mail that the present state calls for, each with its verdict; what is not in the list has been overtaken. */
export function planMessages(input: PlanInput): readonly PlannedMessage[] {
  return [
    ...planOrder(input),
    ...planPayments(input),
    ...planShipments(input).map((mail) => ({ ...mail, against: insteadOfMail(input, mail) })),
    ...planReturns(input),
    ...planCare(input),
    ...planRescue(input),
    ...planShortNews(input),
  ];
}

/** The keys of those mails that are wanted, due and urgent: what can wait is left to the clock. */
export function dueKeys(
  order_id: string,
  planned: readonly PlannedMessage[],
  now_ms: number,
): readonly MessageKey[] {
  return planned.filter(({ kind, against, due_at_ms }) =>
    against === null && due_at_ms <= now_ms && laneOf(kind) === "urgent"
  )
    .map(({ kind, about }) => ({ subject: order_id, kind, about }));
}

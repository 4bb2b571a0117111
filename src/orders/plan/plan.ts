/** Plans the mails that the state of an order owes, each with the reason against it, if any. Pure; sends nothing. */
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

/**
 * Returns every mail that the present state calls for, with the reason against it; a mail outside the list is
 * overtaken.
 */
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

/** Returns the keys of mails that are owed, due and urgent; bulk mails are left to the clock. */
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

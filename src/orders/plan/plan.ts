/** Which mails the state of an order owes, and for which of them there is a reason against. Pure; sends nothing. */
import type { Ledger } from "../../messages/ledger.ts";
import type { MessageKey, OrderKind, SmsKind, SuppressionReason } from "../../messages/message.ts";
import { laneOf } from "../../messages/mail_class.ts";
import type { Order } from "../fold/fold.ts";
import { planCare } from "./care.ts";
import { planOrder } from "./order.ts";
import { planPayments } from "./payments.ts";
import { planRescue } from "./rescue_sms.ts";
import { planReturns } from "./returns.ts";
import { planShipments } from "./shipments.ts";
import { insteadOfMail, planSms } from "./shipment_sms.ts";
import type { ShopSettings } from "../shop.ts";

export interface PlannedMessage {
  readonly kind: OrderKind | SmsKind;
  readonly about: string;
  /** Milliseconds since the epoch; in the future for what can wait. */
  readonly due_at_ms: number;
  /** Set when the mail is planned by the facts and must not go out all the same. */
  readonly against: SuppressionReason | null;
}

/** All that a plan looks at. */
export interface PlanInput {
  readonly order: Order;
  readonly shop: ShopSettings;
  /** What the customer has been told so far. */
  readonly ledger: Ledger;
  readonly now_ms: number;
}

/** Every mail that the present state calls for, each with its verdict; what is not in the list has been overtaken. */
export function planMessages(input: PlanInput): readonly PlannedMessage[] {
  return [
    ...planOrder(input),
    ...planPayments(input),
    ...planShipments(input).map((mail) => ({ ...mail, against: insteadOfMail(input, mail) })),
    ...planReturns(input),
    ...planCare(input),
    ...planRescue(input),
    ...planSms(input),
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

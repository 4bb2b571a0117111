/** Plans the mails that the state of an order owes, each with the reason against it, if any. Pure; sends nothing. */
import type { FactsShown } from "../../messages/ledger.ts";
import {
  isOrderKind,
  type MessageKey,
  type MessageKind,
  type SuppressionReason,
} from "../../messages/message.ts";
import { laneOf } from "../../messages/mail_class.ts";
import { aboutAtFirst } from "../reachable.ts";
import { planCare } from "./care.ts";
import { factsShownBy } from "./facts_shown.ts";
import { heldBack } from "./held_back.ts";
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
  return whatIsCalledFor(input).map((message) => whileHeld(input, asTheShopWants(input, message)));
}

function whatIsCalledFor(input: PlanInput): readonly PlannedMessage[] {
  const unlessShort = (mail: PlannedMessage) => ({ ...mail, against: insteadOfMail(input, mail) });
  return [
    ...planOrder(input).map(unlessShort),
    ...planPayments(input),
    ...[...planShipments(input), ...planReturns(input), ...planCare(input)].map(unlessShort),
    ...planRescue(input),
    ...planShortNews(input),
  ];
}

/** What would be no obstacle to a shop that does not want the message at all. */
const UNREACHED: readonly SuppressionReason[] = ["no_address", "bounced"];

/**
 * Holds back what is due now and not wanted. What waits for a later time stays owed until then, so that the shop may
 * still decide otherwise.
 */
function asTheShopWants(input: PlanInput, message: PlannedMessage): PlannedMessage {
  const { kind, about, against, due_at_ms } = message;
  if (against !== null && !UNREACHED.includes(against)) return message;
  if (against === null && due_at_ms > input.now_ms) return message;
  const reason = heldBack(input.order.details, input.shop, kind);
  return reason === null ? message : { ...message, against: reason, kept_back: keptBack(input, kind, about) };
}

/** What a customer asks for on a page leaves all the same: they wait for it there. */
const NEVER_HELD: readonly MessageKind[] = ["order_link"];

/** Lets what is owed wait until the hold ends. What it is worth then is planned anew. */
function whileHeld({ order: { hold } }: PlanInput, message: PlannedMessage): PlannedMessage {
  if (hold === undefined || message.against !== null || NEVER_HELD.includes(message.kind)) return message;
  const until_ms = Date.parse(hold.until);
  return message.due_at_ms >= until_ms ? message : { ...message, due_at_ms: until_ms, waits: "held" };
}

/** The facts on which later messages build after one that the shop does not want. */
export function keptBack(input: PlanInput, kind: MessageKind, about: string): FactsShown {
  return { ...(isOrderKind(kind) ? factsShownBy(kind, aboutAtFirst(about), input) : {}), elsewhere: true };
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

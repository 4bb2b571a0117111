/** News of the parcel by text message, for a customer who chose that: the same as the mails tell, and nothing of before the choice. */
import { hasLeft } from "../../messages/ledger.ts";
import { isSmsKind, type MessageState, type SuppressionReason } from "../../messages/message.ts";
import { partyFor } from "../addressee.ts";
import { planShipments } from "./shipments.ts";
import { shippedAt, statusScan } from "../goods/shipment.ts";
import { atDecentHour } from "../quiet_hours.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import type { Order, OrderShipment } from "../state.ts";

/** What there is a text for, as mails call it without `shipment_`. */
export const SMS_NEWS = [
  "shipped",
  "out_for_delivery",
  "ready_for_pickup",
  "delivered",
  "attempted",
  "exception",
] as const;
export type SmsNews = (typeof SMS_NEWS)[number];

/** One for each such mail, at an hour at which a telephone may ring. That mail comes back does not matter here. */
export function planSms(input: PlanInput): readonly PlannedMessage[] {
  const { order, shop } = input;
  if (order.sms === undefined || !shop.shipment_sms) return [];
  const { since } = order.sms;
  return planShipments({ ...input, order: { ...order, failed_addresses: [] } }).flatMap((mail) => {
    const what = smsNewsFor(input, mail);
    if (what === null || happenedAt(order, mail.about, what) < since) return [];
    return [{
      kind: "shipment_sms",
      about: `${what}:${mail.about}`,
      due_at_ms: atDecentHour(input, mail.due_at_ms),
      against: mail.against,
    }];
  });
}

/**
 * A mail in whose place a text comes, or has come: what that told is not told again, whatever is chosen now. A text that
 * could not be sent leaves it to the mail after all.
 */
export function insteadOfMail(input: PlanInput, mail: PlannedMessage): SuppressionReason | null {
  const { order, shop, ledger } = input;
  const what = smsNewsFor(input, mail);
  if (mail.against !== null || what === null) return mail.against;
  const sms = ledger.find(({ kind, about }) => kind === "shipment_sms" && about === `${what}:${mail.about}`);
  if (sms?.facts_shown?.instead === true && hasLeft(sms)) return "by_sms";
  if (order.sms?.alone !== true || !shop.shipment_sms) return null;
  if (happenedAt(order, mail.about, what) < order.sms.since) return null;
  return sms?.state === "failed" || sms?.state === "suppressed" ? null : "by_sms";
}

/** The mail that is owed after all once the text with `about`, which was to come in its place, has ended in `state`. */
export function mailAfterSms(
  input: PlanInput,
  about: string,
  state: MessageState,
): PlannedMessage | undefined {
  if (state !== "failed" && state !== "suppressed") return undefined;
  const ledger = input.ledger.map((entry) =>
    entry.kind === "shipment_sms" && entry.about === about ? { ...entry, state } : entry
  );
  return planShipments(input).find((mail) =>
    `${smsNewsFor(input, mail)}:${mail.about}` === about &&
    insteadOfMail({ ...input, ledger }, mail) === null
  );
}

/** What a text's key is about: `delivered:p1`. */
export function smsNewsOf(about: string): SmsNews {
  const what = SMS_NEWS.find((name) => about.startsWith(`${name}:`));
  if (what === undefined) throw new Error("Cannot write a text message as its key must say what it tells");
  return what;
}

/** The recipient of a present chose no texts: their news stays with the mail. */
function smsNewsFor({ order }: PlanInput, { kind }: PlannedMessage): SmsNews | null {
  if (isSmsKind(kind) || partyFor(order, kind) !== "customer") return null;
  return SMS_NEWS.find((name) => kind === `shipment_${name}`) ?? null;
}

/** A mail is about a parcel, and of what may come again also about which time. */
function happenedAt({ shipments }: Order, about: string, what: SmsNews): string {
  const shipment = shipments.find(({ id }) => about === id || about.startsWith(`${id}:`));
  return shipment === undefined ? "" : momentOf(shipment, what);
}

function momentOf(shipment: OrderShipment, what: SmsNews): string {
  return what === "shipped" ? shippedAt(shipment) : statusScan(shipment)?.at ?? "";
}

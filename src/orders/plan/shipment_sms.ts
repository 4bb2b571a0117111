/** News of the parcel by text message, for a customer who chose that: the same as the mails tell, and nothing of before the choice. */
import { hasLeft } from "../../messages/ledger.ts";
import { isTextKind, type MessageState, type SuppressionReason } from "../../messages/message.ts";
import { partyFor } from "../addressee.ts";
import type { Order, OrderShipment } from "../fold/fold.ts";
import type { PlannedMessage, Situation } from "./plan.ts";
import { planShipments } from "./shipments.ts";
import { shippedAt } from "../promise.ts";
import { atDecentHour } from "../quiet_hours.ts";

/** What there is a text for, as mails call it without `shipment_`. */
export const TEXTED = [
  "shipped",
  "out_for_delivery",
  "ready_for_pickup",
  "delivered",
  "attempted",
  "exception",
] as const;
export type Texted = (typeof TEXTED)[number];

/** One for each such mail, at an hour at which a telephone may ring. That mail comes back does not matter here. */
export function planTexts(situation: Situation): readonly PlannedMessage[] {
  const { order, shop } = situation;
  if (order.texts === undefined || !shop.shipment_texts) return [];
  const { since } = order.texts;
  return planShipments({ ...situation, order: { ...order, failed_addresses: [] } }).flatMap((mail) => {
    const what = textedBy(situation, mail);
    if (what === null || happenedAt(order, mail.about, what) < since) return [];
    return [{
      kind: "shipment_text",
      about: `${what}:${mail.about}`,
      due_at_ms: atDecentHour(situation, mail.due_at_ms),
      against: mail.against,
    }];
  });
}

/**
 * A mail in whose place a text comes, or has come: what that told is not told again, whatever is chosen now. A text that
 * could not be sent leaves it to the mail after all.
 */
export function insteadOfMail(situation: Situation, mail: PlannedMessage): SuppressionReason | null {
  const { order, shop, ledger } = situation;
  const what = textedBy(situation, mail);
  if (mail.against !== null || what === null) return mail.against;
  const text = ledger.find(({ kind, about }) =>
    kind === "shipment_text" && about === `${what}:${mail.about}`
  );
  if (text?.told?.instead === true && hasLeft(text)) return "by_text";
  if (order.texts?.alone !== true || !shop.shipment_texts) return null;
  if (happenedAt(order, mail.about, what) < order.texts.since) return null;
  return text?.state === "failed" || text?.state === "suppressed" ? null : "by_text";
}

/** The mail that is owed after all once the text with `about`, which was to come in its place, has ended in `state`. */
export function mailAfterText(
  situation: Situation,
  about: string,
  state: MessageState,
): PlannedMessage | undefined {
  if (state !== "failed" && state !== "suppressed") return undefined;
  const ledger = situation.ledger.map((entry) =>
    entry.kind === "shipment_text" && entry.about === about ? { ...entry, state } : entry
  );
  return planShipments(situation).find((mail) =>
    `${textedBy(situation, mail)}:${mail.about}` === about &&
    insteadOfMail({ ...situation, ledger }, mail) === null
  );
}

/** What a text's key is about: `delivered:p1`. */
export function textedOf(about: string): Texted {
  const what = TEXTED.find((name) => about.startsWith(`${name}:`));
  if (what === undefined) throw new Error("Cannot write a text message as its key must say what it tells");
  return what;
}

/** The recipient of a present chose no texts: their news stays with the mail. */
function textedBy({ order }: Situation, { kind }: PlannedMessage): Texted | null {
  if (isTextKind(kind) || partyFor(order, kind) !== "customer") return null;
  return TEXTED.find((name) => kind === `shipment_${name}`) ?? null;
}

/** A mail is about a parcel, and of what may come again also about which time. */
function happenedAt({ shipments }: Order, about: string, what: Texted): string {
  const shipment = shipments.find(({ id }) => about === id || about.startsWith(`${id}:`));
  return shipment === undefined ? "" : momentOf(shipment, what);
}

function momentOf(shipment: OrderShipment, what: Texted): string {
  return what === "shipped" ? shippedAt(shipment) : shipment.scans.at(-1)?.at ?? "";
}

/** Blocks that several mails share: which shipment it is, how to track it, its content and its destination. */
import type { Translate } from "../locales/translate.ts";
import type { ItemView, ShipmentSummaryView } from "../content.ts";
import type { OrderView } from "../view.ts";
import type { Block } from "./block.tsx";
import type { Action, MailParts } from "./order_mail.tsx";

/** Most buttons in a mail: more of them need a page. */
const ACTIONS_MAX = 5;

/** Behind the large fact: which of several, and its number to look up or to read out. */
export function shipmentFacts(
  { position, carrier, number }: ShipmentSummaryView,
  t: Translate,
): NonNullable<MailParts["facts"]> {
  return [
    { label: t("parcel.which"), value: position, is_minor: true },
    { label: t("parcel.carrier"), value: carrier, is_minor: true },
    { label: t("parcel.tracking_number"), value: number, is_minor: true, is_long: true },
  ];
}

export function trackActions(shipments: readonly ShipmentSummaryView[], t: Translate): readonly Action[] {
  const tracked = shipments.flatMap((shipment) =>
    shipment.url === null ? [] : [{ ...shipment, url: shipment.url }]
  );
  return tracked.slice(0, ACTIONS_MAX).map(({ position, url }) => ({
    label: tracked.length > 1 && position !== null
      ? t("parcel.track_position", { position })
      : t("parcel.track"),
    href: url,
  }));
}

/** Returns the link to the order's page, for a standalone mail that mentions an order. */
export function orderLinks(href: string | null, number: string | null, t: Translate): readonly Action[] {
  if (href === null) return [];
  return [{ label: number === null ? t("order.view") : t("order.open", { number }), href }];
}

/** Beside the shop's name. */
export function orderReference(number: string | null, t: Translate): string {
  return number === null ? "" : t("order.number", { number });
}

/** `null` when there is nothing to list. */
export function itemsBlock(heading: string, items: readonly ItemView[]): Block | null {
  return items.length === 0 ? null : { shape: "items", heading, items };
}

/** What was ordered, without what it cost and what was withdrawn or sent back. */
export function orderItemsBlock({ lines }: OrderView, t: Translate): Block | null {
  const kept = lines.filter(({ where }) =>
    where.length === 0 || where.some(({ sign }) => sign !== "off" && sign !== "back")
  );
  return itemsBlock(t("order.items"), kept.map((line) => ({ ...line, pricing: null, total: null })));
}

/** Returns the delivery address as a block; `null` when it is not known. */
export function addressBlock(lines: readonly string[] | null, t: Translate): Block | null {
  return lines === null ? null : { shape: "lines", heading: t("order.delivery_address"), lines };
}

/** Where it is collected, and what the shop says of that; `null` where nothing is. */
export function pickupBlock(pickup: OrderView["pickup"], t: Translate): Block | null {
  if (pickup === null) return null;
  return {
    shape: "lines",
    heading: t("order.pickup"),
    lines: [...pickup.lines, ...pickup.note?.split("\n") ?? []],
  };
}

/** The carrier's or the shop's own words; `null` when there are none. */
export function quoteBlock(heading: string, text: string | null): Block | null {
  return text === null ? null : { shape: "quote", heading, paragraphs: [text] };
}

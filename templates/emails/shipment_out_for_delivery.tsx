/** The mail on the day on which a shipment is out for delivery. */
import type { ShipmentScanView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { addressBlock, itemsBlock, shipmentFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentOutForDelivery(view: MailView<ShipmentScanView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { way, shipment, expected, json_ld } = view.content;
  return orderMail(view, t, {
    steps: view.timeline,
    subject: t("courier.subject", { number: view.number }),
    headline: t("courier.headline"),
    lead: t(way === "local" ? "courier.lead_local" : "courier.lead"),
    facts: [{ label: t("order.expected"), value: expected }, ...shipmentFacts(shipment, t)],
    links: trackActions([shipment], t),
    blocks: [itemsBlock(t("parcel.contents"), shipment.items), addressBlock(view.delivery_address, t)],
    json_ld,
  });
}

/** The mail that says where a parcel waits, and what to bring. */
import type { ShipmentScanView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock, quoteBlock, shipmentFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentReadyForPickup(view: MailView<ShipmentScanView>): RenderedMail {
  const t = translator(view.locale, view.texts);
  const { shipment, at, place, description, json_ld } = view.content;
  return orderMail(view, t, {
    subject: t("pickup.subject", { number: view.number }),
    headline: t("pickup.headline"),
    lead: t("pickup.lead"),
    facts: [
      { label: t("pickup.place"), value: place },
      { label: t("pickup.since"), value: at },
      ...shipmentFacts(shipment, t),
    ],
    actions: trackActions([shipment], t),
    blocks: [quoteBlock(t("parcel.note"), description), itemsBlock(t("parcel.contents"), shipment.items)],
    json_ld,
  });
}

/** The mail that says where a parcel waits, and what to bring. */
import type { ShipmentScanView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock, pickupBlock, quoteBlock, shipmentFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentReadyForPickup(view: MailView<ShipmentScanView>): RenderedMail {
  const t = translator(view.locale, view.texts);
  const { way, shipment, at, place, description, json_ld } = view.content;
  const is_at_shop = way === "pickup";
  return orderMail(view, t, {
    subject: t("pickup.subject", { number: view.number }),
    headline: t(is_at_shop ? "pickup.headline_shop" : "pickup.headline"),
    lead: is_at_shop ? t("pickup.lead_shop", { number: view.number }) : t("pickup.lead"),
    facts: [
      { label: t("pickup.place"), value: place },
      { label: t("pickup.since"), value: at },
      ...shipmentFacts(shipment, t),
    ],
    actions: trackActions([shipment], t),
    blocks: [
      is_at_shop ? pickupBlock(view.pickup, t) : quoteBlock(t("parcel.note"), description),
      itemsBlock(t("parcel.contents"), shipment.items),
    ],
    json_ld,
  });
}

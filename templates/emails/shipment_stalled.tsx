/** The mail that says that a shipment has not been scanned for days. */
import type { ShipmentScanView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock, shipmentFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentStalled(view: MailView<ShipmentScanView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { shipment, at, on, place, json_ld } = view.content;
  return orderMail(view, t, {
    mood: "sorry",
    subject: t("stalled.subject", { number: view.number }),
    headline: t("stalled.headline"),
    lead: t("stalled.lead", { date: on }),
    facts: [
      { label: t("parcel.last_scan"), value: at },
      { label: t("parcel.place"), value: place },
      ...shipmentFacts(shipment, t),
    ],
    links: trackActions([shipment], t),
    blocks: [{
      shape: "list",
      heading: t("attempted.steps"),
      lines: [t("stalled.step_track"), t("stalled.step_write")],
    }, itemsBlock(t("parcel.contents"), shipment.items)],
    json_ld,
  });
}

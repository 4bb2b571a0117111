/** The mail that says that a shipment has not been scanned for days. */
import type { StalledView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock, shipmentFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentStalled(view: MailView<StalledView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { shipment, at, on, place, is_scanned, json_ld } = view.content;
  return orderMail(view, t, {
    mood: "sorry",
    subject: t("stalled.subject", { number: view.number }),
    headline: t("stalled.headline"),
    lead: t(is_scanned ? "stalled.lead" : "stalled.lead_unscanned", { date: on }),
    facts: [
      { label: t(is_scanned ? "parcel.last_scan" : "parcel.shipped"), value: at },
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

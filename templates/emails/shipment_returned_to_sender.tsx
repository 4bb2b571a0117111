/** The mail that says a parcel goes back to the shop, and asks how it should go on. */
import type { ShipmentScanView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { addressBlock, itemsBlock, quoteBlock, shipmentFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentReturnedToSender(view: MailView<ShipmentScanView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { way, shipment, at, on, place, description, json_ld } = view.content;
  return orderMail(view, t, {
    mood: "sorry",
    subject: t("sentback.subject", { number: view.number }),
    headline: t("sentback.headline"),
    lead: view.shows_prices
      ? t(way === "local" ? "sentback.lead_local" : "sentback.lead", { date: on })
      : t("sentback.lead_gift", { date: on }),
    facts: [
      { label: t("parcel.last_scan"), value: at },
      { label: t("parcel.place"), value: place },
      ...shipmentFacts(shipment, t),
    ],
    links: trackActions([shipment], t),
    blocks: [
      quoteBlock(t("parcel.note"), description),
      itemsBlock(t("parcel.contents"), shipment.items),
      addressBlock(view.delivery_address, t),
    ],
    json_ld,
  });
}

/** The mail that says a parcel comes sooner, on another day, or under a new number. */
import type { ShipmentUpdateView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock, shipmentFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentUpdated(view: MailView<ShipmentUpdateView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { shipment, change, was, now, json_ld } = view.content;
  return orderMail(view, t, {
    subject: t(`updated.subject_${change}`, { number: view.number }),
    headline: t(`updated.headline_${change}`),
    lead: t(`updated.lead_${change}`),
    facts: [
      { label: t("delay.now"), value: now },
      { label: t("delay.was"), value: was, is_minor: true },
      ...shipmentFacts(shipment, t),
    ],
    links: trackActions([shipment], t),
    blocks: [itemsBlock(t("parcel.contents"), shipment.items)],
    json_ld,
  });
}

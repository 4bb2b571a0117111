/** The mail about a problem with a shipment: what the carrier reports, and what to do. */
import type { ShipmentProblemView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { addressBlock, itemsBlock, quoteBlock, shipmentFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentException(view: MailView<ShipmentProblemView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { way, shipment, problem, at, place, description, json_ld } = view.content;
  return orderMail(view, t, {
    mood: "sorry",
    subject: t("held.subject", { number: view.number }),
    headline: t(`held.headline_${problem}`),
    lead: way === "local" && problem === "other" ? t("held.lead_local") : t(`held.lead_${problem}`),
    facts: [
      { label: t("parcel.last_scan"), value: at },
      { label: t("parcel.place"), value: place },
      ...shipmentFacts(shipment, t),
    ],
    links: trackActions([shipment], t),
    blocks: [
      quoteBlock(t("parcel.note"), description),
      itemsBlock(t("parcel.contents"), shipment.items),
      problem === "address" ? addressBlock(view.delivery_address, t) : null,
    ],
    json_ld,
  });
}

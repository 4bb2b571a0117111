/** The mail after a failed delivery attempt: what happens next, and what the customer can do. */
import type { ShipmentScanView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { addressBlock, quoteBlock, shipmentFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentAttempted(view: MailView<ShipmentScanView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { way, shipment, at, on, place, description, json_ld } = view.content;
  return orderMail(view, t, {
    mood: "needs",
    subject: t("attempted.subject", { number: view.number }),
    headline: t("attempted.headline"),
    lead: t(way === "local" ? "attempted.lead_local" : "attempted.lead", { date: on }),
    facts: [
      { label: t("attempted.at"), value: at },
      { label: t("parcel.place"), value: place },
      ...shipmentFacts(shipment, t),
    ],
    links: trackActions([shipment], t),
    blocks: [
      quoteBlock(t("parcel.note"), description),
      way === "local" ? null : {
        shape: "list",
        heading: t("attempted.steps"),
        lines: [t("attempted.step_track"), t("attempted.step_card"), t("attempted.step_address")],
      },
      addressBlock(view.delivery_address, t),
    ],
    json_ld,
  });
}

/** The mail that says that a shipment was delivered, and what to do if it was not. */
import type { ArrivalView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock, quoteBlock, shipmentFacts } from "../parts/was_now.ts";
import { ended } from "../parts/sentences.ts";
import { returnsText } from "../parts/returns_text.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentDelivered(view: MailView<ArrivalView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { shipment, at, on, place, description, proof, more_to_come, json_ld } = view.content;
  return orderMail(view, t, {
    steps: view.timeline,
    subject: t("arrived.subject", { number: view.number }),
    headline: t("arrived.headline"),
    lead: more_to_come
      ? t("arrived.lead_more", { date: on })
      // Nobody who has money back, or sends something back, is wished joy with it.
      : view.is_news && view.situation.fact === null
      ? ended(view.locale, t("arrived.headline"))
      : t("arrived.lead", { date: on }),
    facts: [
      { label: t("arrived.at"), value: at },
      { label: t("parcel.place"), value: place },
      ...proof?.rows ?? [],
      ...shipmentFacts(shipment, t),
    ],
    links: proof === null || proof.url === null ? [] : [{ label: t("arrived.proof"), href: proof.url }],
    blocks: [quoteBlock(t("parcel.note"), description), itemsBlock(t("parcel.contents"), shipment.items), {
      shape: "list",
      heading: t("arrived.missing"),
      lines: [t("arrived.missing_look"), t("arrived.missing_ask"), t("arrived.missing_write")],
    }],
    closing: view.shows_prices ? returnsText(view) : null,
    json_ld,
  });
}

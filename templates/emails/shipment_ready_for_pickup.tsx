/** The mail that says where a parcel waits, and what to bring. */
import type { PickupView } from "../content.ts";
import { translator } from "../locales/translate.ts";
import { orderMail } from "../parts/order_mail.tsx";
import { itemsBlock, pickupBlock, quoteBlock, shipmentFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

const HEADLINES = {
  all: "pickup.headline_shop",
  some: "pickup.headline_shop_some",
  last: "pickup.headline_shop_last",
} as const;

export function shipmentReadyForPickup(view: MailView<PickupView>): RenderedMail {
  const t = translator(view.locale, view.shop.texts);
  const { way, shipment, at, place, description, waiting, scope, still_to_come, json_ld } = view.content;
  const is_at_shop = way === "pickup";
  return orderMail(view, t, {
    mood: "needs",
    subject: t("pickup.subject", { number: view.number }),
    headline: is_at_shop ? t(HEADLINES[scope]) : t("pickup.headline"),
    lead: is_at_shop ? t("pickup.lead_shop", { number: view.number }) : t("pickup.lead"),
    facts: [
      { label: t("pickup.code"), value: waiting?.code ?? null },
      { label: t("pickup.until"), value: waiting?.until ?? null },
      { label: t("pickup.place"), value: waiting?.place.join(", ") || place },
      { label: t("pickup.hours"), value: waiting?.hours.join(" · ") || null },
      { label: t("pickup.since"), value: at },
      ...shipmentFacts(shipment, t),
    ],
    links: trackActions([shipment], t),
    blocks: [
      is_at_shop ? pickupBlock(view.pickup, t) : quoteBlock(t("parcel.note"), description),
      itemsBlock(t(is_at_shop ? "parcel.title_pickup" : "parcel.contents"), shipment.items),
      is_at_shop ? itemsBlock(t("shipped.to_come"), still_to_come) : null,
    ],
    json_ld,
  });
}

/** The mail of the morning on which a parcel comes. */
import { translator } from "../locales/translate.ts";
import { notice } from "../parts/notice.tsx";
import { addressBlock, itemsBlock, parcelFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentOutForDelivery(view: MailView<"shipment_out_for_delivery">): RenderedMail {
  const t = translator(view.locale, view.texts);
  const { parcel, expected, json_ld } = view.matter;
  return notice(view, t, {
    subject: t("courier.subject", { number: view.number }),
    headline: t("courier.headline"),
    lead: t("courier.lead"),
    facts: [{ label: t("order.expected"), value: expected }, ...parcelFacts(parcel, t)],
    actions: trackActions([parcel], t),
    blocks: [itemsBlock(t("parcel.contents"), parcel.items), addressBlock(view.delivery_address, t)],
    json_ld,
  });
}

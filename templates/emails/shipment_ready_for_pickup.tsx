/** The mail that says where a parcel waits, and what to bring. */
import { translator } from "../locales/translate.ts";
import { notice } from "../parts/notice.tsx";
import { itemsBlock, parcelFacts, quoteBlock, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentReadyForPickup(view: MailView<"shipment_ready_for_pickup">): RenderedMail {
  const t = translator(view.locale, view.texts);
  const { parcel, at, place, description, json_ld } = view.matter;
  return notice(view, t, {
    subject: t("pickup.subject", { number: view.number }),
    headline: t("pickup.headline"),
    lead: t("pickup.lead"),
    facts: [
      { label: t("pickup.place"), value: place },
      { label: t("pickup.since"), value: at },
      ...parcelFacts(parcel, t),
    ],
    actions: trackActions([parcel], t),
    blocks: [quoteBlock(t("parcel.note"), description), itemsBlock(t("parcel.contents"), parcel.items)],
    json_ld,
  });
}

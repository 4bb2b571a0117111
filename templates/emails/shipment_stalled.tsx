/** The mail that breaks the silence when a parcel has not been scanned for days. */
import { translator } from "../locales/translate.ts";
import { notice } from "../parts/notice.tsx";
import { itemsBlock, parcelFacts, trackActions } from "../parts/was_now.ts";
import type { MailView, RenderedMail } from "../view.ts";

export function shipmentStalled(view: MailView<"shipment_stalled">): RenderedMail {
  const t = translator(view.locale, view.texts);
  const { parcel, at, on, place, json_ld } = view.matter;
  return notice(view, t, {
    subject: t("stalled.subject", { number: view.number }),
    headline: t("stalled.headline"),
    lead: t("stalled.lead", { date: on }),
    facts: [
      { label: t("parcel.last_scan"), value: at },
      { label: t("parcel.place"), value: place },
      ...parcelFacts(parcel, t),
    ],
    actions: trackActions([parcel], t),
    blocks: [{
      shape: "list",
      heading: t("attempted.steps"),
      lines: [t("stalled.step_track"), t("stalled.step_write")],
    }, itemsBlock(t("parcel.contents"), parcel.items)],
    json_ld,
  });
}

/** The last page of a return: how far it is, what to do with the parcel, until when, and what follows. */
import { wording } from "../../../mail/format/amounts.ts";
import { dropOff } from "../../../mail/view/drop_off.ts";
import { labelled } from "../../../../templates/parts/labelled.ts";
import { firstLabel, labelLinks } from "../../../mail/view/label_links.ts";
import { returnWords } from "../../../mail/view/return_words.ts";
import { dayIn } from "../../../orders/days.ts";
import { customerZone } from "../../../orders/zone.ts";
import { returnProgress } from "../../../orders/return_progress.ts";
import type { Acting, End } from "./action.ts";

export function returnEnd({ t, row, shop, locale, token, now_ms }: Acting, hear: readonly string[]): End {
  const { order } = row;
  const last = order.returns.toSorted((a, b) => a.at < b.at ? -1 : 1).at(-1);
  if (last === undefined) {
    return { mood: "good", title: t("act.done_title"), lines: [t("act.done_mail"), ...hear] };
  }
  const progress = returnProgress(order, last, shop.settings, now_ms);
  const { mood, headline, fact, next } = returnWords({ one: last, progress }, {
    shop: shop.settings,
    words: wording(t, locale, order.details.currency, dayIn(customerZone(order, shop.settings), now_ms)),
  });
  const place = progress.step === "approved" ? dropOff(last, shop.settings, locale) : null;
  const label = firstLabel(labelLinks(last, progress, `/o/${token}`), t);
  return {
    mood,
    title: headline,
    lines: [fact, place === null ? null : labelled(t, t("approved.drop_off"), place), next, ...hear]
      .filter((line) => line !== null),
    ...(label === null ? {} : { onward: { ...label, is_main: true } }),
  };
}

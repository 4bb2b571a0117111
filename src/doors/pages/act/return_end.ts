/** The last page of a return: what to do with the parcel, until when, and what follows. */
import { dayText } from "../../../mail/format/dates.ts";
import { webUrl } from "../../../mail/format/text.ts";
import type { Acting, End } from "./action.ts";

export function returnEnd({ t, row, locale }: Acting, hear: readonly string[]): End {
  const last = row.order.returns.toSorted((a, b) => a.at < b.at ? -1 : 1).at(-1);
  if (last === undefined) return { title: t("act.done_title"), lines: [t("act.done_mail"), ...hear] };
  if (last.status !== "approved") {
    return { title: t("returning.requested"), lines: [t("returning.requested_next"), ...hear] };
  }
  const until = last.send_by === undefined
    ? []
    : [t("returning.send_by", { date: dayText(locale, last.send_by) })];
  const url = webUrl(last.qr_url) ?? webUrl(last.label_url);
  return {
    title: t("returning.approved"),
    lines: [...until, t("returning.approved_next"), ...hear],
    ...(url === null ? {} : {
      onward: {
        href: url,
        label: t(webUrl(last.qr_url) === null ? "page.return_label" : "page.return_qr"),
      },
    }),
  };
}

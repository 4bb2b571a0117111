/** The last page of a return: what to do with the parcel, until when, and what follows. */
import { dayText } from "../../../mail/format/dates.ts";
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
  return { title: t("returning.approved"), lines: [...until, t("returning.approved_next"), ...hear] };
}

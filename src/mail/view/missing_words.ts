/** Words that goods are out of stock, where that leaves an order without a day. Mail and page say it in these words. Pure. */
import { labelled } from "../../../templates/parts/labelled.ts";
import type { SituationView } from "../../../templates/view.ts";
import { duePieces, type Pieces } from "../../orders/goods/parts.ts";
import { missingPieces } from "../../orders/plan/order.ts";
import type { Wording } from "../format/amounts.ts";
import { dayText } from "../format/dates.ts";
import type { SituationInput } from "./situation_input.ts";

/** Returns headline and fact; null where nothing is missing, or a day is known all the same. */
export function missingWords(input: SituationInput): Pick<SituationView, "headline" | "fact"> | null {
  const { order, state, expected, late_since, words } = input;
  if (state !== "preparing" || expected !== null || late_since !== null) return null;
  const missing = missingPieces(order);
  if (missing.length === 0) return null;
  const { t } = words;
  const day = backInStockOn(missing, words);
  const are_others_here = missing.length < duePieces(order, () => true).length;
  return {
    headline: t("backorder.headline", { count: missing.length }),
    fact: day !== null
      ? labelled(t, t("backorder.expected"), day)
      : t(are_others_here ? "backorder.lead_some" : "backorder.lead"),
  };
}

/** Returns the day by which all of them are expected back; null where one has none, or it has passed. */
export function backInStockOn(missing: readonly Pieces[], { locale, today }: Wording): string | null {
  const days = missing.map(({ line: { stock } }) => stock?.expected_on).filter((day) => day !== undefined)
    .sort();
  const last = days.length === missing.length ? days.at(-1) : undefined;
  return last !== undefined && last >= today ? dayText(locale, last) : null;
}

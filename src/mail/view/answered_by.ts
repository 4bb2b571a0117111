/** Says by which day a customer hears from a person: the shop's own promise of an answer, in its working hours. Pure. */
import { afterWorkingHours } from "../../cases/clocks.ts";
import { dayIn } from "../../orders/days.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { dayText } from "../format/dates.ts";

export function answeredBy(
  { shop, words: { locale } }: { readonly shop: ShopSettings; readonly words: { readonly locale: string } },
  asked_at: string,
): string {
  const by_ms = afterWorkingHours(shop, Date.parse(asked_at), shop.support.first_answer_hours);
  return dayText(locale, dayIn(shop.time_zone, by_ms));
}

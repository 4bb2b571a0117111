/** Links from an order's page to the forms of its actions. */
import type { OrderVisit } from "../visit.ts";
import type { Ledger } from "../../../messages/ledger.ts";
import type { LinkView } from "../../../../templates/pages/form.tsx";
import { translator } from "../../../../templates/locales/translate.ts";
import { offersOf } from "../../../customers/offers.ts";

/** Returns links to the actions that the order offers now. */
export function actionLinks(
  { row, shop, token, now_ms, customer }: OrderVisit,
  ledger: Ledger,
  locale: string,
): readonly LinkView[] {
  const t = translator(locale);
  const offers = offersOf({ order: row.order, shop: shop.settings, ledger, now_ms });
  return offers.filter((offer) => customer !== null || offer !== "address").map((offer) => ({
    href: `/o/${token}/${offer}`,
    label: t(`act.${offer}`),
  }));
}

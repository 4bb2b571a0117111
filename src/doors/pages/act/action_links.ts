/** Links from an order's page to the forms of its actions. */
import { shopWords } from "../../../mail/format/shop_wording.ts";
import type { OrderVisit } from "../visit.ts";
import type { Ledger } from "../../../messages/ledger.ts";
import type { OfferLink } from "../../../mail/view/page_acts.ts";
import { offersOf } from "../../../customers/offers.ts";

/** Returns links to the actions that the order offers now. */
export function actionLinks(
  { row, shop, token, now_ms, customer }: OrderVisit,
  ledger: Ledger,
  locale: string,
): readonly OfferLink[] {
  const t = shopWords(shop.settings, locale);
  const offers = offersOf({ order: row.order, shop: shop.settings, ledger, now_ms });
  return offers.filter((offer) => customer !== null || offer !== "address").map((offer) => ({
    offer,
    href: `/o/${token}/${offer}`,
    label: t(`act.${offer}`),
  }));
}

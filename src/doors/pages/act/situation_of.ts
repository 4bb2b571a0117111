/** The order's situation in the words in which the reader of these pages finds it on the order's own page. */
import { orderView } from "../../../mail/view/order_view.ts";
import { shownOrder } from "../../../mail/view/page_view.ts";
import type { SituationView } from "../../../../templates/view.ts";
import type { Acting } from "./action.ts";

export function situationOf(
  { row, shop, locale, proven, now_ms, ports, token }: Acting,
): SituationView {
  const order = shownOrder({ order: row.order, locale, proven });
  return orderView(order, shop.settings, { page_url: `${ports.public_url}/o/${token}` }, now_ms).situation;
}

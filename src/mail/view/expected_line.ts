/** Says in a few sentences where an order stands, in the words of its page. Pure. */
import type { Order } from "../../orders/state.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { shopWords } from "../format/shop_wording.ts";
import { orderView } from "./order_view.ts";

export function expectedLine(
  order: Order,
  shop: ShopSettings,
  page_url: string,
  now_ms: number,
): readonly string[] {
  const { situation, expected, shipments, locale } = orderView(order, shop, { page_url }, now_ms);
  const t = shopWords(shop, locale);
  const numbers = shipments.flatMap(({ tracking }) =>
    tracking.map(({ carrier, number, url }) =>
      [carrier, number, url].filter((part) => part !== null).join(" ")
    )
  );
  return [
    [situation.headline, situation.fact].filter((part) => part !== null).join(". ").replace(
      /([.!?。])\./g,
      "$1",
    ),
    ...(expected === null || situation.headline.includes(expected)
      ? []
      : [t("once.expected", { when: expected })]),
    ...numbers.slice(0, 5),
  ];
}

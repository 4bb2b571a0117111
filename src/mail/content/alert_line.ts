/** Words an alert in one line for the chat of a shop's staff, and names what its link opens. Pure. */
import { ALERT_TOPICS } from "../../messages/kinds/shop.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { shopWords } from "../format/shop_wording.ts";

export interface AlertLine {
  readonly text: string;
  readonly label: string;
}

/** A topic that is none is the hello to a new chat. */
export function alertLine(
  shop: ShopSettings,
  { topic, order_number, count, is_case }: {
    readonly topic: string;
    readonly order_number: string | null;
    readonly count: number | null;
    readonly is_case: boolean;
  },
): AlertLine {
  const t = shopWords(shop, shop.locale);
  const known = ALERT_TOPICS.find((one) => one === topic);
  const what = known === undefined ? t("alert.hello") : t(`alert.${known}`);
  const named = order_number === null ? what : t("alert.subject_order", { what, number: order_number });
  return {
    text: `${shop.name}: ${named}${count === null || count < 2 ? "" : ` (${count})`}`,
    label: is_case ? t("alert.open_case") : t("alert.join"),
  };
}

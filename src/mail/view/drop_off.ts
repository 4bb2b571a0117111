/** Says where the parcel of a return is handed in: by its label's provider, else by the shop. Pure. */
import type { ShopSettings } from "../../orders/shop.ts";
import type { OrderReturn } from "../../orders/state.ts";
import { byLocale } from "../format/shop_wording.ts";
import { textOrNull } from "../format/text.ts";

export function dropOff(one: OrderReturn, shop: ShopSettings, locale: string): string | null {
  const said = textOrNull(one.drop_off);
  if (said !== null) return said;
  const own = shop.return_labels?.drop_off;
  if (own === undefined || typeof own === "string") return textOrNull(own);
  return textOrNull(byLocale(own, locale) ?? byLocale(own, shop.locale));
}

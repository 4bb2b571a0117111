/** The address by which a shop's cart is filled with an order's goods once more, by the shop's own pattern. Pure. */
import type { Order } from "../../orders/state.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { webUrl } from "../format/text.ts";

/** Browsers and servers take addresses of this length. */
const URL_MAX = 2_000;

/** Returns null where the shop has no pattern, or no line of the order has what the pattern asks for. */
export function reorderUrl({ details }: Order, { reorder }: ShopSettings): string | null {
  if (reorder === undefined) return null;
  const items = details.lines.filter(({ included_in }) => included_in === undefined).flatMap((line) => {
    if (line.sku === undefined || line.sku.trim() === "") return [];
    return [
      reorder.item.replaceAll("{sku}", encodeURIComponent(line.sku.trim()))
        .replaceAll("{quantity}", String(line.quantity)),
    ];
  });
  if (items.length === 0) return null;
  const url = reorder.url.replaceAll("{items}", items.join(reorder.between));
  return url.length > URL_MAX ? null : webUrl(url);
}

/** The place of a carrier's scan, as its reader would say it. Pure. */
import type { OrderDetails } from "../../orders/event.ts";
import { textOrNull } from "./text.ts";

/**
 * Returns the place in one line, without the code of the country to which the order goes: `Berlin, DE` is Berlin to somebody there.
 * Other codes stay, for two letters may as well be a state: `Memphis, TN`.
 */
export function placeText(
  place: string | undefined,
  { shipping_address }: Pick<OrderDetails, "shipping_address">,
): string | null {
  const text = textOrNull(place);
  const country = shipping_address?.country;
  if (text === null || country === undefined) return text;
  const rest = text.endsWith(`, ${country}`) ? text.slice(0, -country.length - 2).trim() : "";
  return rest === "" ? text : rest;
}

/** Reads the customer's remarks on a Shopify order: note, gift message, purchase-order number. */
import * as v from "valibot";
import { OrderDetails } from "../../orders/event.ts";
import { fitting, words } from "../read/fields.ts";
import { GIFT_MESSAGE_NAME, PO_NUMBER_NAME } from "../read/remark_names.ts";
import type { ShopifyOrder } from "./order.ts";

const Attribute = v.object({ name: v.string(), value: v.union([v.string(), v.number()]) });

/** Omits absent fields, so that a snapshot without them keeps its earlier form. */
export function remarksOf(
  { note, note_attributes, po_number }: ShopifyOrder,
): Pick<OrderDetails, "note" | "gift_message" | "po_number"> {
  const attributes = note_attributes.map((one) => fitting(Attribute, one)).filter((one) => one !== undefined);
  const named = (pattern: RegExp) =>
    words(String(attributes.find(({ name }) => pattern.test(name))?.value ?? ""));
  const gift_message = named(GIFT_MESSAGE_NAME);
  const number = fitting(OrderDetails.entries.po_number, words(po_number) ?? named(PO_NUMBER_NAME));
  const text = words(note);
  return {
    ...(text === undefined ? {} : { note: text }),
    ...(gift_message === undefined ? {} : { gift_message }),
    ...(number === undefined || number === "" ? {} : { po_number: number }),
  };
}

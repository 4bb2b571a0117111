/**
 * Reads the customer's remarks on a WooCommerce order: a note, and from plugins' meta data a gift message and a
 * purchase-order number.
 */
import * as v from "valibot";
import { OrderDetails } from "../../orders/event.ts";
import { fitting } from "../read/fields.ts";
import { GIFT_MESSAGE_NAME, PO_NUMBER_NAME } from "../read/remark_names.ts";
import { Plain, PlainLines } from "./fields.ts";
import type { WoocommerceOrder } from "./order.ts";

const Meta = v.object({
  key: v.string(),
  value: v.pipe(v.union([v.string(), v.number()]), v.transform(String)),
});

/** Omits absent fields, so that a snapshot without them keeps its earlier form. */
export function remarksOf(
  { customer_note, meta_data }: WoocommerceOrder,
): Pick<OrderDetails, "note" | "gift_message" | "po_number"> {
  const entries = meta_data.map((meta) => fitting(Meta, meta)).filter((meta) => meta !== undefined);
  const valueOf = (pattern: RegExp) => entries.find(({ key }) => pattern.test(key))?.value;
  const gift_message = fitting(PlainLines, valueOf(GIFT_MESSAGE_NAME));
  const po_number = fitting(OrderDetails.entries.po_number, fitting(Plain, valueOf(PO_NUMBER_NAME)));
  return {
    ...(customer_note === undefined ? {} : { note: customer_note }),
    ...(gift_message === undefined ? {} : { gift_message }),
    ...(po_number === undefined ? {} : { po_number }),
  };
}

/** Reads BigCommerce's shipment: what was sent, and by which carrier. */
import * as v from "valibot";
import { LINES_READ_MAX, type OrderEvent, Tracking } from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { MailDate } from "./fields.ts";
import { trackingEntries } from "../read/tracking.ts";
import { fitting, PlainId, wholeList, Words } from "../read/fields.ts";
import { checked } from "../read/parse_error.ts";

const Shipment = v.object({
  id: PlainId,
  date_created: MailDate,
  tracking_number: Words,
  tracking_link: Words,
  generated_tracking_link: Words,
  shipping_provider_display_name: Words,
  tracking_carrier: Words,
  items: v.pipe(
    wholeList(v.object({ order_product_id: PlainId, quantity: v.pipe(v.number(), v.integer()) })),
    v.maxLength(LINES_READ_MAX),
  ),
});

/** Dates the shipment by its creation. A later change, such as a tracking number, is dated by `changed_at`. */
export function readShipment(json: unknown, changed_at: string | null): Result<OrderEvent, "invalid"> {
  const read = checked(Shipment, json, (path) => path === "" ? "shipment" : `shipment.${path}`);
  if (!read.ok) return read;
  const { id, date_created, tracking_number: number, items, ...rest } = read.value;
  const carrier = rest.shipping_provider_display_name ?? rest.tracking_carrier;
  const url = fitting(Tracking.entries.url, rest.tracking_link) ??
    fitting(Tracking.entries.url, rest.generated_tracking_link);
  return ok({
    type: "shipment.shipped",
    at: changed_at ?? date_created,
    shipment: {
      id,
      lines: items.filter(({ quantity }) => quantity > 0)
        .map(({ order_product_id, quantity }) => ({ line_id: order_product_id, quantity })),
      tracking: trackingEntries({ numbers: [number], urls: [url], carrier }),
    },
  });
}

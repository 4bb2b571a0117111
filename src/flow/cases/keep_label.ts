/** Keeps a label that the shop's people upload for a return, in its order's folder of the bucket, where an erasure finds it. */
import type { Label } from "../../customers/label_file.ts";
import type { LabelFile, OrderEvent, Return } from "../../orders/event.ts";
import type { OrderReturn } from "../../orders/state.ts";
import { err, ok, type Result } from "../../result.ts";
import { readOrder, selectOrder } from "../../sql/orders.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { openOrder } from "../archive/open_order.ts";
import { recordOnPage, type RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";

/** What the shop says of a label that it uploads. */
export interface UploadedLabel {
  readonly label: Label;
  readonly use: LabelFile["use"];
  readonly about: Pick<Return, "label_until" | "tracking">;
}

/** The label's last day and its parcel's number, of what the shop gave; an empty or absent part is not known. */
export function aboutLabel({ tracking_number = "", carrier = "", label_until = "" }: {
  readonly tracking_number?: string | undefined;
  readonly carrier?: string | undefined;
  readonly label_until?: string | undefined;
}): UploadedLabel["about"] {
  return {
    ...(tracking_number === ""
      ? {}
      : { tracking: [{ number: tracking_number, ...(carrier === "" ? {} : { carrier }) }] }),
    ...(label_until === "" ? {} : { label_until }),
  };
}

/** Where the label lies; `name` is that of its event. */
export function labelKey(order_id: string, name: string): string {
  return `attachments/${order_id}/labels/${name}`;
}

/** Puts the file into the bucket and returns the event that names it. `id` makes a repetition the same file. */
export async function keepLabel(
  { mail }: Pick<RequestPorts, "mail">,
  order_id: string,
  one: Pick<OrderReturn, "id">,
  id: string,
  { label, use, about }: UploadedLabel,
  now_ms: number,
): Promise<OrderEvent> {
  await mail.put(labelKey(order_id, id), label.bytes, { httpMetadata: { contentType: label.type } });
  return {
    type: "return.label_added",
    at: new Date(now_ms).toISOString(),
    return: { id: one.id, lines: [], steps: [], ...about },
    label_file: { name: id, type: label.type, use },
  };
}

export interface LabelAdded {
  readonly order_id: string;
  readonly return_id: string;
  /** Idempotency key: the same id is one label. */
  readonly id: string;
  readonly uploaded: UploadedLabel;
}

/** Adds a label to a return that is approved; its customer gets it by mail. A newer label takes the place of an older one. */
export async function addLabel(
  ports: RequestPorts,
  shop: Shop,
  { order_id, return_id, id, uploaded }: LabelAdded,
  now_ms: number,
): Promise<Result<null, "unknown" | "not_now">> {
  if (splitOrderId(order_id).shop_id !== shop.id) return err("unknown", "There is no such return");
  const row = await openOrder(ports, readOrder(await selectOrder(ports.db, order_id).all()));
  const found = row?.order.returns.find((one) => one.id === return_id);
  if (row === null || found === undefined) return err("unknown", "There is no such return");
  if (found.status !== "approved") return err("not_now", "The return is in another state");
  const event = await keepLabel(ports, row.id, found, id, uploaded, now_ms);
  await recordOnPage(ports, shop, row, `return-label-${id}`, [event], now_ms);
  return ok(null);
}

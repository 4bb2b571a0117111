/** Makes the label of a return that is approved, where the shop has a way: once for each return, and never instead of it. */
import type { LabelRefusal, LabelWanted, ProvidedLabels, ReturnLabel } from "../../orders/return_label.ts";
import type { Result } from "../../result.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { DAY_MS, dayIn } from "../../orders/days.ts";
import { insertRequest } from "../../sql/requests.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";

export interface LabelPorts extends RequestPorts {
  readonly make_label: (
    shop: Shop,
    labels: ProvidedLabels,
    wanted: LabelWanted,
  ) => Promise<Result<ReturnLabel, LabelRefusal>>;
}

/**
 * Returns null where the shop makes no labels, the provider made none, or one is being made already: the return goes on
 * without, as where a shop sends labels itself.
 */
export async function labelFor(
  ports: LabelPorts,
  shop: Shop,
  row: OrderRow,
  return_id: string,
  now_ms: number,
): Promise<ReturnLabel | null> {
  const labels = shop.settings.return_labels;
  if (labels === undefined || labels.by === "shop") return null;
  const valid = labels.valid_days === undefined ? {} : {
    label_until: dayIn(shop.settings.time_zone, now_ms + labels.valid_days * DAY_MS),
  };
  const filled = (pattern: string) =>
    pattern.replaceAll("{order}", encodeURIComponent(row.number)).replaceAll(
      "{return}",
      encodeURIComponent(return_id),
    );
  if (labels.by === "url") {
    const { url, qr_url } = labels;
    return { label_url: filled(url), ...(qr_url === undefined ? {} : { qr_url: filled(qr_url) }), ...valid };
  }
  const from = row.order.details.shipping_address ?? row.order.details.billing_address;
  if (from === undefined) return null;
  // A label costs money: whoever asks second for the same return gets none.
  const form_id = `label-${return_id}`.slice(0, 200);
  const kept = await insertRequest(ports.db, { subject: row.id, form_id, kind: "label", asked: "{}" }, now_ms)
    .run();
  if (kept.meta.changes === 0) return null;
  const { phone } = row.order.details.customer;
  const made = await ports.make_label(shop, labels, {
    from,
    ...(phone === undefined ? {} : { phone }),
    reference: `${row.number} ${return_id}`.slice(0, 100),
  });
  if (made.ok) return { ...made.value, ...valid };
  console.error(
    JSON.stringify({ event: "label_not_made", shop: shop.id, reason: made.reason, message: made.message }),
  );
  return null;
}

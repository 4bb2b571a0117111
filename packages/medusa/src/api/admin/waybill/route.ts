/** `GET /admin/waybill`: how many events wait, since when, and what went wrong last. `POST`: tells of all orders placed since a day. */
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import type WaybillModuleService from "../../../modules/waybill/service.ts";
import { noteOrders } from "../../../waybill/note_orders.ts";
import type { Graph } from "../../../waybill/order_ids.ts";

const PAGE = 200;

export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  response.json({ waybill: await request.scope.resolve<WaybillModuleService>("waybill").status() });
}

/** `{ "since": "2026-11-01" }`, answered with the number of orders. */
export async function POST(
  request: MedusaRequest<{ since?: unknown }>,
  response: MedusaResponse,
): Promise<void> {
  const since = new Date(String(request.body?.since));
  if (Number.isNaN(since.getTime())) {
    response.status(400).json({ message: "since must be given as a date: 2026-11-01" });
    return;
  }
  const waybill = request.scope.resolve<WaybillModuleService>("waybill");
  const query = request.scope.resolve("query") as unknown as Graph;
  let orders = 0;
  for (let skip = 0;; skip += PAGE) {
    const { data } = await query.graph({
      entity: "order",
      fields: ["id"],
      filters: { created_at: { $gte: since.toISOString() } },
      pagination: { take: PAGE, skip, order: { created_at: "ASC" } },
    });
    orders += await noteOrders(data.map(({ id }) => id), query, waybill);
    if (data.length < PAGE) break;
  }
  response.json({ orders });
}

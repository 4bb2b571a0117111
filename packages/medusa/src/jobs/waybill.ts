/** Each minute: looks for orders that changed and of which no event was heard, and sends what waits. */
import type { MedusaContainer } from "@medusajs/framework/types";
import type WaybillModuleService from "../modules/waybill/service.ts";
import { noteOrders } from "../waybill/note_orders.ts";
import { type Graph, orderIdsSince } from "../waybill/order_ids.ts";

/** More than change in a minute; what is over is found by the next sweeps. */
const ORDERS_MAX = 500;

export default async function sweep(container: MedusaContainer): Promise<void> {
  const waybill = container.resolve<WaybillModuleService>("waybill");
  try {
    const query = container.resolve("query") as unknown as Graph;
    const started_at = new Date();
    await noteOrders(await orderIdsSince(await waybill.sweptFrom(), query, ORDERS_MAX), query, waybill);
    await waybill.sweptUntil(started_at);
    await waybill.flush();
  } catch (error) {
    waybill.logger.error(`Waybill: Cannot look through the orders: ${(error as Error).message}`);
  }
}

export const config = { name: "waybill-sweep", schedule: "* * * * *" };

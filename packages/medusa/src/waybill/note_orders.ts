/** Loads orders and has them noted; one that fails is logged and left to the next sweep. */
import type WaybillModuleService from "../modules/waybill/service.ts";
import { ORDER_FIELDS } from "./medusa_order.ts";
import type { Graph } from "./order_ids.ts";

/** Resolves to the number of orders that were noted. */
export async function noteOrders(
  ids: readonly string[],
  query: Graph,
  waybill: WaybillModuleService,
): Promise<number> {
  let count = 0;
  for (const id of ids) {
    try {
      const { data: [order] } = await query.graph({ entity: "order", fields: ORDER_FIELDS, filters: { id } });
      if (order === undefined) continue;
      await waybill.noteOrder(order);
      count += 1;
    } catch (error) {
      waybill.logger.error(`Waybill: Cannot note order ${id}: ${(error as Error).message}`);
    }
  }
  return count;
}

/** Notes an order as soon as Medusa says that something happened to it. Its events may be lost: the job looks for what they left out. */
import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import { emailOf } from "@waybill/client";
import type WaybillModuleService from "../modules/waybill/service.ts";
import { noteOrders } from "../waybill/note_orders.ts";
import { type Graph, orderIdsOf } from "../waybill/order_ids.ts";

export default async function noteEvent(
  { event, container }: SubscriberArgs<{ id?: string; order_id?: string }>,
): Promise<void> {
  const waybill = container.resolve<WaybillModuleService>("waybill");
  try {
    const query = container.resolve("query") as unknown as Graph;
    if (event.name === "customer.deleted") return await forget(event.data.id ?? "", query, waybill);
    await noteOrders(await orderIdsOf(event, query), query, waybill);
  } catch (error) {
    waybill.logger.error(`Waybill: Cannot note ${event.name}: ${(error as Error).message}`);
  }
}

/** A deleted customer's row stays for a while and holds the address. */
async function forget(id: string, query: Graph, waybill: WaybillModuleService): Promise<void> {
  if (waybill.options.erase_with_customer === false) return;
  const { data: [customer] } = await query.graph({
    entity: "customer",
    fields: ["email"],
    filters: { id },
    withDeleted: true,
  });
  const email = emailOf(customer?.email);
  if (email === undefined) {
    return waybill.logger.warn(`Waybill: Customer ${id} has no mail address to be forgotten by`);
  }
  await waybill.send({
    id: `customer_erased_${id}`,
    type: "customer.erase_requested",
    timestamp: new Date().toISOString(),
    data: { customer: { email } },
  });
}

// Named one by one: a subscriber of all events would hear of the rows that it writes itself.
export const config: SubscriberConfig = {
  event: [
    "order.placed",
    "order.updated",
    "order.canceled",
    "order.completed",
    "order.fulfillment_created",
    "order.fulfillment_canceled",
    "order-edit.confirmed",
    "shipment.created",
    "delivery.created",
    "payment.captured",
    "payment.refunded",
    "customer.updated",
    "customer.deleted",
  ],
  context: { subscriberId: "waybill" },
};

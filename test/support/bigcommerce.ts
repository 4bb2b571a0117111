/** Deliveries as BigCommerce sends them, and a store that answers what they leave out. */
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { bigcommerce } from "../../src/sources/bigcommerce/bigcommerce.ts";
import type { SourcePorts, Webhook } from "../../src/sources/source.ts";
import created from "../fixtures/bigcommerce/order_created.json";
import order from "../fixtures/bigcommerce/order.json";
import products from "../fixtures/bigcommerce/products.json";
import refunds from "../fixtures/bigcommerce/refunds.json";
import shipment from "../fixtures/bigcommerce/shipment.json";
import { NOW_MS } from "./cast.ts";
import { answering } from "./source_ports.ts";

export const TOKEN = "a1b2c3d4e5:q1w2e3r4t5z6u7i8o9p0";

const STORE = "/stores/a1b2c3d4e5";
export const PATHS = {
  order: `${STORE}/v2/orders/1001?include=consignments,fees&consignment_structure=object`,
  products: `${STORE}/v2/orders/1001/products?limit=250&page=1`,
  pictures: `${STORE}/v3/catalog/products?id:in=101,102&include=primary_image&include_fields=id&limit=100`,
  bare_order: `${STORE}/v2/orders/1001`,
  refunds: `${STORE}/v3/orders/1001/payment_actions/refunds`,
  shipment: `${STORE}/v2/orders/1001/shipments/31`,
};

export function bigcommerceWebhook(event: unknown): Webhook {
  return {
    headers: new Headers({
      "content-type": "application/json",
      "webhook-id": "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
    }),
    body: new TextEncoder().encode(JSON.stringify(event)),
    received_at_ms: NOW_MS,
  };
}

/** The store of the fixtures, with some of its answers changed. */
export function store(answers: Parameters<typeof answering>[0] = {}, tokens: readonly string[] = [TOKEN]) {
  return answering({
    [PATHS.order]: JSON.stringify(order),
    [PATHS.products]: JSON.stringify(products),
    [PATHS.bare_order]: JSON.stringify(order),
    [PATHS.refunds]: JSON.stringify(refunds),
    [PATHS.shipment]: JSON.stringify(shipment),
    ...answers,
  }, tokens);
}

export async function readBigcommerce(event: unknown, ports: SourcePorts = store().ports) {
  return await bigcommerce.read(bigcommerceWebhook(event), ports);
}

/** What a delivery that must be told tells of its one order. */
export async function readByBigcommerce(
  event: unknown,
  ports: SourcePorts = store().ports,
): Promise<{ order: string; events: readonly OrderEvent[] }> {
  const reading = await readBigcommerce(event, ports);
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type !== "events") throw new Error(`not told: ${JSON.stringify(reading.value)}`);
  return reading.value.orders[0]!;
}

/** The order as a store with these answers tells it. */
export async function detailsByBigcommerce(
  head: Readonly<Record<string, unknown>> = {},
  lines: readonly unknown[] = products,
): Promise<OrderDetails> {
  const { ports } = store({
    [PATHS.order]: JSON.stringify({ ...order, ...head }),
    [PATHS.products]: JSON.stringify(lines),
  });
  const { events: [order_event] } = await readByBigcommerce(created, ports);
  return (order_event as { readonly order: OrderDetails }).order;
}

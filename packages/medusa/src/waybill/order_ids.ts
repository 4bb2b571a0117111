/** Which orders an event of Medusa's bus is about. Most events name something else. */

/** Asks Medusa's data, as `container.resolve("query").graph`. */
export interface Graph {
  graph(asked: {
    readonly entity: string;
    readonly fields: readonly string[];
    readonly filters?: Readonly<Record<string, unknown>>;
    readonly pagination?: Readonly<Record<string, unknown>>;
    readonly withDeleted?: boolean;
    // deno-lint-ignore no-explicit-any
  }): Promise<{ readonly data: readonly any[] }>;
}

interface BusEvent {
  readonly name: string;
  readonly data: { readonly id?: string; readonly order_id?: string };
}

/** Orders of a customer that are sent again when the customer's name or address changes. */
const RECENT_MAX = 20;

export async function orderIdsOf({ name, data }: BusEvent, query: Graph): Promise<readonly string[]> {
  const { id, order_id } = data;
  if (order_id !== undefined) return [order_id];
  if (id === undefined) return [];
  if (name.startsWith("shipment.") || name.startsWith("delivery.")) {
    return await ofFulfillments(query, { id });
  }
  if (name.startsWith("payment.")) return await ofPayments(query, { id });
  if (name.startsWith("customer.")) {
    const { data: orders } = await query.graph({
      entity: "order",
      fields: ["id"],
      filters: { customer_id: id },
      pagination: { take: RECENT_MAX, order: { created_at: "DESC" } },
    });
    return orders.map((order) => order.id);
  }
  return [id];
}

/** Orders of which something changed since, in whatever of Medusa's modules. */
export async function orderIdsSince(since: Date, query: Graph, take: number): Promise<readonly string[]> {
  const filters = { updated_at: { $gte: since.toISOString() } };
  const pagination = { take, order: { updated_at: "ASC" } };
  const { data: orders } = await query.graph({ entity: "order", fields: ["id"], filters, pagination });
  const ids = [
    ...orders.map((order) => order.id as string),
    ...await ofFulfillments(query, filters, pagination),
    ...await ofPayments(query, filters, pagination),
  ];
  return [...new Set(ids)];
}

async function ofFulfillments(
  query: Graph,
  filters: object,
  pagination?: object,
): Promise<readonly string[]> {
  const asked = { entity: "fulfillment", fields: ["id", "order.id"], filters: { ...filters } };
  const { data } = await query.graph({
    ...asked,
    ...(pagination === undefined ? {} : { pagination: { ...pagination } }),
  });
  return data.flatMap(({ order }) => order?.id ?? []);
}

async function ofPayments(query: Graph, filters: object, pagination?: object): Promise<readonly string[]> {
  const asked = { entity: "payment", fields: ["id", "payment_collection.order.id"], filters: { ...filters } };
  const { data } = await query.graph({
    ...asked,
    ...(pagination === undefined ? {} : { pagination: { ...pagination } }),
  });
  return data.flatMap(({ payment_collection }) => payment_collection?.order?.id ?? []);
}

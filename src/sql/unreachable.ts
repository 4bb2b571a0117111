/** The SQL of orders that owe mails and cannot be written to. Writes are returned as statements: the flow commits them. */

export type UnreachableReason = "no_address" | "bounced";

export interface UnreachableRow {
  readonly order_id: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly reason: UnreachableReason;
  readonly number: string;
  /** The customer as the order has it; null for what it does not have. */
  readonly name: string | null;
  readonly email: string | null;
  readonly email_given: string | null;
  readonly phone: string | null;
}

/** Last row of a page. */
export type UnreachableAfter = Pick<UnreachableRow, "since" | "order_id">;

/** Keeps the first time; a dismissed order stays dismissed. Writes nothing when nothing changes. */
export function upsertUnreachable(
  db: D1Database,
  shop_id: string,
  row: Pick<UnreachableRow, "order_id" | "since" | "reason">,
): D1PreparedStatement {
  return db.prepare(
    `insert into unreachable_orders (shop_id, order_id, since, reason) values (?1, ?2, ?3, ?4)
     on conflict do update set reason = excluded.reason where unreachable_orders.reason <> excluded.reason`,
  ).bind(shop_id, row.order_id, row.since, row.reason);
}

export function deleteUnreachable(db: D1Database, shop_id: string, order_id: string): D1PreparedStatement {
  return db.prepare("delete from unreachable_orders where shop_id = ?1 and order_id = ?2").bind(
    shop_id,
    order_id,
  );
}

/** Takes an order off the list because a person says that it is well as it is. */
export function dismissUnreachable(
  db: D1Database,
  shop_id: string,
  order_id: string,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update unreachable_orders set dismissed_at = ?3
     where shop_id = ?1 and order_id = ?2 and dismissed_at is null`,
  ).bind(shop_id, order_id, now_ms);
}

/** Selects a page of a shop's unreachable orders, the newest first, after `after`. */
export function selectUnreachable(
  db: D1Database,
  shop_id: string,
  after: UnreachableAfter | null,
  limit: number,
): D1PreparedStatement {
  const customer = (name: string) => `json_extract(state, '$.details.customer.${name}') as ${name}`;
  return db.prepare(
    `select order_id, since, reason, number, ${customer("name")}, ${customer("email")}, ${
      customer("email_given")
    },
       ${customer("phone")}
     from unreachable_orders indexed by unreachable_orders_open join orders on orders.id = order_id
     where shop_id = ?1 and dismissed_at is null and (since, order_id) < (?2, ?3)
     order by since desc, order_id desc limit ?4`,
  ).bind(shop_id, after?.since ?? Number.MAX_SAFE_INTEGER, after?.order_id ?? "", limit);
}

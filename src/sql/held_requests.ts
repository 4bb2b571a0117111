/** The SQL of held requests: a storefront asks to erase all of its orders, and the shop has time to stop it. */

export interface HeldRow {
  readonly shop_id: string;
  readonly source: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly asked_at: number;
  readonly due_at: number;
  readonly state: "waiting" | "stopped" | "done";
  readonly settled_at: number | null;
}

/** A request that waits already stays as it is, so that a copy does not move its time. */
export function insertHeldRequest(
  db: D1Database,
  { shop_id, source, asked_at, due_at }: Pick<HeldRow, "shop_id" | "source" | "asked_at" | "due_at">,
): D1PreparedStatement {
  return db.prepare(
    `insert into held_requests (shop_id, source, asked_at, due_at, state) values (?1, ?2, ?3, ?4, 'waiting')
     on conflict do update set asked_at = excluded.asked_at, due_at = excluded.due_at, state = 'waiting',
       settled_at = null
     where held_requests.state <> 'waiting'`,
  ).bind(shop_id, source, asked_at, due_at);
}

export function selectHeldRequests(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(
    "select shop_id, source, asked_at, due_at, state, settled_at from held_requests where shop_id = ?1",
  ).bind(shop_id);
}

/** Selects the requests whose time has come, of all shops. */
export function selectDueHeldRequests(db: D1Database, now_ms: number, limit: number): D1PreparedStatement {
  return db.prepare(
    `select shop_id, source, asked_at, due_at, state, settled_at from held_requests
     where state = 'waiting' and due_at <= ?1 order by due_at limit ?2`,
  ).bind(now_ms, limit);
}

/** Settles a request that waits and was asked at `asked_until_ms` or before; changes nothing where there is none. */
export function settleHeldRequest(
  db: D1Database,
  shop_id: string,
  source: string,
  asked_until_ms: number,
  state: "stopped" | "done",
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update held_requests set state = ?4, settled_at = ?5
     where shop_id = ?1 and source = ?2 and asked_at <= ?3 and state = 'waiting'`,
  ).bind(shop_id, source, asked_until_ms, state, now_ms);
}

/** The SQL of outgoing webhooks: endpoints, and what they are told. Writes are returned as statements. */

/** Why an endpoint is off. */
export type OffReason = "by_hand" | "gone" | "failing";

export interface EndpointRow {
  readonly id: string;
  readonly url: string;
  /** Types with spaces between; empty for all. */
  readonly types: string;
  readonly made_at: number;
  readonly state: "on" | "off";
  readonly reason: OffReason | null;
  readonly rotated_until: number | null;
  readonly failing_since: number | null;
  readonly told_at: number | null;
}

/** One try: `status` is null where no answer came. */
export interface DeliveryTry {
  readonly at: number;
  readonly status: number | null;
  readonly reason: string | null;
}

export interface DeliveryRow {
  readonly endpoint: string;
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly at: number;
  readonly due_at: number | null;
  readonly attempts: number;
  readonly taken_at: number | null;
  readonly tries: readonly DeliveryTry[];
}

/** Most endpoints of one shop. */
export const ENDPOINTS_MAX = 20;
const EXPIRED_MAX = 100;
const PUT_OFF_MAX = 500;

/** An event as it is told: `body` is what is signed. */
export interface ToldEvent {
  readonly id: string;
  readonly type: string;
  readonly body: string;
}

/** Owes each event to the endpoints that are on and want its type. The same event is owed once. */
export function insertDeliveries(
  db: D1Database,
  shop_id: string,
  events: readonly ToldEvent[],
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into webhook_deliveries (shop_id, endpoint, id, type, body, at, due_at)
     select ?1, e.id, v.value ->> 'id', v.value ->> 'type', v.value ->> 'body', ?3, ?3
     from webhook_endpoints e, json_each(?2) v
     where e.shop_id = ?1 and e.state = 'on' and (e.types = '' or
       instr(' ' || e.types || ' ', ' ' || (v.value ->> 'type') || ' ') > 0 or
       instr(' ' || e.types || ' ', ' ' || substr(v.value ->> 'type', 1, instr(v.value ->> 'type', '.')) || '* ') > 0)
     on conflict do nothing`,
  ).bind(shop_id, JSON.stringify(events), now_ms);
}

/** Owes one event to one endpoint, whatever types it wants: the first word to a new one. */
export function insertDelivery(
  db: D1Database,
  shop_id: string,
  endpoint: string,
  { id, type, body }: ToldEvent,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into webhook_deliveries (shop_id, endpoint, id, type, body, at, due_at)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?6) on conflict do nothing`,
  ).bind(shop_id, endpoint, id, type, body, now_ms);
}

export function selectEndpoints(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(`select * from webhook_endpoints where shop_id = ?1 limit ${ENDPOINTS_MAX}`).bind(
    shop_id,
  );
}

export function readEndpoints({ results }: Pick<D1Result, "results">): readonly EndpointRow[] {
  return results as unknown as readonly EndpointRow[];
}

/** Adds an endpoint unless the shop has `ENDPOINTS_MAX`; then it changes no row. */
export function insertEndpoint(
  db: D1Database,
  shop_id: string,
  { id, url, types }: Pick<EndpointRow, "id" | "url" | "types">,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into webhook_endpoints (shop_id, id, url, types, made_at, state)
     select ?1, ?2, ?3, ?4, ?5, 'on'
     where (select count(*) from webhook_endpoints where shop_id = ?1) < ${ENDPOINTS_MAX}
     on conflict do nothing`,
  ).bind(shop_id, id, url, types, now_ms);
}

export function updateEndpoint(
  db: D1Database,
  shop_id: string,
  id: string,
  { url, types }: Pick<EndpointRow, "url" | "types">,
): D1PreparedStatement {
  return db.prepare("update webhook_endpoints set url = ?3, types = ?4 where shop_id = ?1 and id = ?2").bind(
    shop_id,
    id,
    url,
    types,
  );
}

export function switchEndpoint(
  db: D1Database,
  shop_id: string,
  id: string,
  reason: OffReason | null,
): D1PreparedStatement {
  return db.prepare(
    `update webhook_endpoints set state = iif(?3 is null, 'on', 'off'), reason = ?3, failing_since = null
     where shop_id = ?1 and id = ?2`,
  ).bind(shop_id, id, reason);
}

export function noteRotated(
  db: D1Database,
  shop_id: string,
  id: string,
  until_ms: number,
): D1PreparedStatement {
  return db.prepare("update webhook_endpoints set rotated_until = ?3 where shop_id = ?1 and id = ?2").bind(
    shop_id,
    id,
    until_ms,
  );
}

/** Notes how telling an endpoint went last. */
export function noteTold(
  db: D1Database,
  shop_id: string,
  id: string,
  went_well: boolean,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    went_well
      ? "update webhook_endpoints set told_at = ?3, failing_since = null where shop_id = ?1 and id = ?2"
      : "update webhook_endpoints set failing_since = coalesce(failing_since, ?3) where shop_id = ?1 and id = ?2",
  ).bind(shop_id, id, now_ms);
}

/** Deletes an endpoint with all that it was told. */
export function deleteEndpoint(
  db: D1Database,
  shop_id: string,
  id: string,
): readonly D1PreparedStatement[] {
  return [
    db.prepare("delete from webhook_endpoints where shop_id = ?1 and id = ?2").bind(shop_id, id),
    db.prepare("delete from webhook_deliveries where shop_id = ?1 and endpoint = ?2").bind(shop_id, id),
  ];
}

/** Selects the shops that have something to tell. */
export function selectDeliveryShops(db: D1Database, now_ms: number, limit: number): D1PreparedStatement {
  return db.prepare(
    `select distinct shop_id from webhook_deliveries indexed by webhook_deliveries_due
     where due_at is not null and due_at <= ?1 limit ?2`,
  ).bind(now_ms, limit);
}

/** Selects what a shop's endpoints are to be told, what waits longest first. */
export function selectDueDeliveries(
  db: D1Database,
  shop_id: string,
  now_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select * from webhook_deliveries indexed by webhook_deliveries_due
     where due_at is not null and due_at <= ?2 and shop_id = ?1 order by due_at limit ?3`,
  ).bind(shop_id, now_ms, limit);
}

/** Selects a page of what an endpoint, or all of a shop's, was told and is to be, the newest first. */
export function selectDeliveries(
  db: D1Database,
  shop_id: string,
  endpoint: string | null,
  after: { readonly at: number; readonly id: string } | null,
  limit: number,
): D1PreparedStatement {
  const { at, id } = after ?? { at: Number.MAX_SAFE_INTEGER, id: "" };
  const [index, is_of] = endpoint === null
    ? ["webhook_deliveries_time", "?4 is null"]
    : ["webhook_deliveries_endpoint", "endpoint = ?4"];
  return db.prepare(
    `select * from webhook_deliveries indexed by ${index}
     where shop_id = ?1 and (at, id) < (?2, ?3) and ${is_of}
     order by at desc, id desc limit ?5`,
  ).bind(shop_id, at, id, endpoint, limit);
}

export function readDeliveries({ results }: Pick<D1Result, "results">): readonly DeliveryRow[] {
  return (results as (Omit<DeliveryRow, "tries"> & { readonly tries: string })[]).map((row) => ({
    ...row,
    tries: JSON.parse(row.tries),
  }));
}

export function saveDelivery(
  db: D1Database,
  shop_id: string,
  { endpoint, id, due_at, attempts, taken_at, tries }: Omit<DeliveryRow, "type" | "body" | "at">,
): D1PreparedStatement {
  return db.prepare(
    `update webhook_deliveries set due_at = ?4, attempts = ?5, taken_at = ?6, tries = ?7
     where shop_id = ?1 and endpoint = ?2 and id = ?3`,
  ).bind(shop_id, endpoint, id, due_at, attempts, taken_at, JSON.stringify(tries));
}

/** Owes again what an endpoint did not take, or one event whether it was taken or not. */
export function oweAgain(
  db: D1Database,
  shop_id: string,
  endpoint: string,
  id: string | null,
  now_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `update webhook_deliveries set due_at = ?4, attempts = 0
     where (shop_id, endpoint, id) in (
       select shop_id, endpoint, id from webhook_deliveries
       where shop_id = ?1 and endpoint = ?2 and (?3 is null and taken_at is null or id = ?3) limit ?5)`,
  ).bind(shop_id, endpoint, id, now_ms, limit);
}

/** Puts off what an endpoint is to be told before `until_ms`: it takes nothing at present, and one try says so. */
export function putOffDeliveries(
  db: D1Database,
  shop_id: string,
  endpoint: string,
  until_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update webhook_deliveries set due_at = ?3 where (shop_id, endpoint, id) in (
       select shop_id, endpoint, id from webhook_deliveries indexed by webhook_deliveries_due
       where due_at is not null and due_at < ?3 and shop_id = ?1 and endpoint = ?2 limit ${PUT_OFF_MAX})`,
  ).bind(shop_id, endpoint, until_ms);
}

export function deleteOldDeliveries(
  db: D1Database,
  shop_id: string,
  before_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `delete from webhook_deliveries where (shop_id, endpoint, id) in (
       select shop_id, endpoint, id from webhook_deliveries indexed by webhook_deliveries_time
       where shop_id = ?1 and at < ?2 and due_at is null order by at limit ${EXPIRED_MAX})`,
  ).bind(shop_id, before_ms);
}

/** The SQL of channels: which channel is paused after failures, and how many mails each took today. */
import type { Circuit } from "../messages/circuit.ts";

/** More than the number of channels that a shop can configure. */
const CHANNELS_MAX = 20;

export function selectCircuits(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(
    `select channel, failures, open_until, reason from circuits where shop_id = ?1 limit ${CHANNELS_MAX}`,
  ).bind(shop_id);
}

export function upsertCircuit(db: D1Database, shop_id: string, circuit: Circuit): D1PreparedStatement {
  return db.prepare(
    `insert into circuits (shop_id, channel, failures, open_until, reason) values (?1, ?2, ?3, ?4, ?5)
     on conflict do update set failures = excluded.failures, open_until = excluded.open_until, reason = excluded.reason`,
  ).bind(shop_id, circuit.channel, circuit.failures, circuit.open_until, circuit.reason);
}

export function deleteCircuit(db: D1Database, shop_id: string, channel: string): D1PreparedStatement {
  return db.prepare("delete from circuits where shop_id = ?1 and channel = ?2").bind(shop_id, channel);
}

/** Counts what each channel took on `day`, such as `2026-11-22`. */
export function selectSentToday(
  db: D1Database,
  shop_id: string,
  channels: readonly string[],
  day: string,
): D1PreparedStatement {
  return db.prepare(
    `select channel, sent from quotas
     where shop_id = ?1 and channel in (select value from json_each(?2)) and day = ?3`,
  ).bind(shop_id, JSON.stringify(channels), day);
}

export function countSent(
  db: D1Database,
  shop_id: string,
  channel: string,
  day: string,
): D1PreparedStatement {
  return db.prepare(
    `insert into quotas (shop_id, channel, day, sent) values (?1, ?2, ?3, 1)
     on conflict do update set sent = sent + 1`,
  ).bind(shop_id, channel, day);
}

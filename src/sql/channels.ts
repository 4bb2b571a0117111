/** The SQL of the ways out: which channel is left alone after failures, and what each took today. */
import type { Circuit } from "../messages/circuit.ts";

/** More channels than a shop can name. */
const CHANNELS_MAX = 20;

export function selectCircuits(db: D1Database, store_id: string): D1PreparedStatement {
  return db.prepare(
    `select channel, failures, open_until, reason from circuits where store_id = ?1 limit ${CHANNELS_MAX}`,
  ).bind(store_id);
}

export function upsertCircuit(db: D1Database, store_id: string, circuit: Circuit): D1PreparedStatement {
  return db.prepare(
    `insert into circuits (store_id, channel, failures, open_until, reason) values (?1, ?2, ?3, ?4, ?5)
     on conflict do update set failures = excluded.failures, open_until = excluded.open_until, reason = excluded.reason`,
  ).bind(store_id, circuit.channel, circuit.failures, circuit.open_until, circuit.reason);
}

export function deleteCircuit(db: D1Database, store_id: string, channel: string): D1PreparedStatement {
  return db.prepare("delete from circuits where store_id = ?1 and channel = ?2").bind(store_id, channel);
}

/** What each channel took on `day`, such as `2026-11-22`. */
export function selectSentToday(
  db: D1Database,
  store_id: string,
  channels: readonly string[],
  day: string,
): D1PreparedStatement {
  return db.prepare(
    `select channel, sent from quotas
     where store_id = ?1 and channel in (select value from json_each(?2)) and day = ?3`,
  ).bind(store_id, JSON.stringify(channels), day);
}

export function countSent(
  db: D1Database,
  store_id: string,
  channel: string,
  day: string,
): D1PreparedStatement {
  return db.prepare(
    `insert into quotas (store_id, channel, day, sent) values (?1, ?2, ?3, 1)
     on conflict do update set sent = sent + 1`,
  ).bind(store_id, channel, day);
}

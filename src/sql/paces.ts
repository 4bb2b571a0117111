/** The SQL of the pace per recipient domain: which mails can wait and are due, and when each is sent. */
import type { Later, Turn, Waiting } from "../messages/pace.ts";
import { shopOf } from "./shop_of.ts";

interface WaitingRow extends Omit<Waiting, "has_turn" | "domain"> {
  readonly has_turn: number;
  readonly reader: string | null;
}

/**
 * Selects a shop's mails that can wait, are due and have no lease, oldest first. Looks up the reader only where the
 * shop sets a pace (`per_minute`): all such mails of an order go to its customer.
 */
export function selectWaiting(
  db: D1Database,
  shop_id: string,
  per_minute: number | null,
  now_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select subject, kind, about, due_at, ?1 as shop_id, coalesce(reason like 'paced:%', 0) as has_turn,
       ?2 as per_minute,
       case when ?2 is not null then coalesce(
         json_extract(facts, '$.to.email'),
         (select json_extract(state, '$.details.customer.email') from orders where orders.id = subject)
       ) end as reader
     from messages
     where ${
      shopOf("subject")
    } = ?1 and lane = 1 and due_at <= ?3 and (lease_until is null or lease_until <= ?3)
     order by due_at, subject, kind, about limit ?4`,
  ).bind(shop_id, per_minute, now_ms, limit);
}

export function readWaiting({ results }: D1Result): readonly Waiting[] {
  return (results as unknown as readonly WaitingRow[]).map(({ reader, has_turn, ...row }) => ({
    ...row,
    domain: reader === null ? null : reader.slice(reader.lastIndexOf("@") + 1).trim().toLowerCase(),
    has_turn: has_turn === 1,
  }));
}

/** Selects until when the pace of these domains is used up. */
export function selectTurns(db: D1Database, waiting: readonly Waiting[]): D1PreparedStatement {
  const named = waiting.map(({ shop_id, domain }) => ({ shop_id, domain }));
  return db.prepare(
    `select shop_id, domain, free_at from paces where (shop_id, domain) in (
       select json_extract(value, '$.shop_id'), json_extract(value, '$.domain') from json_each(?1)
     )`,
  ).bind(JSON.stringify(named));
}

export function upsertTurns(db: D1Database, turns: readonly Turn[]): D1PreparedStatement {
  return db.prepare(
    `insert into paces (shop_id, domain, free_at)
     select json_extract(value, '$.shop_id'), json_extract(value, '$.domain'), json_extract(value, '$.free_at')
     from json_each(?1) where true
     on conflict do update set free_at = excluded.free_at`,
  ).bind(JSON.stringify(turns));
}

/** Moves mails to their time; a mail that was leased meanwhile stays unchanged. */
export function postpone(db: D1Database, later: readonly Later[], now_ms: number): D1PreparedStatement {
  const moved = later.map(({ key, due_at_ms, reason }) => ({ ...key, due_at_ms, reason }));
  return db.prepare(
    `update messages set due_at = json_extract(value, '$.due_at_ms'), reason = json_extract(value, '$.reason')
     from json_each(?1)
     where messages.subject = json_extract(value, '$.subject') and messages.kind = json_extract(value, '$.kind')
       and messages.about = json_extract(value, '$.about')
       and messages.state in ('owed', 'unknown') and messages.due_at <= ?2 and messages.lease_until is null`,
  ).bind(JSON.stringify(moved), now_ms);
}

/** The SQL of outcomes that are reported after a mail left. Each statement changes nothing when it is repeated. */
import { isStandaloneKind, type MessageKey } from "../messages/message.ts";
import { SENT, SENT_SHORT } from "./messages.ts";

const ONE = "where subject = ?1 and kind = ?2 and about = ?3";
/**
 * True when a channel has the mail or may have it, also when its worker died before marking it, or is about to ask an
 * idempotent channel again.
 */
const OUT = `(state in ('sent', 'unknown') or (state = 'owed' and unknown_at is not null)
       or (state = 'sending' and lease_until <= ?NOW))`;
const outAt = (now: string) => OUT.replace("?NOW", now);

/**
 * Marks a mail as delivered; a mail with an unknown outcome becomes known and is not sent again. What a program's short
 * message would have said by its next way is forgotten: a mail may still come back.
 */
export function markDelivered(
  db: D1Database,
  key: MessageKey,
  at_ms: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'delivered', reason = null, due_at = null, lease_until = null, event_at = ?4,
       closed_at = coalesce(closed_at, ?4), facts = iif(kind in (${SENT_SHORT}), null, facts)
     ${ONE} and ${outAt("?5")}`,
  ).bind(key.subject, key.kind, key.about, at_ms, now_ms);
}

/** Marks a mail as bounced, also after a delivery: some servers accept a mail and send it back later. */
export function markBounced(
  db: D1Database,
  key: MessageKey,
  reason: string,
  at_ms: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'bounced', reason = ?4, due_at = null, lease_until = null, event_at = ?5,
       closed_at = coalesce(closed_at, ?5) ${ONE} and (state = 'delivered' or ${outAt("?6")})`,
  ).bind(key.subject, key.kind, key.about, reason, at_ms, now_ms);
}

/** Marks a short message as not brought: what its service has delivered stays delivered, as reports come in any order. */
export function markUndelivered(
  db: D1Database,
  key: MessageKey,
  reason: string,
  at_ms: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'bounced', reason = ?4, due_at = null, lease_until = null, event_at = ?5,
       closed_at = coalesce(closed_at, ?5) ${ONE} and ${outAt("?6")}`,
  ).bind(key.subject, key.kind, key.about, reason.slice(0, 200), at_ms, now_ms);
}

/** Whoever complains has it: what a program's message would have said by its next way is forgotten. */
export function markComplained(
  db: D1Database,
  key: MessageKey,
  at_ms: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'complained', due_at = null, lease_until = null, event_at = ?4,
       closed_at = coalesce(closed_at, ?4), facts = iif(kind in (${SENT}), null, facts)
     ${ONE} and (state = 'delivered' or ${outAt("?5")})`,
  ).bind(key.subject, key.kind, key.about, at_ms, now_ms);
}

/** Selects those of these mails that a worker is sending now: their outcomes cannot be written yet. */
export function selectSending(
  db: D1Database,
  keys: readonly MessageKey[],
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `select subject, kind, about from messages where state = 'sending' and lease_until > ?2
       and (subject, kind, about) in (
         select json_extract(value, '$.subject'), json_extract(value, '$.kind'), json_extract(value, '$.about')
         from json_each(?1)
       )`,
  ).bind(JSON.stringify(keys), now_ms);
}

/** Marks when a mail was first opened; later times change nothing. */
export function markOpened(
  db: D1Database,
  key: MessageKey,
  type: "opened" | "clicked",
  at_ms: number,
): D1PreparedStatement {
  const column = `${type}_at`;
  return db.prepare(`update messages set ${column} = ?4 ${ONE} and ${column} is null`)
    .bind(key.subject, key.kind, key.about, at_ms);
}

/** Inserts which mail a provider's id belongs to, for providers whose events do not return our key. */
export function insertProviderRef(
  db: D1Database,
  provider: string,
  provider_id: string,
  message_key: string,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into provider_refs (provider, provider_id, message_key, at) values (?1, ?2, ?3, ?4)
     on conflict do nothing`,
  ).bind(provider, provider_id, message_key, now_ms);
}

export function selectProviderRefs(
  db: D1Database,
  provider: string,
  provider_ids: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `select provider_id, message_key from provider_refs
     where provider = ?1 and provider_id in (select value from json_each(?2))`,
  ).bind(provider, JSON.stringify(provider_ids));
}

export function selectProviderToken(db: D1Database, provider: string, token: string): D1PreparedStatement {
  return db.prepare("select at from provider_tokens where provider = ?1 and token = ?2").bind(
    provider,
    token,
  );
}

export function insertProviderToken(
  db: D1Database,
  provider: string,
  token: string,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    "insert into provider_tokens (provider, token, at) values (?1, ?2, ?3) on conflict do nothing",
  ).bind(provider, token, now_ms);
}

/**
 * Makes a mail owed again when a person asks for it, whatever its outcome. Excludes mails without an order that have
 * left, since the ledger deletes their content then.
 */
export function oweAgain(db: D1Database, key: MessageKey, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'owed', reason = null, due_at = ?4, dated_at = ?4, attempts = 0, lease_until = null,
       closed_at = null, unknown_at = null, event_at = null, opened_at = null, clicked_at = null
     ${ONE} and state in ('failed', 'unknown', 'bounced')
       and (facts is not null or ?5 = 0)`,
  ).bind(key.subject, key.kind, key.about, now_ms, isStandaloneKind(key.kind) ? 1 : 0);
}

/** True of an erasure since which a program has written to its customer: the shop knows them again. */
const WRITTEN_SINCE = `exists (select 1 from messages
       where subject = erasures.subject and kind in (${SENT}) and dated_at > erasures.asked_at)`;

/**
 * Selects which of these orders are erased (`order`), which of these customers were erased and are not known now
 * (`customer`), and which are, by an order or by what a program wrote to them since (`back`).
 */
export function selectErased(
  db: D1Database,
  order_ids: readonly string[],
  customers: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `select id as name, 'order' as what from orders
     where id in (select value from json_each(?1)) and json_extract(state, '$.erased_at') is not null
     union all
     select subject, 'customer' from erasures where subject in (select value from json_each(?2))
       and not exists (select 1 from customer_orders where customer = erasures.subject) and not ${WRITTEN_SINCE}
     union all
     select subject, 'back' from erasures where subject in (select value from json_each(?2)) and ${WRITTEN_SINCE}
     union all
     select distinct customer, 'back' from customer_orders where customer in (select value from json_each(?2))`,
  ).bind(JSON.stringify(order_ids), JSON.stringify(customers));
}

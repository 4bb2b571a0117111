/** The SQL of what became of a mail after it left. Each statement changes nothing when it is told a second time. */
import { isStandaloneKind, type MessageKey } from "../messages/message.ts";

const ONE = "where subject = ?1 and kind = ?2 and about = ?3";
/** A channel has it or may have it: also when whoever sent it died before the mark, or is about to ask an idempotent channel again. */
const OUT = `(state in ('sent', 'unknown') or (state = 'owed' and unknown_at is not null)
       or (state = 'sending' and lease_until <= ?NOW))`;
const outAt = (now: string) => OUT.replace("?NOW", now);

/** A mail whose outcome nobody knew is known now, and not sent again. */
export function markDelivered(
  db: D1Database,
  key: MessageKey,
  at_ms: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'delivered', reason = null, due_at = null, lease_until = null, event_at = ?4,
       closed_at = coalesce(closed_at, ?4) ${ONE} and ${outAt("?5")}`,
  ).bind(key.subject, key.kind, key.about, at_ms, now_ms);
}

/** Some servers accept a mail and send it back: a bounce outweighs a delivery. */
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

export function markComplained(
  db: D1Database,
  key: MessageKey,
  at_ms: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'complained', due_at = null, lease_until = null, event_at = ?4,
       closed_at = coalesce(closed_at, ?4) ${ONE} and (state = 'delivered' or ${outAt("?5")})`,
  ).bind(key.subject, key.kind, key.about, at_ms, now_ms);
}

/** Of these mails, those that somebody is sending at this moment: what is told of them cannot be written down yet. */
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

/** The first time counts. */
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

/** Which mail a provider's own id means; written for providers whose reports do not bring our key back. */
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

/** Whom an order's mails go to, for a report that does not say. */
export function selectMailReader(db: D1Database, order_id: string): D1PreparedStatement {
  return db.prepare(
    "select json_extract(state, '$.details.customer.email') as email from orders where id = ?1",
  )
    .bind(order_id);
}

/**
 * Asked for by a person: whatever became of it, it is owed once more. Not a notice that has left, since the ledger keeps
 * what it said only until then.
 */
export function oweAgain(db: D1Database, key: MessageKey, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'owed', reason = null, due_at = ?4, dated_at = ?4, attempts = 0, lease_until = null,
       closed_at = null, unknown_at = null, event_at = null, opened_at = null, clicked_at = null
     ${ONE} and state in ('failed', 'unknown', 'bounced')
       and (facts is not null or ?5 = 0)`,
  ).bind(key.subject, key.kind, key.about, now_ms, isStandaloneKind(key.kind) ? 1 : 0);
}

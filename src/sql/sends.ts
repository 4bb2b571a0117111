/** The SQL of mails that a shop's own programs hand over. Writes are returned as statements. */
import { laneOf } from "../messages/mail_class.ts";
import type { MessageKey } from "../messages/message.ts";
import type { SentShortKind, ShortAnswerFacts } from "../messages/short_answer.ts";
import type { StandaloneMail } from "../messages/standalone.ts";
import { LANE_NUMBERS, NEXT_WAY } from "./messages.ts";

/** A short message of a program; what goes in its place is in its facts. */
export interface ShortSend extends ShortAnswerFacts {
  readonly kind: SentShortKind;
  readonly about: string;
  readonly due_at_ms: number;
  readonly valid_until_ms: number;
}

/** What a program handed over, with its owner. */
export interface OwedSend {
  readonly subject: string;
  readonly mail:
    | (StandaloneMail<"sent_code" | "sent_mail" | "sent_notice"> & {
      /** What goes by the next way where it does not arrive; absent where it is the last. */
      readonly instead?: ShortSend["mail"];
    })
    | ShortSend;
  /** With spaces between; null for none. */
  readonly tags: string | null;
}

/** Every kind of a program's message: of one reader and id there is one message, by whichever way and lane. */
export const SEND_KINDS = [
  "sent_sms",
  "sent_whatsapp",
  "sent_telegram",
  "sent_messenger",
  "sent_instagram",
  "sent_code",
  "sent_mail",
  "sent_notice",
] as const;
const KINDS = SEND_KINDS.map((kind) => `'${kind}'`).join(", ");

export function isSendKind(kind: string): kind is (typeof SEND_KINDS)[number] {
  return (SEND_KINDS as readonly string[]).includes(kind);
}

/** Owes the messages, each reader and id once in `sends`; of those that are owed already nothing changes. Returns the keys of the new ones. */
export function insertSends(db: D1Database, sends: readonly OwedSend[], now_ms: number): D1PreparedStatement {
  const rows = sends.map(({ subject, tags, mail: { kind, about, due_at_ms, valid_until_ms, ...facts } }) => [
    subject,
    kind,
    about,
    Math.max(due_at_ms, now_ms),
    JSON.stringify(facts),
    valid_until_ms,
    LANE_NUMBERS[laneOf(kind)],
    tags,
  ]);
  return db.prepare(
    `insert into messages (subject, kind, about, state, dated_at, due_at, facts, valid_until, lane, tags)
     select value ->> 0, value ->> 1, value ->> 2, 'owed', value ->> 3, value ->> 3, value ->> 4, value ->> 5,
       value ->> 6, value ->> 7
     from json_each(?1) where not exists (
       select 1 from messages m where m.subject = value ->> 0 and m.about = value ->> 2 and m.kind in (${KINDS})
     ) on conflict do nothing returning subject, kind, about`,
  ).bind(JSON.stringify(rows));
}

/** Selects the keys under which messages of these readers and ids stand, the oldest first. */
export function selectSendKeys(db: D1Database, keys: readonly MessageKey[]): D1PreparedStatement {
  return db.prepare(
    `select m.subject, m.kind, m.about from json_each(?1) cross join messages m
     where m.subject = value ->> 'subject' and m.about = value ->> 'about' and m.kind in (${KINDS})
     order by m.dated_at limit ${SEND_KEYS_MAX}`,
  ).bind(JSON.stringify(keys));
}
/** A batch of 100, each with all that may go in its place. */
const SEND_KEYS_MAX = 100 * SEND_KINDS.length;

export function selectTags(db: D1Database, { subject, kind, about }: MessageKey): D1PreparedStatement {
  return db.prepare("select tags from messages where subject = ?1 and kind = ?2 and about = ?3").bind(
    subject,
    kind,
    about,
  );
}

/** Cancels a mail that no worker has tried yet; changes no row otherwise. */
export function withdrawSend(
  db: D1Database,
  { subject, kind, about }: { readonly subject: string; readonly kind: string; readonly about: string },
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'suppressed', reason = 'withdrawn', due_at = null, closed_at = ?4, facts = null
     where subject = ?1 and kind = ?2 and about = ?3 and state = 'owed' and unknown_at is null`,
  ).bind(subject, kind, about, now_ms);
}

const LANE_OF_NEXT = `case next ->> '$.kind' ${
  SEND_KINDS.map((kind) => `when '${kind}' then ${LANE_NUMBERS[laneOf(kind)]}`).join(" ")
} end`;

/**
 * Owes by its next way what was reported not to have arrived, once, and only while it is true; what was kept for it is
 * forgotten. The first statement returns the new message's key.
 */
export function oweNextWay(
  db: D1Database,
  { subject, kind, about }: MessageKey,
  due_at_ms: number,
): readonly D1PreparedStatement[] {
  return [
    db.prepare(
      `insert into messages (subject, kind, about, state, dated_at, due_at, facts, valid_until, lane)
       select subject, next ->> '$.kind', about, 'owed', ?4, ?4, next -> '$.facts', valid_until, ${LANE_OF_NEXT}
       from (select subject, about, valid_until, ${NEXT_WAY} as next from messages
         where subject = ?1 and kind = ?2 and about = ?3 and state = 'bounced')
       where next is not null and (valid_until is null or valid_until > ?4)
       on conflict do nothing returning subject, kind, about`,
    ).bind(subject, kind, about, due_at_ms),
    db.prepare(
      `update messages set facts = null
       where subject = ?1 and kind = ?2 and about = ?3 and state = 'bounced' and facts is not null`,
    ).bind(subject, kind, about),
  ];
}

/** The SQL of conversations between customers and shops. Writes are returned as statements. */

export interface MessageRow {
  readonly conversation: string;
  readonly topic: string;
  readonly state: "open" | "closed";
  readonly at: number;
  readonly author: "customer" | "shop";
  readonly words: string;
}

/** Most messages shown about one order; a real conversation has fewer than ten. */
const MESSAGES_MAX = 200;

/** Selects all messages about an order or with a customer, by conversation, oldest first. */
export function selectConversationMessages(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare(
    `select m.conversation, c.topic, c.state, m.at, m.author, m.words
     from conversation_messages m join conversations c on c.subject = m.subject and c.id = m.conversation
     where m.subject = ?1 order by m.conversation, m.at, m.id limit ${MESSAGES_MAX}`,
  ).bind(subject);
}

export function readConversationMessages(result: D1Result): readonly MessageRow[] {
  return result.results as unknown as readonly MessageRow[];
}

export function insertConversation(
  db: D1Database,
  subject: string,
  { id, topic }: { readonly id: string; readonly topic: string },
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into conversations (subject, id, topic, state, opened_at) values (?1, ?2, ?3, 'open', ?4)
     on conflict do nothing`,
  ).bind(subject, id, topic, now_ms);
}

/** Inserts a message; a repetition with the same `id` adds nothing, however late it comes. */
export function insertMessage(
  db: D1Database,
  subject: string,
  message: {
    readonly conversation: string;
    readonly id: string;
    readonly author: MessageRow["author"];
    readonly words: string;
  },
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into conversation_messages (subject, conversation, at, id, author, words)
     select ?1, ?2, ?3, ?4, ?5, ?6 where not exists (
       select 1 from conversation_messages where subject = ?1 and conversation = ?2 and id = ?4)`,
  ).bind(subject, message.conversation, now_ms, message.id, message.author, message.words);
}

export function closeConversation(db: D1Database, subject: string, id: string): D1PreparedStatement {
  return db.prepare(
    "update conversations set state = 'closed' where subject = ?1 and id = ?2 and state = 'open'",
  )
    .bind(subject, id);
}

/** Selects every conversation about an order or with a customer, in the order of its id. */
export function selectConversations(db: D1Database, subject: string): D1PreparedStatement {
  return db.prepare("select id from conversations where subject = ?1").bind(subject);
}

/** The mails of all conversations about an order; `folder` and a conversation's id are the subject of its mails. */
export function deleteConversationLedgers(
  db: D1Database,
  subject: string,
  folder: string,
): D1PreparedStatement {
  return db.prepare(
    "delete from messages where subject in (select ?2 || id from conversations where subject = ?1)",
  ).bind(subject, folder);
}

export function deleteConversations(db: D1Database, subject: string): readonly D1PreparedStatement[] {
  return [
    db.prepare("delete from conversation_messages where subject = ?1").bind(subject),
    db.prepare("delete from conversations where subject = ?1").bind(subject),
  ];
}

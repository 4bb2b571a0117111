/** The SQL of cases that are mirrored in a shop's help desk. Writes are returned as statements. */

export interface HelpdeskThread {
  readonly case_id: string;
  readonly conversation_id: string;
  readonly at: number;
  readonly entry_id: string;
}

export function selectHelpdeskThread(db: D1Database, shop_id: string, case_id: string): D1PreparedStatement {
  return db.prepare(
    "select case_id, conversation_id, at, entry_id from helpdesk_threads where shop_id = ?1 and case_id = ?2",
  ).bind(shop_id, case_id);
}

/** Selects the case of a conversation. */
export function selectHelpdeskCase(
  db: D1Database,
  shop_id: string,
  conversation_id: string,
): D1PreparedStatement {
  return db.prepare(
    "select case_id, conversation_id, at, entry_id from helpdesk_threads where shop_id = ?1 and conversation_id = ?2",
  ).bind(shop_id, conversation_id);
}

/** Notes up to which entry the conversation knows its case; nothing where the case was erased meanwhile. */
export function upsertHelpdeskThread(
  db: D1Database,
  shop_id: string,
  { case_id, conversation_id, at, entry_id }: HelpdeskThread,
): D1PreparedStatement {
  return db.prepare(
    `insert into helpdesk_threads (shop_id, case_id, conversation_id, at, entry_id) select ?1, ?2, ?3, ?4, ?5
     where exists (select 1 from cases where shop_id = ?1 and id = ?2)
     on conflict (shop_id, case_id) do update set conversation_id = excluded.conversation_id, at = excluded.at,
       entry_id = excluded.entry_id`,
  ).bind(shop_id, case_id, conversation_id, at, entry_id);
}

/** Forgets the conversation of a case that was erased. */
export function deleteHelpdeskThread(db: D1Database, shop_id: string, case_id: string): D1PreparedStatement {
  return db.prepare("delete from helpdesk_threads where shop_id = ?1 and case_id = ?2").bind(
    shop_id,
    case_id,
  );
}

/** Forgets all conversations of a shop, which has no help desk any more. */
export function deleteHelpdeskThreads(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare("delete from helpdesk_threads where shop_id = ?1").bind(shop_id);
}

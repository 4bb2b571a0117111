/** The SQL of sessions of the desk that were ended before their time. */

export function insertEndedSession(db: D1Database, name: string, until_ms: number): D1PreparedStatement {
  return db.prepare("insert into ended_sessions (name, until) values (?1, ?2) on conflict do nothing")
    .bind(name, until_ms);
}

/** Returns a row when the session was ended. */
export function selectEndedSession(db: D1Database, name: string): D1PreparedStatement {
  return db.prepare("select name from ended_sessions where name = ?1").bind(name);
}

/** Deletes those that have expired by themselves. */
export function deleteExpiredSessions(db: D1Database, now_ms: number): D1PreparedStatement {
  return db.prepare("delete from ended_sessions where until <= ?1").bind(now_ms);
}

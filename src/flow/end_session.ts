/** Ends a session of the desk at the server: a copy of its cookie opens nothing any more. */
import { deleteExpiredSessions, insertEndedSession } from "../sql/ended_sessions.ts";

export async function endSession(
  db: D1Database,
  session: { readonly name: string; readonly until_ms: number },
  now_ms: number,
): Promise<void> {
  await db.batch([
    deleteExpiredSessions(db, now_ms),
    insertEndedSession(db, session.name, session.until_ms),
  ]);
}

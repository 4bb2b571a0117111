/**
 * Saves the outcome of an attempt and retries after a lost connection, since a sent mail without a saved outcome
 * would be sent again.
 */
import type { MessageKey } from "../../messages/message.ts";
import { selectHeld } from "../../sql/messages.ts";
import type { DeliverPorts } from "../ports.ts";

/** Retries of saving; all together take far less time than the lease has left. */
const RETRIES_MAX = 5;

/**
 * Writes `statements`, the outcome of attempt number `attempt`, in one commit. Throws where D1 stays unreachable; the
 * lease then runs out and another worker takes the message.
 */
export async function saveAttempt(
  { db, pause }: Pick<DeliverPorts, "db" | "pause">,
  key: MessageKey,
  attempt: number,
  statements: D1PreparedStatement[],
): Promise<void> {
  for (let retry = 0;; retry++) {
    try {
      // An error may come after the commit, so a retry first checks that the attempt is still open and counters are
      // written once.
      if (retry > 0 && await selectHeld(db, key, attempt).first() === null) return;
      await db.batch(statements);
      return;
    } catch (error) {
      if (retry === RETRIES_MAX) throw error;
      await pause(retry + 1);
    }
  }
}

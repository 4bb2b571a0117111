/** Writes down what came of an attempt, and does not give up at the first lost connection: a mail that has left and is not marked would leave again. */
import type { MessageKey } from "../../messages/message.ts";
import { selectHeld } from "../../sql/messages.ts";
import type { DeliverPorts } from "../ports.ts";

/** All of them together take far less than what is left of the lease. */
const RETRIES_MAX = 5;

/** `statements` settle attempt number `attempt` in one commit. Throws when D1 stays away: the lease then runs out, and the mail is taken up again. */
export async function saveAttempt(
  { db, pause }: Pick<DeliverPorts, "db" | "pause">,
  key: MessageKey,
  attempt: number,
  statements: D1PreparedStatement[],
): Promise<void> {
  for (let retry = 0;; retry++) {
    try {
      // An error may come after the commit: what was counted once must not be counted again.
      if (retry > 0 && await selectHeld(db, key, attempt).first() === null) return;
      await db.batch(statements);
      return;
    } catch (error) {
      if (retry === RETRIES_MAX) throw error;
      await pause(retry + 1);
    }
  }
}

/** Owes a mail once more that went wrong, because a person asks for it. Whether it is still wanted is judged when it is sent. */
import { laneOf } from "../../messages/mail_class.ts";
import type { MessageKey } from "../../messages/message.ts";
import { oweAgain } from "../../sql/outcomes.ts";
import { wake } from "./wake.ts";
import type { SweepPorts } from "../ports.ts";

/** False where there is no such mail, nothing went wrong with it, or what it said is not kept any more. */
export async function resendMessage(
  ports: Pick<SweepPorts, "db" | "wake_queue" | "bulk_wake_queue">,
  key: MessageKey,
  now_ms: number,
): Promise<boolean> {
  const { meta } = await oweAgain(ports.db, key, now_ms).run();
  if (meta.changes === 0) return false;
  await wake(laneOf(key.kind) === "urgent" ? ports.wake_queue : ports.bulk_wake_queue, [key]);
  return true;
}

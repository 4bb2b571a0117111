/** Owes a message again that went wrong, because a person asks for it. The plan is asked again when it is sent. */
import { laneOf } from "../../messages/mail_class.ts";
import type { MessageKey } from "../../messages/message.ts";
import { oweAgain } from "../../sql/outcomes.ts";
import { wake } from "./wake.ts";
import type { SweepPorts } from "../ports.ts";

/** Returns false where there is no such message, nothing went wrong with it, or its facts are no longer kept. */
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

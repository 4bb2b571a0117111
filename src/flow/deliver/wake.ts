/** Puts the keys of due messages into the queue. D1 already holds what is owed, so a lost wake-up loses no message. */
import type { MessageKey } from "../../messages/message.ts";

/** sendBatch takes 100 messages at most. */
const BATCH_MAX = 100;

export async function wake(wake_queue: Queue<MessageKey>, keys: readonly MessageKey[]): Promise<void> {
  for (let at = 0; at < keys.length; at += BATCH_MAX) {
    await wake_queue.sendBatch(keys.slice(at, at + BATCH_MAX).map((body) => ({ body })));
  }
}

/**
 * Which messages of the local queues an earlier file left there. The queues are kept by the process that all files of one worker
 * share, and neither `reset()` nor the end of a file empties them.
 */

let file_started_ms = 0;
const running = new Set<Promise<void>>();

/** A consumer that an earlier file left waiting, say for a clock of its own, is waited for no longer than so. */
const WAITED_MAX_MS = 5_000;

/** Waits for what is being consumed, then holds every message of before for another file's. */
export async function forgetQueued(): Promise<void> {
  if (running.size > 0) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => timer = setTimeout(resolve, WAITED_MAX_MS));
    await Promise.race([Promise.allSettled(running), late]);
    clearTimeout(timer);
    running.clear();
  }
  file_started_ms = Date.now();
}

/** Consumes the messages of this file with `consume`, and acknowledges those of an earlier file. */
export async function consumeOwn(
  batch: MessageBatch,
  consume: (batch: MessageBatch) => Promise<void>,
): Promise<void> {
  const own = batch.messages.filter(({ timestamp }) => timestamp.getTime() >= file_started_ms);
  for (const message of batch.messages) if (!own.includes(message)) message.ack();
  if (own.length === 0) return;
  const consumed = consume({
    queue: batch.queue,
    messages: own,
    metadata: batch.metadata,
    ackAll: () => own.forEach((message) => message.ack()),
    retryAll: (options) => own.forEach((message) => message.retry(options)),
  });
  running.add(consumed);
  await consumed.finally(() => running.delete(consumed));
}

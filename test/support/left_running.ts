/**
 * What an earlier file, or an earlier test, left to be done: messages of the local queues, and what a request does after its
 * answer. The queues are kept by the process that all files of one worker share, and neither `reset()` nor the end of a file
 * empties them.
 */
import { vi } from "vitest";

let started_ms = 0;
const running = new Set<Promise<unknown>>();

/** A consumer that was left waiting, say for a clock of its own, is waited for no longer than so. */
const WAITED_MAX_MS = 5_000;
const LOOK_MS = 5;

/**
 * Waits for what is being done, then takes every message of before for another file's or test's. It looks and awaits
 * nothing of it: after a promise of another request what follows would run as that request, which is over and gets no
 * answer any more.
 */
export async function forgetLeft(): Promise<void> {
  for (let waited_ms = 0; running.size > 0 && waited_ms < WAITED_MAX_MS; waited_ms += LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  running.clear();
  // Whatever the time of a test is: the platform dates its messages.
  started_ms = vi.getRealSystemTime();
}

/** Consumes with `consume` the messages since then, and acknowledges those of before. */
export async function consumeOwn(
  batch: MessageBatch,
  consume: (batch: MessageBatch) => Promise<void>,
): Promise<void> {
  const own = batch.messages.filter(({ timestamp }) => timestamp.getTime() >= started_ms);
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

/** The context of a request, which is waited for until what it does after its answer is done. */
export function waitedFor(context: ExecutionContext): ExecutionContext {
  return new Proxy(context, {
    get(target, name) {
      if (name !== "waitUntil") return Reflect.get(target, name, target);
      return (done: Promise<unknown>) => {
        running.add(done);
        const end = () => running.delete(done);
        target.waitUntil(done.then(end, end));
        target.waitUntil(done);
      };
    },
  });
}

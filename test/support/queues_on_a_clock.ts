/** Queues on a clock of the test's own: a message that is retried comes back when its delay is over, as at Cloudflare. In memory. */
import type { QueueRule } from "./unordered_queues.ts";

/** As wrangler.toml has them. */
export const QUEUE_RULES = {
  "waybill-nudges": { retries_max: 3, delay_s: 10, dead: "waybill-nudges-dead" },
  "waybill-nudges-bulk": { retries_max: 3, delay_s: 60, dead: "waybill-nudges-dead" },
  "waybill-nudges-dead": { retries_max: 3, delay_s: 60 },
  "waybill-errands": { retries_max: 3, delay_s: 30, dead: "waybill-errands-dead" },
  "waybill-errands-dead": { retries_max: 3, delay_s: 60 },
  "waybill-spill": { retries_max: 100, delay_s: 30, dead: "waybill-spill-dead" },
  "waybill-spill-dead": { retries_max: 100, delay_s: 60 },
};

interface Waiting {
  readonly queue: string;
  readonly body: unknown;
  readonly attempts: number;
  readonly ready_ms: number;
}

const BATCH_MAX = 10;
const BATCHES_MAX = 100_000;

export class QueuesOnAClock {
  #waiting: Waiting[] = [];
  #retries = 0;
  #dead = 0;

  /** `delay_s` of a rule holds where the consumer names none. */
  constructor(readonly rules: Readonly<Record<string, QueueRule & { readonly delay_s: number }>>) {}

  get counts(): { readonly retries: number; readonly dead: number; readonly waiting: number } {
    return { retries: this.#retries, dead: this.#dead, waiting: this.#waiting.length };
  }

  producer(queue: string): Queue {
    const send = (body: unknown, options?: QueueSendOptions) => {
      const ready_ms = Date.now() + (options?.delaySeconds ?? 0) * 1_000;
      this.#waiting.push({ queue, body: structuredClone(body), attempts: 1, ready_ms });
      return Promise.resolve();
    };
    const sendBatch = async (
      messages: Iterable<{ readonly body: unknown; readonly delaySeconds?: number }>,
    ) => {
      for (const { body, delaySeconds } of messages) {
        await send(body, delaySeconds === undefined ? undefined : { delaySeconds });
      }
    };
    return { send, sendBatch } as unknown as Queue;
  }

  /** Hands out everything that is ready by now, and what comes of it, batch by batch. */
  async drain(consume: (batch: MessageBatch) => Promise<void>): Promise<void> {
    for (let left = BATCHES_MAX; left > 0; left--) {
      const first = this.#waiting.find(({ ready_ms }) => ready_ms <= Date.now());
      if (first === undefined) return;
      const taken = this.#waiting
        .filter(({ queue, ready_ms }) => queue === first.queue && ready_ms <= Date.now())
        .slice(0, BATCH_MAX);
      this.#waiting = this.#waiting.filter((one) => !taken.includes(one));
      await consume({
        queue: first.queue,
        messages: taken.map((one, index) => this.#message(one, index)),
      } as unknown as MessageBatch);
    }
    throw new Error(`Cannot drain the queues as they must be empty within ${BATCHES_MAX} batches`);
  }

  #message(waiting: Waiting, index: number): unknown {
    return {
      id: `${waiting.queue}-${index}`,
      body: waiting.body,
      attempts: waiting.attempts,
      ack: () => undefined,
      retry: (options?: QueueRetryOptions) => this.#again(waiting, options),
    };
  }

  #again({ queue, body, attempts }: Waiting, options: QueueRetryOptions | undefined): void {
    const { retries_max, dead, delay_s } = this.rules[queue]!;
    const ready_ms = Date.now() + (options?.delaySeconds ?? delay_s) * 1_000;
    if (attempts <= retries_max) {
      this.#retries += 1;
      this.#waiting.push({ queue, body, attempts: attempts + 1, ready_ms });
      return;
    }
    this.#dead += 1;
    if (dead !== undefined) this.#waiting.push({ queue: dead, body, attempts: 1, ready_ms: Date.now() });
  }
}

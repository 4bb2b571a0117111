/** Queues in memory that keep to the clock of the test: a message with a delay is taken once its time has come. */

interface Waiting {
  readonly queue: string;
  readonly body: unknown;
  readonly attempts: number;
  readonly due_ms: number;
}

const RETRY_S = 10;
const TAKEN_MAX = 100_000;

export class TimedQueues {
  #waiting: Waiting[] = [];
  #dead: Waiting[] = [];

  /** Messages that were tried as often as wrangler.toml allows. */
  get dead(): readonly unknown[] {
    return this.#dead.map(({ body }) => body);
  }

  get size(): number {
    return this.#waiting.length;
  }

  producer(queue: string): Queue {
    const put = (body: unknown, delay_s = 0) => {
      const due_ms = Date.now() + delay_s * 1_000;
      this.#waiting.push({ queue, body: structuredClone(body), attempts: 1, due_ms });
    };
    return {
      send: (body: unknown, options?: QueueSendOptions) => Promise.resolve(put(body, options?.delaySeconds)),
      sendBatch: (batch: Iterable<MessageSendRequest>) => {
        for (const { body, delaySeconds } of batch) put(body, delaySeconds);
        return Promise.resolve();
      },
    } as unknown as Queue;
  }

  /** Hands out what is due now, and what comes of it, one by one, in the order of arrival. */
  async drain(consume: (batch: MessageBatch) => Promise<void>): Promise<void> {
    for (let taken = 0; taken < TAKEN_MAX; taken++) {
      const index = this.#waiting.findIndex(({ due_ms }) => due_ms <= Date.now());
      if (index === -1) return;
      const [one] = this.#waiting.splice(index, 1);
      await consume({ queue: one!.queue, messages: [this.#message(one!)] } as unknown as MessageBatch);
    }
    throw new Error(`Cannot drain the queues as they must be empty within ${TAKEN_MAX} messages`);
  }

  #message(one: Waiting): unknown {
    const { queue, body, attempts } = one;
    return {
      id: `${queue}-${attempts}`,
      body,
      attempts,
      timestamp: new Date(one.due_ms),
      ack: () => undefined,
      retry: (options?: QueueRetryOptions) => {
        const retries_max = queue === "waybill-spill" ? 100 : 3;
        if (attempts > retries_max) return void this.#dead.push(one);
        const due_ms = Date.now() + (options?.delaySeconds ?? RETRY_S) * 1_000;
        this.#waiting.push({ queue, body, attempts: attempts + 1, due_ms });
      },
    };
  }
}

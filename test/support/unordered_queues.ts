/** Queues that keep to what Cloudflare promises and no more: at least once, in no order, retried, then dead. In memory. */

/** Of wrangler.toml, by name. */
export interface QueueRule {
  readonly retries_max: number;
  readonly dead?: string;
}

interface Waiting {
  readonly queue: string;
  readonly body: unknown;
  readonly attempts: number;
}

const BATCH_MAX = 10;

export class UnorderedQueues {
  #waiting: Waiting[] = [];
  #doubled = 0;
  #displaced = 0;

  constructor(
    readonly rules: Readonly<Record<string, QueueRule>>,
    readonly rate: number,
    readonly random: () => number,
  ) {}

  get counts(): { readonly doubled: number; readonly displaced: number } {
    return { doubled: this.#doubled, displaced: this.#displaced };
  }

  producer(queue: string): Queue {
    const send = (body: unknown) => {
      this.#put({ queue, body: structuredClone(body), attempts: 1 });
      if (this.random() < this.rate) {
        this.#put({ queue, body: structuredClone(body), attempts: 1 });
        this.#doubled += 1;
      }
      return Promise.resolve();
    };
    const sendBatch = async (messages: Iterable<{ readonly body: unknown }>) => {
      for (const { body } of messages) await send(body);
    };
    return { send, sendBatch } as unknown as Queue;
  }

  /** Hands out all that waits, and what comes of it, batch by batch. */
  async drain(consume: (batch: MessageBatch) => Promise<void>): Promise<void> {
    for (let left = 100_000; this.#waiting.length > 0; left--) {
      if (left === 0) throw new Error("Cannot drain the queues as they must be empty within 100,000 batches");
      const { queue } = this.#waiting[0]!;
      const taken = this.#waiting.filter((one) => one.queue === queue).slice(0, BATCH_MAX);
      this.#waiting = this.#waiting.filter((one) => !taken.includes(one));
      await consume({
        queue,
        messages: taken.map((one, index) => this.#message(one, index)),
      } as unknown as MessageBatch);
    }
  }

  #message(waiting: Waiting, index: number): unknown {
    return {
      id: `${waiting.queue}-${index}`,
      body: waiting.body,
      attempts: waiting.attempts,
      ack: () => undefined,
      retry: () => this.#again(waiting),
    };
  }

  #again({ queue, body, attempts }: Waiting): void {
    const { retries_max, dead } = this.rules[queue]!;
    if (attempts <= retries_max) this.#put({ queue, body, attempts: attempts + 1 });
    else if (dead !== undefined) this.#put({ queue: dead, body, attempts: 1 });
  }

  #put(waiting: Waiting): void {
    if (this.random() >= this.rate) this.#waiting.push(waiting);
    else {
      this.#displaced += 1;
      this.#waiting.splice(Math.floor(this.random() * this.#waiting.length), 0, waiting);
    }
  }
}

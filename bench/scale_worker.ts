/** The Worker bound to several cells, with queues that a benchmark empties itself and a count of each invocation's statements. */
import type { Errand } from "../src/flow/clock/errand.ts";
import type { Env } from "../src/config.ts";
import worker from "../src/index.ts";
import type { MessageKey } from "../src/messages/message.ts";

/** What one invocation or several cost. */
export interface Ran {
  readonly invocations: number;
  /** Of the invocation with the most. */
  readonly statements_max: number;
  readonly rows_read: number;
  readonly rows_written: number;
  readonly ms: number;
  /** Errands that wait afterwards, by work. */
  readonly waiting: Readonly<Record<string, number>>;
  /** Shops whose messages were woken, in their order, each with how many. */
  readonly woken: readonly (readonly [string, number])[];
}

interface Asked {
  readonly cron?: string;
  /** How many errands are done, the first in line first. */
  readonly errands?: number;
  /** Forgets all errands that wait. */
  readonly discard?: boolean;
  readonly now_ms: number;
}

const real_now = Date.now;
/** The time of the benchmark; until it is set, this machine's. */
let now_ms: number | null = null;
Date.now = () => now_ms ?? real_now();

const errands: Errand[] = [];
let woken: [string, number][] = [];
let counts = {
  statements: 0,
  statements_max: 0,
  rows_read: 0,
  rows_written: 0,
};

export default {
  async fetch(
    request: Request,
    env: Env,
    context: ExecutionContext,
  ): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/scale/sql") {
      const db = databaseOf(env, Number(searchParams.get("cell")));
      const { results, meta } = await db.prepare(await request.text()).all();
      return Response.json({ results, size: meta.size_after });
    }
    if (pathname === "/scale/run") {
      return Response.json(await run(await request.json(), bound(env)));
    }
    return await worker.fetch(request, bound(env), context);
  },
  queue: () => Promise.resolve(),
};

async function run(asked: Asked, env: Env): Promise<Ran> {
  ({ now_ms } = asked);
  woken = [];
  if (asked.discard) errands.length = 0;
  counts = { statements: 0, statements_max: 0, rows_read: 0, rows_written: 0 };
  let invocations = 0;
  const begun = performance.now();
  const invoke = async (work: () => Promise<void>) => {
    invocations += 1;
    counts.statements = 0;
    await work();
    counts.statements_max = Math.max(counts.statements_max, counts.statements);
  };
  if (asked.cron !== undefined) {
    const controller = {
      cron: asked.cron,
      scheduledTime: now_ms,
      noRetry: () => undefined,
    };
    await invoke(() => worker.scheduled(controller, env));
  }
  for (let left = asked.errands ?? 0; left > 0 && errands.length > 0; left--) {
    const message = {
      body: errands.shift(),
      attempts: 1,
      ack: () => undefined,
      retry: () => undefined,
    };
    const batch = {
      queue: "waybill-errands",
      messages: [message],
    } as unknown as MessageBatch;
    await invoke(() => worker.queue(batch, env));
  }
  const waiting: Record<string, number> = {};
  for (const { work } of errands) waiting[work] = (waiting[work] ?? 0) + 1;
  const { statements_max, rows_read, rows_written } = counts;
  return {
    invocations,
    statements_max,
    rows_read,
    rows_written,
    ms: performance.now() - begun,
    waiting,
    woken,
  };
}

function databaseOf(env: Env, cell: number): D1Database {
  return (env as unknown as Record<string, D1Database>)[
    cell === 1 ? "DB" : `DB_${cell}`
  ]!;
}

let made: Env | null = null;

function bound(env: Env): Env {
  const cells = ["DB", "DB_2", "DB_3"].map((name, index) =>
    [name, counted(databaseOf(env, index + 1))] as const
  );
  made ??= {
    ...env,
    ...Object.fromEntries(cells),
    ERRANDS: queue<Errand>((one) => errands.push(one)),
    NUDGES: queue<MessageKey>(wake),
    BULK_NUDGES: queue<MessageKey>(wake),
  };
  return made;
}

function wake({ subject }: MessageKey): void {
  const shop = subject.split("/")[0]!;
  const last = woken.at(-1);
  if (last?.[0] === shop) last[1] += 1;
  else woken.push([shop, 1]);
}

function queue<T>(put: (one: T) => unknown): Queue {
  return {
    send: (body: T) => Promise.resolve(put(body)),
    sendBatch: (batch: Iterable<{ readonly body: T }>) => {
      for (const { body } of batch) put(body);
      return Promise.resolve();
    },
  } as unknown as Queue;
}

/** Counts each statement of a batch as one, as the platform does. */
function counted(db: D1Database): D1Database {
  const plain = new WeakMap<object, D1PreparedStatement>();
  const add = <R extends D1Result>(result: R): R => {
    counts.statements += 1;
    counts.rows_read += result.meta.rows_read;
    counts.rows_written += result.meta.rows_written;
    return result;
  };
  const statement = (inner: D1PreparedStatement): D1PreparedStatement => {
    const outer = {
      bind: (...values: unknown[]) => statement(inner.bind(...values)),
      all: async () => add(await inner.all()),
      run: async () => add(await inner.run()),
      first: async (column?: string) => {
        const row = add(await inner.all()).results[0] as
          | Record<string, unknown>
          | undefined;
        return row === undefined ? null : column === undefined ? row : row[column];
      },
    };
    plain.set(outer, inner);
    return outer as unknown as D1PreparedStatement;
  };
  return {
    prepare: (sql: string) => statement(db.prepare(sql)),
    batch: async (statements: D1PreparedStatement[]) =>
      (await db.batch(statements.map((one) => plain.get(one)!))).map(add),
  } as unknown as D1Database;
}

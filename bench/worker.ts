/**
 * The Worker with counters and halts around its bindings, and beside it the smallest route that could take a webhook.
 */
import worker from "../src/index.ts";
import type { Env } from "../src/config.ts";

interface Counts {
  round_trips: number;
  rows_read: number;
  rows_written: number;
  queue_sends: number;
  r2_writes: number;
  r2_reads: number;
  archived: number;
}

/** Stages at which a process can be halted as if it died there: queued, leased, sent, outcome saved. */
const STEPS = ["accepted", "claimed", "sent", "settled"] as const;
type Step = (typeof STEPS)[number];
let halt: { step: Step; left: number } | null = null;
let halted = false;

let counts = none();

// A lease takes minutes: to let one run out, a harness moves the clock instead of waiting.
const real_now = Date.now;
let ahead_ms = 0;
Date.now = () => real_now() + ahead_ms;

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/bench/counts") {
      const read = counts;
      if (request.method === "POST") counts = none();
      return Response.json(read);
    }
    if (pathname === "/bench/halt") {
      if (request.method === "POST") halt = await request.json();
      return Response.json({ halted });
    }
    if (pathname === "/bench/sql") {
      return Response.json((await env.DB.prepare(await request.text()).all()).results);
    }
    if (pathname === "/bench/tick" || pathname === "/bench/round") {
      ahead_ms += Number(await request.text());
      await worker.scheduled(
        {
          cron: pathname === "/bench/tick" ? "* * * * *" : "*/30 * * * *",
          scheduledTime: Date.now(),
          noRetry: () => undefined,
        },
        counted(env),
      );
      return new Response(null, { status: 204 });
    }
    if (pathname === "/bench/baseline") return await baseline(request, env);
    return await worker.fetch(request, counted(env), context);
  },
  queue: (batch: MessageBatch, env: Env) => worker.queue(batch, counted(env)),
  scheduled: (controller: ScheduledController, env: Env) => worker.scheduled(controller, counted(env)),
};

/** HMAC, one batch that writes as many rows as a new order, one queue send; no reading, checking or folding. */
async function baseline(request: Request, env: Env): Promise<Response> {
  const body = await request.arrayBuffer();
  const key = await crypto.subtle.importKey(
    "raw",
    new Uint8Array(32).fill(7),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  await crypto.subtle.sign("HMAC", key, body);
  const id = `bench/baseline/${crypto.randomUUID()}`;
  const now = Date.now();
  const state = new TextDecoder().decode(body);
  await env.DB.batch([
    env.DB.prepare("insert into orders (id, number, seq, state, updated_at) values (?, '#1', 1, ?, ?)").bind(
      id,
      state,
      now,
    ),
    env.DB.prepare(
      "insert into events (order_id, seq, source, webhook_id, received_at, events) values (?, 1, 'bench', ?, ?, ?)",
    )
      .bind(id, id, now, state),
    env.DB.prepare(
      "insert into messages (subject, kind, about, state, dated_at, due_at) values (?, 'bench', '', 'owed', ?, ?)",
    )
      .bind(id, now, now),
  ]);
  await env.NUDGES.send({ id });
  return Response.json({ accepted: true }, { status: 202 });
}

const wrapped = new WeakMap<Env, Env>();

function counted(env: Env): Env {
  const before = wrapped.get(env);
  if (before !== undefined) return before;
  const made: Env = {
    ...env,
    DB: countedDatabase(env.DB),
    MAIL: counting(counting(env.MAIL, { get: () => counts.r2_reads++ }), {
      put: (key) => {
        counts.r2_writes++;
        if (String(key).startsWith("sent/")) counts.archived++;
      },
    }, tookMail),
    NUDGES: countedQueue(env.NUDGES),
    BULK_NUDGES: countedQueue(env.BULK_NUDGES),
    ERRANDS: countedQueue(env.ERRANDS),
    SPILL: counting(env.SPILL, { send: () => counts.queue_sends++ }),
  };
  wrapped.set(env, made);
  return made;
}

function countedQueue(queue: Queue): Queue {
  const counted = counting(queue, {
    send: () => counts.queue_sends++,
    sendBatch: (batch) => counts.queue_sends += [...batch as []].length,
  });
  return {
    send: (body: unknown) => counted.send(body),
    sendBatch: async (batch: MessageSendRequest[]) => {
      await reached("accepted");
      return await counted.sendBatch(batch);
    },
  } as unknown as Queue;
}

/** Never returns when the process is to halt at this stage. */
async function reached(step: Step | null): Promise<void> {
  if (halted) return await forever();
  if (step === null || halt?.step !== step) return;
  halt.left -= 1;
  if (halt.left > 0) return;
  halted = true;
  await forever();
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}

async function tookMail(key?: unknown): Promise<void> {
  if (String(key).startsWith("captured/")) await reached("sent");
}

function stepOf(statements: readonly string[]): Step | null {
  if (statements.some((sql) => sql.includes("set state = 'sending'"))) return "claimed";
  return statements.some((sql) => sql.includes("and state = 'sending'")) ? "settled" : null;
}

function countedDatabase(db: D1Database): D1Database {
  const plain = new WeakMap<object, D1PreparedStatement>();
  const texts = new WeakMap<object, string>();
  function statement(inner: D1PreparedStatement, sql: string): D1PreparedStatement {
    const outer = {
      bind: (...values: unknown[]) => statement(inner.bind(...values), sql),
      all: async () => tally(await inner.all()),
      run: async () => tally(await inner.run()),
      first: async (column?: string) => {
        const row = tally(await inner.all()).results[0] as Record<string, unknown> | undefined;
        return row === undefined ? null : column === undefined ? row : row[column];
      },
    };
    plain.set(outer, inner);
    texts.set(outer, sql);
    return outer as unknown as D1PreparedStatement;
  }
  function tally<R extends D1Result>(result: R): R {
    counts.round_trips += 1;
    add(result);
    return result;
  }
  const counting_db: Pick<D1Database, "prepare" | "batch"> & { readonly withSession: () => unknown } = {
    withSession: () => counting_db,
    prepare: (sql: string) => statement(db.prepare(sql), sql),
    batch: async (statements: D1PreparedStatement[]) => {
      counts.round_trips += 1;
      const results = await db.batch(statements.map((one) => plain.get(one)!));
      results.forEach(add);
      await reached(stepOf(statements.map((one) => texts.get(one)!)));
      return results;
    },
  } as never;
  return counting_db as unknown as D1Database;
}

function add(result: D1Result): void {
  counts.rows_read += result.meta.rows_read;
  counts.rows_written += result.meta.rows_written;
}

function counting<T extends object>(
  target: T,
  watched: Readonly<Record<string, (argument: unknown) => void>>,
  done: (...given: readonly unknown[]) => Promise<void> = () => Promise.resolve(),
): T {
  return new Proxy(target, {
    get(of, name) {
      const value = Reflect.get(of, name);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => {
        const watch = watched[String(name)];
        if (watch === undefined) return value.apply(of, given);
        watch(given[0]);
        return Promise.resolve(value.apply(of, given)).then(async (result) => {
          await done(...given);
          return result;
        });
      };
    },
  });
}

function none(): Counts {
  return {
    round_trips: 0,
    rows_read: 0,
    rows_written: 0,
    queue_sends: 0,
    r2_writes: 0,
    r2_reads: 0,
    archived: 0,
  };
}

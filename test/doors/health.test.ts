import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Env } from "../../src/config.ts";
import { web } from "../../src/doors/web.ts";
import worker from "../../src/index.ts";
import { DATABASE_MAX_BYTES } from "../../src/flow/clock/probe_database.ts";
import { NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { migrateSecondCell, twoCells } from "../support/two_cells.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

const PRODUCTION = { ENVIRONMENT: "production", PUBLIC_URL: "https://orders.kontor.example" };

async function ask(changes: Record<string, unknown> = {}, environment?: Env) {
  const own = environment ?? { ...env, ...changes } as unknown as Env;
  const answer = await web.request("/healthz", {}, own, createExecutionContext());
  return { status: answer.status, said: await answer.json() as Record<string, unknown> };
}

/** The database, with each statement's answer changed. */
function databaseThat(change: (sql: string, run: () => Promise<D1Result>) => Promise<D1Result>): D1Database {
  const inner = new WeakMap<object, D1PreparedStatement>();
  const statement = (sql: string, own: D1PreparedStatement): D1PreparedStatement => {
    const outer = {
      bind: (...values: unknown[]) => statement(sql, own.bind(...values)),
      run: () => change(sql, () => own.run()),
      all: () => change(sql, () => own.all()),
      first: () => own.first(),
    };
    inner.set(outer, own);
    return outer as unknown as D1PreparedStatement;
  };
  return {
    prepare: (sql: string) => statement(sql, env.DB.prepare(sql)),
    batch: (all: D1PreparedStatement[]) => env.DB.batch(all.map((one) => inner.get(one)!)),
  } as unknown as D1Database;
}

const refusing = (message: string) =>
  databaseThat((sql, run) => sql.startsWith("insert") ? Promise.reject(new Error(message)) : run());
const sized = (size_after: number) =>
  databaseThat(async (_, run) => {
    const result = await run();
    return { ...result, meta: { ...result.meta, size_after } };
  });

describe("/healthz", () => {
  test("of an installation that works says so, with everything it looked at", async () => {
    expect(await ask()).toMatchObject({
      status: 200,
      said: {
        ok: true,
        database: "ok",
        database_share: 0,
        cells: [{ cell: 1, database: "ok", share: 0, clock_lag_s: 0, oldest_owed_s: null }],
        secrets: "ok",
        overdue: [],
        oldest_owed_s: null,
        waiting: { count: 0, is_more: false, oldest_s: null, set_aside: 0 },
        dead_letters: { count: 0, is_more: false, oldest_s: null },
        clock_lag_s: 0,
        oldest_unswept_s: null,
      },
    });
  });

  test.each([
    ["D1_ERROR: database is read-only"],
    ["D1_ERROR: Exceeded maximum DB size"],
  ])("of a database that answers reads and refuses a write (%s) is 503", async (message) => {
    expect(await ask({ DB: refusing(message) })).toMatchObject({
      status: 503,
      said: { ok: false, database: "read_only", overdue: [] },
    });
  });

  test("says how full the database is, and is 503 shortly before its limit", async () => {
    expect(await ask({ DB: sized(DATABASE_MAX_BYTES * 0.8) })).toMatchObject({
      status: 200,
      said: { database: "ok", database_share: 0.8 },
    });
    expect(await ask({ DB: sized(DATABASE_MAX_BYTES * 0.985) })).toMatchObject({
      status: 503,
      said: { database: "full", database_share: 0.985 },
    });
  });

  test("with other sealing keys than those that sealed the secrets is 503", async () => {
    const other = new Uint8Array(32).fill(8).toBase64();
    expect(await ask({ SEALING_KEY: other })).toMatchObject({ status: 503, said: { secrets: "closed" } });
  });

  test("without a bucket is 503", async () => {
    const MAIL = { list: () => Promise.reject(new Error("R2 is down")) };
    expect(await ask({ MAIL })).toMatchObject({ status: 503, said: { database: "ok", waiting: null } });
  });

  test("of a clock that has stood still for more than five minutes is 503", async () => {
    const tick = () =>
      worker.scheduled({ cron: "* * * * *", scheduledTime: NOW_MS, noRetry: () => undefined }, env as never);
    await tick();
    vi.setSystemTime(NOW_MS + 290_000);
    expect(await ask(PRODUCTION)).toMatchObject({ status: 200, said: { last_tick_s: 290 } });
    vi.setSystemTime(NOW_MS + 310_000);
    expect(await ask(PRODUCTION)).toMatchObject({ status: 503, said: { last_tick_s: 310 } });
    // A laptop has no clock of its own.
    expect((await ask()).status).toBe(200);
  });

  test("counts webhooks that wait, and is 503 where they do for an hour", async () => {
    const key = (at_ms: number, shop = "demo") =>
      `${shop}/${String(at_ms).padStart(15, "0")}-0123456789abcdef`;
    await env.MAIL.put(`spill/${key(NOW_MS - 90_000)}`, "{}");
    await env.MAIL.put(`set-aside/${key(NOW_MS - 90_000)}`, "{}");
    expect(await ask()).toMatchObject({
      status: 200,
      said: { waiting: { count: 1, oldest_s: 90, set_aside: 1 } },
    });
    await env.MAIL.put(`spill/${key(NOW_MS - 3_700_000, "other")}`, "{}");
    expect(await ask()).toMatchObject({ status: 503, said: { waiting: { count: 2, oldest_s: 3_700 } } });
    for (const { key } of (await env.MAIL.list()).objects) await env.MAIL.delete(key);
  });

  test("counts the dead letters of all shops up to a bound, and says how long the oldest has lain", async () => {
    const letters = (shop: string, count: number, last_at: number) =>
      env.DB.prepare(
        `with recursive n (i) as (select 1 union all select i + 1 from n where i < ?2)
         insert into dead_letters (shop_id, id, source, topic, reason, field, rule, got, headers, bytes,
           received_at, last_at, count)
         select ?1, printf('%s-%d', ?3, i), 'shopify', '', 'invalid', '', '', '', '{}', 2, 0, ?3, 1 from n`,
      ).bind(shop, count, last_at).run();
    await letters("demo", 2, NOW_MS - 60_000);
    await letters("other", 1, NOW_MS - 5 * 86_400_000);
    expect(await ask()).toMatchObject({
      status: 200,
      said: { dead_letters: { count: 3, is_more: false, oldest_s: 432_000 } },
    });
    await letters("other", 998, NOW_MS);
    expect((await ask()).said["dead_letters"]).toEqual({ count: 1_000, is_more: true, oldest_s: 432_000 });
    await env.DB.prepare("delete from dead_letters").run();
  });

  test("says since when the oldest order waits for the clock, and is 503 after an hour", async () => {
    const due = (at_ms: number) =>
      env.DB.prepare(
        "insert or replace into orders (id, number, seq, state, updated_at, deadline_at) values ('demo/standard/late', '#late', 1, '{}', 0, ?)",
      )
        .bind(at_ms).run();
    await due(NOW_MS - 60_000);
    expect(await ask()).toMatchObject({ status: 200, said: { clock_lag_s: 60 } });
    await due(NOW_MS - 3_700_000);
    expect(await ask()).toMatchObject({ status: 503, said: { clock_lag_s: 3_700 } });
    await env.DB.prepare("delete from orders").run();
  });

  test("says since when the shop waits whose night was longest ago, and is 503 after three days", async () => {
    const night = (shop: string, at_ms: number) =>
      env.DB.prepare("insert or replace into retentions (shop_id, days, swept_at) values (?, 365, ?)")
        .bind(shop, at_ms).run();
    await night("one", NOW_MS - 60_000);
    await night("demo", NOW_MS - 3 * 86_400_000);
    expect(await ask()).toMatchObject({ status: 200, said: { oldest_unswept_s: 259_200 } });
    vi.setSystemTime(NOW_MS + 1_000);
    expect(await ask()).toMatchObject({ status: 503, said: { oldest_unswept_s: 259_201 } });
    await env.DB.prepare("delete from retentions").run();
  });

  describe("with two cells", () => {
    beforeAll(migrateSecondCell);

    test("says of each how full it is and how far its clock is behind, of both together the worst", async () => {
      const DB_2 = env.SECOND_CELL;
      await DB_2.prepare(
        "insert into orders (id, number, seq, state, updated_at, deadline_at) values ('kontor/standard/late', '#1', 1, '{}', 0, ?)",
      ).bind(NOW_MS - 90_000).run();
      await DB_2.prepare(
        `insert into messages (subject, kind, about, state, lane, due_at, dated_at)
         values ('kontor/standard/late', 'order_confirmation', '', 'owed', 0, ?1, ?1)`,
      ).bind(NOW_MS - 30_000).run();
      const { status, said } = await ask({}, twoCells({ DB: sized(DATABASE_MAX_BYTES * 0.5) }));
      expect({ status, said }).toMatchObject({
        status: 200,
        said: { database: "ok", database_share: 0.5, clock_lag_s: 90, oldest_owed_s: 30 },
      });
      expect(said["cells"]).toEqual([
        { cell: 1, database: "ok", share: 0.5, clock_lag_s: 0, oldest_owed_s: null },
        { cell: 2, database: "ok", share: 0, clock_lag_s: 90, oldest_owed_s: 30 },
      ]);
      await DB_2.batch([DB_2.prepare("delete from orders"), DB_2.prepare("delete from messages")]);
    });

    test("names the one that is away first, is 503, and goes on saying the figures of the other", async () => {
      const fail = () => Promise.reject(new Error("D1_ERROR: the database is away"));
      const statement = { bind: () => statement, run: fail, all: fail, first: fail };
      const away = { prepare: () => statement, batch: fail } as unknown as D1Database;
      const { status, said } = await ask({}, { ...twoCells(), DB_2: away } as Env);
      expect({ status, said }).toMatchObject({
        status: 503,
        said: { ok: false, database: "unreachable", overdue: [], clock_lag_s: 0, secrets: "ok" },
      });
      expect(said["cells"]).toEqual([
        { cell: 2, database: "unreachable", share: null, clock_lag_s: null, oldest_owed_s: null },
        { cell: 1, database: "ok", share: 0, clock_lag_s: 0, oldest_owed_s: null },
      ]);
    });

    test("shows at most fifty", async () => {
      const further = Object.fromEntries(
        Array.from({ length: 59 }, (_, at) => [`DB_${at + 2}`, env.SECOND_CELL]),
      );
      const { said } = await ask({}, { ...env, ...further } as unknown as Env);
      expect(said["cells"]).toHaveLength(50);
    });
  });

  test("looks no more often than its limit allows, and repeats what it saw", async () => {
    let left = 1;
    const own = {
      ...env,
      HEALTH_LOOKS: { limit: () => Promise.resolve({ success: left-- > 0 }) },
    } as unknown as Env;
    const first = await ask({}, own);
    vi.setSystemTime(NOW_MS + 1_000);
    await env.MAIL.put("spill/demo/one", "{}");
    expect((await ask({}, own)).said["waiting"]).toMatchObject({ count: 1 });
    await env.MAIL.delete("spill/demo/one");
    expect((await ask({}, own)).said["waiting"]).toMatchObject({ count: 1 });
    expect(first.said["waiting"]).toMatchObject({ count: 0 });
  });
});

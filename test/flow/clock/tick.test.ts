import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Errand, ERRAND_MS } from "../../../src/flow/clock/errand.ts";
import { readClock } from "../../../src/flow/clock/read_clock.ts";
import { type ErrandPorts, serveErrand } from "../../../src/flow/clock/serve_errand.ts";
import { upsertConnection } from "../../../src/sql/connections.ts";
import { tickErasures, tickMinute, tickRound } from "../../../src/flow/clock/tick.ts";
import type { MessageKey } from "../../../src/messages/message.ts";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { errandQueue, NO_STOREFRONT } from "../../support/clock.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";

beforeAll(openHouse);
beforeEach(async () => {
  const tables = ["orders", "messages", "errands", "sweeps", "erasures", "retentions", "stock_work"];
  await env.DB.batch([
    ...tables.map((table) => env.DB.prepare(`delete from ${table}`)),
    env.DB.prepare("delete from shops where id <> 'demo'"),
  ]);
});

const MINUTE_MS = 60_000;

function house() {
  const woken: MessageKey[] = [];
  const wake_queue = {
    sendBatch: (batch: Iterable<{ readonly body: MessageKey }>) => {
      woken.push(...[...batch].map(({ body }) => body));
      return Promise.resolve();
    },
  } as unknown as Queue<MessageKey>;
  const errand_queue = errandQueue();
  const ports: ErrandPorts = {
    ...recording,
    mail: env.MAIL,
    find_shop: (id) => Promise.resolve({ ...DEMO, id }),
    wake_queue,
    bulk_wake_queue: wake_queue,
    errand_queue,
    ...NO_STOREFRONT,
  };
  return { ports, woken, waiting: errand_queue.waiting };
}

/** So many urgent messages of the shop, due since then. */
async function owe(shop_id: string, count: number, due_at = NOW_MS): Promise<void> {
  await env.DB.prepare(
    `insert into messages (subject, kind, about, state, dated_at, due_at, lane)
     with recursive n(i) as (select 1 union all select i + 1 from n where i < ?2)
     select ?1 || '/standard/' || printf('%06d', i), 'order_confirmation', '', 'owed', ?3, ?3, 0 from n`,
  ).bind(shop_id, count, due_at).run();
}

const shopsOf = (errands: readonly Errand[]) =>
  errands.map((errand) => errand.work === "round" ? errand.shop_ids.join() : errand.shop_id);

describe("each minute", () => {
  test("one shop's work is done by the tick itself: no queue message, no row", async () => {
    await owe("demo", 3);
    const { ports, woken, waiting } = house();
    await tickMinute(ports, NOW_MS);
    expect([woken.length, waiting.length]).toEqual([3, 0]);
    expect(await rows("errands")).toEqual([]);
  });

  test("each of several shops has an errand, the longest waiting first, and none has two", async () => {
    await owe("young", 1, NOW_MS - 1);
    await owe("old", 1, NOW_MS - 2);
    await owe("later", 1, NOW_MS + MINUTE_MS);
    const { ports, waiting } = house();
    await tickMinute(ports, NOW_MS);
    expect(shopsOf(waiting)).toEqual(["old", "young"]);
    // The queue has not come to them yet.
    await tickMinute(ports, NOW_MS + MINUTE_MS - 1);
    expect(shopsOf(waiting)).toEqual(["old", "young"]);
    // Both were lost in the queue.
    await tickMinute(ports, NOW_MS + ERRAND_MS);
    expect(shopsOf(waiting)).toEqual(["old", "young", "old", "young", "later"]);
  });

  test("a noisy shop holds up no quiet one, and never fills the queue of the mails", async () => {
    await owe("noisy", 3_000, NOW_MS - 10);
    await owe("quiet", 1, NOW_MS - 1);
    const { ports, woken, waiting } = house();
    await tickMinute(ports, NOW_MS);
    await serveErrand(ports, waiting.shift()!, NOW_MS);
    await serveErrand(ports, waiting.shift()!, NOW_MS);
    // The quiet shop's mail stands behind one share of the noisy one's, whose next errand stands behind all.
    expect(woken.findIndex(({ subject }) => subject.startsWith("quiet/"))).toBe(400);
    expect(shopsOf(waiting)).toEqual(["noisy"]);
    for (let turn = 1; turn <= 10; turn++) {
      await serveErrand(ports, waiting.shift()!, NOW_MS + turn * 5_000);
      expect(waiting).toHaveLength(1);
    }
    // None was sent meanwhile, so no more were put there.
    expect(woken).toHaveLength(401);
  });

  test("of an errand that the queue brings twice, one is done", async () => {
    await owe("noisy", 500);
    await owe("quiet", 1);
    const { ports, waiting } = house();
    await tickMinute(ports, NOW_MS);
    const errand = waiting.find((one) => shopsOf([one])[0] === "noisy")!;
    waiting.length = 0;
    await serveErrand(ports, errand, NOW_MS + 1_000);
    await serveErrand(ports, errand, NOW_MS + 2_000);
    expect(waiting).toHaveLength(1);
  });

  test("a queue that takes no errand leaves them to the next tick", async () => {
    await owe("one", 1);
    await owe("two", 1);
    const { ports, waiting } = house();
    const broken = {
      sendBatch: () => Promise.reject(new Error("no queue")),
    } as unknown as typeof ports.errand_queue;
    await expect(tickMinute({ ...ports, errand_queue: broken }, NOW_MS)).rejects.toThrow("no queue");
    await tickMinute(ports, NOW_MS + MINUTE_MS);
    expect(waiting).toHaveLength(2);
  });

  test("a shop's stock is found as its orders are, and what a shop left that is gone is found once", async () => {
    await env.DB.prepare("insert into stock_work (due_at, shop_id, sku) values (?1, 'gone', 'MILL')")
      .bind(NOW_MS).run();
    const { ports } = house();
    await tickMinute({ ...ports, find_shop: () => Promise.resolve(null) }, NOW_MS);
    expect(await rows("stock_work")).toEqual([]);
  });
});

describe("each half hour", () => {
  async function shops(count: number): Promise<void> {
    await env.DB.prepare(
      `insert into shops (id, settings, secrets)
       with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
       select printf('s%05d', i), ?2, '' from n`,
    ).bind(count, JSON.stringify({ ...SHOP, retention_days: 30 })).run();
  }

  test("all shops are reached, page by page, and a tick that is lost delays the rest", async () => {
    await shops(2_500);
    const { ports, waiting } = house();
    await tickRound(ports, NOW_MS);
    expect(shopsOf(waiting).flatMap((ids) => ids.split(","))).toHaveLength(2_000);
    expect(await rows("sweeps")).toMatchObject([{ name: "round", begun_at: NOW_MS }]);
    await tickMinute(ports, NOW_MS + 5 * MINUTE_MS);
    const reached = shopsOf(waiting).flatMap((ids) => ids.split(","));
    expect(new Set(reached).size).toBe(2_501);
    expect(reached).toHaveLength(2_501);
    expect(await rows("sweeps")).toEqual([]);
  });

  test("a night is swept once for each shop, and the health page can tell whose was swept longest ago", async () => {
    await shops(30);
    const night_ms = Date.parse("2026-11-22T02:00:00Z"); // Three in Berlin.
    const { ports, waiting } = house();
    const keeping: ErrandPorts = {
      ...ports,
      find_shop: (id) => Promise.resolve({ ...DEMO, id, settings: { ...SHOP, retention_days: 30 } }),
    };
    const nights: number[] = [];
    for (const later_ms of [0, 30 * MINUTE_MS, 60 * MINUTE_MS]) {
      await tickRound(keeping, night_ms + later_ms);
      let swept = 0;
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        if (next.work === "retention") swept += 1;
        await serveErrand(keeping, next, night_ms + later_ms);
      }
      nights.push(swept);
    }
    expect(nights).toEqual([30, 0, 0]);
    const { least_swept } = await readClock(env.DB, night_ms);
    expect(least_swept).toEqual({ shop_id: "s00001", swept_at: night_ms });
  });
});

describe("every other minute", () => {
  test("each open erasure has an errand, and more than one tick takes are reached by the next", async () => {
    await env.DB.prepare(
      `insert into erasures (subject, asked_at, progress)
       with recursive n(i) as (select 1 union all select i + 1 from n where i < 250)
       select 'demo/~customer/' || i, i, json_object('begun_ms', 1) from n`,
    ).run();
    const { ports, waiting } = house();
    await tickErasures(ports, NOW_MS);
    expect(waiting).toHaveLength(200);
    // Those of the first tick fail for ever; the others are not kept waiting by them.
    await tickErasures(ports, NOW_MS + ERRAND_MS);
    expect(waiting.slice(200).map((errand) => errand.work === "erase" && errand.subject)).toHaveLength(50);
    expect(waiting.at(-1)).toMatchObject({ subject: "demo/~customer/250" });
  });
});

test("the lag of the clock is the age of the oldest order that was to be planned, and of the oldest mails", async () => {
  await owe("demo", 1, NOW_MS - 7_000);
  await env.DB.prepare(
    "insert into orders (id, number, seq, state, updated_at, deadline_at) values ('demo/standard/1', '#', 1, '{}', 0, ?1)",
  ).bind(NOW_MS - 90_000).run();
  expect(await readClock(env.DB, NOW_MS)).toEqual({
    waited_ms: { urgent: 7_000, bulk: null },
    lag_ms: 90_000,
    least_swept: null,
  });
});

test("a connection whose check is due is an errand of its own, once", async () => {
  const { ports, waiting } = house();
  const connect = (shop_id: string) =>
    upsertConnection(env.DB, {
      shop_id,
      source: "shopify",
      store: `${shop_id}.myshopify.com`,
      scopes: "",
      installed_at: NOW_MS,
      token_until: null,
      due_at: NOW_MS,
    });
  await env.DB.batch([connect("demo"), connect("other")]);
  await tickMinute(ports, NOW_MS);
  await tickMinute(ports, NOW_MS + MINUTE_MS);
  expect(waiting).toEqual([
    { work: "connection", shop_id: "demo", source: "shopify" },
    { work: "connection", shop_id: "other", source: "shopify" },
  ]);
  await env.DB.prepare("delete from connections").run();
});

/** A cold isolate knows no secret while the database is away: the webhook is kept as it came and verified later. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Env } from "../../../src/config.ts";
import { forgetPorts } from "../../../src/doors/ports.ts";
import { listSpilled } from "../../../src/flow/record/list_spilled.ts";
import type { Spilled } from "../../../src/flow/record/spill.ts";
import worker from "../../../src/index.ts";
import { ADAS_ORDER, NOW_MS } from "../../support/cast.ts";
import { openHouse, SECRET } from "../../support/house.ts";
import { signStandard } from "../../support/signing.ts";

const HOUR_MS = 3_600_000;
const lost = () => Promise.reject(new Error("D1_ERROR: Network connection lost."));
const nothing = { bind: () => nothing, first: lost, all: lost, run: lost };
const AWAY = { prepare: () => nothing, batch: lost } as unknown as D1Database;

let queued: Spilled[] = [];
let counter = 0;

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  queued = [];
});

const SPILL = { send: (message: Spilled) => Promise.resolve(void queued.push(message)) };

/** An environment without a memory: each call is a cold isolate. */
function cold(changes: Record<string, unknown> = {}): Env {
  return { ...env, DB: AWAY, SPILL, ...changes } as unknown as Env;
}

function aBody(id: string): string {
  const order = { ...ADAS_ORDER, id, number: `#${id}` };
  return JSON.stringify({ type: "order.placed", timestamp: new Date().toISOString(), data: { order } });
}

interface Posted {
  readonly body?: string;
  readonly secret?: string;
  readonly env?: Env;
  readonly shop?: string;
  readonly headers?: Record<string, string>;
}

async function post(
  { body = aBody(`raw-${++counter}`), secret = SECRET, env = cold(), shop = "demo", headers }: Posted,
) {
  const signed = await signStandard(secret, `msg-${++counter}`, Math.floor(Date.now() / 1_000), body);
  const context = createExecutionContext();
  const url = `https://waybill.test/hooks/${shop}/standard`;
  const request = new Request(url, { method: "POST", headers: { ...signed, ...headers }, body });
  const answer = await worker.fetch(request, env, context);
  await waitOnExecutionContext(context);
  return { status: answer.status, said: await answer.json() as Record<string, unknown> };
}

/** Hands the queue's messages to the worker; returns how each ended. */
async function bringBack(environment: Env = env as unknown as Env) {
  const ends: ("acked" | { readonly retried: QueueRetryOptions | undefined })[] = [];
  const messages = queued.map((body, index) => ({
    id: String(index),
    body,
    attempts: 1,
    ack: () => void ends.push("acked"),
    retry: (retried?: QueueRetryOptions) => void ends.push({ retried }),
  }));
  await worker.queue({ queue: "waybill-spill", messages } as unknown as MessageBatch, environment);
  return ends;
}

const orderNamed = (number: string) =>
  env.DB.prepare("select id from orders where number = ?").bind(number).first("id");
const waiting = async () => (await listSpilled(env.MAIL, "spill", null)).objects;

describe("a webhook to a cold isolate while the database is away", () => {
  test("is kept as it came, and an order once the database is back", async () => {
    const { status, said } = await post({ body: aBody("kept") });
    expect([status, said]).toEqual([202, { accepted: true, duplicate: false, kept: true }]);
    expect(await waiting()).toMatchObject([
      { shop_id: "demo", source: "standard", form: "raw", received_at_ms: NOW_MS },
    ]);
    // Far outside the five minutes within which a signature must be young.
    vi.setSystemTime(NOW_MS + 70 * HOUR_MS);
    expect(await bringBack()).toEqual(["acked"]);
    expect(await orderNamed("#kept")).toBe("demo/standard/kept");
    expect(await waiting()).toEqual([]);
  });

  test("waits with its mails as long as it was kept, an hour at most", async () => {
    await post({ body: aBody("held") });
    vi.setSystemTime(NOW_MS + 20 * 60_000);
    await bringBack();
    const due = "select due_at from messages where subject = ? and kind = 'order_confirmation'";
    expect(await env.DB.prepare(due).bind("demo/standard/held").first("due_at")).toBe(NOW_MS + 40 * 60_000);
    await post({ body: aBody("held-long") });
    const from_ms = Date.now();
    vi.setSystemTime(from_ms + 9 * HOUR_MS);
    queued.shift();
    await bringBack();
    expect(await env.DB.prepare(due).bind("demo/standard/held-long").first("due_at"))
      .toBe(from_ms + 10 * HOUR_MS);
  });

  test("that is forged is dropped when it can be verified", async () => {
    const { status } = await post({
      body: aBody("forged"),
      secret: "whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==",
    });
    expect(status).toBe(202);
    expect(await bringBack()).toEqual(["acked"]);
    expect(await orderNamed("#forged")).toBeNull();
    expect(await waiting()).toEqual([]);
  });

  test("to a shop that nobody has is dropped when that is known", async () => {
    expect((await post({ shop: "nobodys" })).status).toBe(202);
    expect(await bringBack()).toEqual(["acked"]);
    expect(await waiting()).toEqual([]);
  });

  test("is tried again after 5 seconds while it stays away", async () => {
    await post({});
    expect(await bringBack(cold())).toEqual([{ retried: { delaySeconds: 5 } }]);
    expect(await waiting()).toHaveLength(1);
    await bringBack();
  });

  test("to no shop's address is refused and not kept", async () => {
    expect((await post({ shop: "No.Shop" })).status).toBe(404);
    expect(await waiting()).toEqual([]);
  });

  test("with headers above 16,000 characters is not kept", async () => {
    expect((await post({ headers: { "x-large": "x".repeat(16_000) } })).status).toBe(503);
    expect(await waiting()).toEqual([]);
  });

  test.each(["RAW_BY_SHOP", "RAW_OF_ALL"])("beyond the limit %s is not kept", async (name) => {
    const none = { limit: () => Promise.resolve({ success: false }) };
    expect((await post({ env: cold({ [name]: none }) })).status).toBe(503);
    expect(await waiting()).toEqual([]);
  });

  test("counts as a large one above 64 KB", async () => {
    const none = { limit: () => Promise.resolve({ success: false }) };
    const large = aBody("large").replace('"number"', `"note":"${"x".repeat(70_000)}","number"`);
    expect((await post({ body: large, env: cold({ RAW_LARGE: none }) })).status).toBe(503);
    expect((await post({ env: cold({ RAW_LARGE: none }) })).status).toBe(202);
    await bringBack();
  });

  test("keeps no cookie and no network address", async () => {
    await post({ headers: { cookie: "session=1", "x-forwarded-for": "192.0.2.1" } });
    const [one] = await waiting();
    const text = await (await env.MAIL.get(one!.key))!.text();
    expect(text).not.toMatch(/cookie|192\.0\.2\.1/);
    await bringBack();
  });
});

describe("an isolate that remembers the shop", () => {
  test("keeps what its old secrets do not verify: the secret may be a new one", async () => {
    forgetPorts();
    let is_away = false;
    const flaky = {
      prepare: (sql: string) => is_away ? AWAY.prepare(sql) : env.DB.prepare(sql),
      batch: (all: D1PreparedStatement[]) => is_away ? lost() : env.DB.batch(all),
    };
    const warm = cold({ DB: flaky });
    const other = "whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==";
    expect((await post({ env: warm })).status).toBe(202);
    expect((await post({ env: warm, secret: other })).status).toBe(401);
    is_away = true;
    vi.setSystemTime(NOW_MS + 60_000);
    expect(await post({ env: warm, secret: other })).toMatchObject({ status: 202, said: { kept: true } });
    expect(await waiting()).toMatchObject([{ form: "raw" }]);
    // Its own memory brings nothing back: it would be refused by secrets that nobody has asked for.
    expect(await bringBack(warm)).toEqual([{ retried: { delaySeconds: 5 } }]);
    queued = [{ stored_at: (await waiting())[0]!.key }];
    await bringBack();
  });
});

describe("the clock", () => {
  const tick = () =>
    worker.scheduled(
      { cron: "* * * * *", scheduledTime: Date.now(), noRetry: () => undefined },
      env as never,
    );

  test("brings back what no message of the queue stands for any more", async () => {
    const broken = { send: () => Promise.reject(new Error("queue is down")) };
    expect((await post({ body: aBody("orphan"), env: cold({ SPILL: broken }) })).status).toBe(202);
    vi.setSystemTime(NOW_MS + 2 * 60_000);
    await tick();
    expect(await orderNamed("#orphan")).toBe("demo/standard/orphan");
    expect(await waiting()).toEqual([]);
  });

  test("tells the shop of those that waited for a quarter of an hour, once", async () => {
    for (const id of ["w1", "w2"]) await post({ body: aBody(id) });
    vi.setSystemTime(NOW_MS + 16 * 60_000);
    await tick();
    const alerts = "select about from messages where kind = 'shop_alert' and about like 'webhooks_waiting%'";
    expect((await env.DB.prepare(alerts).all()).results).toEqual([{ about: "webhooks_waiting:2026-11-22" }]);
  });

  test("sets aside what fails for hours although the database answers, and goes on with the others", async () => {
    const broken = JSON.stringify({
      form: "read",
      webhook: { shop_id: "nobodys", orders: [{ source: "standard", received_at_ms: NOW_MS }] },
    });
    await env.MAIL.put(`spill/nobodys/${String(NOW_MS).padStart(15, "0")}-0123456789abcdef`, broken);
    await post({ body: aBody("behind") });
    vi.setSystemTime(NOW_MS + 2 * 60_000);
    await tick();
    expect(await orderNamed("#behind")).toBe("demo/standard/behind");
    for (let tries = 1; tries < 14; tries++) {
      expect(await waiting()).toMatchObject([{ tries }]);
      vi.setSystemTime(Date.now() + HOUR_MS);
      await tick();
    }
    expect(await waiting()).toEqual([]);
    const aside = (await listSpilled(env.MAIL, "set-aside", null)).objects;
    expect(aside).toMatchObject([{ shop_id: "nobodys", is_set_aside: true }]);
  });
});

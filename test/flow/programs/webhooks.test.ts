import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import {
  changeEndpoint,
  endEndpoint,
  makeEndpoint,
  replayDeliveries,
  rotateEndpoint,
  ROTATION_MS,
} from "../../../src/flow/programs/endpoints.ts";
import { serveWebhooks } from "../../../src/flow/programs/serve_webhooks.ts";
import { chooseClasses, release, suppress, unsubscribe } from "../../../src/flow/customer/suppress.ts";
import { tellPrograms } from "../../../src/flow/programs/tell_programs.ts";
import { openCase } from "../../../src/flow/cases/open_case.ts";
import type { Shop } from "../../../src/flow/ports.ts";
import { portsOf } from "../../../src/doors/ports.ts";
import { WEBHOOK_TYPES } from "../../../src/messages/webhook.ts";
import { readEndpoints, selectEndpoints } from "../../../src/sql/webhooks.ts";
import { ADAS_ORDER, hours, NOW_MS, placed } from "../../support/cast.ts";
import { openHouse, recording } from "../../support/house.ts";
import { openShops } from "../../support/strangers.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const URL = "https://erp.kontor.example/hook";

interface Post {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly redirect: string | undefined;
}

let posts: Post[];
let answer: (post: Post) => Response | Promise<Response>;

const fetch_endpoint = (async (url: string, init: RequestInit) => {
  const post = {
    url,
    headers: init.headers as Record<string, string>,
    body: String(init.body),
    redirect: init.redirect,
  };
  posts.push(post);
  return await answer(post);
}) as typeof fetch;

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  posts = [];
  answer = () => new Response(null, { status: 204 });
  await openShops();
  portsOf(env as never).shop_changed("demo");
});

const ports = () => portsOf(env as never);
const demo = async (): Promise<Shop> => (await ports().find_shop("demo", Date.now()))!;
const serve = async (now_ms: number) =>
  await serveWebhooks({ db: env.DB, fetch_endpoint }, await demo(), now_ms);

async function make(types: readonly string[] = [], url = URL) {
  const made = await makeEndpoint(ports(), await demo(), { url, types }, NOW_MS);
  await env.DB.prepare("delete from webhook_deliveries").run();
  return made!;
}

async function tell(id: string, now_ms = NOW_MS): Promise<void> {
  const happened = { type: "case.opened", id, data: { case: id } } as const;
  await env.DB.batch([...tellPrograms(env.DB, await demo(), [happened], now_ms)]);
}

async function endpoint() {
  return readEndpoints(await selectEndpoints(env.DB, "demo").all())[0]!;
}

async function place(id: string, number = `#${id}`): Promise<void> {
  await recordEvent({ ...recording, db: env.DB }, await demo(), {
    source: "standard",
    order: id,
    webhook_id: `w-${id}`,
    events: [placed({ ...ADAS_ORDER, id, number }), {
      type: "shipment.shipped",
      at: hours(0),
      shipment: { id: "p1", lines: [], tracking: [] },
    }],
    received_at_ms: NOW_MS,
  }, NOW_MS);
}

const types = () => posts.map(({ body }) => JSON.parse(body).type as string).sort();

describe("a shop without endpoints", () => {
  test("has nothing told, at the cost of no statement", async () => {
    const happened = { type: "case.opened", id: "1", data: {} } as const;
    expect(tellPrograms(env.DB, await demo(), [happened], NOW_MS)).toEqual([]);
    await place("w-none");
    expect(await env.DB.prepare("select count(*) as n from webhook_deliveries").first("n")).toBe(0);
  });
});

describe("an endpoint", () => {
  test("is told of the suppression list as people, customers and programs change it, without an address", async () => {
    await make();
    const shop = await demo();
    const line = (email: string) => ({ email, class: "care", reason: "blocked", until: null }) as const;
    await suppress(env.DB, shop, [line("a@l.example"), line("b@l.example")], NOW_MS);
    expect(await release(env.DB, shop, line("a@l.example"), NOW_MS + 1)).toBe(true);
    // Who is not on the list is not taken off it.
    expect(await release(env.DB, shop, line("a@l.example"), NOW_MS + 2)).toBe(false);
    await unsubscribe(env.DB, shop, "c@l.example", NOW_MS + 3);
    await chooseClasses(env.DB, shop, "c@l.example", new Set(["care"]), NOW_MS + 4);
    await chooseClasses(env.DB, shop, "c@l.example", new Set(["care"]), NOW_MS + 5);
    await serve(NOW_MS + 5_000);
    const told = posts.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });
    expect(told.map(({ type, data }) => [type, data["class"], data["reason"], data["count"]]).sort()).toEqual(
      [
        ["customer.released", "care", "blocked", 1],
        ["customer.released", "care", "unsubscribed", 1],
        ["customer.suppressed", "care", "blocked", 2],
        ["customer.suppressed", "care", "unsubscribed", 1],
        ["customer.suppressed", "progress", "unsubscribed", 1],
      ],
    );
    expect(JSON.stringify(posts)).not.toContain("l.example");
  });

  test("is told of orders, mails, customers and cases, signed so that standardwebhooks takes it", async () => {
    const { secret } = await make();
    const shop = await demo();
    await place("w-1");
    const key = { subject: "demo/standard/w-1", kind: "order_confirmation", about: "" } as const;
    await recordOutcomes({ ...recording, db: env.DB }, shop, [{
      key,
      type: "complained",
      recipient: "ada@lovelace.example",
      at_ms: NOW_MS,
    }], NOW_MS);
    const opening = {
      id: "c-1",
      kind: "question",
      topic: "Where is it?",
      order_id: "demo/standard/w-1",
      customer: null,
      proven: true,
      reader: { email: "ada@lovelace.example" },
    } as const;
    const said = { id: "m-1", type: "message", author: "customer", words: "Where is it?" } as const;
    await env.DB.batch([...openCase(env.DB, shop, opening, said, NOW_MS)]);
    await serve(NOW_MS + 5_000);
    expect(types()).toEqual([
      "case.opened",
      "customer.suppressed",
      "message.complained",
      "order.changed",
      "order.placed",
    ]);
    for (const { url, headers, body, redirect } of posts) {
      expect([url, redirect]).toEqual([URL, "manual"]);
      vi.setSystemTime(NOW_MS + 5_000);
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
      expect(headers["webhook-id"]).not.toContain(".");
      expect(Object.keys(WEBHOOK_TYPES)).toContain(JSON.parse(body).type);
      expect(body).not.toMatch(/lovelace|Where/);
    }
    posts = [];
    await serve(NOW_MS + HOUR_MS);
    expect(posts).toEqual([]);
  });

  test("gets the types it asked for alone", async () => {
    await make(["order.*", "message.bounced"]);
    await tell("c-2");
    await place("w-2");
    await serve(NOW_MS);
    expect(types()).toEqual(["order.changed", "order.placed"]);
  });

  test("gets one event once, however often it is told", async () => {
    await make();
    await tell("c-3");
    await tell("c-3");
    await serve(NOW_MS);
    expect(posts.length).toBe(1);
  });

  test("is made once and has one new secret, however often a form is sent", async () => {
    const shop = await demo();
    const first = await makeEndpoint(ports(), shop, { url: URL, types: [] }, NOW_MS, "form-0123456789");
    const second = await makeEndpoint(ports(), shop, { url: URL, types: [] }, NOW_MS + 1, "form-0123456789");
    expect(first!.secret).toMatch(/^whsec_/);
    expect(second).toEqual(first);
    const elsewhere = { url: `${URL}/other`, types: [] };
    expect(await makeEndpoint(ports(), shop, elsewhere, NOW_MS, "form-0123456789")).toBeNull();
    const rotated = await rotateEndpoint(ports(), shop, first!.id, NOW_MS, "form-9876543210");
    expect(rotated).not.toBe(first!.secret);
    expect(await rotateEndpoint(ports(), shop, first!.id, NOW_MS, "form-9876543210")).toBe(rotated);
    expect((await demo()).secrets[`webhook.${first!.id}`]).toEqual([rotated, first!.secret]);
  });

  test("may change its secret: both sign for a day, then the new one alone", async () => {
    const { id, secret } = await make();
    const next = (await rotateEndpoint(ports(), await demo(), id, NOW_MS))!;
    await tell("c-4");
    await serve(NOW_MS);
    const [{ headers, body }] = posts as [Post];
    expect(headers["webhook-signature"]!.split(" ").length).toBe(2);
    for (const one of [secret, next]) expect(new Webhook(one).verify(body, headers)).toBeTruthy();
    vi.setSystemTime(NOW_MS + ROTATION_MS);
    await tell("c-5", NOW_MS + ROTATION_MS);
    await serve(NOW_MS + ROTATION_MS);
    const later = posts.at(-1)!;
    expect(new Webhook(next).verify(later.body, later.headers)).toBeTruthy();
    expect(() => new Webhook(secret).verify(later.body, later.headers)).toThrow();
  });

  test("keeps its secret sealed, and its log names each try", async () => {
    const { id, secret } = await make();
    answer = () => new Response(null, { status: 500 });
    await tell("c-6");
    await serve(NOW_MS);
    answer = () => Promise.reject(new TypeError("connection reset"));
    await serve(NOW_MS + MINUTE_MS);
    const { results } = await env.DB.prepare("select * from webhook_deliveries").all();
    expect(JSON.parse(String(results[0]!["tries"]))).toEqual([
      { at: NOW_MS, status: 500, reason: null },
      { at: NOW_MS + MINUTE_MS, status: null, reason: "not reached" },
    ]);
    const all = await env.DB.batch(
      ["shops", "webhook_endpoints", "webhook_deliveries"].map((name) =>
        env.DB.prepare(`select * from ${name}`)
      ),
    );
    expect(JSON.stringify(all)).not.toContain(secret.slice(10, 40));
    await endEndpoint(ports(), await demo(), id);
    expect(await env.DB.prepare("select count(*) as n from webhook_deliveries").first("n")).toBe(0);
    expect((await demo()).secrets[`webhook.${id}`]).toBeUndefined();
  });
});

describe("an endpoint that fails", () => {
  test("is tried once a round, whatever waits for it, and gets all of it when it is back", async () => {
    await make();
    answer = () => new Response(null, { status: 503 });
    for (let at = 0; at < 30; at++) await tell(`f-${at}`);
    await serve(NOW_MS);
    // Five are on their way at the same time.
    expect(posts.length).toBe(5);
    posts = [];
    await serve(NOW_MS + MINUTE_MS - 1);
    expect(posts).toEqual([]);
    answer = () => new Response(null, { status: 200 });
    await serve(NOW_MS + MINUTE_MS);
    expect(posts.length).toBe(30);
    expect(await endpoint()).toMatchObject({ state: "on", failing_since: null });
  });

  test("is not followed elsewhere", async () => {
    await make();
    answer = () => Response.redirect("https://elsewhere.example/", 302);
    await tell("r-1");
    await serve(NOW_MS);
    expect(posts.map(({ url }) => url)).toEqual([URL]);
    expect((await endpoint()).failing_since).toBe(NOW_MS);
  });

  test("is given the time it asks for", async () => {
    await make();
    answer = () => new Response(null, { status: 429, headers: { "retry-after": "1800" } });
    await tell("t-1");
    await serve(NOW_MS);
    expect(await env.DB.prepare("select due_at from webhook_deliveries").first("due_at")).toBe(
      NOW_MS + 1_800_000,
    );
  });

  test.each([
    ["that is gone at once", 410, [0], "gone"],
    ["after three days", 500, Array.from({ length: 80 }, (_, at) => at * HOUR_MS), "failing"],
  ])("is switched off %s, and the shop is told", async (_, status, times, reason) => {
    const { id } = await make();
    answer = () => new Response(null, { status });
    for (const at of times) {
      await tell(`s-${at}`, NOW_MS + at);
      await serve(NOW_MS + at);
    }
    expect(await endpoint()).toMatchObject({ state: "off", reason });
    const alerts = await env.DB.prepare("select about from messages where kind = 'shop_alert'").all();
    expect(alerts.results.filter(({ about }) => String(about).startsWith("endpoint_off:")).length).toBe(1);
    const count = posts.length;
    await tell("s-later", NOW_MS + 81 * HOUR_MS);
    await serve(NOW_MS + 81 * HOUR_MS);
    expect(posts.length).toBe(count);
    // Switched on again at the desk, it gets what it missed while it was on.
    answer = () => new Response(null, { status: 200 });
    await changeEndpoint(ports(), await demo(), id, { is_on: true });
    expect(await replayDeliveries(ports(), await demo(), id, null, NOW_MS + 82 * HOUR_MS)).toBeGreaterThan(0);
    await serve(NOW_MS + 82 * HOUR_MS);
    expect(posts.length).toBeGreaterThan(count);
  });
});

/** A database that went back in time: who was erased since is erased again, by the list outside of it. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { portsOf } from "../../src/doors/ports.ts";
import { eraseCustomer } from "../../src/flow/privacy/erase_customer.ts";
import { answerPrivacy } from "../../src/flow/privacy/handle_privacy_request.ts";
import worker from "../../src/index.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { DEMO, openHouse } from "../support/house.ts";
import { mailsOf, sendEvent } from "../support/river.ts";
import { tracesLeft } from "../support/traces.ts";
import { customerOf } from "../support/visitor.ts";
import { goBackTo, rememberDatabase } from "../support/whole_database.ts";

const ADA = "augusta@lovelace.example";
const BEN = "benedict@osaka.example";
const WISHER = "wilma@wishes.example";
const NAMED = "nora@named.example";
const MINUTE_MS = 60_000;

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

const ports = () => portsOf(env as never);
const place = async (id: string, email: string) => {
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, customer: { email, name: email.split("@")[0] } },
  });
  await mailsOf(`#${id}`, 1);
};
const erase = async (email: string) =>
  await eraseCustomer(ports(), { ...DEMO, settings: SHOP }, await customerOf(email), {
    email,
    notifies_customer: false,
  }, Date.now());
const tick = async () => {
  vi.setSystemTime(Date.now() + 2 * MINUTE_MS);
  await worker.scheduled(
    { cron: "*/2 * * * *", scheduledTime: Date.now(), noRetry: () => undefined },
    env as never,
  );
};
const erasedAt = (id: string) =>
  env.DB.prepare("select state ->> '$.erased_at' as erased from orders where id = ?")
    .bind(`demo/standard/${id}`).first("erased");
const left = async (email: string) =>
  (await tracesLeft([email, email.split("@")[0]!])).filter((place) => !/^(?:sent|captured)\//.test(place));
/** Several erasures at once go through the queue. */
const untilGone = () =>
  vi.waitFor(async () => {
    await tick();
    expect([await left(ADA), await left(WISHER), await left(NAMED)]).toEqual([[], [], []]);
  }, { timeout: 40_000, interval: 200 });

describe("after the database went back to a moment before erasures", () => {
  test("each of them is done again by the clock, and nobody else's", async () => {
    await env.DB.prepare(
      "update shops set settings = json_set(settings, '$.stock', json('{\"track\": true}'))",
    ).run();
    await place("a1", ADA);
    await place("b1", BEN);
    await place("n1", NAMED);
    await sendEvent("stock.watch_requested", NOW, {
      sku: "MILL",
      customer: { email: WISHER },
      product: { title: "Mill" },
    });
    // Nothing to be done in a database that knows all of its erasures.
    await tick();
    const snapshot = await rememberDatabase();

    vi.setSystemTime(NOW_MS + 60 * MINUTE_MS);
    for (const email of [ADA, WISHER]) await erase(email);
    await answerPrivacy(
      ports(),
      { ...DEMO, settings: SHOP },
      "standard",
      { what: "customer", email: null, orders: ["n1"], at: null },
      "msg-1",
      Date.now(),
    );
    await untilGone();
    const listed = (await env.MAIL.list({ prefix: "erasures/" })).objects;
    expect(listed).toHaveLength(3);
    for (const { key } of listed) {
      expect(await (await env.MAIL.get(key))!.text()).not.toMatch(/@|ada|augusta|wilma/i);
    }

    await goBackTo(snapshot);
    expect([await erasedAt("a1"), await erasedAt("n1"), (await left(WISHER)).length > 0]).toEqual([
      null,
      null,
      true,
    ]);
    await untilGone();
    expect(await erasedAt("a1")).not.toBeNull();
    expect(await erasedAt("n1")).not.toBeNull();
    expect(await erasedAt("b1")).toBeNull();
    expect((await left(BEN)).length).toBeGreaterThan(0);
  }, 90_000);

  test("an order that they placed after their erasure stays", async () => {
    const snapshot = await rememberDatabase();
    vi.setSystemTime(NOW_MS + 200 * MINUTE_MS);
    await erase(BEN);
    await goBackTo(snapshot);
    const order = {
      ...ADAS_ORDER,
      id: "b2",
      number: "#b2",
      placed_at: new Date(NOW_MS + 210 * MINUTE_MS).toISOString(),
      customer: { email: BEN, name: "benedict" },
    };
    vi.setSystemTime(NOW_MS + 211 * MINUTE_MS);
    await sendEvent("order.placed", order.placed_at, { order });
    await vi.waitFor(async () => {
      await tick();
      expect(await erasedAt("b1")).not.toBeNull();
    }, { timeout: 10_000, interval: 50 });
    expect(await erasedAt("b2")).toBeNull();
  });
});

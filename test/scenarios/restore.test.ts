/** A database that went back in time: who was erased since is erased again, by the list outside of it. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { portsOf } from "../../src/doors/ports.ts";
import { eraseCustomer } from "../../src/flow/privacy/erase_customer.ts";
import { answerPrivacy } from "../../src/flow/privacy/handle_privacy_request.ts";
import { holdErasure, stopErasure } from "../../src/flow/privacy/held_requests.ts";
import { recordEvent } from "../../src/flow/record/record_event.ts";
import worker from "../../src/index.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { eventually } from "../support/eventually.ts";
import { DEMO, openHouse, recording, rows } from "../support/house.ts";
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
  eventually(async () => {
    await tick();
    expect([await left(ADA), await left(WISHER), await left(NAMED)]).toEqual([[], [], []]);
  }, 200);

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
  });

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
    await eventually(async () => {
      await tick();
      expect(await erasedAt("b1")).not.toBeNull();
    });
    expect(await erasedAt("b2")).toBeNull();
  });
});

describe("after the database went back in the course of a storefront's request to erase all of its orders", () => {
  const HOUR_MS = 3_600_000;
  const SOURCE = "shopify";
  const at = (hours: number) => NOW_MS + 1_000 * HOUR_MS + hours * HOUR_MS;
  const buy = async (source: string, id: string) => {
    const customer = { email: `${id}@redacted.example`, name: "Rea Dacted" };
    const order = {
      ...ADAS_ORDER,
      id,
      number: `#${id}`,
      placed_at: new Date(Date.now()).toISOString(),
      customer,
    };
    await recordEvent(recording, DEMO, {
      source,
      webhook_id: id,
      order: id,
      events: [{ type: "order.placed", at: order.placed_at, order }],
      received_at_ms: Date.now(),
    }, Date.now());
  };
  const erased = async (name: string) =>
    (await env.DB.prepare("select state ->> '$.erased_at' as at from orders where id = ?")
      .bind(`demo/${name}`).first<{ readonly at: string | null }>())?.at;
  const held = async () =>
    (await rows("held_requests")).map(({ state, asked_at, due_at }) => ({ state, asked_at, due_at }));
  const waiting = { state: "waiting", asked_at: at(1), due_at: at(49) };
  const whole = () => ({ ...DEMO, settings: SHOP });

  beforeEach(async () => {
    for (const table of ["held_requests", "erasures", "orders", "events", "refs", "messages", "sweeps"]) {
      await env.DB.prepare(`delete from ${table}`).run();
    }
    for (const { key } of (await env.MAIL.list({ prefix: "erasures/" })).objects) await env.MAIL.delete(key);
    vi.setSystemTime(at(0));
    await buy(SOURCE, "r1");
    await buy("standard", "r2");
  });

  test("one that was not known yet waits again for the rest of its time, is told, and is carried out", async () => {
    const snapshot = await rememberDatabase();
    vi.setSystemTime(at(1));
    await holdErasure(ports(), whole(), SOURCE, at(1));
    await goBackTo(snapshot);
    expect(await held()).toEqual([]);
    vi.setSystemTime(at(2));
    await tick();
    expect(await held()).toEqual([waiting]);
    expect((await rows("messages")).map(({ about }) => String(about).split(":")[0])).toContain(
      "erasure_asked",
    );
    vi.setSystemTime(at(48));
    await tick();
    expect(await erased("shopify/r1")).toBeNull();
    vi.setSystemTime(at(49));
    await eventually(async () => {
      await tick();
      expect(await erased("shopify/r1")).not.toBeNull();
    });
    expect(await erased("standard/r2")).toBeNull();
  });

  test("one that was carried out is carried out again at once, without what was ordered since", async () => {
    const snapshot = await rememberDatabase();
    await holdErasure(ports(), whole(), SOURCE, at(1));
    vi.setSystemTime(at(49));
    await eventually(async () => {
      await tick();
      expect(await erased("shopify/r1")).not.toBeNull();
    });
    await goBackTo(snapshot);
    expect(await erased("shopify/r1")).toBeNull();
    await buy(SOURCE, "r3");
    await eventually(async () => {
      await tick();
      expect(await erased("shopify/r1")).not.toBeNull();
    });
    expect(await held()).toEqual([{ ...waiting, state: "done" }]);
    expect([await erased("shopify/r3"), await erased("standard/r2")]).toEqual([null, null]);
  });

  test("one that the shop has stopped since stays stopped, even where its time has come", async () => {
    await holdErasure(ports(), whole(), SOURCE, at(1));
    const snapshot = await rememberDatabase();
    expect(await stopErasure(ports(), "demo", SOURCE, at(2))).toBe(true);
    // More erasures than one tick reads stand before the stop.
    for (let nth = 0; nth < 45; nth++) {
      await env.MAIL.put(
        `erasures/${String(at(1) + 1 + nth).padStart(15, "0")}-${"0".repeat(16)}`,
        JSON.stringify({ subject: `demo/standard/none-${nth}`, asked_at_ms: at(1) }),
      );
    }
    await goBackTo(snapshot);
    expect(await held()).toEqual([waiting]);
    vi.setSystemTime(at(60));
    for (let nth = 0; nth < 6; nth++) await tick();
    expect(await held()).toEqual([{ ...waiting, state: "stopped" }]);
    expect(await erased("shopify/r1")).toBeNull();
  });
});

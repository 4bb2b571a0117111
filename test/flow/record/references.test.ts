import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import type { Reference } from "../../../src/orders/reference.ts";
import type { WebhookRow } from "../../../src/sql/volumes.ts";
import { readParked, selectStaleParked } from "../../../src/sql/parked.ts";
import { ADAS_ORDER, hours, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import type { OrderWebhook } from "../../../src/flow/record/order_webhook.ts";

beforeAll(openHouse);

/** A shop of its own for each test: numbers and payments may be the same in each. */
let shops = 0;
function aShop() {
  shops += 1;
  const shop = { ...DEMO, id: `shop-${shops}` };
  const db = { round_trips: 0, events_read: 0 };
  const counted = new Proxy(env.DB, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== "batch") return typeof value === "function" ? value.bind(target) : value;
      return async (statements: D1PreparedStatement[]) => {
        db.round_trips += 1;
        const results = await target.batch(statements);
        db.events_read += results.flatMap(({ results }) => results)
          .filter((row) => "events" in (row as WebhookRow) && "seq" in (row as WebhookRow)).length;
        return results;
      };
    },
  });
  return {
    db,
    async record(source: string, order: string, also: readonly Reference[], ...events: OrderEvent[]) {
      db.round_trips = 0;
      db.events_read = 0;
      const report: OrderWebhook = {
        source,
        webhook_id: crypto.randomUUID(),
        order,
        also,
        events,
        received_at_ms: NOW_MS,
      };
      const result = await recordEvent({ ...recording, db: counted }, shop, report, NOW_MS);
      if (!result.ok) throw new Error(result.message);
      return result.value;
    },
    async stateOf(order: OrderDetails, source = "shopify") {
      const state = await env.DB.prepare("select state from orders where id = ?")
        .bind(`${shop.id}/${source}/${order.id}`).first<string>("state");
      return state === null ? null : JSON.parse(state);
    },
    async namesOf(table: "refs" | "parked") {
      const { results } = await env.DB.prepare(`select ref from ${table} where ref like ? order by ref`)
        .bind(`${shop.id}/%`).all<{ ref: string }>();
      return results.map(({ ref }) => ref.slice(shop.id.length + 1));
    },
    id: shop.id,
  };
}

const NUMBER: Reference = { by: "number", value: "1001" };
const TRACKING: Reference = { by: "tracking", value: "JD01 4600" };

const paid: OrderEvent = {
  type: "payment.succeeded",
  at: hours(1),
  payment: { id: "ch_1", amount_minor: 12_890 },
};
const refunded: OrderEvent = {
  type: "payment.refunded",
  at: hours(5),
  refund: { id: "re_1", amount_minor: 100, lines: [] },
};
const scanned: OrderEvent = {
  type: "shipment.in_transit",
  at: hours(8),
  shipment: { id: "JD014600", lines: [], tracking: [{ number: "JD014600" }] },
};
const shipped: OrderEvent = {
  type: "shipment.shipped",
  at: hours(6),
  shipment: { id: "f1", lines: [], tracking: [{ number: "jd01-4600" }] },
};

describe("an event that its storefront never named", () => {
  test("is found by the order's number, and from then on by its sender's own name", async () => {
    const shop = aShop();
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER));
    expect(await shop.record("stripe", "pi_1", [NUMBER], paid)).toMatchObject({ outcome: "recorded" });
    expect(shop.db.round_trips).toBe(2);
    expect(await shop.record("stripe", "pi_1", [], refunded)).toMatchObject({ outcome: "recorded" });
    expect(shop.db.round_trips).toBe(2);
    expect(await shop.stateOf(ADAS_ORDER)).toMatchObject({
      payments: [{ id: "ch_1" }],
      refunds: [{ id: "re_1" }],
    });
    expect(await shop.namesOf("refs")).toEqual(["stripe/pi_1", "~number/1001", "~payment/ch_1"]);
  });

  test("is found by the storefront's id, whichever storefront it is", async () => {
    const shop = aShop();
    await shop.record("woocommerce", "1001", [], placed(ADAS_ORDER));
    await shop.record("stripe", "pi_1", [{ by: "order_id", value: "1001" }], paid);
    expect(await shop.stateOf(ADAS_ORDER, "woocommerce")).toMatchObject({ payments: [{ id: "ch_1" }] });
  });

  test("is found by a payment that the storefront named", async () => {
    const shop = aShop();
    const payment = { id: "paid", amount_minor: 12_890, transaction_id: "pi_1" };
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER), { ...paid, payment });
    await shop.record("stripe", "re_1", [{ by: "payment", value: "pi_1" }], refunded);
    expect(await shop.stateOf(ADAS_ORDER)).toMatchObject({ refunds: [{ id: "re_1" }] });
    expect(await shop.namesOf("refs")).not.toContain("~payment/paid");
  });

  test("that two names lead to two orders goes to the first one's", async () => {
    const shop = aShop();
    const other = { ...ADAS_ORDER, id: "1002", number: "#1002" };
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER));
    await shop.record("shopify", "1002", [], placed(other));
    await shop.record("stripe", "pi_1", [{ by: "number", value: "1002" }, NUMBER], paid);
    expect(await shop.stateOf(ADAS_ORDER)).toMatchObject({ payments: [] });
    expect(await shop.stateOf(other)).toMatchObject({ payments: [{ id: "ch_1" }] });
  });

  test("goes to the first of two storefronts' orders of one number", async () => {
    const shop = aShop();
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER));
    await shop.record("woocommerce", "1001", [], placed(ADAS_ORDER));
    await shop.record("stripe", "pi_1", [NUMBER], paid);
    expect(await shop.stateOf(ADAS_ORDER)).toMatchObject({ payments: [{ id: "ch_1" }] });
    expect(await shop.stateOf(ADAS_ORDER, "woocommerce")).toMatchObject({ payments: [] });
  });

  test("does not reach another shop's order", async () => {
    const [shop, stranger] = [aShop(), aShop()];
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER));
    expect(await stranger.record("stripe", "pi_1", [NUMBER], paid)).toMatchObject({ outcome: "parked" });
  });
});

describe("an event before what it belongs to", () => {
  test("a payment before its order waits under all of its names, and leaves them all when it joins", async () => {
    const shop = aShop();
    const also: readonly Reference[] = [{ by: "payment", value: "ch_1" }, NUMBER];
    expect(await shop.record("stripe", "pi_1", also, paid)).toMatchObject({
      outcome: "parked",
      number: null,
    });
    expect(await shop.namesOf("parked")).toEqual(["stripe/pi_1", "~number/1001", "~payment/ch_1"]);
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER));
    expect(await shop.stateOf(ADAS_ORDER)).toMatchObject({ payments: [{ id: "ch_1" }] });
    expect(await shop.namesOf("parked")).toEqual([]);
  });

  test("a refund before its payment before its order joins through the payment's name", async () => {
    const shop = aShop();
    await shop.record("stripe", "pi_1", [], refunded);
    await shop.record("stripe", "pi_1", [NUMBER], paid);
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER));
    expect(await shop.stateOf(ADAS_ORDER)).toMatchObject({
      payments: [{ id: "ch_1" }],
      refunds: [{ id: "re_1" }],
    });
    expect(await shop.namesOf("parked")).toEqual([]);
  });

  test("a scan before the fulfilment joins when the storefront sends the tracking number", async () => {
    const shop = aShop();
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER));
    expect(await shop.record("easypost", "trk_1", [TRACKING], scanned)).toMatchObject({ outcome: "parked" });
    await shop.record("shopify", "1001", [], shipped);
    const state = await shop.stateOf(ADAS_ORDER);
    expect(JSON.stringify(state)).toContain(hours(8));
    expect(await shop.namesOf("parked")).toEqual([]);
    expect(await shop.record("easypost", "trk_1", [], { ...scanned, at: hours(9) })).toMatchObject({
      outcome: "recorded",
    });
  });

  test("the same webhook twice waits once", async () => {
    const shop = aShop();
    const report: OrderWebhook = {
      source: "stripe",
      webhook_id: "evt_1",
      order: "pi_1",
      also: [NUMBER],
      events: [paid],
      received_at_ms: NOW_MS,
    };
    const into = { ...DEMO, id: shop.id };
    expect(await recordEvent(recording, into, report, NOW_MS)).toMatchObject({
      value: { outcome: "parked" },
    });
    expect(await recordEvent(recording, into, report, NOW_MS)).toMatchObject({
      value: { outcome: "duplicate" },
    });
    expect(await shop.namesOf("parked")).toHaveLength(2);
  });

  test("an event that stayed parked when its writer died joins with the order's next webhook, even a copy", async () => {
    const shop = aShop();
    await shop.record("stripe", "pi_1", [NUMBER], paid);
    const batches: D1PreparedStatement[][] = [];
    const db = new Proxy(env.DB, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (name !== "batch") return typeof value === "function" ? value.bind(target) : value;
        return (statements: D1PreparedStatement[]) => {
          batches.push(statements);
          return batches.length > 1 ? Promise.reject(new Error("died")) : target.batch(statements);
        };
      },
    });
    const report: OrderWebhook = {
      source: "shopify",
      webhook_id: "a",
      order: "1001",
      events: [placed(ADAS_ORDER)],
      received_at_ms: NOW_MS,
    };
    const into = { ...DEMO, id: shop.id };
    await expect(recordEvent({ ...recording, db }, into, report, NOW_MS)).rejects.toThrow("died");
    expect(await shop.stateOf(ADAS_ORDER)).toMatchObject({ payments: [] });
    await recordEvent(recording, into, report, NOW_MS);
    expect(await shop.stateOf(ADAS_ORDER)).toMatchObject({ payments: [{ id: "ch_1" }] });
    expect(await shop.namesOf("parked")).toEqual([]);
  });

  test("an event that waits for more than a day is found, once however many names it has", async () => {
    const shop = aShop();
    await shop.record("stripe", "pi_1", [NUMBER], paid);
    const before_ms = NOW_MS + 86_400_000;
    const found = readParked(await selectStaleParked(env.DB, shop.id, before_ms, 100).all());
    expect(found).toMatchObject([{
      source: "stripe",
      names: [`${shop.id}/stripe/pi_1`, `${shop.id}/~number/1001`],
      received_at: NOW_MS,
      events: [paid],
    }]);
    expect(readParked(await selectStaleParked(env.DB, shop.id, NOW_MS, 100).all())).toEqual([]);
  });
});

describe("a webhook that brings the order itself", () => {
  test("goes by its own name alone, whatever else it names", async () => {
    const shop = aShop();
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER));
    const changed: OrderEvent = { type: "order.changed", at: hours(1), order: ADAS_ORDER };
    await shop.record("bigcommerce", "7", [NUMBER], changed);
    expect(await shop.stateOf({ ...ADAS_ORDER, id: "7" }, "bigcommerce")).not.toBeNull();
  });
});

describe("an order of many webhooks", () => {
  test("reads none of them for one that comes later, and all for one that comes late", async () => {
    const shop = aShop();
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER));
    await shop.record("shopify", "1001", [], shipped);
    const later: OrderEvent = { ...scanned, at: hours(9) };
    await shop.record("shopify", "1001", [], later);
    expect([shop.db.round_trips, shop.db.events_read]).toEqual([2, 0]);
    await shop.record("shopify", "1001", [], paid);
    expect([shop.db.round_trips, shop.db.events_read]).toEqual([2, 3]);
    // What is told again and was told before, beside something newer, is known by its print.
    await shop.record("shopify", "1001", [], paid, { ...refunded, at: hours(10) });
    expect([shop.db.round_trips, shop.db.events_read]).toEqual([2, 0]);
    const state = await shop.stateOf(ADAS_ORDER);
    expect(state).toMatchObject({ payments: [{ id: "ch_1" }], refunds: [{ id: "re_1" }] });
    await shop.record("shopify", "1001", [], paid);
    expect(await shop.stateOf(ADAS_ORDER)).toEqual(state);
    expect([shop.db.round_trips, shop.db.events_read]).toEqual([1, 0]);
    const last = await env.DB.prepare("select events from events where order_id = ? order by seq desc")
      .bind(`${shop.id}/shopify/1001`).first<string>("events");
    expect(JSON.parse(last!)).toEqual([{ ...refunded, at: hours(10) }]);
  });

  test("is folded anew from all of them when another version of the fold made its state", async () => {
    const shop = aShop();
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER), paid);
    await env.DB.prepare(
      "update orders set fold_version = null, fingerprints = null, folded_to = null, state = json_remove(state, '$.payments[0]') where id = ?",
    ).bind(`${shop.id}/shopify/1001`).run();
    await env.DB.prepare("delete from refs where ref like ?").bind(`${shop.id}/%`).run();
    await shop.record("shopify", "1001", [], shipped);
    expect(shop.db.events_read).toBe(1);
    expect(await shop.stateOf(ADAS_ORDER)).toMatchObject({ payments: [{ id: "ch_1" }] });
    expect(await shop.namesOf("refs")).toEqual(["~number/1001", "~payment/ch_1", "~tracking/JD014600"]);
    await shop.record("shopify", "1001", [], placed(ADAS_ORDER));
    expect(await shop.record("shopify", "1001", [], paid)).toMatchObject({ outcome: "duplicate" });
  });
});

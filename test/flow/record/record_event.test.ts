import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { ADAS_ORDER, GUESTS_ORDER, hours, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import type { OrderWebhook } from "../../../src/flow/record/order_webhook.ts";

beforeAll(openHouse);

let counter = 0;
/** An order of its own for each test, so that none depends on another. */
function anOrder(changes: Partial<OrderDetails> = {}): OrderDetails {
  counter += 1;
  return { ...ADAS_ORDER, id: `order-${counter}`, number: `#${counter}`, ...changes };
}

function report(order: string, webhook_id: string, ...events: OrderEvent[]): OrderWebhook {
  return { source: "standard", webhook_id, order, events, received_at_ms: NOW_MS };
}

async function record(webhook: OrderWebhook) {
  const result = await recordEvent(recording, DEMO, webhook, NOW_MS);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

async function ledger(order: OrderDetails) {
  const { results } = await env.DB.prepare(
    "select kind, about, state, reason from messages where subject = ?",
  )
    .bind(`demo/standard/${order.id}`).all();
  return results;
}

async function webhooks(order: OrderDetails): Promise<number> {
  return (await env.DB.prepare("select count(*) as count from events where order_id = ?")
    .bind(`demo/standard/${order.id}`).first<number>("count"))!;
}

async function stateOf(order: OrderDetails): Promise<unknown> {
  const state = await env.DB.prepare("select state from orders where id = ?").bind(
    `demo/standard/${order.id}`,
  )
    .first<string>("state");
  return state === null ? null : JSON.parse(state);
}

const paid = (at = hours(0)): OrderEvent => ({
  type: "payment.succeeded",
  at,
  payment: { id: "pay_1", amount_minor: 12_890 },
});

describe("recordEvent", () => {
  test("a new order is one commit: event, order and owed mail, in one round trip", async () => {
    const order = anOrder();
    let round_trips = 0;
    const db = new Proxy(env.DB, {
      get(target, name) {
        if (name === "batch") round_trips += 1;
        const value = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const result = await recordEvent(
      { ...recording, db },
      DEMO,
      report(order.id, "a", placed(order)),
      NOW_MS,
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        outcome: "recorded",
        number: order.number,
        due_keys: [{ subject: `demo/standard/${order.id}`, kind: "order_confirmation", about: "" }],
      },
    });
    expect(round_trips).toBe(1);
    expect(await ledger(order)).toEqual([{
      kind: "order_confirmation",
      about: "",
      state: "owed",
      reason: null,
    }]);
  });

  test("the same webhook again changes nothing", async () => {
    const order = anOrder();
    await record(report(order.id, "a", placed(order)));
    expect(await record(report(order.id, "a", placed(order)))).toMatchObject({
      outcome: "duplicate",
      due_keys: [],
    });
    expect(await webhooks(order)).toBe(1);
  });

  test("50 copies at once, each its own webhook, are one order and one owed mail", async () => {
    const order = anOrder();
    const copies = Array.from(
      { length: 50 },
      (_, copy) => record(report(order.id, `copy-${copy}`, placed(order))),
    );
    const recorded = await Promise.all(copies);
    expect(recorded.filter(({ outcome }) => outcome === "recorded")).toHaveLength(1);
    expect(recorded.flatMap(({ due_keys }) => due_keys)).toHaveLength(1);
    expect(await ledger(order)).toHaveLength(1);
    expect(await webhooks(order)).toBe(1);
  });

  test("ten different events at once all join the order", async () => {
    const order = anOrder();
    await record(report(order.id, "a", placed(order)));
    const payments = Array.from({ length: 10 }, (_, index) =>
      record(report(order.id, `pay-${index}`, {
        type: "payment.succeeded",
        at: hours(index),
        payment: { id: `pay_${index}`, amount_minor: 100 },
      })));
    await Promise.all(payments);
    expect(await stateOf(order)).toMatchObject({ payments: { length: 10 } });
  });

  test("an event before its order is parked and joins when the order arrives", async () => {
    const order = anOrder();
    expect(await record(report(order.id, "pay", paid()))).toMatchObject({ outcome: "parked", number: null });
    expect(await record(report(order.id, "pay", paid()))).toMatchObject({ outcome: "duplicate" });
    expect(await record(report(order.id, "a", placed(order)))).toMatchObject({ outcome: "recorded" });
    expect(await stateOf(order)).toMatchObject({ payments: [{ id: "pay_1", status: "succeeded" }] });
    expect(await env.DB.prepare("select count(*) as count from parked").first("count")).toBe(0);
    expect(await record(report(order.id, "pay", paid()))).toMatchObject({ outcome: "duplicate" });
  });

  test("whatever arrives first, the stored order is the fold of the events", async () => {
    const order = anOrder();
    const webhook = [
      report(order.id, "a", placed(order)),
      report(order.id, "b", paid()),
      report(order.id, "c", { type: "order.changed", at: hours(1), order: { ...order, total_minor: 1 } }),
      report(order.id, "d", {
        type: "shipment.shipped",
        at: hours(2),
        shipment: { id: "p", lines: [], tracking: [] },
      }),
    ];
    await Promise.all([...webhook].reverse().map(record));
    const events = webhook.flatMap(({ events }) => events);
    expect(await stateOf(order)).toEqual(JSON.parse(JSON.stringify(fold(events))));
  });

  test("an order may be called by its other name", async () => {
    const order = anOrder({ aliases: ["rounded-1"] });
    await record(report("rounded-1", "early", paid(hours(-1))));
    await record(report(order.id, "a", placed(order)));
    await record(report("rounded-1", "late", { type: "order.cancelled", at: hours(3) }));
    expect(await stateOf(order)).toMatchObject({ payments: [{ id: "pay_1" }], cancelled: { at: hours(3) } });
  });

  test("a guest's confirmation is suppressed with its reason, and owed as soon as an address arrives", async () => {
    const order = anOrder({ customer: GUESTS_ORDER.customer });
    expect((await record(report(order.id, "a", placed(order)))).due_keys).toEqual([]);
    expect(await ledger(order)).toMatchObject([{ state: "suppressed", reason: "no_address" }]);
    const webhook = { ...order, customer: ADAS_ORDER.customer };
    const later = await record(
      report(order.id, "b", { type: "order.changed", at: hours(1), order: webhook }),
    );
    expect(later.due_keys).toHaveLength(1);
    expect(await ledger(order)).toMatchObject([{ state: "owed", reason: null }]);
  });

  test("an order cancelled before its mail left owes it no more", async () => {
    const order = anOrder();
    await record(report(order.id, "a", placed(order)));
    await record(report(order.id, "b", { type: "order.cancelled", at: hours(1) }));
    expect(await ledger(order)).toMatchObject([
      { kind: "order_cancelled", state: "owed" },
      { kind: "order_confirmation", state: "suppressed", reason: "order_cancelled" },
    ]);
  });

  test("an outage throws and stores nothing", async () => {
    const order = anOrder();
    const db = {
      ...env.DB,
      prepare: env.DB.prepare.bind(env.DB),
      batch: () => Promise.reject(new Error("D1_ERROR: Network connection lost")),
    };
    const webhook = report(order.id, "a", placed(order));
    await expect(recordEvent({ ...recording, db: db as unknown as D1Database }, DEMO, webhook, NOW_MS))
      .rejects
      .toThrow("lost");
    expect(await stateOf(order)).toBeNull();
  });

  test("a parked copy that says nothing new does not write an old order over a newer one", async () => {
    const order = anOrder();
    await record(report(order.id, "pay-a", paid()));
    await record(report(order.id, "a", placed(order)));
    // Parked under another delivery id by a writer that had not seen the order yet.
    const copy = JSON.stringify([paid()]);
    await env.DB.prepare(
      "insert into parked (ref, source, webhook_id, received_at, events) values (?, 'standard', 'pay-b', ?, ?)",
    )
      .bind(`demo/standard/${order.id}`, NOW_MS, copy).run();
    const db = new Proxy(env.DB, {
      get(target, name) {
        if (name === "batch") {
          return async (statements: D1PreparedStatement[]) => {
            const results = await target.batch(statements);
            // After this writer has read, and before it writes, the order is cancelled.
            if (!cancelled) {
              cancelled = true;
              await record(report(order.id, "c", { type: "order.cancelled", at: hours(1) }));
            }
            return results;
          };
        }
        const value = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    let cancelled = false;
    await recordEvent({ ...recording, db }, DEMO, report(order.id, "pay-b", paid()), NOW_MS);
    expect(await stateOf(order)).toMatchObject({ cancelled: { at: hours(1) } });
    expect(await ledger(order)).toContainEqual(
      expect.objectContaining({ kind: "order_confirmation", state: "suppressed", reason: "order_cancelled" }),
    );
  });

  /** Statements of the one round trip in which an order is looked up. */

  test("writers that always lose give up in the end and say so", async () => {
    const order = anOrder();
    await record(report(order.id, "a", placed(order)));
    let batches = 0;
    const db = new Proxy(env.DB, {
      get(target, name) {
        if (name === "batch") {
          // Each attempt loads, then commits.
          return (statements: D1PreparedStatement[]) =>
            batches++ % 2 === 0
              ? target.batch(statements)
              : Promise.reject(new Error("UNIQUE constraint failed: events.order_id"));
        }
        const value = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const result = await recordEvent({ ...recording, db }, DEMO, report(order.id, "b", paid()), NOW_MS);
    expect(result).toMatchObject({ ok: false, reason: "contended" });
  });
});

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { portsOf } from "../../../src/doors/ports.ts";
import { eraseCustomer } from "../../../src/flow/privacy/erase_customer.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { accountOf } from "../../../src/orders/account/account.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { goodsOf } from "../../../src/orders/goods/goods.ts";
import type { Order } from "../../../src/orders/state.ts";
import { WEBHOOKS_MAX } from "../../../src/flow/record/shorten_history.ts";
import { insertWebhook, readWebhooks, ROWS_MAX, selectWebhooks } from "../../../src/sql/orders.ts";
import { bindVolumes, type WebhookRow } from "../../../src/sql/volumes.ts";
import { ADAS_ORDER, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { customerOf } from "../../support/visitor.ts";

beforeAll(openHouse);

const [MILL, BEANS] = ADAS_ORDER.lines;

function minutes(count: number): string {
  return new Date(NOW_MS + count * 60_000).toISOString();
}

async function record(order: OrderDetails, webhook_id: string, ...events: OrderEvent[]) {
  const webhook = { source: "standard", webhook_id, order: order.id, events, received_at_ms: NOW_MS };
  return await recordEvent(recording, DEMO, webhook, NOW_MS);
}

/** Stores the order with these events, one a webhook, as an older Worker that folded otherwise left them. */
async function stored(order: OrderDetails, events: readonly OrderEvent[]): Promise<void> {
  await record(order, "first", placed(order));
  const id = `demo/standard/${order.id}`;
  await env.DB.prepare(
    `insert into events (order_id, seq, source, webhook_id, received_at, events)
     select ?1, key + 2, 'standard', 'stored-' || key, 0, json_array(json(value)) from json_each(?2)`,
  ).bind(id, JSON.stringify(events)).run();
  await env.DB.prepare("update orders set seq = ?2, fold_version = 0 where id = ?1").bind(
    id,
    events.length + 1,
  )
    .run();
}

/** How many rows hold the order's webhooks. */
async function rowsOf(order: OrderDetails): Promise<number> {
  const sql = "select count(*) as count from events where order_id = ?";
  return (await env.DB.prepare(sql).bind(`demo/standard/${order.id}`).first<number>("count"))!;
}

async function kept(
  order: OrderDetails,
): Promise<{ readonly state: Order; readonly events: readonly OrderEvent[] }> {
  const id = `demo/standard/${order.id}`;
  const state = await env.DB.prepare("select state from orders where id = ?").bind(id).first<string>("state");
  const webhooks = readWebhooks(await selectWebhooks(env.DB, [id], null).all(), null);
  return { state: JSON.parse(state!), events: webhooks.flatMap(({ events }) => events) };
}

/** Where each piece is: how many of each line have which fate, and what each shipment holds. */
function piecesOf(order: Order) {
  const { lines, holdings } = goodsOf(order);
  return {
    lines: JSON.parse(JSON.stringify(lines)),
    held: holdings.map(({ fate, pieces }) => [fate, [...pieces]]),
  };
}

/** A life of 999 webhooks after the order: paid, a line taken off, sent, scanned, and snapshots for no reason. */
function longLife(order: OrderDetails): OrderEvent[] {
  return Array.from({ length: ROWS_MAX - 1 }, (_, index): OrderEvent => {
    const at = minutes(index + 1);
    if (index === 40) {
      return { type: "payment.succeeded", at, payment: { id: "pay_1", amount_minor: order.total_minor } };
    }
    if (index === 400) {
      const shipment = { id: "s1", lines: [{ line_id: MILL!.id, quantity: 1 }], tracking: [] };
      return { type: "shipment.shipped", at, shipment };
    }
    if (index > 400 && index % 3 === 0) {
      const shipment = { id: "s1", lines: [], tracking: [] };
      return { type: "shipment.in_transit", at, shipment, place: `Depot ${index}` };
    }
    const lines = index < 300 ? order.lines : [MILL!, { ...BEANS!, quantity: 1, discount_minor: 0 }];
    return { type: "order.changed", at, order: { ...order, lines, note: `Touched ${index}` } };
  });
}

describe("an order of a thousand webhooks", () => {
  test("takes the next ones: what newer ones have overtaken goes, and account and goods stay right", async () => {
    const order = { ...ADAS_ORDER, id: "long-1", number: "#L1" };
    const life = longLife(order);
    await stored(order, life);
    const arrived: OrderEvent = {
      type: "shipment.delivered",
      at: minutes(2_000),
      shipment: { id: "s1", lines: [], tracking: [] },
    };
    const refunded: OrderEvent = {
      type: "payment.refunded",
      at: minutes(2_001),
      refund: { id: "r1", amount_minor: 1_960, lines: [] },
    };
    for (const [id, event] of [["arrived", arrived], ["refunded", refunded]] as const) {
      expect(await record(order, id, event)).toMatchObject({ ok: true, value: { outcome: "recorded" } });
      expect(await record(order, id, event)).toMatchObject({ ok: true, value: { outcome: "duplicate" } });
    }
    const whole = fold([placed(order), ...life, arrived, refunded])!;
    const { state, events } = await kept(order);
    expect(accountOf(state)).toEqual(JSON.parse(JSON.stringify(accountOf(whole))));
    expect(piecesOf(state)).toEqual(piecesOf(whole));
    expect(piecesOf(state).held).toEqual([["home", [[MILL!.id, 1]]]]);
    expect(state.details).toEqual(JSON.parse(JSON.stringify(whole.details)));
    expect(events.length).toBeLessThan(300);
    expect(JSON.parse(JSON.stringify(fold(events)))).toEqual(state);
  });

  test("takes the next ones where nothing is overtaken, and holds every one of them", async () => {
    const order = { ...ADAS_ORDER, id: "long-2", number: "#L2", total_minor: 100_000 };
    const events: OrderEvent[] = [placed(order)];
    const told = async (webhook_id: string, event: OrderEvent) => {
      events.push(event);
      expect(await record(order, webhook_id, event)).toMatchObject({ value: { outcome: "recorded" } });
    };
    const early = instalments(0, ROWS_MAX - 1);
    await stored(order, early);
    events.push(...early);
    for (const [index, event] of instalments(2_000, 3).entries()) await told(`more-${index}`, event);
    expect(await rowsOf(order)).toBeLessThan(210);
    // Again full, with a volume among its rows; then one that is earlier than all of them, and one that is in the volume.
    const further = instalments(3_000, ROWS_MAX - 210);
    await env.DB.prepare(
      `insert into events (order_id, seq, source, webhook_id, received_at, events)
       select ?1, key + ?3, 'standard', 'further-' || key, 0, json_array(json(value)) from json_each(?2)`,
    ).bind(`demo/standard/${order.id}`, JSON.stringify(further), ROWS_MAX + 4).run();
    await env.DB.prepare("update orders set seq = seq + ?2, fold_version = 0 where id = ?1")
      .bind(`demo/standard/${order.id}`, further.length).run();
    events.push(...further);
    for (const [index, event] of instalments(5_000, 12).entries()) await told(`late-${index}`, event);
    await told("first-of-all", { ...instalments(0, 1)[0]!, at: minutes(0.5) } as OrderEvent);
    expect(await record(order, "again", early[7]!)).toMatchObject({ value: { outcome: "duplicate" } });

    expect(await rowsOf(order)).toBeLessThan(ROWS_MAX);
    const { state, events: left } = await kept(order);
    expect(left).toHaveLength(events.length);
    const whole = fold(events)!;
    expect(state).toEqual(JSON.parse(JSON.stringify(whole)));
    expect(accountOf(state).paid_minor).toBe(accountOf(whole).paid_minor);
  });

  test("is erased in its volumes too", async () => {
    const email = "vera@volumes.example";
    const order = { ...ADAS_ORDER, id: "long-3", number: "#L3", customer: { email, name: "Vera Volumes" } };
    const talks = instalments(0, ROWS_MAX - 1).map((event, index): OrderEvent =>
      index % 20 !== 3 ? event : {
        type: "customer.address_corrected",
        at: event.at,
        from: `vera${index}@volumes.example`,
        email,
      } as OrderEvent
    );
    await stored(order, talks);
    expect(await record(order, "more", instalments(2_000, 1)[0]!)).toMatchObject({ ok: true });
    expect(await rowsOf(order)).toBeLessThan(210);
    const before = await kept(order);
    expect(JSON.stringify(before.events)).toContain("vera343@volumes.example");
    const ports = portsOf(env as never);
    await eraseCustomer(
      ports,
      DEMO,
      await customerOf(email),
      { email, notifies_customer: false },
      NOW_MS + 1,
    );
    const { results } = await env.DB.prepare("select * from events where order_id = 'demo/standard/long-3'")
      .all();
    expect(JSON.stringify(results)).not.toContain("vera");
    const { state, events } = await kept(order);
    expect(events).toHaveLength(before.events.length + 1);
    expect(state.erased_at).toBeDefined();
    expect(accountOf(state).paid_minor).toBe(accountOf(before.state).paid_minor);
    expect(await record(order, "after", instalments(4_000, 1)[0]!)).toMatchObject({
      value: { outcome: "recorded" },
    });
  });

  test("says which rule it breaks beyond ten thousand", async () => {
    const order = { ...ADAS_ORDER, id: "long-4", number: "#L4" };
    const id = `demo/standard/${order.id}`;
    const all = talks(WEBHOOKS_MAX - 1).map((event, index): WebhookRow => ({
      seq: index + 2,
      source: "standard",
      webhook_id: `bound-${index}`,
      received_at: 0,
      events: [event],
    }));
    const single = ROWS_MAX - 5;
    const volumes = bindVolumes(all.slice(0, -single));
    expect(volumes.length).toBeGreaterThanOrEqual(4);
    await stored(order, []);
    await env.DB.batch([...volumes, ...all.slice(-single)].map((row) => insertWebhook(env.DB, id, row)));
    await env.DB.prepare("update orders set seq = ?2 where id = ?1").bind(id, WEBHOOKS_MAX).run();
    expect(await record(order, "more", instalments(30_000, 1)[0]!)).toMatchObject({
      ok: false,
      reason: "too_many_events",
      message: "Cannot record webhook as it must leave its order at <= 10000 webhooks: it would have 10001",
    });
  });
});

/** Conversations that open and close, of which none overtakes another. */
function talks(count: number): OrderEvent[] {
  return Array.from({ length: count }, (_, index): OrderEvent => ({
    type: index % 2 === 0 ? "conversation.opened" : "conversation.closed",
    at: minutes(index + 1),
    conversation: { id: `c${index >> 1}-${"x".repeat(60)}` },
  }));
}

/** Payments of one cent each, of which none overtakes another. */
function instalments(from_minute: number, count: number): OrderEvent[] {
  return Array.from({ length: count }, (_, index): OrderEvent => ({
    type: "payment.succeeded",
    at: minutes(from_minute + index + 1),
    payment: { id: `pay_${from_minute}_${index}`, amount_minor: 1 },
  }));
}

test("an order of more than a thousand shipments is refused by name", async () => {
  const order = { ...ADAS_ORDER, id: "crowd-1", number: "#C1" };
  await record(order, "crowd", placed(order));
  const parcels = (from: number, count: number) =>
    Array.from({ length: count }, (_, index): OrderEvent => ({
      type: "shipment.shipped",
      at: minutes(1),
      shipment: { id: `s${from + index}`, lines: [], tracking: [] },
    }));
  expect(await record(order, "full", ...parcels(0, 1_000))).toMatchObject({ ok: true });
  expect(await record(order, "one-more", ...parcels(1_000, 1))).toMatchObject({
    ok: false,
    reason: "too_many_events",
    message: "Cannot record webhook as it must leave its order at <= 1000 shipments: it would have 1001",
  });
});

test("an order that would not fit one row is refused by name, known or waiting", async () => {
  const lines = Array.from({ length: 900 }, (_, index) => ({
    ...MILL!,
    id: `l${index}`,
    title: `${index} ${"ü".repeat(1_200)}`,
  }));
  const order = { ...ADAS_ORDER, id: "large-1", number: "#G1", lines };
  const large = {
    ok: false,
    reason: "too_large",
    message: expect.stringContaining("<= 1900000 bytes in one row"),
  };
  expect(await record(order, "large", placed(order))).toMatchObject(large);
  const shipment = {
    id: "s1",
    lines: Array.from(
      { length: 40_000 },
      (_, index) => ({ line_id: `line-of-a-large-order-${index}`, quantity: 1 }),
    ),
    tracking: [],
  };
  const unknown = { ...ADAS_ORDER, id: "large-2" };
  expect(await record(unknown, "parcel", { type: "shipment.shipped", at: minutes(1), shipment }))
    .toMatchObject(large);
});

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { accountOf } from "../../../src/orders/account/account.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { goodsOf } from "../../../src/orders/goods/goods.ts";
import type { Order } from "../../../src/orders/state.ts";
import { WEBHOOKS_MAX } from "../../../src/sql/orders.ts";
import { ADAS_ORDER, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";

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

async function kept(order: OrderDetails): Promise<{ readonly state: Order; readonly events: OrderEvent[] }> {
  const id = `demo/standard/${order.id}`;
  const state = await env.DB.prepare("select state from orders where id = ?").bind(id).first<string>("state");
  const { results } = await env.DB.prepare("select events from events where order_id = ? order by seq").bind(
    id,
  )
    .all<{ events: string }>();
  return { state: JSON.parse(state!), events: results.flatMap(({ events }) => JSON.parse(events)) };
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
  return Array.from({ length: WEBHOOKS_MAX - 1 }, (_, index): OrderEvent => {
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

  test("says which rule it breaks where nothing in it is overtaken", async () => {
    const order = { ...ADAS_ORDER, id: "long-2", number: "#L2" };
    const payments = Array.from({ length: WEBHOOKS_MAX - 1 }, (_, index): OrderEvent => ({
      type: "payment.succeeded",
      at: minutes(index + 1),
      payment: { id: `pay_${index}`, amount_minor: 1 },
    }));
    await stored(order, payments);
    const one_more: OrderEvent = {
      type: "payment.succeeded",
      at: minutes(3_000),
      payment: { id: "p", amount_minor: 1 },
    };
    expect(await record(order, "more", one_more)).toMatchObject({
      ok: false,
      reason: "too_many_events",
      message: "Cannot record webhook as it must leave its order at <= 1000 webhooks: it has 1000",
    });
    expect((await kept(order)).events).toHaveLength(WEBHOOKS_MAX);
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

import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { insertSourceErasure } from "../../../src/flow/privacy/erase_source.ts";
import { tickErasures } from "../../../src/flow/clock/tick.ts";
import { portsOf } from "../../../src/doors/ports.ts";
import type { OrderWebhook } from "../../../src/flow/record/order_webhook.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import type { OrderDetails, OrderEvent, Refund } from "../../../src/orders/event.ts";
import { ADAS_ORDER, hours, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";

beforeAll(openHouse);

const warn = vi.spyOn(console, "warn");

beforeEach(async () => {
  warn.mockImplementation(() => undefined);
  for (const table of ["contradictions", "messages"]) await env.DB.prepare(`delete from ${table}`).run();
});
afterEach(() => warn.mockClear());

let counter = 0;
/** Ada's order, whose parts come to 128.90. */
function anOrder(changes: Partial<OrderDetails> = {}): OrderDetails {
  counter += 1;
  return { ...ADAS_ORDER, id: `sums-${counter}`, number: `#S${counter}`, ...changes };
}

function webhook(order: OrderDetails, webhook_id: string, ...events: OrderEvent[]): OrderWebhook {
  return { source: "standard", webhook_id, order: order.id, events, received_at_ms: NOW_MS };
}

async function record(webhook: OrderWebhook, now_ms = NOW_MS): Promise<void> {
  const result = await recordEvent(recording, DEMO, webhook, now_ms);
  if (!result.ok) throw new Error(result.message);
}

function changed(order: OrderDetails, at: number): OrderEvent {
  return { type: "order.changed", at: hours(at), order };
}

function refunded(refund: Partial<Refund>): OrderEvent {
  return {
    type: "payment.refunded",
    at: hours(3),
    refund: { id: "r7", amount_minor: 900, lines: [], ...refund },
  };
}

async function alerts(): Promise<readonly string[]> {
  const { results } = await env.DB.prepare("select about from messages where kind = 'shop_alert'").all();
  return results.map(({ about }) => String(about));
}

/** What the log says, without the words of other events. */
function logged(): readonly Record<string, unknown>[] {
  return warn.mock.calls.map(([line]) => JSON.parse(String(line))).filter(({ event }) =>
    event === "sums_differ"
  );
}

describe("a webhook whose sums contradict themselves", () => {
  test("is kept with its source and its id, logged once, and alerted", async () => {
    const order = anOrder({ total_minor: 12_000 });
    await record(webhook(order, "wh-1", placed(order)));
    const id = `demo/standard/${order.id}`;
    expect(await rows("contradictions")).toEqual([{
      order_id: id,
      about: "total",
      shop_id: "demo",
      source: "standard",
      webhook_id: "wh-1",
      received_at: NOW_MS,
      currency: "EUR",
      stated_minor: 12_000,
      parts_minor: 12_890,
    }]);
    expect(logged()).toEqual([{
      event: "sums_differ",
      shop: "demo",
      source: "standard",
      webhook_id: "wh-1",
      order_id: id,
      about: "total",
      stated_minor: 12_000,
      parts_minor: 12_890,
    }]);
    expect(await alerts()).toEqual(["sums_differ:2026-11-22T12"]);
  });

  test("costs nothing where all adds up", async () => {
    const order = anOrder();
    await record(webhook(order, "wh-1", placed(order)));
    expect([await rows("contradictions"), logged(), await alerts()]).toEqual([[], [], []]);
  });

  test("causes no alert when its sender says the same once more", async () => {
    const order = anOrder({ total_minor: 12_000 });
    await record(webhook(order, "wh-1", placed(order)));
    await record(webhook(order, "wh-2", changed({ ...order, locale: "en" }, 1)), NOW_MS + 7_200_000);
    expect((await rows("contradictions")).map(({ webhook_id }) => webhook_id)).toEqual(["wh-1"]);
    expect(logged()).toHaveLength(1);
    expect(await alerts()).toHaveLength(1);
  });

  test("causes an alert when its sender contradicts itself by another sum", async () => {
    const order = anOrder({ total_minor: 12_000 });
    await record(webhook(order, "wh-1", placed(order)));
    await record(webhook(order, "wh-2", changed({ ...order, total_minor: 11_000 }, 1)));
    expect(await rows("contradictions")).toMatchObject([{ webhook_id: "wh-2", stated_minor: 11_000 }]);
    expect(logged()).toHaveLength(2);
  });

  test("is forgotten when a later snapshot adds up", async () => {
    const order = anOrder({ total_minor: 12_000 });
    await record(webhook(order, "wh-1", placed(order)));
    await record(webhook(order, "wh-2", changed({ ...order, total_minor: 12_890 }, 1)));
    expect(await rows("contradictions")).toEqual([]);
  });

  test("causes no alert when it arrives late, and a newer snapshot adds up", async () => {
    const order = anOrder();
    await record(webhook(order, "wh-1", placed(order), changed(order, 2)));
    await record(webhook(order, "wh-2", changed({ ...order, total_minor: 12_000 }, 1)));
    expect(await rows("contradictions")).toEqual([]);
  });

  test.each<[string, Partial<Refund>, Readonly<Record<string, unknown>>]>([
    ["parts", { parts: [{ kind: "shipping", amount_minor: 850 }] }, {
      about: "refund:r7",
      parts_minor: 850,
    }],
    ["destinations", { destinations: [{ to: "cash", amount_minor: 800 }] }, {
      about: "destinations:r7",
      parts_minor: 800,
    }],
  ])("is kept for the %s of a refund", async (_of, refund, row) => {
    const order = anOrder();
    await record(webhook(order, "wh-1", placed(order)));
    await record(webhook(order, "wh-2", refunded(refund)));
    expect(await rows("contradictions")).toMatchObject([{ ...row, stated_minor: 900, webhook_id: "wh-2" }]);
  });

  test("is kept for a tax that differs from the sum of its rates", async () => {
    const tax = { amount_minor: 2_070, included: true, rates: [{ percent: "19", amount_minor: 2_000 }] };
    const order = anOrder({ tax });
    await record(webhook(order, "wh-1", placed(order)));
    expect(await rows("contradictions")).toMatchObject([
      { about: "tax", stated_minor: 2_070, parts_minor: 2_000 },
    ]);
  });

  test("alerts once an hour, however many there are", async () => {
    for (const webhook_id of ["wh-1", "wh-2", "wh-3"]) {
      const order = anOrder({ total_minor: 12_000 });
      await record(webhook(order, webhook_id, placed(order)));
    }
    expect(await alerts()).toHaveLength(1);
    expect(await rows("contradictions")).toHaveLength(3);
  });

  test("of an order from long ago is not reported today", async () => {
    const at = "2024-01-05T10:00:00.000Z";
    const order = anOrder({ total_minor: 12_000, placed_at: at });
    const reconciled = { ...webhook(order, "wh-1", placed(order, at)), is_reconciled: true };
    await record(reconciled);
    expect([await rows("contradictions"), await alerts()]).toEqual([[], []]);
  });

  test("is erased together with all of its source", async () => {
    const order = anOrder({ total_minor: 12_000 });
    await record(webhook(order, "wh-1", placed(order)));
    await insertSourceErasure(env.DB, DEMO.id, "standard", NOW_MS, NOW_MS).run();
    for (let run = 0; run < 5; run++) {
      await tickErasures(portsOf(env as never), NOW_MS + (run + 1) * 200_000);
    }
    expect(await rows("contradictions")).toEqual([]);
  });
});

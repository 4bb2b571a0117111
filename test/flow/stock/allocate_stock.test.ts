import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { recordAndAllocate } from "../../../src/flow/record/record_and_allocate.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { hours, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";
import {
  confirmed,
  later,
  level,
  missingOf,
  orderOf,
  owedTo,
  placeOrders,
  postOrderEvents,
  postStock,
  stocking,
  sweepStock,
  sweepUntilDone,
  TRACKING,
  workOf,
} from "../../support/stock.ts";

beforeAll(openHouse);

const shipped = (at: number): OrderEvent => ({
  type: "shipment.shipped",
  at: hours(at),
  shipment: { id: "p1", lines: [], tracking: [] },
});

describe("when a SKU runs out", () => {
  test("the newest orders get a mail that they wait, and another when the goods are there", async () => {
    const ids = await placeOrders("RUN", 5);
    await postStock(later(0.2), level("RUN", 3, { at: hours(0.2), expected_on: "2026-12-01" }));
    await sweepStock(stocking, later(0.2));
    expect(await missingOf("RUN")).toEqual([]);
    await sweepUntilDone(later(1));
    expect(await missingOf("RUN")).toEqual(["run-4", "run-5"]);
    expect(await Promise.all(ids.map(owedTo))).toEqual([[], [], [], ["backorder_notice"], [
      "backorder_notice",
    ]]);
    const state = await env.DB.prepare("select state from orders where id = 'demo/standard/run-5'").first<
      string
    >("state");
    expect(JSON.parse(state!).details.lines[0].stock).toEqual({
      available: false,
      expected_on: "2026-12-01",
    });
    await confirmed("run-4", ["1"]);
    await confirmed("run-5", ["1"]);
    await postStock(later(3), level("RUN", 5, { at: hours(3) }));
    await sweepUntilDone(later(4));
    expect(await missingOf("RUN")).toEqual([]);
    expect(await Promise.all(ids.map(owedTo))).toEqual([[], [], [], ["back_on_track"], ["back_on_track"]]);
    expect(await workOf("RUN")).toEqual([]);
  });

  test("a level that fell and rose again before it settled causes no mail", async () => {
    const ids = await placeOrders("FLAP", 3);
    await postStock(later(0.2), level("FLAP", 0, { at: hours(0.2) }));
    await postStock(later(0.21), level("FLAP", 3, { at: hours(0.21) }));
    await sweepUntilDone(later(1));
    expect((await Promise.all(ids.map(owedTo))).flat()).toEqual([]);
    expect(await missingOf("FLAP")).toEqual([]);
  });

  test("an order that is shipped or cancelled gets no mail, and its pieces go to the next", async () => {
    const ids = await placeOrders("GONE", 5);
    await postOrderEvents("gone-5", later(0.1), { type: "order.cancelled", at: hours(0.1) });
    await confirmed("gone-5");
    await postOrderEvents("gone-1", later(0.1), shipped(0.1));
    await postStock(later(0.2), level("GONE", 2, { at: hours(0.2) }));
    await sweepUntilDone(later(1));
    expect(await missingOf("GONE")).toEqual(["gone-4"]);
    await confirmed("gone-4", ["1"]);
    await postOrderEvents("gone-2", later(2), { type: "order.cancelled", at: hours(2) });
    await sweepUntilDone(later(3));
    expect(await missingOf("GONE")).toEqual([]);
    expect(await owedTo("gone-4")).toEqual(["back_on_track"]);
    expect((await Promise.all(ids.slice(2, 3).map(owedTo))).flat()).toEqual([]);
  });

  test("an order that is reinstated waits again, and displaces orders that came after it", async () => {
    await placeOrders("AGAIN", 2);
    await postOrderEvents("again-1", later(0.1), { type: "order.cancelled", at: hours(0.1) });
    await postStock(later(0.2), level("AGAIN", 1, { at: hours(0.2) }));
    await sweepUntilDone(later(1));
    expect(await missingOf("AGAIN")).toEqual([]);
    await postOrderEvents("again-1", later(2), { type: "order.restored", at: hours(2) });
    await sweepUntilDone(later(3));
    expect(await missingOf("AGAIN")).toEqual(["again-2"]);
  });

  test("a shipment that left after the count is still in it, and no longer in the next one", async () => {
    await placeOrders("LEFT", 3);
    await postStock(later(0.2), level("LEFT", 2, { at: hours(0.2) }));
    await sweepUntilDone(later(1));
    expect(await missingOf("LEFT")).toEqual(["left-3"]);
    await postOrderEvents("left-1", later(2.5), shipped(2.5));
    await sweepUntilDone(later(3));
    expect(await missingOf("LEFT")).toEqual(["left-3"]);
    await postStock(later(4), level("LEFT", 1, { at: hours(4) }));
    await sweepUntilDone(later(5));
    expect(await missingOf("LEFT")).toEqual(["left-3"]);
    const { results } = await env.DB.prepare(
      "select order_id from open_lines where sku = 'LEFT' order by order_id",
    ).all();
    expect(results).toEqual([{ order_id: "demo/standard/left-2" }, { order_id: "demo/standard/left-3" }]);
  });

  test("a feed that contradicts itself does not write to anybody twice within the hour", async () => {
    await placeOrders("MOODY", 2);
    for (let turn = 0; turn < 20; turn++) {
      const at = 0.2 + turn * 0.1;
      await postStock(later(at), level("MOODY", turn % 2 === 0 ? 1 : 2, { at: hours(at) }));
      await sweepStock(stocking, later(at + 0.09));
      await sweepStock(stocking, later(at + 0.09));
    }
    const events = (await rows("events")).filter(({ webhook_id, order_id }) =>
      String(webhook_id).startsWith("stock/") && order_id === "demo/standard/moody-2"
    );
    expect(events.length).toBeGreaterThanOrEqual(1);
    expect(events.length).toBeLessThanOrEqual(3);
  });

  test("more orders than one pass takes all get their mail, oldest work first, and a crash in between loses none", async () => {
    const ids = await placeOrders("MANY", 30);
    await postStock(later(1), level("MANY", 3, { at: hours(1) }));
    let calls = 0;
    const db = new Proxy(env.DB, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (name !== "batch") return typeof value === "function" ? value.bind(target) : value;
        return (statements: D1PreparedStatement[]) => {
          calls += 1;
          if (calls === 20) return Promise.reject(new Error("D1_ERROR: Network connection lost"));
          return target.batch(statements);
        };
      },
    });
    await expect(sweepStock({ ...stocking, db }, later(2))).rejects.toThrow("SKUs were not looked at");
    expect((await missingOf("MANY")).length).toBeGreaterThan(0);
    expect(await workOf("MANY")).not.toEqual([]);
    expect(await sweepUntilDone(later(2))).toBeGreaterThanOrEqual(2);
    expect(await missingOf("MANY")).toHaveLength(27);
    expect((await Promise.all(ids.map(owedTo))).flat()).toHaveLength(27);
  });

  test("two sweeps at the same time record it once", async () => {
    await placeOrders("TWICE", 2);
    await postStock(later(1), level("TWICE", 1, { at: hours(1) }));
    await Promise.all([sweepStock(stocking, later(2)), sweepStock(stocking, later(2) + 1)]);
    const said = (await rows("events")).filter(({ order_id, webhook_id }) =>
      order_id === "demo/standard/twice-2" && String(webhook_id).startsWith("stock/")
    );
    expect(said).toHaveLength(1);
    await sweepUntilDone(later(2));
    expect(await missingOf("TWICE")).toEqual(["twice-2"]);
  });

  test("a line that the order no longer has is forgotten instead of being reported for ever", async () => {
    await placeOrders("STALE", 2);
    await env.DB.prepare("update open_lines set line_id = 'gone' where order_id = 'demo/standard/stale-2'")
      .run();
    await env.DB.prepare(
      "update open_lines set order_id = 'demo/standard/nobody' where order_id = 'demo/standard/stale-1'",
    )
      .run();
    await postStock(later(1), level("STALE", 0, { at: hours(1) }));
    await sweepUntilDone(later(2));
    expect(await missingOf("STALE")).toEqual([]);
  });
});

describe("an order placed when there is too little", () => {
  test("knows it before its confirmation leaves, and no other order gets a mail for it", async () => {
    await postStock(NOW_MS, level("SHORT", 1, { at: hours(-1), expected_on: "2026-12-01" }));
    const first = await postOrderEvents("short-1", NOW_MS, placed(orderOf("short-1", "SHORT")));
    expect(first.due_keys).toHaveLength(1);
    const second = await postOrderEvents(
      "short-2",
      NOW_MS,
      placed(orderOf("short-2", "SHORT", { placed_at: hours(0.01) })),
    );
    expect(second.due_keys.map(({ kind }) => kind)).toEqual(["order_confirmation"]);
    expect(await missingOf("SHORT")).toEqual(["short-2"]);
    const state = await env.DB.prepare("select state from orders where id = 'demo/standard/short-2'").first<
      string
    >("state");
    expect(JSON.parse(state!).details.lines[0].stock).toEqual({
      available: false,
      expected_on: "2026-12-01",
    });
    await confirmed("short-2", ["1"]);
    await sweepUntilDone(later(1));
    expect(await owedTo("short-2")).toEqual([]);
    expect(await owedTo("short-1")).toEqual(["order_confirmation"]);
  });

  test("is recorded all the same when the stock cannot be read, and the sweep reports the shortage", async () => {
    await postStock(NOW_MS, level("OUTAGE", 0));
    let calls = 0;
    const db = new Proxy(env.DB, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (name !== "batch") return typeof value === "function" ? value.bind(target) : value;
        return (statements: D1PreparedStatement[]) => {
          calls += 1;
          return calls === 1 ? target.batch(statements) : Promise.reject(new Error("D1_ERROR: gone"));
        };
      },
    });
    const order = orderOf("outage-1", "OUTAGE");
    const report = {
      source: "standard",
      webhook_id: "outage",
      order: order.id,
      events: [placed(order)],
      received_at_ms: NOW_MS,
    };
    expect(await recordAndAllocate({ ...recording, db }, TRACKING, report, NOW_MS)).toMatchObject({
      ok: true,
      value: { outcome: "recorded", due_keys: [{ kind: "order_confirmation" }] },
    });
    expect(await missingOf("OUTAGE")).toEqual([]);
    await sweepUntilDone(later(1));
    expect(await missingOf("OUTAGE")).toEqual(["outage-1"]);
  });

  test("that takes the last piece is not reported as short", async () => {
    await postStock(NOW_MS, level("LAST", 1));
    await postOrderEvents("last-1", NOW_MS, placed(orderOf("last-1", "LAST")));
    await sweepUntilDone(later(1));
    expect(await missingOf("LAST")).toEqual([]);
  });
});

test("an order whose time of placing is corrected stands once in the queue", async () => {
  await postOrderEvents("moved-1", NOW_MS, placed(orderOf("moved-1", "MOVED")));
  const order = orderOf("moved-1", "MOVED", { placed_at: hours(-5) });
  await postOrderEvents("moved-1", later(1), { type: "order.changed", at: hours(1), order });
  const { results } = await env.DB.prepare("select placed_at from open_lines where sku = 'MOVED'").all();
  expect(results).toEqual([{ placed_at: hours(-5) }]);
});

describe("what an order costs a shop that tracks its stock", () => {
  async function rowsWritten(work: (db: D1Database) => Promise<unknown>): Promise<number> {
    let written = 0;
    const db = new Proxy(env.DB, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (name !== "batch") return typeof value === "function" ? value.bind(target) : value;
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements);
          written += results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
          return results;
        };
      },
    });
    await work(db);
    return written;
  }
  const record =
    (shop: typeof TRACKING, webhook_id: string, order: string, event: OrderEvent) => (db: D1Database) =>
      recordEvent(
        { ...recording, db },
        shop,
        { source: "standard", webhook_id, order, events: [event], received_at_ms: NOW_MS },
        NOW_MS,
      );

  test("is one row a line when it is placed, and one when it leaves", async () => {
    const line = orderOf("x", "COST").lines[0]!;
    const lines = [{ ...line, id: "1" }, { ...line, id: "2", sku: "COST-2" }];
    const plain = orderOf("cost-plain", "COST", { lines });
    const tracked = orderOf("cost-tracked", "COST", { lines });
    const without = { ...TRACKING, settings: DEMO.settings };
    const placing = await rowsWritten(record(without, "a", plain.id, placed(plain)));
    expect(await rowsWritten(record(TRACKING, "a", tracked.id, placed(tracked)))).toBe(placing + 2);
    const shipping = await rowsWritten(record(without, "b", plain.id, shipped(1)));
    expect(await rowsWritten(record(TRACKING, "b", tracked.id, shipped(1)))).toBe(shipping + 2);
  });
});

/** Orders of before the index are put into it as they would have been written with their own commits. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FILLED_AT_ONCE, fillOrderIndex, isFillDue } from "../../../src/flow/clock/fill_order_index.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { ADAS_ORDER, NOW_MS, placed, SHOP } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";

const INDEXED = { ...DEMO, settings: { ...SHOP, order_index: true } };

beforeAll(openHouse);
beforeEach(async () => {
  const db = cellOf("demo");
  await db.batch(
    ["orders", "events", "messages", "order_terms", "order_index_fills", "customer_orders", "refs"].map((
      table,
    ) => db.prepare(`delete from ${table}`)),
  );
});

async function place(shop: typeof DEMO, id: string, name = "Ada Lovelace"): Promise<void> {
  const details = { ...ADAS_ORDER, id, number: `#${id}`, customer: { ...ADAS_ORDER.customer, name } };
  const webhook = { source: "standard", order: id, webhook_id: `w-${id}`, events: [placed(details)] };
  const recorded = await recordEvent(recording, shop, { ...webhook, received_at_ms: NOW_MS }, NOW_MS);
  expect(recorded.ok).toBe(true);
}
const terms = async () => (await rows("order_terms")).map((row) => JSON.stringify(row)).sort();

describe("a shop that switches its index on", () => {
  test("has the rows that each order's own commit would have written", async () => {
    for (const id of ["a", "b", "c"]) await place(INDEXED, id);
    const written = await terms();
    expect(written.length).toBeGreaterThan(20);
    await cellOf("demo").prepare("delete from order_terms").run();
    expect(await fillOrderIndex({ ...recording, mail: env.MAIL }, INDEXED, NOW_MS)).toBe(false);
    expect(await terms()).toEqual(written);
    expect(await rows("order_index_fills")).toMatchObject([{ shop_id: "demo", done_at: NOW_MS }]);
    expect(await fillOrderIndex({ ...recording, mail: env.MAIL }, INDEXED, NOW_MS)).toBe(false);
  });

  test("goes on after the last order that was done, some at a time", async () => {
    for (let at = 0; at <= FILLED_AT_ONCE; at++) await place(DEMO, `n-${String(at).padStart(3, "0")}`);
    const orders = async () => new Set((await rows("order_terms")).map((row) => row["order_id"])).size;
    expect(await fillOrderIndex({ ...recording, mail: env.MAIL }, INDEXED, NOW_MS)).toBe(true);
    expect(await orders()).toBe(FILLED_AT_ONCE);
    expect(await fillOrderIndex({ ...recording, mail: env.MAIL }, INDEXED, NOW_MS)).toBe(false);
    expect(await orders()).toBe(FILLED_AT_ONCE + 1);
  });

  test("keeps nothing of an order as it was before it changed in that moment", async () => {
    await place(DEMO, "a", "Old Name");
    const db = cellOf("demo");
    let is_first = true;
    const meddling = new Proxy(db, {
      get(of, name) {
        const value = Reflect.get(of, name) as unknown;
        if (name !== "batch") return typeof value === "function" ? value.bind(of) : value;
        return async (statements: D1PreparedStatement[]) => {
          if (is_first) {
            is_first = false;
            const { state } = (await db.prepare("select state from orders").first<{ state: string }>())!;
            await db.prepare("update orders set seq = seq + 1, state = ?1")
              .bind(state.replaceAll("Old Name", "New Person")).run();
          }
          return await db.batch(statements);
        };
      },
    });
    expect(await fillOrderIndex({ ...recording, db: meddling, mail: env.MAIL }, INDEXED, NOW_MS)).toBe(false);
    const filled = await terms();
    await db.batch([db.prepare("delete from order_terms"), db.prepare("delete from order_index_fills")]);
    await fillOrderIndex({ ...recording, mail: env.MAIL }, INDEXED, NOW_MS);
    expect(filled).toEqual(await terms());
  });

  test("has no errand without the index, nor once all is done", () => {
    const done = { version: 1, after: "x", done_at: NOW_MS };
    expect(isFillDue({ order_index: false }, undefined)).toBe(false);
    expect(isFillDue({ order_index: true }, undefined)).toBe(true);
    expect(isFillDue({ order_index: true }, { ...done, done_at: null })).toBe(true);
    expect(isFillDue({ order_index: true }, { ...done, version: 0 })).toBe(true);
    expect(isFillDue({ order_index: true }, done)).toBe(false);
  });
});

/** Rows near the bound of D1: a bound value has at most 2,000,000 bytes, and JSON within JSON is longer than it is stored. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { archiveOrder } from "../../../src/flow/archive/archive_order.ts";
import { bringBack } from "../../../src/flow/archive/bring_back.ts";
import { findOrder } from "../../../src/flow/archive/open_order.ts";
import { eraseOrder } from "../../../src/flow/privacy/erase_order.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { groupsOf, insertRows } from "../../../src/sql/insert_rows.ts";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";

/** https://developers.cloudflare.com/d1/platform/limits/ */
const BOUND_MAX_BYTES = 2_000_000;
/** The local database takes more than D1: this one refuses a value that D1 would. */
const db = new Proxy(env.DB, {
  get(_, name) {
    const found = Reflect.get(env.DB, name, env.DB) as unknown;
    if (name !== "prepare") return typeof found === "function" ? found.bind(env.DB) : found;
    return (sql: string) => {
      const statement = env.DB.prepare(sql);
      const bind = (...values: unknown[]) => {
        const bytes = Math.max(...values.map((value) => new TextEncoder().encode(String(value)).byteLength));
        if (bytes > BOUND_MAX_BYTES) throw new Error(`A bound value has ${bytes} bytes`);
        return statement.bind(...values);
      };
      return { bind, all: () => statement.all() };
    };
  },
});

beforeAll(openHouse);
beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => undefined));

const LINES = 9_750;
/** Inches are quotes, which JSON escapes, and JSON within JSON escapes again. */
const TITLE = `Frame 8" x 10" x 1", "oak", "clear" glass, "matt" black, 3" passe-partout`;

/** An order whose webhook fills its row: every line has some dozen short fields. */
async function longOrder(id: string): Promise<void> {
  const lines = Array.from(
    { length: LINES },
    (_, at) => ({ ...ADAS_ORDER.lines[0]!, id: `line-${at}`, title: TITLE }),
  );
  const recorded = await recordEvent(recording, DEMO, {
    source: "standard",
    webhook_id: `w-${id}`,
    order: id,
    events: [{ type: "order.placed", at: NOW, order: { ...ADAS_ORDER, id, number: `#${id}`, lines } }],
    received_at_ms: NOW_MS,
  } as never, NOW_MS);
  expect(recorded, JSON.stringify(recorded)).toMatchObject({ ok: true, value: { outcome: "recorded" } });
}

async function rowsOf(table: string, id: string) {
  const key = table === "orders" ? "id" : "order_id";
  const { results } = await env.DB.prepare(`select * from ${table} where ${key} = ?`).bind(
    `demo/standard/${id}`,
  )
    .all<Record<string, string | number | null>>();
  return results;
}

describe("an order whose webhook fills its row", () => {
  const ports = { db, mail: env.MAIL };

  test("is erased", async () => {
    await longOrder("long1");
    expect(JSON.stringify(await rowsOf("events", "long1")).length).toBeGreaterThan(BOUND_MAX_BYTES);
    const row = (await findOrder(ports, "demo/standard/long1"))!;
    await eraseOrder({ ...recording, db }, DEMO, row, NOW_MS);
    expect(JSON.stringify(await rowsOf("events", "long1"))).not.toContain(ADAS_ORDER.customer.email);
    expect((await findOrder(ports, row.id))?.order.erased_at).toBeDefined();
  });

  test("moves to another cell", async () => {
    await longOrder("long2");
    for (const name of ["orders", "events"]) {
      const rows = await rowsOf(name, "long2");
      await db.batch(groupsOf(rows).map((group) => insertRows(db, "insert or replace", name, group)));
      expect(await rowsOf(name, "long2")).toEqual(rows);
    }
  });

  test("goes into the archive and comes back", async () => {
    await longOrder("long3");
    const before = [await rowsOf("events", "long3"), await rowsOf("orders", "long3")];
    expect(await archiveOrder(ports, DEMO, "demo/standard/long3", () => true, NOW_MS)).toBe(true);
    await bringBack(ports, (await findOrder(ports, "demo/standard/long3"))!, NOW_MS);
    const [events, orders] = [await rowsOf("events", "long3"), await rowsOf("orders", "long3")];
    expect(events[0]).toEqual(before[0]![0]);
    expect(orders[0]!["state"]).toBe(before[1]![0]!["state"]);
  });
});

test("an order with more rows than are read is erased: the numbers that it took as it went into the archive follow", async () => {
  const placed = {
    type: "order.placed",
    at: NOW,
    order: { ...ADAS_ORDER, id: "rows", number: "#rows" },
  } as const;
  const order = { source: "standard", webhook_id: "w-rows", order: "rows", received_at_ms: NOW_MS };
  await recordEvent(recording, DEMO, { ...order, events: [placed] }, NOW_MS);
  const id = "demo/standard/rows";
  await env.DB.batch([
    env.DB.prepare(
      `with recursive numbers(seq) as (select 2 union all select seq + 1 from numbers where seq < 1010)
       insert into events (order_id, seq, source, webhook_id, received_at, events)
       select ?1, seq, 'archive', '', ?2, '[]' from numbers`,
    ).bind(id, NOW_MS),
    env.DB.prepare("update orders set seq = 1010 where id = ?1").bind(id),
  ]);
  const row = (await findOrder({ db: env.DB, mail: env.MAIL }, id))!;
  await eraseOrder(recording, DEMO, row, NOW_MS);
  const erased = await findOrder({ db: env.DB, mail: env.MAIL }, id);
  expect([erased?.seq, erased?.order.erased_at]).toEqual([1_011, NOW]);
});

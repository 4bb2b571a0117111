import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Shop, StockPorts } from "../../../src/flow/ports.ts";
import { insertStandalone } from "../../../src/sql/messages.ts";
import { insertParked } from "../../../src/sql/parked.ts";
import { insertWatch } from "../../../src/sql/stock_watches.ts";
import { upsertSuppression } from "../../../src/sql/suppressions.ts";
import { SHOP } from "../../support/cast.ts";
import { passHalfHour } from "../../support/clock.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";

/** Three in the morning in Berlin. */
const NIGHT_MS = Date.parse("2026-11-22T02:10:00Z");
const DAY_MS = 86_400_000;
const OLD_MS = NIGHT_MS - 31 * DAY_MS;
const YOUNG_MS = NIGHT_MS - 29 * DAY_MS;
const CUSTOMER = "demo/~customer/a";
const TABLES: readonly string[] = [
  "messages",
  "parked",
  "stock_watches",
  "challenges",
  "customers",
  "suppressions",
  "erasures",
];

const queue = { sendBatch: () => Promise.resolve() } as unknown as StockPorts["wake_queue"];
/** The shop as its settings are now. */
const ports: Omit<StockPorts, "errand_queue"> = {
  ...recording,
  mail: env.MAIL,
  wake_queue: queue,
  bulk_wake_queue: queue,
  find_shop: async (id) => {
    const settings = await env.DB.prepare("select settings from shops where id = ?").bind(id).first<string>(
      "settings",
    );
    return { ...DEMO, settings: JSON.parse(settings!) } as Shop;
  },
};

beforeAll(openHouse);
beforeEach(async () => {
  for (const table of [...TABLES, "orders", "retentions"]) await env.DB.prepare(`delete from ${table}`).run();
  await keepFor(30);
});

async function keepFor(retention_days: number | null): Promise<void> {
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'")
    .bind(JSON.stringify({ ...SHOP, retention_days })).run();
}

/** One row of each kind from that time, told apart by `id`. */
async function keep(id: string, at_ms: number): Promise<void> {
  const standalone = {
    kind: "history_link",
    about: id,
    to: { email: "ada@lovelace.example" },
    facts: { orders: 1 },
    due_at_ms: at_ms,
    valid_until_ms: at_ms + 86_400_000,
  } as const;
  const parked = {
    source: "standard",
    webhook_id: id,
    received_at: at_ms,
    names: [`demo/standard/${id}`],
    events: [],
  };
  const watch = {
    email: `${id}@lovelace.example`,
    product: { title: "Mill" },
    asked_at: new Date(at_ms).toISOString(),
  };
  const { DB } = env;
  await DB.batch([
    insertStandalone(DB, CUSTOMER, standalone, at_ms),
    DB.prepare("update messages set state = 'sent', due_at = null where about = ?1").bind(id),
    insertParked(DB, parked),
    insertWatch(DB, "demo", "MILL", `${CUSTOMER}${id}`, watch as never),
    DB.prepare(
      "insert into challenges (customer, id, use, made_at, expires_at) values (?1, ?2, 'history', ?3, ?3)",
    ).bind(CUSTOMER, id, at_ms),
    DB.prepare("insert into customers (customer, choices, updated_at) values (?1, '{}', ?2)").bind(
      `demo/~customer/${id}`,
      at_ms,
    ),
    upsertSuppression(
      DB,
      "demo",
      { email: `${id}@x.example`, class: "all", reason: "bounced", until: at_ms },
      at_ms,
    ),
    DB.prepare("insert into erasures (subject, asked_at) values (?1, ?2)").bind(
      `demo/~customer/e${id}`,
      at_ms,
    ),
  ]);
  await env.MAIL.put(`sent/${CUSTOMER}/history_link/${id}`, "mail");
}

async function left(): Promise<Record<string, number>> {
  return Object.fromEntries(
    await Promise.all(TABLES.map(async (table) => {
      // The shop is told of what waits for over a day: such an alert is no row of a customer's.
      const found = (await rows(table)).filter(({ subject }) => !String(subject).endsWith("/~shop/"));
      return [table, found.length] as const;
    })),
  );
}

const all = (count: number) => Object.fromEntries(TABLES.map((table) => [table, count]));

describe("the night of a shop that keeps customers for a time", () => {
  test("deletes what no order's deadline reaches, with its copies, and keeps what is younger", async () => {
    await keep("old", OLD_MS);
    await keep("young", YOUNG_MS);
    await passHalfHour(ports, NIGHT_MS);
    // A code is over after a day whatever the shop keeps.
    expect(await left()).toEqual({ ...all(1), challenges: 0 });
    const copies = await env.MAIL.list({ prefix: `sent/${CUSTOMER}/` });
    expect(copies.objects.map(({ key }) => key)).toEqual([`sent/${CUSTOMER}/history_link/young`]);
  });

  test("does nothing by day, nor for a shop that sets no time", async () => {
    await keep("old", OLD_MS);
    await passHalfHour(ports, NIGHT_MS + 10 * 3_600_000);
    expect(await left()).toEqual(all(1));
    await keepFor(null);
    await passHalfHour(ports, NIGHT_MS);
    expect(await left()).toEqual(all(1));
  });

  test("deletes no unsubscription, no mail that is still owed, and no choice of a customer who has orders", async () => {
    const { DB } = env;
    await keep("old", OLD_MS);
    await DB.batch([
      DB.prepare("update messages set due_at = ?1, state = 'owed'").bind(OLD_MS),
      DB.prepare("update suppressions set reason = 'unsubscribed', until = null"),
      DB.prepare(
        "insert into customer_orders (customer, placed_at, order_id) values ('demo/~customer/old', 'x', 'y')",
      ),
    ]);
    await passHalfHour(ports, NIGHT_MS);
    expect(await left()).toMatchObject({ messages: 1, suppressions: 1, customers: 1, parked: 0 });
  });

  test("gives orders from before the shop set this time an end, once for each time that is set", async () => {
    const { DB } = env;
    const order = (id: string, placed_ms: number, deadline_at: number | null, erased_at?: string) =>
      DB.prepare(
        "insert into orders (id, number, seq, state, updated_at, deadline_at) values (?1, '#', 1, ?2, 0, ?3)",
      ).bind(
        `demo/standard/${id}`,
        JSON.stringify({ details: { placed_at: new Date(placed_ms).toISOString() }, erased_at }),
        deadline_at,
      );
    await DB.batch([
      order("old", OLD_MS, null),
      order("young", YOUNG_MS, null),
      order("sooner", YOUNG_MS, NIGHT_MS + 60_000),
      order("erased", OLD_MS, null, "2026-11-01T00:00:00.000Z"),
    ]);
    const ends = async () =>
      Object.fromEntries(
        (await rows("orders")).map(({ id, deadline_at }) => [String(id).split("/")[2], deadline_at]),
      );
    const noon_ms = NIGHT_MS + 9 * 3_600_000;
    await passHalfHour(ports, noon_ms);
    const expected = { old: noon_ms, young: YOUNG_MS + 30 * DAY_MS, sooner: NIGHT_MS + 60_000, erased: null };
    expect(await ends()).toEqual(expected);
    expect(await rows("retentions")).toEqual([{ shop_id: "demo", days: 30, after: null, swept_at: 0 }]);
    await DB.prepare("update orders set deadline_at = null").run();
    await passHalfHour(ports, noon_ms);
    expect((await ends())["old"]).toBeNull();
    await keepFor(10);
    await passHalfHour(ports, noon_ms);
    expect(await ends()).toEqual({ old: noon_ms, young: noon_ms, sooner: noon_ms, erased: null });
  });
});

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Notice } from "../../src/messages/notice.ts";
import type { Order } from "../../src/orders/order.ts";
import * as challenges from "../../src/store/challenges.ts";
import * as customers from "../../src/store/customers.ts";
import * as messages from "../../src/store/messages.ts";
import * as orders from "../../src/store/orders.ts";
import * as shops from "../../src/store/shops.ts";
import { NOW, NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";

beforeAll(openHouse);

const KEY = { subject: "demo/standard/1", kind: "order_confirmation", about: "" } as const;
const EVENT = { seq: 1, source: "standard", delivery_id: "a", received_at: NOW_MS, happenings: [] };
const ROW = { id: "demo/standard/1", number: "#1", seq: 1, order: {} as Order, deadline_at: null };
const PLANNED = { kind: KEY.kind, about: "", due_at_ms: NOW_MS, against: null };
const CUSTOMER = "demo/~customer/x";
const NOTICE: Notice = {
  kind: "shop_alert",
  about: "1",
  due_at_ms: NOW_MS,
  valid_until_ms: null,
  to: { email: "help@kontor.example" },
  facts: { topic: "channel_down" },
};
const SETTLEMENT = {
  state: "sent",
  reason: null,
  due_at_ms: null,
  channel: "capture",
  provider_id: "x",
  told: null,
} as const;

type Make = (db: D1Database) => D1PreparedStatement | readonly D1PreparedStatement[];

/** Every statement that store/ can make. */
const STATEMENTS: Readonly<Record<string, Make>> = {
  selectOrder: (db) => orders.selectOrder(db, ROW.id),
  selectEvents: (db) => orders.selectEvents(db, ROW.id),
  selectParked: (db) => orders.selectParked(db, [ROW.id]),
  insertOrder: (db) => orders.insertOrder(db, ROW, NOW_MS),
  updateOrder: (db) => orders.updateOrder(db, ROW, NOW_MS),
  insertEvent: (db) => orders.insertEvent(db, ROW.id, EVENT),
  insertRef: (db) => orders.insertRef(db, "demo/standard/2", ROW.id),
  insertParked: (db) => orders.insertParked(db, ROW.id, EVENT),
  deleteParked: (db) => orders.deleteParked(db, [ROW.id], EVENT),
  upsertMessage: (db) => messages.upsertMessage(db, ROW.id, PLANNED, NOW_MS),
  moveDeadline: (db) => orders.moveDeadline(db, ROW),
  selectReached: (db) => orders.selectReached(db, NOW_MS, 10),
  selectLedger: (db) => messages.selectLedger(db, ROW.id),
  insertNotice: (db) => messages.insertNotice(db, "demo/~shop/", NOTICE, NOW_MS),
  withdrawNotices: (db) => messages.withdrawNotices(db, "demo/~shop/", "shop_alert", "overtaken", NOW_MS),
  claimMessage: (db) => messages.claimMessage(db, KEY, NOW_MS, NOW_MS),
  settleMessage: (db) => messages.settleMessage(db, KEY, 1, SETTLEMENT, NOW_MS),
  selectDue: (db) => messages.selectDue(db, NOW_MS, 10),
  selectOldestDue: (db) => messages.selectOldestDue(db),
  insertCustomerOrder: (db) => customers.insertCustomerOrder(db, CUSTOMER, NOW, ROW.id),
  deleteCustomerOrder: (db) => customers.deleteCustomerOrder(db, CUSTOMER, NOW, ROW.id),
  selectCustomerOrders: (db) =>
    customers.selectCustomerOrders(db, CUSTOMER, { placed_at: NOW, order_id: ROW.id }, 20),
  countCustomerOrders: (db) => customers.countCustomerOrders(db, CUSTOMER),
  selectCustomer: (db) => customers.selectCustomer(db, CUSTOMER),
  upsertChoices: (db) => customers.upsertChoices(db, CUSTOMER, { muted: [] }, NOW_MS),
  revokeLinks: (db) => customers.revokeLinks(db, CUSTOMER, NOW_MS, NOW_MS),
  deleteCustomer: (db) => customers.deleteCustomer(db, CUSTOMER),
  insertChallenge: (db) =>
    challenges.insertChallenge(
      db,
      { customer: CUSTOMER, id: "a", use: "history", expires_at_ms: NOW_MS },
      5,
      NOW_MS,
      NOW_MS,
    ),
  retireChallenges: (db) => challenges.retireChallenges(db, CUSTOMER, NOW_MS, NOW_MS),
  countTry: (db) => challenges.countTry(db, CUSTOMER, "a", 5, NOW_MS),
  useChallenge: (db) => challenges.useChallenge(db, CUSTOMER, "a", NOW_MS),
  deleteChallenges: (db) => challenges.deleteChallenges(db, CUSTOMER),
  selectShop: (db) => shops.selectShop(db, "demo"),
  upsertShop: (db) => shops.upsertShop(db, { id: "demo", settings: "{}", secrets: "" }),
};

describe("query plans", () => {
  test("every statement of store/ is planned here", () => {
    const made = [challenges, customers, orders, messages, shops].flatMap((module) => Object.entries(module))
      .filter(([name, value]) => typeof value === "function" && !name.startsWith("read"))
      .map(([name]) => name);
    expect(Object.keys(STATEMENTS).sort()).toEqual(made.sort());
  });

  for (const [name, make] of Object.entries(STATEMENTS)) {
    test(`${name} scans no table`, async () => {
      const steps = await planOf(make);
      // json_each walks the list that the statement was given, not a table.
      expect(steps.filter((step) => /\bSCAN\b/.test(step) && !/json_each|CONSTANT ROW/.test(step))).toEqual(
        [],
      );
    });
  }

  test("a scan would be seen", async () => {
    expect(await planOf((db) => db.prepare("select * from orders where number = ?1").bind("#1"))).toEqual([
      "SCAN orders",
    ]);
  });
});

/** The plan of the very statement that `make` prepares, with the values it binds. */
async function planOf(make: Make): Promise<readonly string[]> {
  const explaining = { prepare: (sql: string) => env.DB.prepare(`explain query plan ${sql}`) } as D1Database;
  const made = [make(explaining)].flat() as readonly D1PreparedStatement[];
  const plans = await Promise.all(made.map((statement) => statement.all<{ detail: string }>()));
  return plans.flatMap(({ results }) => results.map(({ detail }) => detail));
}

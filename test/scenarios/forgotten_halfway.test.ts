import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { portsOf } from "../../src/doors/ports.ts";
import { answerPrivacy } from "../../src/flow/privacy/handle_privacy_request.ts";
import { chooseWays } from "../../src/flow/customer/choose_ways.ts";
import { keepDeadLetter } from "../../src/flow/record/dead_letters.ts";
import { updateSettings } from "../../src/sql/shops.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { passErasures, passMinute } from "../support/clock.ts";
import { DEMO, openHouse, rows } from "../support/house.ts";
import { sendEvent, settled } from "../support/river.ts";
import { tracesLeft } from "../support/traces.ts";
import { customerOf } from "../support/visitor.ts";

const DAY_MS = 86_400_000;
const shop = { ...DEMO, settings: { ...SHOP, shipment_sms: true, retention_days: 10 } };
const ports = { ...portsOf(env as never), find_shop: () => Promise.resolve(shop) };
/** It stands still as soon as an order was erased: what comes after the commit does not happen. */
const stopped = {
  ...ports,
  db: {
    prepare: (sql: string) => env.DB.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await env.DB.batch(statements);
      const state = await env.DB.prepare("select 1 from orders where json_extract(state, '$.erased_at') > ''")
        .first();
      if (state !== null) throw new Error("D1 is away");
      return results;
    },
  } as unknown as D1Database,
};

beforeAll(async () => {
  await openHouse();
  await updateSettings(env.DB, "demo", JSON.stringify({ ...SHOP, shipment_sms: true })).run();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  for (const table of ["orders", "events", "customers", "customer_orders", "parked", "erasures"]) {
    await env.DB.prepare(`delete from ${table}`).run();
  }
});

async function chosen(id: string): Promise<string> {
  const email = `${id}@halfway.example`;
  const customer = { email, name: "Wilhelmina Halfway" };
  await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id, number: `#${id}`, customer } });
  await settled(id);
  await chooseWays(
    ports,
    shop,
    await customerOf(email),
    {},
    [{ by: "sms", to: "+4915112345678", alone: false }],
    NOW_MS,
  );
  await settled(id);
  await sendEvent("payment.refunded", NOW, {
    order_id: "nobody",
    refund: { id: `r-${id}`, amount_minor: 5, reason: "Wilhelmina Halfway" },
  });
  return email;
}

async function nothingLeft(email: string): Promise<void> {
  await ports.forget_captured([email], []);
  expect(await tracesLeft([email, "Wilhelmina", "4915112345678"])).toEqual([]);
  expect(await rows("customers")).toEqual([]);
  expect(await rows("customer_orders")).toEqual([]);
}

describe("what was stopped right after an order lost its customer is continued by the clock", () => {
  test("where the order's retention time was over", async () => {
    const email = await chosen("h1");
    const later_ms = NOW_MS + 11 * DAY_MS;
    await env.DB.prepare("update orders set deadline_at = ?1").bind(later_ms).run();
    vi.setSystemTime(later_ms);
    await passMinute(stopped, later_ms).catch(() => undefined);
    vi.setSystemTime(later_ms + 600_000);
    await passErasures(ports, later_ms + 600_000);
    const waiting = await rows("parked");
    expect(waiting).toHaveLength(1);
    await env.DB.prepare("delete from parked").run(); // It came after the order and goes by its own time.
    await nothingLeft(email);
    expect(await rows("erasures")).toEqual([]);
  });

  test("where the order names no address: what waits and mentions its customer goes too", async () => {
    const customer = { name: "Wilhelmina Halfway" };
    const guest = { ...ADAS_ORDER, id: "h3", number: "#h3", customer };
    await sendEvent("order.placed", NOW, { order: guest });
    await settled("h3");
    const refund = { id: "r-h3", amount_minor: 5, reason: "Wilhelmina Halfway" };
    await sendEvent("payment.refunded", NOW, { order_id: "nobody", refund });
    const letter = JSON.stringify({ note: "For Wilhelmina Halfway" });
    await keepDeadLetter(ports, shop, {
      source: "standard",
      topic: "order.placed",
      reason: "invalid",
      fault: { field: "id", rule: "must be a text", got: "null" },
      headers: {},
      body: new TextEncoder().encode(letter),
      received_at_ms: NOW_MS,
    }, NOW_MS);
    expect(await tracesLeft(["Wilhelmina"])).not.toEqual([]);
    const later_ms = NOW_MS + 11 * DAY_MS;
    await env.DB.prepare("update orders set deadline_at = ?1").bind(later_ms).run();
    vi.setSystemTime(later_ms);
    await passMinute(stopped, later_ms).catch(() => undefined);
    vi.setSystemTime(later_ms + 600_000);
    await passErasures(ports, later_ms + 600_000);
    expect(await tracesLeft(["Wilhelmina"])).toEqual([]);
    expect(await rows("erasures")).toEqual([]);
  });

  test("where a sender named the order", async () => {
    const email = await chosen("h2");
    const asked = { what: "customer", email: null, orders: ["h2"], at: null } as const;
    await answerPrivacy(stopped, shop, "standard", asked, "d", NOW_MS).catch(() => undefined);
    vi.setSystemTime(NOW_MS + 600_000);
    await passErasures(ports, NOW_MS + 600_000);
    await nothingLeft(email);
  });
});

/** Orders that owe mails and cannot be written to: listed, told to the shop, and off the list once they can be. */
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { correctUnreachable } from "../../../src/flow/customer/correct_unreachable.ts";
import { dismissOrder } from "../../../src/flow/customer/dismiss_order.ts";
import type { Shop } from "../../../src/flow/ports.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { MailSettings } from "../../../src/orders/mail_settings.ts";
import { selectUnreachableCount } from "../../../src/sql/desk.ts";
import { selectUnreachable, type UnreachableRow } from "../../../src/sql/unreachable.ts";
import { ADAS_ORDER, hours, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { changed, scan } from "../../support/plan_input.ts";

beforeAll(openHouse);

const ports = { ...recording, wake_queue: env.NUDGES };
let counter = 0;
const nobodys = (changes: Partial<OrderDetails> = {}): OrderDetails => ({
  ...ADAS_ORDER,
  id: `reach-${++counter}`,
  number: `#reach-${counter}`,
  customer: { name: "Ada Lovelace", phone: "+49301234567" },
  ...changes,
});

async function record(order: OrderDetails, event: OrderEvent, shop: Shop = DEMO) {
  const webhook = {
    source: "standard",
    webhook_id: `${order.id} ${event.type} ${event.at}`,
    order: order.id,
    events: [event],
    received_at_ms: NOW_MS,
  };
  const recorded = await recordEvent(recording, shop, webhook, NOW_MS + 3_600_000);
  if (!recorded.ok) throw new Error(recorded.message);
}

async function listed(order: OrderDetails) {
  const { results } = await selectUnreachable(env.DB, "demo", null, 100).all<UnreachableRow>();
  return results.find(({ order_id }) => order_id === `demo/standard/${order.id}`);
}

async function alerts() {
  const { results } = await env.DB.prepare(
    "select facts from messages where kind = 'shop_alert' and about like 'order_unreachable:%'",
  ).all<{ facts: string }>();
  return results.map(({ facts }) => JSON.parse(facts).facts);
}

describe("an order without an address", () => {
  test("is listed with what was typed, and the shop is alerted once an hour", async () => {
    const first = nobodys({ customer: { name: "Ada", email_given: "ada at lovelace" } });
    await record(first, placed(first));
    expect(await listed(first)).toMatchObject({
      reason: "no_address",
      number: first.number,
      name: "Ada",
      email: null,
      email_given: "ada at lovelace",
    });
    const second = nobodys();
    await record(second, placed(second));
    expect(await listed(second)).toMatchObject({ phone: "+49301234567" });
    expect(await alerts()).toEqual([{ topic: "order_unreachable", order_number: first.number }]);
  });

  test("leaves the list once the storefront has one, and gets a confirmation of the order as it stands", async () => {
    const order = nobodys();
    await record(order, placed(order));
    await record(order, scan("shipment.shipped", 0.2));
    const now = changed(0.5, { ...order, customer: { ...order.customer, email: "ada@lovelace.example" } });
    await record(order, now);
    expect(await listed(order)).toBeUndefined();
    const { results } = await env.DB.prepare(
      "select kind, about, state, reason from messages where subject = ? order by kind",
    ).bind(`demo/standard/${order.id}`).all();
    expect(results).toEqual([
      { kind: "order_confirmation", about: "", state: "owed", reason: null },
      { kind: "shipment_shipped", about: "p1", state: "suppressed", reason: "overtaken" },
    ]);
  });

  test("leaves the list once a person enters one", async () => {
    const order = nobodys();
    await record(order, placed(order));
    const id = `demo/standard/${order.id}`;
    expect(await correctUnreachable(ports, DEMO, id, { email: "ada@lovelace.example" }, NOW_MS + 7_200_000))
      .toEqual({
        ok: true,
      });
    expect(await listed(order)).toBeUndefined();
  });

  test("stays off the list once a person says that it is well so", async () => {
    const order = nobodys();
    await record(order, placed(order));
    const id = `demo/standard/${order.id}`;
    expect(await dismissOrder(env.DB, "demo", id, NOW_MS)).toBe(true);
    await record(order, scan("shipment.shipped", 0.2));
    expect(await listed(order)).toBeUndefined();
    expect(await dismissOrder(env.DB, "demo", id, NOW_MS)).toBe(false);
  });

  test.each<[string, Partial<OrderDetails>, v.InferInput<typeof MailSettings>]>([
    ["taken along at the till", { lines: ADAS_ORDER.lines.map((line) => ({ ...line, way: "till" })) }, {}],
    ["of a channel that owes no mails", { channel: "shopify:draft" }, {
      not_owed: [{ channels: ["draft"] }],
    }],
    ["that is a part of another", { parent: "77" }, {}],
    ["placed long ago", { placed_at: hours(-24 * 30) }, {}],
  ])("%s is nobody's worry", async (_, changes, mails) => {
    const order = nobodys(changes);
    const shop = { ...DEMO, settings: { ...DEMO.settings, mails: v.parse(MailSettings, mails) } };
    await record(order, placed(order), shop);
    expect(await listed(order)).toBeUndefined();
  });
});

describe("an address that failed", () => {
  test("is listed until the storefront corrects it", async () => {
    const order = nobodys({ customer: { email: "ada@exmaple.com" } });
    await record(order, placed(order));
    expect(await listed(order)).toBeUndefined();
    await record(order, { type: "customer.address_failed", at: hours(0.1), email: "ada@exmaple.com" });
    expect(await listed(order)).toMatchObject({ reason: "bounced", email: "ada@exmaple.com" });
    await record(order, changed(0.5, { ...order, customer: { email: "ada@example.com" } }));
    expect(await listed(order)).toBeUndefined();
  });
});

test("the count has a bound of its own, and another shop's orders are not in it", async () => {
  const { count } = (await selectUnreachableCount(env.DB, "other").first<{ count: number }>())!;
  expect(count).toBe(0);
});

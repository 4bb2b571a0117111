/** What a shop keeps back: shadow mode, kinds that are off, copies. The ledger says so, and nothing leaves that should not. */
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { listCaptured } from "../../../src/channels/capture.ts";
import { deliverMessage } from "../../../src/flow/deliver/deliver_message.ts";
import type { DeliverPorts, Shop } from "../../../src/flow/ports.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import type { MessageKey } from "../../../src/messages/message.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { MailSettings } from "../../../src/orders/mail_settings.ts";
import { ADAS_ORDER, hours, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { promisedFor, scan } from "../../support/plan_input.ts";

beforeAll(openHouse);

const HOUR_MS = 3_600_000;
const shopWith = (mails: v.InferInput<typeof MailSettings>): Shop => ({
  ...DEMO,
  settings: { ...DEMO.settings, mails: v.parse(MailSettings, mails) },
});
const SHADOW = shopWith({ shadow: true });

let counter = 0;
const newOrder = () => ({ ...ADAS_ORDER, id: `kept-${++counter}`, number: `#kept-${counter}` });

async function record(shop: Shop, order: typeof ADAS_ORDER, event: OrderEvent, at_h = 0) {
  const webhook = {
    source: "standard",
    webhook_id: `${order.id}-${at_h}-${event.type}`,
    order: order.id,
    events: [event],
    received_at_ms: NOW_MS + at_h * HOUR_MS,
  };
  const recorded = await recordEvent(recording, shop, webhook, NOW_MS + at_h * HOUR_MS);
  if (!recorded.ok) throw new Error(recorded.message);
  return recorded.value;
}

function ports(shop: Shop, now_ms: number): DeliverPorts {
  return {
    ...recording,
    archive: env.MAIL,
    find_shop: () => Promise.resolve(shop),
    sealing_keys: [],
    link_keys: [{ id: 1, bytes: new Uint8Array(32).fill(7) }],
    public_url: "https://waybill.test",
    ways: { bucket: env.MAIL, development: true, fetch, clock: () => now_ms },
  };
}

async function deliver(shop: Shop, keys: readonly MessageKey[], at_h = 0) {
  const now_ms = NOW_MS + at_h * HOUR_MS;
  const outcomes = [];
  for (const key of keys) outcomes.push(await deliverMessage(ports(shop, now_ms), key, now_ms));
  return outcomes;
}

async function caught(number: string) {
  return (await listCaptured(env.MAIL, 1_000)).filter(({ order }) => order === number)
    .map(({ kind, to }) => `${kind} ${to}`).sort();
}

async function ledger(order: string) {
  const { results } = await env.DB.prepare(
    "select kind, state, reason, facts_shown from messages where subject = ?1 and due_at is null order by dated_at, kind",
  ).bind(`demo/standard/${order}`).all<Record<string, string | null>>();
  return results;
}

describe("shadow mode", () => {
  test("writes and keeps a mail that would have gone, and nothing leaves", async () => {
    const order = newOrder();
    const { due_keys } = await record(SHADOW, order, placed(order));
    expect(await deliver(SHADOW, due_keys)).toEqual(["shadowed"]);
    expect(await caught(order.number)).toEqual([]);
    const [row] = await ledger(order.id);
    expect(row).toMatchObject({ state: "shadowed", reason: null });
    expect(JSON.parse(row!["facts_shown"]!)).toMatchObject({ expected: { until: "2026-11-27" } });
    const kept = await env.MAIL.get(`shadow/demo/standard/${order.id}/order_confirmation/`);
    expect(await kept!.text()).toContain(order.number);
    expect(await env.MAIL.head(`sent/demo/standard/${order.id}/order_confirmation/`)).toBeNull();
  });

  test("plans what follows as if the mail had been read, so that each kind can be watched", async () => {
    const order = newOrder();
    await deliver(SHADOW, (await record(SHADOW, order, placed(order))).due_keys);
    const { due_keys } = await record(SHADOW, order, promisedFor(2, "2026-12-04"), 2);
    expect(due_keys.map(({ kind }) => kind)).toEqual(["delay_notice"]);
    expect(await deliver(SHADOW, due_keys, 2)).toEqual(["shadowed"]);
  });

  test("ends without a storm: what was kept back stays unsent, and what happens then is told", async () => {
    const order = newOrder();
    await deliver(SHADOW, (await record(SHADOW, order, placed(order))).due_keys);
    const shipped = scan("shipment.shipped", 2);
    const { due_keys } = await record(DEMO, order, shipped, 2);
    expect(due_keys.map(({ kind }) => kind)).toEqual(["shipment_shipped"]);
    expect(await deliver(DEMO, due_keys, 2)).toEqual(["sent"]);
    expect(await caught(order.number)).toEqual([`shipment_shipped ${ADAS_ORDER.customer.email}`]);
    expect((await ledger(order.id)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      "order_confirmation shadowed",
      "shipment_shipped sent",
    ]);
  });

  test("leaves no date behind of which a mail speaks that leaves later", async () => {
    const order = newOrder();
    await deliver(SHADOW, (await record(SHADOW, order, placed(order))).due_keys);
    const { due_keys } = await record(DEMO, order, promisedFor(2, "2026-12-04"), 2);
    expect(await deliver(DEMO, due_keys, 2)).toEqual(["sent"]);
    const raw = await env.MAIL.get(`sent/demo/standard/${order.id}/delay_notice/2026-12-04`);
    const text = (await raw!.text()).replaceAll("=\r\n", "");
    expect(text).not.toMatch(/25\.\S*27\. Nov/);
    expect(text).toMatch(/4\. Dez/);
  });

  test("of one kind keeps that kind back alone", async () => {
    const shop = shopWith({ kinds: { shipment_shipped: "shadow" } });
    const order = newOrder();
    expect(await deliver(shop, (await record(shop, order, placed(order))).due_keys)).toEqual(["sent"]);
    const { due_keys } = await record(shop, order, scan("shipment.shipped", 1), 1);
    expect(await deliver(shop, due_keys, 1)).toEqual(["shadowed"]);
  });

  test("judges first: a mail that would not have gone is not said to have", async () => {
    const order = newOrder();
    const { due_keys } = await record(SHADOW, order, placed(order));
    await record(SHADOW, order, { type: "order.cancelled", at: hours(1) }, 1);
    expect(await deliver(SHADOW, due_keys, 1)).toEqual(["taken"]);
    expect((await ledger(order.id)).map(({ kind, reason }) => [kind, reason])).toContainEqual([
      "order_confirmation",
      "order_cancelled",
    ]);
  });
});

describe("a kind that is off", () => {
  const OFF = shopWith({ kinds: { order_confirmation: "off" } });

  test("is closed at once and says why", async () => {
    const order = newOrder();
    const { due_keys, decided } = await record(OFF, order, placed(order));
    expect(due_keys).toEqual([]);
    expect(decided.map(({ kind, against }) => [kind, against])).toEqual([[
      "order_confirmation",
      "switched_off",
    ]]);
    expect(await ledger(order.id)).toMatchObject([{ state: "suppressed", reason: "switched_off" }]);
  });

  test("stays unsent once it is switched on again", async () => {
    const order = newOrder();
    await record(OFF, order, placed(order));
    const { due_keys } = await record(DEMO, order, scan("shipment.shipped", 1), 1);
    expect(due_keys.map(({ kind }) => kind)).toEqual(["shipment_shipped"]);
  });

  test("is not sent where it was owed before", async () => {
    const order = newOrder();
    const { due_keys } = await record(DEMO, order, placed(order));
    expect(await deliver(OFF, due_keys)).toEqual(["suppressed"]);
    const [row] = await ledger(order.id);
    expect(row).toMatchObject({ state: "suppressed", reason: "switched_off" });
    expect(JSON.parse(row!["facts_shown"]!)).toMatchObject({ elsewhere: true, changes: 0 });
  });
});

describe("a copy", () => {
  const COPY = "kontor@reviews.example";
  const COPIED = shopWith({ copies: { order_confirmation: [COPY] } });

  test("reaches its service, and what becomes of it says nothing of the customer's mail", async () => {
    const order = newOrder();
    const { due_keys } = await record(COPIED, order, placed(order));
    await deliver(COPIED, due_keys);
    expect(await caught(order.number)).toEqual([
      `order_confirmation ${ADAS_ORDER.customer.email}`,
      `order_confirmation ${COPY}`,
    ]);
    const [key] = due_keys as [MessageKey];
    const bounced = { key, type: "bounced", bounce: "hard", reason: "5.1.1", at_ms: NOW_MS } as const;
    await recordOutcomes(recording, COPIED, [{ ...bounced, recipient: COPY.toUpperCase() }], NOW_MS);
    expect(await ledger(order.id)).toMatchObject([{ state: "sent" }]);
    await recordOutcomes(recording, COPIED, [{ ...bounced, recipient: "ada@lovelace.example" }], NOW_MS);
    expect(await ledger(order.id)).toMatchObject([{ state: "bounced" }]);
  });
});

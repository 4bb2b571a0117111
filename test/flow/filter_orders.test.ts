import { beforeAll, expect, test } from "vitest";
import { filterChoices, filterOrders, type OrderFilter } from "../../src/flow/find_orders.ts";
import { recordEvent } from "../../src/flow/record/record_event.ts";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../support/cast.ts";
import { DEMO, openHouse, recording } from "../support/house.ts";

const INDEXED = { ...DEMO, settings: { ...SHOP, order_index: true } };
const NONE: OrderFilter = { list: "~all", channel: null, country: null, from: null, until: null };
const DAY_MS = 86_400_000;
let webhooks = 0;

async function record(id: string, ...events: readonly OrderEvent[]): Promise<void> {
  webhooks += 1;
  const webhook = {
    source: "standard",
    order: id,
    webhook_id: `filter-${webhooks}`,
    events,
    received_at_ms: NOW_MS,
  };
  await recordEvent(recording, INDEXED, webhook, NOW_MS);
}

const order = (id: string, changes: Partial<OrderDetails>) =>
  placed({ ...ADAS_ORDER, id, number: `#${id}`, ...changes });
const address = (country: string) => ({ lines: ["A 1"], city: "B", country });

beforeAll(async () => {
  await openHouse();
  await record(
    "soon",
    order("soon", { channel: "web", placed_at: hours(-48), promised: { until: "2026-11-21" } }),
  );
  await record(
    "later",
    order("later", { channel: "pos", placed_at: hours(-1), promised: { until: "2026-12-20" } }),
  );
  await record(
    "abroad",
    order("abroad", {
      channel: "web",
      placed_at: hours(-40),
      promised: { until: "2026-11-20" },
      shipping_address: address("AT"),
    }),
  );
  await record("home", order("home", { channel: "web", promised: { until: "2026-11-10" } }), {
    type: "shipment.delivered",
    at: hours(1),
    shipment: { id: "p1", lines: [], tracking: [] },
  });
});

const found = async (filter: Partial<OrderFilter>, limit = 10) => {
  const { orders } = await filterOrders(recording, INDEXED, { ...NONE, ...filter }, null, limit, NOW_MS);
  return orders.map(({ number }) => number);
};

test.each<readonly [string, Partial<OrderFilter>, readonly string[]]>([
  ["all, the newest first", {}, ["#home", "#later", "#abroad", "#soon"]],
  ["the late ones, the oldest promise first", { list: "~late" }, ["#abroad", "#soon"]],
  ["those that have not left", { list: "~todo" }, ["#later", "#abroad", "#soon"]],
  ["those of a channel", { channel: "pos" }, ["#later"]],
  ["those of a channel to a country", { channel: "web", country: "AT" }, ["#abroad"]],
  ["the late ones to a country", { list: "~late", country: "AT" }, ["#abroad"]],
  ["those of a list and a channel", { list: "~todo", channel: "web" }, ["#abroad", "#soon"]],
  ["those of some days", { from: "2026-11-20", until: "2026-11-21" }, ["#abroad", "#soon"]],
  ["none of a channel that there is not", { channel: "fair" }, []],
])("orders are listed: %s", async (_, filter, numbers) => expect(await found(filter)).toEqual(numbers));

test("a page looks at no more than its bound, and the next goes on after it", async () => {
  const filter = { ...NONE, list: "~todo" as const, channel: "web" };
  const first = await filterOrders(recording, INDEXED, filter, null, 1, NOW_MS);
  expect(first.orders).toEqual([]);
  const second = await filterOrders(recording, INDEXED, filter, first.next, 1, NOW_MS);
  expect(second.orders.map(({ number }) => number)).toEqual(["#abroad"]);
});

test("an order whose promise moves stands under the new day alone", async () => {
  await record("soon", {
    type: "shipment.promise_changed",
    at: hours(2),
    promised: { from: "2026-11-28", until: "2026-11-30" },
  });
  expect(await found({ list: "~late" })).toEqual(["#abroad"]);
  const { orders } = await filterOrders(
    recording,
    INDEXED,
    { ...NONE, list: "~today" },
    null,
    10,
    NOW_MS + 8 * DAY_MS,
  );
  expect(orders.map(({ number }) => number)).toEqual(["#soon"]);
});

test("the channels and countries that there are can be chosen", async () => {
  expect(await filterChoices(recording, INDEXED)).toEqual({
    channels: ["pos", "web"],
    countries: ["AT", ADAS_ORDER.shipping_address!.country],
  });
});

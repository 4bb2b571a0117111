import { describe, expect, test } from "vitest";
import { senderAsker } from "../../../src/doors/webhooks/ask_sender.ts";
import { shopify } from "../../../src/sources/shopify/shopify.ts";
import back from "../../fixtures/shopify/returns_request.json";
import { readByShopify, readShopify, shopifyWebhook } from "../../support/shopify.ts";
import { openStore, type StoreReturn } from "../../support/shopify_admin.ts";

const RETURN = {
  id: "945000954321",
  lines: [{ line_id: "14012345678902", quantity: 1, reason: "Zu dunkel" }],
};
const AT_SHOPIFY: StoreReturn = {
  id: "gid://shopify/Return/945000954321",
  order: "gid://shopify/Order/5678901234567",
  status: "OPEN",
  lines: [{ line: "gid://shopify/LineItem/14012345678902", quantity: 2, note: "Zu dunkel" }],
};

async function readWith(topic: string, payload: unknown, returns: StoreReturn[], token = "shpat_1") {
  const { store, fetch } = openStore({ returns });
  return await shopify.read(shopifyWebhook(topic, payload), {
    tokens: [`${store.domain}:${token}`],
    ask: senderAsker(fetch, [store.domain]),
  });
}

describe("a Shopify return", () => {
  test.each([
    ["returns/request", "return.requested"],
    ["returns/approve", "return.approved"],
    ["returns/decline", "return.declined"],
    ["returns/cancel", "return.cancelled"],
    ["returns/process", "return.received"],
    ["returns/close", "return.received"],
    ["returns/reopen", "return.approved"],
  ])("by %s is %s, with its lines and the customer's words", async (topic, type) => {
    const { order, events } = await readByShopify(topic, back);
    expect(order).toBe("5678901234567");
    expect(events).toMatchObject([{ type, return: RETURN }]);
  });

  test("says why it was declined, and only then", async () => {
    const note = { decline: { reason: "other", note: "Getragen" } };
    expect((await readByShopify("returns/decline", { ...back, ...note })).events[0]).toHaveProperty(
      "reason",
      "Getragen",
    );
    expect((await readByShopify("returns/approve", { ...back, ...note })).events[0]).not.toHaveProperty(
      "reason",
    );
  });

  test("has the time at which Shopify sent it, and none ahead of its coming", async () => {
    const at = async (header: string) => {
      const webhook = shopifyWebhook("returns/approve", back);
      webhook.headers.set("x-shopify-triggered-at", header);
      const read = await shopify.read(webhook);
      if (!read.ok || read.value.type !== "events") throw new Error("not read");
      return [read.value.orders[0]!.events[0]!.at, webhook.received_at_ms] as const;
    };
    const [at_once, received_at_ms] = await at("not a time");
    expect(Date.parse(at_once)).toBe(received_at_ms);
    const before = new Date(received_at_ms - 60_000).toISOString();
    expect((await at(before))[0]).toBe(before);
    expect(Date.parse((await at(new Date(received_at_ms + 60_000).toISOString()))[0])).toBe(received_at_ms);
  });

  test("that was updated is read from the store by its state there, or not at all", async () => {
    const update = {
      id: back.id,
      admin_graphql_api_id: back.admin_graphql_api_id,
      return_line_items: { removals: [{ id: 677614677001, delta: 1 }] },
    };
    expect(await readWith("returns/update", update, [AT_SHOPIFY])).toMatchObject({
      value: {
        orders: [{
          order: "5678901234567",
          events: [{
            type: "return.approved",
            return: { lines: [{ line_id: "14012345678902", quantity: 2 }] },
          }],
        }],
      },
    });
    const ignored = { ok: true, value: { type: "ignored", topic: "returns/update (of no known state)" } };
    expect(await readShopify("returns/update", update)).toEqual(ignored);
    const whole = { ...back, status: "open" };
    expect((await readByShopify("returns/update", whole)).events).toMatchObject([{
      type: "return.approved",
    }]);
    expect(await readShopify("returns/update", { ...whole, status: "lost" })).toEqual(ignored);
    expect(await readWith("returns/update", update, [])).toEqual(ignored);
    expect(await readWith("returns/update", update, [AT_SHOPIFY], "shpat_old")).toEqual(ignored);
  });

  test("whose webhook names no order is asked for", async () => {
    const { order: _, ...bare } = back;
    expect(await readWith("returns/approve", bare, [AT_SHOPIFY])).toMatchObject({
      value: { orders: [{ order: "5678901234567", events: [{ type: "return.approved" }] }] },
    });
    expect(await readShopify("returns/approve", bare)).toMatchObject({ value: { type: "ignored" } });
  });

  test("without an id is refused", async () => {
    const { id: _, ...bare } = back;
    expect(await readShopify("returns/request", bare)).toMatchObject({ ok: false, reason: "invalid" });
  });
});

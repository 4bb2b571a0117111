import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { parseMail } from "../../src/mail/mime/parse.ts";
import { lintBytes } from "../support/byte_lint.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { ledgerOf, mailsOf, passTo, sendEvent, settled } from "../support/river.ts";
import { signShopify } from "../support/signing.ts";
import item from "../fixtures/shopify/inventory_items_update.json";
import shopify_level from "../fixtures/shopify/inventory_levels_update.json";

beforeAll(async () => {
  await openHouse();
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'")
    .bind(JSON.stringify({ ...SHOP, stock: { track: true, settle_s: 300 } })).run();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

/** An order of one piece, placed so many minutes after now, and its confirmation waited for. */
async function place(id: string, sku: string, minutes = 0): Promise<void> {
  const at = hours(minutes / 60);
  vi.setSystemTime(at);
  const line = { ...ADAS_ORDER.lines[0]!, sku };
  const order = { ...ADAS_ORDER, locale: "en-GB", id, number: `#${id}`, placed_at: at, lines: [line] };
  expect((await sendEvent("order.placed", at, { order })).status).toBe(202);
  await mailsOf(`#${id}`, 1);
  await settled(id);
}

/** What is counted so many hours after now, and then the time in which it settles. */
async function count(sku: string, available_quantity: number, at: number, more = {}): Promise<void> {
  vi.setSystemTime(hours(at));
  const answer = await sendEvent("stock.changed", hours(at), { sku, available_quantity, ...more });
  expect(await answer.json()).toEqual({ accepted: true, order: null, duplicate: false });
  await settle(at);
}

/** Six minutes, and as many ticks as it takes until nothing is left to look at. */
async function settle(at: number): Promise<void> {
  for (let tick = 0; tick < 10; tick++) {
    await passTo(hours(at + 0.1 + tick / 3_600));
    if (
      await env.DB.prepare("select 1 from stock_work where due_at <= ?1").bind(Date.now()).first() === null
    ) return;
  }
  throw new Error("Cannot settle as there must be an end of work");
}

async function kindsOf(id: string): Promise<readonly string[]> {
  await settled(id);
  const sent = (await ledgerOf(id)).filter(({ state }) => state === "sent").map(({ kind }) => String(kind));
  const mails = await mailsOf(`#${id}`, sent.length);
  expect(mails.map(({ captured }) => captured.kind).sort()).toEqual(sent.sort());
  return sent;
}

describe("stock", () => {
  test("five orders and three pieces: the two newest get a mail that they wait, and another one when there are five pieces", async () => {
    const ids = ["five-1", "five-2", "five-3", "five-4", "five-5"];
    for (const [minutes, id] of ids.entries()) await place(id, "FIVE", minutes);
    await count("FIVE", 3, 1, { expected_on: "2026-12-01" });
    for (const id of ids.slice(0, 3)) expect(await kindsOf(id)).toEqual(["order_confirmation"]);
    for (const id of ids.slice(3)) {
      expect(await kindsOf(id)).toEqual(["backorder_notice", "order_confirmation"]);
    }
    const [standalone] = await mailsOf("#five-5", 2);
    expect(standalone!.captured.kind).toBe("backorder_notice");
    expect(lintBytes(standalone!.raw)).toEqual([]);
    expect((await parseMail(standalone!.raw)).text).toMatch(/1 Dec/);

    await count("FIVE", 5, 3);
    for (const id of ids.slice(0, 3)) expect(await kindsOf(id)).toEqual(["order_confirmation"]);
    for (const id of ids.slice(3)) {
      expect(await kindsOf(id)).toEqual(["back_on_track", "backorder_notice", "order_confirmation"]);
    }
  });

  test("a backorder notice is not sent for an order that has left, was cancelled, or gets its piece before newer orders", async () => {
    const ids = ["left-1", "left-2", "left-3", "left-4"];
    for (const [minutes, id] of ids.entries()) await place(id, "LEFT", minutes);
    vi.setSystemTime(hours(0.5));
    const tracking = [{ number: "JD0146", carrier: "DHL", url: "https://dhl.example/JD0146" }];
    await sendEvent("shipment.shipped", hours(0.5), { order_id: "left-4", shipment: { id: "p1", tracking } });
    await sendEvent("order.cancelled", hours(0.5), { order_id: "left-3" });
    await count("LEFT", 1, 1);
    expect(await kindsOf("left-1")).toEqual(["order_confirmation"]);
    expect(await kindsOf("left-2")).toEqual(["backorder_notice", "order_confirmation"]);
    expect(await kindsOf("left-3")).toEqual(["order_cancelled", "order_confirmation"]);
    expect(await kindsOf("left-4")).toEqual(["order_confirmation", "shipment_shipped"]);
  });

  test("a back-on-track mail is not sent to customers who had no backorder notice, whose order has left, or who cancelled", async () => {
    const ids = ["back-1", "back-2", "back-3", "back-4"];
    for (const [minutes, id] of ids.entries()) await place(id, "BACK", minutes);
    await count("BACK", 1, 1);
    for (const id of ids.slice(1)) {
      expect(await kindsOf(id)).toEqual(["backorder_notice", "order_confirmation"]);
    }
    vi.setSystemTime(hours(2));
    const tracking = [{ number: "JD0147", carrier: "DHL", url: "https://dhl.example/JD0147" }];
    await sendEvent("shipment.shipped", hours(2), { order_id: "back-3", shipment: { id: "p1", tracking } });
    await sendEvent("order.cancelled", hours(2), { order_id: "back-4" });
    await count("BACK", 9, 3);
    expect(await kindsOf("back-1")).toEqual(["order_confirmation"]);
    expect(await kindsOf("back-2")).toEqual(["back_on_track", "backorder_notice", "order_confirmation"]);
    expect(await kindsOf("back-3")).toEqual(["backorder_notice", "order_confirmation", "shipment_shipped"]);
    expect(await kindsOf("back-4")).toEqual(["backorder_notice", "order_cancelled", "order_confirmation"]);
  });

  test("a stock level that fell and rose again before any mail was sent causes no mail", async () => {
    await place("flap-1", "FLAP");
    vi.setSystemTime(hours(1));
    await sendEvent("stock.changed", hours(1), { sku: "FLAP", available_quantity: 0 });
    await passTo(hours(1.01));
    await count("FLAP", 1, 1.02);
    expect(await kindsOf("flap-1")).toEqual(["order_confirmation"]);
  });

  test("an order placed when there is no stock says so in its confirmation, with the day on which it is expected, and no notice follows", async () => {
    await count("NONE", 0, 0, { expected_on: "2026-12-01" });
    await place("none-1", "NONE", 10);
    await settle(1);
    const [confirmation] = await mailsOf("#none-1", 1);
    expect((await parseMail(confirmation!.raw)).text).toContain(
      "Out of stock. Expected back Tuesday 1 December.",
    );
    expect(await kindsOf("none-1")).toEqual(["order_confirmation"]);
    await count("NONE", 1, 3);
    expect(await kindsOf("none-1")).toEqual(["back_on_track", "order_confirmation"]);
  });

  test("a webhook that comes twice is answered as a duplicate", async () => {
    const level = { sku: "SAME", available_quantity: 1 };
    expect((await sendEvent("stock.changed", NOW, level)).status).toBe(202);
    const again = await sendEvent("stock.changed", NOW, level);
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ duplicate: true });
  });

  test("Shopify's level of an item that is not known yet waits for its SKU, and then is applied to its orders", async () => {
    await place("shop-1", "MILL-01");
    await place("shop-2", "MILL-01", 1);
    vi.setSystemTime(hours(1));
    const post = async (topic: string, payload: unknown) => {
      const body = JSON.stringify(payload);
      const headers = { ...await signShopify(env.DEMO_WEBHOOK_SECRET, body), "x-shopify-topic": topic };
      return await exports.default.fetch("https://waybill.test/hooks/demo/shopify", {
        method: "POST",
        headers,
        body,
      });
    };
    expect(
      (await post("inventory_levels/update", { ...shopify_level, available: -1, updated_at: hours(1) }))
        .status,
    )
      .toBe(202);
    await settle(1);
    expect(await kindsOf("shop-2")).toEqual(["order_confirmation"]);
    expect((await post("inventory_items/update", item)).status).toBe(202);
    await settle(2);
    expect(await kindsOf("shop-1")).toEqual(["order_confirmation"]);
    expect(await kindsOf("shop-2")).toEqual(["backorder_notice", "order_confirmation"]);
  });

  test("a customer's request for a back-in-stock mail is stored once", async () => {
    const wish = {
      sku: "WISH",
      customer: { email: "ada@lovelace.example", name: "Ada Lovelace" },
      product: { title: "Mill" },
    };
    expect((await sendEvent("stock.watch_requested", NOW, wish)).status).toBe(202);
    expect((await sendEvent("stock.watch_requested", NOW, wish)).status).toBe(200);
    const { results } = await env.DB.prepare("select email, product from stock_watches where sku = 'WISH'")
      .all();
    expect(results).toEqual([{ email: "ada@lovelace.example", product: '{"title":"Mill"}' }]);
  });
});

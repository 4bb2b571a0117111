import { describe, expect, test } from "vitest";
import type { Webhook } from "../../../src/sources/source.ts";
import { woocommerce } from "../../../src/sources/woocommerce/woocommerce.ts";
import adas from "../../fixtures/woocommerce/order_ada.json";
import bens from "../../fixtures/woocommerce/order_ben.json";
import guests from "../../fixtures/woocommerce/order_guest.json";
import { fold } from "../../../src/orders/fold/fold.ts";
import { NOW, NOW_MS } from "../../support/cast.ts";
import {
  readByWoocommerce,
  readWoocommerce,
  signWoocommerce,
  woocommercePing,
  woocommerceWebhook,
} from "../../support/woocommerce.ts";

const SECRET = "k9$]dT <salz> & 'pfeffer'";

async function signed(secret = SECRET): Promise<Webhook> {
  const webhook = woocommerceWebhook("order.created", adas);
  webhook.headers.set("x-wc-webhook-signature", await signWoocommerce(secret, webhook.body));
  return webhook;
}

describe("a WooCommerce signature", () => {
  test("is made with the secret as the shop wrote it", async () => {
    expect(await woocommerce.verify(await signed(), [SECRET])).toEqual({ ok: true, value: null });
  });

  test("is the documented one: base64 of the body's HMAC-SHA256", async () => {
    const body = new TextEncoder().encode("what do ya want for nothing?");
    const webhook = { ...await signed(), body };
    webhook.headers.set("x-wc-webhook-signature", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    expect((await woocommerce.verify(webhook, ["Jefe"])).ok).toBe(true);
  });

  test.each([
    "k9$]dT &lt;salz&gt; &amp; &#039;pfeffer&#039;",
    "k9$]dT &#60;salz&#x3E; &#038; &#39;pfeffer&#x27;",
  ])("is verified with the secret as a page or the database holds it: %s", async (stored) => {
    expect((await woocommerce.verify(await signed(), [stored])).ok).toBe(true);
  });

  test("is made with the secret's HTML entities decoded only once, and only those of quotes and brackets", async () => {
    expect((await woocommerce.verify(await signed("a&lt;b&eacute;"), ["a&amp;lt;b&eacute;"])).ok).toBe(true);
    expect((await woocommerce.verify(await signed("a<b"), ["a&amp;lt;b"])).ok).toBe(false);
  });

  test("is accepted from either of two live secrets", async () => {
    expect((await woocommerce.verify(await signed(), ["last &amp; year", SECRET])).ok).toBe(true);
    expect((await woocommerce.verify(await signed(), [SECRET, "last &amp; year"])).ok).toBe(true);
  });

  test.each([[[]], [[""]], [["another"]]])("is not verified with %j", async (secrets) => {
    expect(await woocommerce.verify(await signed(), secrets)).toMatchObject({
      ok: false,
      reason: "signature",
    });
  });

  test("for a body that differs in one byte is refused", async () => {
    const webhook = await signed();
    const body = webhook.body.slice();
    body[100]! ^= 1;
    expect((await woocommerce.verify({ ...webhook, body }, [SECRET])).ok).toBe(false);
  });

  test.each(["", "not base64", "AAAA"])("that reads %j is refused", async (signature) => {
    const webhook = await signed();
    webhook.headers.set("x-wc-webhook-signature", signature);
    expect((await woocommerce.verify(webhook, [SECRET])).ok).toBe(false);
  });

  test("must be given", async () => {
    const webhook = woocommerceWebhook("order.created", adas);
    expect((await woocommerce.verify(webhook, [SECRET])).ok).toBe(false);
  });
});

describe("the ping before a webhook is saved", () => {
  test("is accepted without a signature and changes nothing", async () => {
    expect((await woocommerce.verify(woocommercePing(), [SECRET])).ok).toBe(true);
    expect(await woocommerce.read(woocommercePing())).toEqual({
      ok: true,
      value: { type: "ignored", topic: "ping", is_test: true },
    });
  });

  test("is recognised with the charset that some hosts add", async () => {
    const ping = woocommercePing();
    ping.headers.set("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
    expect((await woocommerce.verify(ping, [SECRET])).ok).toBe(true);
  });

  test("is a ping whatever topic its header names", async () => {
    const ping = woocommercePing();
    ping.headers.set("x-wc-webhook-topic", "order.deleted");
    expect(await woocommerce.read(ping)).toMatchObject({ value: { type: "ignored", topic: "ping" } });
  });

  test.each([
    "webhook_id=",
    "webhook_id=12&id=7301",
    "webhook_id=12\n",
    "id=12",
    `webhook_id=${"1".repeat(40)}`,
    `{"id":7301}`,
  ])("is no other form: %j", async (body) => {
    expect((await woocommerce.verify(woocommercePing(body), [SECRET])).ok).toBe(false);
  });

  test("is a form, and never one that has a signature", async () => {
    const json = woocommercePing();
    json.headers.set("content-type", "application/json");
    expect((await woocommerce.verify(json, [SECRET])).ok).toBe(false);
    const wrongly_signed = woocommercePing();
    wrongly_signed.headers.set("x-wc-webhook-signature", "AAAA");
    expect((await woocommerce.verify(wrongly_signed, [SECRET])).ok).toBe(false);
  });
});

describe("a WooCommerce topic", () => {
  test.each(["product.deleted", "customer.created", "action.woocommerce_add_to_cart", "constructor"])(
    "%s is ignored before its body is read",
    async (topic) => {
      expect(await readWoocommerce(topic, "{")).toEqual({ ok: true, value: { type: "ignored", topic } });
    },
  );

  test("must be given", async () => {
    const webhook = woocommerceWebhook("order.created", adas);
    webhook.headers.delete("x-wc-webhook-topic");
    expect(await woocommerce.read(webhook)).toEqual({
      ok: false,
      reason: "invalid",
      message: "X-WC-Webhook-Topic must be given: got nothing",
    });
  });

  test("order.created brings the placed order at the time of its last change, in UTC, and its payment", async () => {
    const { order, events } = await readByWoocommerce("order.created", adas);
    expect(order).toBe("7301");
    expect(events).toEqual([
      expect.objectContaining({ type: "order.placed", at: "2026-11-22T09:58:07.000Z" }),
      {
        type: "payment.succeeded",
        at: "2026-11-22T09:58:06.000Z",
        payment: {
          id: "paid",
          amount_minor: 13_380,
          method: { brand: "Credit / Debit Card" },
          transaction_id: "pi_3QKx8b2eZvKYlo2C1a7d9fQm",
        },
      },
    ]);
    expect(events[0]).toMatchObject({ order: { placed_at: "2026-11-22T09:58:00.000Z" } });
  });

  test("order.updated of an order that nobody paid brings only a change", async () => {
    const { events } = await readByWoocommerce("order.updated", bens);
    expect(events.map(({ type }) => type)).toEqual(["order.changed"]);
  });

  test("order.updated brings each refund, at the time of the change that shows it", async () => {
    const { events } = await readByWoocommerce("order.updated", guests);
    expect(events.at(-1)).toEqual({
      type: "payment.refunded",
      at: "2026-11-22T09:58:07.000Z",
      refund: { id: "7304", amount_minor: 544, reason: "Wrapped in the wrong paper", lines: [] },
    });
  });

  test("order.updated of a cancelled order brings its cancellation, without the shop's reason", async () => {
    const { events } = await readByWoocommerce("order.updated", { ...bens, status: "cancelled" });
    expect(events).toEqual([
      expect.objectContaining({ type: "order.changed" }),
      { type: "order.cancelled", at: "2026-11-22T09:58:07.000Z" },
    ]);
  });

  test("order.updated of a completed order brings no shipment", async () => {
    const { events } = await readByWoocommerce("order.updated", { ...adas, status: "completed" });
    expect(events.some(({ type }) => type.startsWith("shipment."))).toBe(false);
  });

  test("an order with nothing to pay has no payment", async () => {
    const { events } = await readByWoocommerce("order.updated", { ...adas, total: "0.00" });
    expect(events.map(({ type }) => type)).toEqual(["order.changed"]);
  });

  test("order.deleted is a cancellation at the time when the webhook arrives", async () => {
    expect(await readByWoocommerce("order.deleted", { id: 7301 })).toEqual({
      order: "7301",
      events: [{ type: "order.cancelled", at: NOW }],
    });
  });

  test("a deletion, a restoration and another deletion are different events though the body is the same", async () => {
    const ids = [0, 1].map(async (later_ms) => {
      const webhook = woocommerceWebhook("order.deleted", { id: 7301 });
      const reading = await woocommerce.read({ ...webhook, received_at_ms: NOW_MS + later_ms });
      return reading.ok && reading.value.type === "events" ? reading.value.id : null;
    });
    const [first, second] = await Promise.all(ids);
    expect(first).toMatch(/^[0-9a-f]{64}/);
    expect(second).not.toBe(first);
  });

  test("an order that was deleted or cancelled and is active again is not cancelled", async () => {
    const deleted = await readByWoocommerce("order.deleted", { id: 7301 });
    const restored = await readByWoocommerce("order.restored", adas);
    const created = await readByWoocommerce("order.created", adas);
    expect(fold([...created.events, ...deleted.events])?.cancelled).toBeDefined();
    expect(fold([...created.events, ...deleted.events, ...restored.events])?.cancelled)
      .toBeUndefined();
    const cancelled = await readByWoocommerce("order.updated", { ...adas, status: "cancelled" });
    const paid_late = { ...adas, date_modified_gmt: "2026-11-22T11:30:00" };
    const updated = await readByWoocommerce("order.updated", paid_late);
    expect(fold(cancelled.events)?.cancelled).toBeDefined();
    expect(fold([...updated.events, ...cancelled.events])?.cancelled).toBeUndefined();
  });

  test("an order that is cancelled when it is restored from the bin stays cancelled", async () => {
    const cancelled = { ...adas, status: "cancelled" };
    const { events } = await readByWoocommerce("order.restored", cancelled);
    expect(events.map(({ type }) => type)).not.toContain("order.restored");
    expect(fold(events)?.cancelled).toBeDefined();
  });

  test("order.restored is a change where it contains the order, and is ignored where it does not", async () => {
    const { events: [first] } = await readByWoocommerce("order.restored", adas);
    expect(first).toMatchObject({ type: "order.changed", order: { id: "7301" } });
    expect(await readWoocommerce("order.restored", { id: 7301 })).toEqual({
      ok: true,
      value: { type: "ignored", topic: "order.restored (no order)" },
    });
  });

  test.each(["auto-draft", "checkout-draft"])("%s is no order yet", async (status) => {
    expect(await readWoocommerce("order.updated", { ...adas, status })).toEqual({
      ok: true,
      value: { type: "ignored", topic: `order.updated (${status})` },
    });
  });

  test.each([[[]], [[{ ...adas.line_items[0], quantity: 0 }]]])(
    "an order without lines is not an order until it has its first line: %#",
    async (line_items) => {
      expect(await readWoocommerce("order.created", { ...adas, line_items })).toEqual({
        ok: true,
        value: { type: "ignored", topic: "order.created (no lines)" },
      });
    },
  );
});

describe("the id of a WooCommerce webhook", () => {
  async function idOf(topic: string, payload: unknown, webhook_id = "0f3e"): Promise<string> {
    const webhook = woocommerceWebhook(topic, payload);
    webhook.headers.set("x-wc-webhook-delivery-id", webhook_id);
    const reading = await woocommerce.read(webhook);
    return reading.ok && reading.value.type === "events" ? reading.value.id : "";
  }

  test("is the same for the same topic and body, whatever the header says", async () => {
    expect(await idOf("order.updated", adas)).toMatch(/^[0-9a-f]{64}$/);
    expect(await idOf("order.updated", adas)).toBe(await idOf("order.updated", adas, "77aa"));
  });

  test("differs for two orders of one second, and for two topics", async () => {
    const ids = [
      await idOf("order.updated", adas),
      await idOf("order.updated", bens),
      await idOf("order.created", adas),
    ];
    expect(new Set(ids).size).toBe(3);
  });
});

describe("an 18-digit id", () => {
  test("keeps every digit, and so do the ids of its lines and refunds", async () => {
    const text = JSON.stringify(guests)
      .replace(`"id":7303,`, `"id":820982911946154508,`)
      .replace(`"id":521,`, `"id":820982911946154509,`)
      .replace(`"id":7304,`, `"id":820982911946154511,`);
    const { order, events } = await readByWoocommerce("order.updated", text);
    expect(order).toBe("820982911946154508");
    expect(events).toMatchObject([
      { order: { id: "820982911946154508", lines: [{ id: "820982911946154509" }] } },
      {},
      { refund: { id: "820982911946154511" } },
    ]);
    expect(await readByWoocommerce("order.deleted", `{"id":820982911946154508}`)).toMatchObject({
      order: "820982911946154508",
    });
  });
});

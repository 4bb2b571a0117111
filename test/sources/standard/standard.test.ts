import { describe, expect, test } from "vitest";
import { standard } from "../../../src/sources/standard/standard.ts";
import type { Webhook } from "../../../src/sources/source.ts";
import cancelled from "../../fixtures/standard/order_cancelled.json";
import placed from "../../fixtures/standard/order_placed.json";
import paid from "../../fixtures/standard/payment_succeeded.json";
import refunded from "../../fixtures/standard/payment_refunded.json";
import promised from "../../fixtures/standard/promise_changed.json";
import shipped from "../../fixtures/standard/shipment_shipped.json";
import { NOW_MS } from "../../support/cast.ts";
import { signStandard } from "../../support/signing.ts";

const SECRET = "whsec_d2F5YmlsbC1zaG9wLXNlY3JldC1mb3ItdGVzdHM=";
const OLD_SECRET = "whsec_d2F5YmlsbC1zaG9wLXNlY3JldC1sYXN0LXllYXI=";
const NOW_S = NOW_MS / 1_000;
const BODY = JSON.stringify(placed);

async function delivered(body: string, changed: Readonly<Record<string, string>> = {}): Promise<Webhook> {
  const headers = await signStandard(SECRET, "msg_1", NOW_S, body);
  return {
    headers: new Headers({ ...headers, ...changed }),
    body: new TextEncoder().encode(body),
    received_at_ms: NOW_MS,
  };
}

async function readStandard(event: unknown) {
  return await standard.read(await delivered(JSON.stringify(event)));
}

describe("a Standard Webhooks signature", () => {
  test("matches the published example", async () => {
    const webhook: Webhook = {
      headers: new Headers({
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      }),
      body: new TextEncoder().encode(`{"test": 2432232314}`),
      received_at_ms: 1_614_265_330_000,
    };
    for (const secret of ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]) {
      expect(await standard.verify(webhook, [secret])).toEqual({ ok: true, value: null });
    }
  });

  test("is accepted from either of two live secrets", async () => {
    expect((await standard.verify(await delivered(BODY), [OLD_SECRET, SECRET])).ok).toBe(true);
    expect((await standard.verify(await delivered(BODY), [SECRET, OLD_SECRET])).ok).toBe(true);
  });

  test("is found in a list with those of other keys and versions", async () => {
    const mine = (await signStandard(SECRET, "msg_1", NOW_S, BODY))["webhook-signature"];
    const others = (await signStandard(OLD_SECRET, "msg_1", NOW_S, BODY))["webhook-signature"];
    const webhook = await delivered(BODY, { "webhook-signature": `v1a,AAAA ${others} v1,??? ${mine}` });
    expect((await standard.verify(webhook, [SECRET])).ok).toBe(true);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["for another id", { "webhook-id": "msg_2" }],
    ["for another time", { "webhook-timestamp": String(NOW_S + 1) }],
    ["that is missing", { "webhook-signature": "" }],
    ["without its version", { "webhook-signature": "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" }],
    ["whose id is missing", { "webhook-id": "" }],
    ["whose time is no number", { "webhook-timestamp": "2026-11-22T12:00:00Z" }],
    ["whose time is missing", { "webhook-timestamp": "" }],
  ])("%s is refused", async (_which, changed) => {
    expect(await standard.verify(await delivered(BODY, changed), [SECRET])).toMatchObject({
      ok: false,
      reason: "signature",
    });
  });

  test("of an id with a full stop is refused, because a part of the id could be moved into the time", async () => {
    const headers = new Headers(await signStandard(SECRET, "msg.1", NOW_S, BODY));
    const webhook = { headers, body: new TextEncoder().encode(BODY), received_at_ms: NOW_MS };
    expect(await standard.verify(webhook, [SECRET])).toMatchObject({ ok: false, reason: "signature" });
  });

  test("for another body is refused", async () => {
    const webhook = { ...await delivered(BODY), body: new TextEncoder().encode(`${BODY} `) };
    expect(await standard.verify(webhook, [SECRET])).toMatchObject({ ok: false, reason: "signature" });
  });

  test("of an unknown version is refused", async () => {
    const { "webhook-signature": mine } = await signStandard(SECRET, "msg_1", NOW_S, BODY);
    const webhook = await delivered(BODY, { "webhook-signature": mine!.replace("v1,", "v2,") });
    expect(await standard.verify(webhook, [SECRET])).toMatchObject({ ok: false, reason: "signature" });
  });

  test("of 912 s ago is refused with the rule and the age", async () => {
    const webhook = { ...await delivered(BODY), received_at_ms: NOW_MS + 912_000 };
    expect(await standard.verify(webhook, [SECRET])).toEqual({
      ok: false,
      reason: "signature",
      message: "Cannot verify webhook as its age must be <= 300 s: current age is 912 s",
    });
  });

  test.each([[[]], [[""]], [["whsec_"]], [["whsec_not base64"]], [[OLD_SECRET]]])(
    "is not verified with %j",
    async (secrets) => {
      expect(await standard.verify(await delivered(BODY), secrets)).toMatchObject({
        ok: false,
        reason: "signature",
      });
    },
  );
});

describe("the own event format", () => {
  test("a placed order is read under its own id, with the id of the webhook", async () => {
    expect(await readStandard(placed)).toEqual({
      ok: true,
      value: {
        type: "events",
        id: "msg_1",
        orders: [{
          order: "1001",
          events: [{
            type: "order.placed",
            at: "2026-11-22T11:00:00.000Z",
            order: expect.objectContaining({
              id: "1001",
              number: "#1001",
              total_minor: 12_890,
              fees: [],
              aliases: [],
            }),
          }],
        }],
      },
    });
  });

  test.each<[string, { data: { order_id: string } }, unknown]>([
    ["order.cancelled", cancelled, { at: "2026-11-22T18:00:00.000Z", reason: "Nicht mehr lieferbar" }],
    ["payment.succeeded", paid, {
      payment: { id: "pay_1", amount_minor: 12_890, method: { brand: "Visa", last4: "4242" } },
    }],
    ["payment.refunded", refunded, { refund: { id: "re_1", lines: [{ line_id: "2", quantity: 1 }] } }],
    ["shipment.shipped", shipped, {
      at: "2026-11-23T08:15:00.000Z",
      place: "Hamburg, DE",
      shipment: { id: "parcel-1" },
    }],
    ["shipment.promise_changed", promised, { promised: { from: "2026-11-26", until: "2026-11-28" } }],
  ])("%s is told of the order that data names", async (type, event, order_event) => {
    expect(await readStandard(event)).toMatchObject({
      ok: true,
      value: { orders: [{ order: "1001", events: [{ type, ...order_event as object }] }] },
    });
  });

  test("a changed order is read like a placed one", async () => {
    expect(await readStandard({ ...placed, type: "order.changed" })).toMatchObject({
      ok: true,
      value: { orders: [{ order: "1001", events: [{ type: "order.changed" }] }] },
    });
  });

  test("the data cannot change the type or the time of its event", async () => {
    const event = {
      ...cancelled,
      data: { ...cancelled.data, type: "order.placed", at: "2020-01-01T00:00:00Z" },
    };
    expect(await readStandard(event)).toMatchObject({
      ok: true,
      value: { orders: [{ events: [{ type: "order.cancelled", at: "2026-11-22T18:00:00.000Z" }] }] },
    });
  });

  test.each(["invoice.created", "constructor", "stock.counted"])(
    "%s is ignored, whatever it holds",
    async (type) => {
      expect(await readStandard({ type, timestamp: null, data: {} })).toEqual({
        ok: true,
        value: { type: "ignored", topic: type },
      });
    },
  );

  test("an event that asks for a link is not accepted from outside", async () => {
    expect(await readStandard({ ...cancelled, type: "customer.link_requested" })).toEqual({
      ok: true,
      value: { type: "ignored", topic: "customer.link_requested" },
    });
  });

  const { order } = placed.data;
  const [mill] = order.lines;
  test.each([
    [{ ...placed, timestamp: undefined }, "timestamp must be given: got nothing"],
    [
      { ...placed, timestamp: "2026-11-22" },
      "timestamp must be an RFC 3339 time with a zone: got text of 10 characters",
    ],
    [
      { ...placed, timestamp: "2026-02-31T00:00:00Z" },
      "timestamp must be a real date: got text of 20 characters",
    ],
    [{ ...placed, data: undefined }, "data must be given: got nothing"],
    [{ ...placed, data: "1001" }, "data must be an object: got text of 4 characters"],
    [{ ...placed, data: {} }, "data.order must be given: got nothing"],
    [{ ...placed, type: 7 }, "type must be text: got a whole number"],
    [
      { ...placed, data: { order: { ...order, lines: [{ ...mill, unit_price_minor: 89.9 }] } } },
      "data.order.lines.0.unit_price_minor must be a whole number within 2^53: got a number with a fraction",
    ],
    [
      { ...placed, data: { order: { ...order, lines: [] } } },
      "data.order.lines must have >= 1 entry: got a list of 0 entries",
    ],
    [
      { ...placed, data: { order: { ...order, currency: "euro" } } },
      "data.order.currency must be an ISO 4217 code: got text of 4 characters",
    ],
    [
      { ...placed, data: { order: { ...order, id: "10/01" } } },
      "data.order.id must hold no space and no slash: got text of 5 characters",
    ],
    [{ ...cancelled, data: {} }, "data.order_id must be given: got nothing"],
    [{ ...paid, data: { order_id: "1001" } }, "data.payment must be given: got nothing"],
    [
      { ...promised, data: { order_id: "1001", promised: { until: "2026-02-31" } } },
      "data.promised.until must be a real date: got text of 10 characters",
    ],
    [[], "type must be given: got nothing"],
    [null, "body must be an object: got null"],
  ])("%# is refused by field, rule and shape", async (event, message) => {
    expect(await readStandard(event)).toEqual({ ok: false, reason: "invalid", message });
  });

  test("a body that is no JSON is unreadable", async () => {
    expect(await standard.read(await delivered("order=1001"))).toMatchObject({
      ok: false,
      reason: "unreadable",
    });
  });
});

import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { Happening } from "../../src/orders/event.ts";
import { aftership } from "../../src/sources/aftership.ts";
import { easypost } from "../../src/sources/easypost.ts";
import { seventeentrack } from "../../src/sources/seventeentrack.ts";
import { shipengine } from "../../src/sources/shipengine.ts";
import { shippo } from "../../src/sources/shippo.ts";
import { shopify } from "../../src/sources/shopify.ts";
import type { Delivery, Source } from "../../src/sources/source.ts";
import { standard } from "../../src/sources/standard.ts";
import { woocommerce } from "../../src/sources/woocommerce.ts";
import post from "../fixtures/17track/tracking_updated.json";
import dhl from "../fixtures/aftership/tracking_update.json";
import paket from "../fixtures/easypost/tracker_updated.json";
import ups from "../fixtures/shipengine/api_track.json";
import usps from "../fixtures/shippo/track_updated.json";
import ada from "../fixtures/shopify/orders_create_ada.json";
import ben from "../fixtures/shopify/orders_create_ben.json";
import guest from "../fixtures/shopify/orders_create_guest.json";
import scan from "../fixtures/shopify/fulfillment_events_create.json";
import fulfilment from "../fixtures/shopify/fulfillments_create.json";
import refund from "../fixtures/shopify/refunds_create.json";
import placed from "../fixtures/standard/order_placed.json";
import paid from "../fixtures/standard/payment_succeeded.json";
import refunded from "../fixtures/standard/payment_refunded.json";
import promised from "../fixtures/standard/promise_changed.json";
import shipped from "../fixtures/standard/shipment_shipped.json";
import adas_basket from "../fixtures/woocommerce/order_ada.json";
import bens_basket from "../fixtures/woocommerce/order_ben.json";
import guests_basket from "../fixtures/woocommerce/order_guest.json";
import { NOW_MS } from "../support/cast.ts";
import { WEBHOOK_ID } from "../support/shopify.ts";

interface Mutation {
  /** Picks one of all the places in the payload. */
  readonly place: number;
  readonly change: (value: unknown) => unknown;
}

const DROPPED = Symbol("dropped");
const BODY_MAX = 1_000_000;
/** A thousand of the largest payloads take seconds where several files are tested at once. */
const TIMEOUT_MS = 120_000;
/** After all that the fixtures tell. */
const WEEK_MS = 7 * 86_400_000;
const CANARY = "canary-7f3a";

const retyped = fc.constantFrom<unknown>(
  ...[
    null,
    true,
    "",
    CANARY,
    `${CANARY}@${CANARY}.example`,
    "constructor",
    "\ud800",
    "\u0000",
    "-1",
    "1e9",
    "9".repeat(30),
  ],
  ...[
    0,
    -1,
    1.5,
    1e300,
    2 ** 53 - 1,
    "90071992547409.91",
    [],
    {},
    [[]],
    [null],
    "2026-11-22T12:00:00Z",
    "9999-12-31T23:59:59-12:00",
  ],
);

const damage: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  change: fc.oneof(
    fc.constant(() => DROPPED),
    retyped.map((value) => () => value),
    fc.constantFrom(1, 2, 80).map((depth) => (value: unknown) => nested(value, depth)),
  ),
});

/** Once at most: twice would make bodies that no door lets in. */
const growth: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  change: fc.constantFrom(2, 60, 1_100).map((times) => (value: unknown) => enlarged(value, times)),
});

const mutations = fc.oneof(
  fc.array(damage, { minLength: 1, maxLength: 3 }),
  fc.tuple(growth),
  fc.tuple(growth, damage),
);

describe.each<[string, Source, string, unknown]>([
  ["Ada's new order", shopify, "orders/create", ada],
  ["Ben's paid order", shopify, "orders/paid", ben],
  ["a guest's cancelled order", shopify, "orders/cancelled", { ...guest, cancelled_at: guest.updated_at }],
  ["a fulfilment", shopify, "fulfillments/update", { ...fulfilment, shipment_status: "delivered" }],
  ["a fulfilment's scan", shopify, "fulfillment_events/create", scan],
  ["a refund", shopify, "refunds/create", refund],
  ["Ada's new basket", woocommerce, "order.created", adas_basket],
  ["Ben's cancelled basket", woocommerce, "order.updated", { ...bens_basket, status: "cancelled" }],
  ["a guest's restored basket", woocommerce, "order.restored", guests_basket],
  ["a deleted basket", woocommerce, "order.deleted", { id: adas_basket.id }],
  ["an own order", standard, "", placed],
  ["an own payment", standard, "", paid],
  ["an own refund", standard, "", refunded],
  ["an own parcel", standard, "", shipped],
  ["an own promise", standard, "", promised],
  ["EasyPost's tracker", easypost, "", paket],
  ["AfterShip's tracking", aftership, "", dhl],
  ["Shippo's track", shippo, "", usps],
  ["17TRACK's number", seventeentrack, "", post],
  ["ShipEngine's track", shipengine, "", ups],
])("%s, damaged in any place", (_what, source, topic, payload) => {
  test("is told as whole events or refused without a word of its content", async () => {
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const body = JSON.stringify(changes.reduce(mutated, payload)) ?? "";
        fc.pre(body.length <= BODY_MAX);
        const reading = await source.read(delivery(topic, body));
        if (reading.ok) {
          const tellings = reading.value.type === "told" ? reading.value.tellings : [];
          for (const { happenings } of tellings) {
            expect(v.parse(v.array(Happening), happenings)).toEqual(happenings);
          }
        } else {
          expect(reading.message).not.toContain(CANARY);
          expect(reading.message.length).toBeLessThan(300);
        }
      }),
      { numRuns: 1_000 },
    );
  }, TIMEOUT_MS);
});

describe("any bytes at all", () => {
  test.each([
    [standard],
    [shopify],
    [woocommerce],
    [easypost],
    [aftership],
    [shippo],
    [seventeentrack],
    [shipengine],
  ])("are read or refused by $name", async (source) => {
    await fc.assert(fc.asyncProperty(fc.uint8Array(), async (body) => {
      const reading = await source.read({
        ...delivery(source === woocommerce ? "order.created" : "orders/create", ""),
        body,
      });
      expect(reading.ok).toBe(false);
    }));
  });
});

function delivery(topic: string, body: string): Delivery {
  const headers = new Headers({
    "webhook-id": "msg_1",
    "x-shopify-topic": topic,
    "x-shopify-webhook-id": WEBHOOK_ID,
    "x-wc-webhook-topic": topic,
  });
  return { headers, body: new TextEncoder().encode(body), received_at_ms: NOW_MS + WEEK_MS };
}

/** The payload with one of its places changed. */
function mutated(payload: unknown, { place, change }: Mutation): unknown {
  const copy: { body: unknown } = { body: structuredClone(payload) };
  const places = placesIn(copy);
  const [parent, key] = places[place % places.length]!;
  const value = change(parent[key]);
  if (value === DROPPED) delete parent[key];
  else parent[key] = value;
  return copy.body;
}

type Container = Record<string, unknown>;

function placesIn(value: unknown): readonly (readonly [Container, string])[] {
  if (typeof value !== "object" || value === null) return [];
  const container = value as Container;
  return Object.keys(container).flatMap((key) => [[container, key] as const, ...placesIn(container[key])]);
}

function nested(value: unknown, depth: number): unknown {
  return Array.from({ length: depth }).reduce((inner: unknown) => [inner], value);
}

function enlarged(value: unknown, times: number): unknown {
  if (typeof value === "string") return value.repeat(times);
  if (typeof value === "number") return value * times;
  if (Array.isArray(value)) return Array.from({ length: times }, () => value).flat();
  return Array.from({ length: times }, () => value);
}

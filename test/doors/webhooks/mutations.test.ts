import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { web } from "../../../src/doors/web.ts";
import { SOURCE_NAMES } from "../../../src/sources/table.ts";
import parcel_post from "../../fixtures/17track/tracking_updated.json";
import dhl from "../../fixtures/aftership/tracking_update.json";
import store_created from "../../fixtures/bigcommerce/order_created.json";
import store_refunded from "../../fixtures/bigcommerce/refund_created.json";
import store_shipped from "../../fixtures/bigcommerce/shipment_created.json";
import paket from "../../fixtures/easypost/tracker_updated.json";
import capture from "../../fixtures/paypal/capture_completed.json";
import capture_refunded from "../../fixtures/paypal/capture_refunded.json";
import paypal_dispute from "../../fixtures/paypal/dispute_created.json";
import ups from "../../fixtures/shipengine/api_track.json";
import usps from "../../fixtures/shippo/track_updated.json";
import scan from "../../fixtures/shopify/fulfillment_events_create.json";
import fulfilment from "../../fixtures/shopify/fulfillments_create.json";
import level from "../../fixtures/shopify/inventory_levels_update.json";
import ada from "../../fixtures/shopify/orders_create_ada.json";
import ben from "../../fixtures/shopify/orders_create_ben.json";
import refund from "../../fixtures/shopify/refunds_create.json";
import square_payment from "../../fixtures/square/payment_updated.json";
import square_refund from "../../fixtures/square/refund_created.json";
import cancelled from "../../fixtures/standard/order_cancelled.json";
import placed from "../../fixtures/standard/order_placed.json";
import paid from "../../fixtures/standard/payment_succeeded.json";
import promised from "../../fixtures/standard/promise_changed.json";
import shipped from "../../fixtures/standard/shipment_shipped.json";
import stocked from "../../fixtures/standard/stock_changed.json";
import watched from "../../fixtures/standard/stock_watch_requested.json";
import forgetting from "../../fixtures/standard/customer_erase_requested.json";
import charge_refunded from "../../fixtures/stripe/charge_refunded_partial.json";
import charge from "../../fixtures/stripe/charge_succeeded.json";
import session from "../../fixtures/stripe/checkout_session_completed.json";
import intent_failed from "../../fixtures/stripe/payment_intent_payment_failed.json";
import basket from "../../fixtures/woocommerce/order_ada.json";
import product from "../../fixtures/woocommerce/product.json";
import { store, TOKEN } from "../../support/bigcommerce.ts";
import { NOW_MS } from "../../support/cast.ts";
import { BODY_MAX, CANARY, mutated, mutations, TIMEOUT_MS } from "../../support/mutation.ts";
import { allSenders, openFor, type Sender, type SenderName } from "../../support/senders.ts";

const SECRET = "whsec_d2F5YmlsbC1kZW1vLXNlY3JldC1mb3ItdGVzdHM=";
/** After everything that the fixtures tell. */
const RECEIVED_MS = NOW_MS + 7 * 86_400_000;
/** The readers are damaged a thousand times in test/sources; here each damage goes through signature, fold, plan and D1. */
const RUNS = 40;
/** An order takes so many deliveries that its history would slow the test down, and at last refuse it. */
const CLEARED_EVERY = 20;

let senders: Readonly<Record<SenderName, Sender>>;
/** What the door had to say of its own faults. */
const faults: string[] = [];

beforeAll(async () => {
  const all = await allSenders();
  senders = all.senders;
  await openFor(senders, SECRET, { "bigcommerce.token": [TOKEN] });
  const { ports } = store();
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const url = new URL(String(input));
    if (url.host === "api.paypal.com") return new Response(all.certificate);
    const answer = await ports.ask(url);
    return answer.ok ? new Response(answer.value.body, { status: answer.value.status }) : Response.error();
  });
  vi.spyOn(console, "error").mockImplementation((line: unknown) => void faults.push(String(line)));
});
afterAll(() => vi.restoreAllMocks());
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: RECEIVED_MS });
});

async function clear(): Promise<void> {
  const tables = ["orders", "events", "refs", "parked", "messages", "stock", "open_lines", "stock_work"];
  await env.DB.batch(tables.map((table) => env.DB.prepare(`delete from ${table}`)));
}

async function post(name: SenderName, topic: string, body: string) {
  const { headers, query = "" } = await senders[name].sign(body, SECRET, RECEIVED_MS);
  const context = createExecutionContext();
  const topics = { "x-shopify-topic": topic, "x-wc-webhook-topic": topic };
  const init = { method: "POST", headers: { ...topics, ...headers }, body };
  const response = await web.request(`/hooks/demo/${name}${query}`, init, env, context);
  const answer = await response.text();
  await waitOnExecutionContext(context);
  return { status: response.status, answer };
}

describe.each(SOURCE_NAMES)("of %s, a signed body", (name) => {
  const deep = (depth: number) => `{"type":"order.placed","a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  const digits = "9".repeat(400_000);

  test.each([
    ["nested 400,000 deep", deep(400_000)],
    ["nested 65 deep", deep(65)],
    ["that is one long number", digits],
    ["with a key of half a megabyte", `{${JSON.stringify("k".repeat(500_000))}:1}`],
    [
      "with 90,000 keys",
      JSON.stringify(Object.fromEntries(Array.from({ length: 90_000 }, (_, key) => [key, 1]))),
    ],
    ["that is cut short", `{"type":"order.placed","data":{`],
    ["that is null", "null"],
    ["that is empty", ""],
  ])("%s is refused", async (_what, body) => {
    const topic = name === "woocommerce" ? "order.created" : "orders/create";
    const answered = await post(name, topic, body);
    expect([400, 422], `${answered.status} ${answered.answer}`).toContain(answered.status);
    expect(answered.answer.length).toBeLessThan(400);
    expect(faults.splice(0)).toEqual([]);
  });
});

describe.each<[string, SenderName, string, unknown]>([
  ["an own order", "standard", "", placed],
  ["an own payment", "standard", "", paid],
  ["an own parcel", "standard", "", shipped],
  ["an own promise", "standard", "", promised],
  ["an own cancellation", "standard", "", cancelled],
  ["an own level", "standard", "", stocked],
  ["an own request to be told", "standard", "", watched],
  ["an own request to be forgotten", "standard", "", forgetting],
  ["Ada's new order", "shopify", "orders/create", ada],
  ["Ben's paid order", "shopify", "orders/paid", ben],
  ["a fulfilment", "shopify", "fulfillments/update", fulfilment],
  ["a fulfilment's scan", "shopify", "fulfillment_events/create", scan],
  ["a refund", "shopify", "refunds/create", refund],
  ["an inventory level", "shopify", "inventory_levels/update", level],
  ["who wants their data", "shopify", "customers/data_request", {
    shop_domain: "kontor.myshopify.com",
    customer: { id: 191167, email: "ada@lovelace.example" },
    orders_requested: [299938, 280263],
  }],
  ["who wants to be forgotten", "shopify", "customers/redact", {
    shop_domain: "kontor.myshopify.com",
    customer: { id: 191167, email: "ada@lovelace.example" },
    orders_to_redact: [299938, 280263],
  }],
  ["Ada's basket", "woocommerce", "order.created", basket],
  ["Ada's restored basket", "woocommerce", "order.restored", basket],
  ["a product's quantity", "woocommerce", "product.updated", product],
  ["word of a BigCommerce order", "bigcommerce", "", store_created],
  ["word of a BigCommerce refund", "bigcommerce", "", store_refunded],
  ["word of a BigCommerce parcel", "bigcommerce", "", store_shipped],
  ["a checkout session", "stripe", "", session],
  ["a failed intent", "stripe", "", intent_failed],
  ["a charge", "stripe", "", charge],
  ["a charge refunded in part", "stripe", "", charge_refunded],
  ["a capture", "paypal", "", capture],
  ["a refunded capture", "paypal", "", capture_refunded],
  ["a disputed capture", "paypal", "", paypal_dispute],
  ["a Square payment", "square", "", square_payment],
  ["a Square refund", "square", "", square_refund],
  ["EasyPost's tracker", "easypost", "", paket],
  ["AfterShip's tracking", "aftership", "", dhl],
  ["Shippo's track", "shippo", "", usps],
  ["17TRACK's number", "17track", "", parcel_post],
  ["ShipEngine's track", "shipengine", "", ups],
])("%s, signed and damaged in any place", (_what, name, topic, payload) => {
  test("is answered with 2xx or 4xx, and never repeated", async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const body = JSON.stringify(changes.reduce(mutated, payload)) ?? "";
        fc.pre(body.length <= BODY_MAX);
        if (runs++ % CLEARED_EVERY === 0) await clear();
        const { status, answer } = await post(name, topic, body);
        expect([200, 202, 400, 413, 422], `${status} ${answer} ${faults.join()}`).toContain(status);
        if (status >= 400) expect(answer).not.toContain(CANARY);
        // A delivery that was kept for later failed in the Worker.
        expect(faults.splice(0)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  }, TIMEOUT_MS);
});

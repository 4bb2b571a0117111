import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { web } from "../../src/doors/web.ts";
import { parseMail } from "../../src/mail/mime/parse.ts";
import type { Webhook } from "../../src/sources/source.ts";
import charge from "../fixtures/stripe/charge_succeeded.json";
import refunded from "../fixtures/stripe/charge_refunded_partial.json";
import intent from "../fixtures/stripe/payment_intent_succeeded.json";
import basket from "../fixtures/woocommerce/order_ada.json";
import { NOW_MS } from "../support/cast.ts";
import { eventually } from "../support/eventually.ts";
import { openHouse, rows, SECRET } from "../support/house.ts";
import { mailsOf, passTo } from "../support/river.ts";
import { hexHmac } from "../support/signing.ts";
import { altered, stripeWebhook } from "../support/stripe.ts";
import { signWoocommerce, woocommerceWebhook } from "../support/woocommerce.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS + 26 * 3_600_000 });
});

async function post(source: string, { headers, body }: Webhook): Promise<void> {
  const context = createExecutionContext();
  const response = await web.request(
    `/hooks/demo/${source}`,
    { method: "POST", headers, body },
    env,
    context,
  );
  expect(await response.json()).toMatchObject({ accepted: true });
  await waitOnExecutionContext(context);
}

async function byStripe(event: unknown): Promise<void> {
  const delivery = stripeWebhook(event);
  const at_s = Math.floor(Date.now() / 1_000);
  delivery.headers.set(
    "stripe-signature",
    `t=${at_s},v1=${await hexHmac(SECRET, [`${at_s}.`, delivery.body])}`,
  );
  await post("stripe", delivery);
}

async function byWoocommerce(topic: string, order: unknown): Promise<void> {
  const delivery = woocommerceWebhook(topic, order);
  delivery.headers.set("x-wc-webhook-signature", await signWoocommerce(SECRET, delivery.body));
  await post("woocommerce", delivery);
}

/** As WooCommerce's Stripe plugin leaves them: the order's number in the metadata, the charge as the transaction. */
function shopOf(number: number) {
  const ids = { intent: `pi_${number}`, charge: `ch_${number}`, metadata: { order_id: String(number) } };
  const order = {
    ...basket,
    id: number,
    number: String(number),
    total: "128.90",
    date_paid_gmt: "2026-11-22T12:00:05",
    date_modified_gmt: "2026-11-22T12:00:06",
    payment_method_title: "Credit card (Stripe)",
    transaction_id: ids.charge,
  };
  const of_charge = { id: ids.charge, payment_intent: ids.intent, metadata: ids.metadata };
  return {
    placed: () => byWoocommerce("order.created", order),
    paid: () =>
      byStripe(altered(intent, { id: ids.intent, latest_charge: ids.charge, metadata: ids.metadata })),
    charged: () => byStripe(altered(charge, of_charge)),
    given_back: () => byStripe(altered(refunded, of_charge)),
    changed: (day: number) =>
      byWoocommerce("order.updated", {
        ...order,
        date_modified_gmt: `2026-11-${day}T12:00:10`,
        refunds: [{ id: 7310, reason: "Broken", total: "-24.50" }],
      }),
  };
}

const ORDERS = [[0, 1, 2, 3, 4, 5], [1, 0, 2, 4, 3, 5], [5, 4, 3, 2, 1, 0], [2, 3, 1, 0, 4, 5]];

test.each(ORDERS.map((order, index) => [8_000 + index, order] as const))(
  "one payment and one refund, reported by WooCommerce and by Stripe, are one mail each: #%i in the order %j",
  async (number, order) => {
    const { placed, paid, charged, given_back, changed } = shopOf(number);
    const steps = [placed, paid, charged, given_back, () => changed(23), () => changed(25)];
    for (const step of order) {
      await steps[step]!();
      await settled(number);
    }
    await passTo(new Date(Date.now() + 60_000).toISOString());
    await settled(number);
    const mails = await mailsOf(`#${number}`, 3);
    expect(mails.map(({ captured }) => captured.kind).sort()).toEqual([
      "order_confirmation",
      "payment_receipt",
      "refund_issued",
    ]);
    const receipt = mails.find(({ captured }) => captured.kind === "payment_receipt")!;
    expect((await parseMail(receipt.raw)).text).toMatch(/128[.,]90/);
  },
);

/** Waits until nothing that is due is still open. */
async function settled(number: number): Promise<void> {
  await eventually(async () => {
    const open = (await rows("messages")).filter(({ subject, due_at }) =>
      subject === `demo/woocommerce/${number}` && due_at !== null && Number(due_at) <= Date.now()
    );
    expect(open).toEqual([]);
  });
}

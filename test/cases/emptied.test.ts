/** Situations from real shops: all goods are taken off an order whose shipping stays open. Nobody pays for nothing. */
import { describe, expect, test } from "vitest";
import created from "../fixtures/bigcommerce/order_created.json";
import status_updated from "../fixtures/bigcommerce/order_status_updated.json";
import order from "../fixtures/bigcommerce/order.json";
import products from "../fixtures/bigcommerce/products.json";
import { PATHS, readByBigcommerce, store } from "../support/bigcommerce.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../support/cast.ts";
import { type Body, HOUR_MS, life, line, shopifyStep, wooStep } from "../support/kettle.ts";
import { kindsOf, type Life, lived, mailOf, type Step } from "../support/lived.ts";

const TEN_DAYS = 240;

async function bigcommerceStep(at: number, quantity: number): Promise<Step> {
  const answers = {
    [PATHS.order]: JSON.stringify({
      ...order,
      status_id: 7,
      customer_locale: "en",
      payment_method: "Bank Deposit",
      payment_status: "",
      date_modified: new Date(NOW_MS + at * HOUR_MS).toUTCString().replace("GMT", "+0000"),
    }),
    [PATHS.products]: JSON.stringify(products.map((product) => ({ ...product, quantity }))),
  };
  const { events } = await readByBigcommerce(at === 0 ? created : status_updated, store(answers).ports);
  return { at_ms: NOW_MS + at * HOUR_MS, events };
}

const OPEN = { financial_status: "pending", total_outstanding: "30.00" };
const GONE: Body = {
  financial_status: "pending",
  total_outstanding: "6.00",
  current_total_price: "6.00",
  line_items: [{ ...line("Kettle", "24.00"), current_quantity: 0 }],
};
const TRANSFER = { status: "on-hold", payment_method: "bacs", payment_method_title: "Transfer" };

test.each<[string, readonly (() => Promise<Step>)[]]>([
  ["Shopify", [() => shopifyStep(0, OPEN), () => shopifyStep(10, GONE), () => shopifyStep(20, GONE)]],
  ["WooCommerce", [
    () => wooStep(0, TRANSFER),
    () => wooStep(10, { ...TRANSFER, line_items: [], total: "6.00" }),
    () => wooStep(20, { ...TRANSFER, line_items: [], total: "6.00", customer_note: "?" }),
  ]],
  ["BigCommerce", [() => bigcommerceStep(0, 1), () => bigcommerceStep(10, 0), () => bigcommerceStep(20, 0)]],
])(
  "an order at %s without any goods is cancelled, and nobody is reminded to pay for it",
  async (_, steps) => {
    const told = await life(steps.map((step) => step()), TEN_DAYS);
    expect(kindsOf(told)).toEqual(["order_confirmation", "order_cancelled"]);
    const { page } = told.pages.at(-1)!;
    expect(page.situation).toMatchObject({
      headline: "This order was cancelled",
      next: "You haven’t been charged, and there’s nothing to pay.",
    });
    expect(page.to_pay).toBeNull();
  },
);

test("what was paid for it is told as it was paid, and is refunded", async () => {
  const paid = { ...GONE, financial_status: "paid", total_outstanding: "-24.00" };
  const told = await life([shopifyStep(0), shopifyStep(10, paid)], 24);
  expect(mailOf(told, "order_cancelled").text).toContain("You paid: €30.00");
});

test("it goes ahead once goods are put back into it", async () => {
  const steps: readonly (readonly Promise<Step>[])[] = [
    [
      shopifyStep(0, OPEN),
      shopifyStep(10, GONE),
      shopifyStep(20, {
        ...OPEN,
        current_total_price: "30.00",
        line_items: [{ ...line("Kettle", "24.00"), current_quantity: 0 }, line("Jug", "24.00")],
      }),
    ],
    [
      wooStep(0, TRANSFER),
      wooStep(10, { ...TRANSFER, line_items: [], total: "6.00" }),
      wooStep(20, TRANSFER),
    ],
  ];
  for (const storefront of steps) {
    const told = await life(storefront, 48);
    expect(kindsOf(told)).toEqual(["order_confirmation", "order_cancelled", "order_changed"]);
    expect(mailOf(told, "order_changed").page.to_pay).not.toBeNull();
  }
});

describe("an order at WooCommerce that is still empty", () => {
  test("is none yet where the shop's people began it by hand", async () => {
    const begun = wooStep(10, { ...TRANSFER, created_via: "admin", line_items: [], total: "6.00" });
    await expect(begun).rejects.toThrow("no lines");
  });
});

test("of a part payment that is kept nobody is asked for the rest once nothing of the order is wanted", () => {
  const lines = ADAS_ORDER.lines.map(({ id, quantity }) => ({
    line_id: id,
    quantity,
    restock: "cancelled" as const,
  }));
  const steps = [
    placed({ ...ADAS_ORDER, locale: "en", payment: { status: "pending" } }),
    { type: "payment.succeeded", at: hours(1), payment: { id: "p1", amount_minor: 3_000 } } as const,
    { type: "payment.refunded", at: hours(20), refund: { id: "r1", amount_minor: 2_000, lines } } as const,
  ].map((event): Step => ({ at_ms: Date.parse(event.at), events: [event] }));
  const told: Life = lived(steps, NOW_MS + TEN_DAYS * HOUR_MS, SHOP);
  expect(kindsOf(told)).toEqual(["order_confirmation", "payment_receipt", "refund_issued"]);
  expect(told.pages.at(-1)!.page.to_pay).toBeNull();
  expect(mailOf(told, "refund_issued").text).not.toContain("Still to pay");
});

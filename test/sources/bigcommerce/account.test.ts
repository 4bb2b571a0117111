import { describe, expect, test } from "vitest";
import products from "../../fixtures/bigcommerce/products.json";
import refund_created from "../../fixtures/bigcommerce/refund_created.json";
import refunds from "../../fixtures/bigcommerce/refunds.json";
import { contradictionsIn } from "../../../src/orders/account/contradictions.ts";
import type { Refund } from "../../../src/orders/event.ts";
import { orderOf, viewOf } from "../../mail/views.ts";
import { detailsByBigcommerce, PATHS, readByBigcommerce, store } from "../../support/bigcommerce.ts";

const [, refund] = refunds.data as unknown as readonly [unknown, (typeof refunds.data)[1]];
const [payment] = refund.payments as [(typeof refund.payments)[0]];

async function refundOf(changes: Readonly<Record<string, unknown>>): Promise<Refund> {
  const { ports } = store({ [PATHS.refunds]: JSON.stringify({ data: [{ ...refund, ...changes }] }) });
  const { events: [event] } = await readByBigcommerce(refund_created, ports);
  if (event?.type !== "payment.refunded") throw new Error(`not a refund: ${event?.type}`);
  expect(contradictionsIn(event)).toEqual([]);
  return event.refund;
}

function item(
  item_type: string,
  requested_amount: number | null,
  more: Readonly<Record<string, unknown>> = {},
) {
  return { item_type, item_id: 99, quantity: null, requested_amount, ...more };
}

describe("how an order at BigCommerce is paid", () => {
  test.each([
    ["Cash on Delivery", "on_delivery"],
    ["Bank Deposit", "transfer"],
    ["Check", "transfer"],
    ["Money Order", "transfer"],
    ["Purchase Order", "on_terms"],
    ["Store Credit", "store_credit"],
    ["Gift Certificate", "store_credit"],
    ["Credit Card", undefined],
    ["Pay in Store", undefined],
  ])("%s is %s", async (payment_method, payment_class) => {
    expect((await detailsByBigcommerce({ payment_method })).payment?.class).toBe(payment_class);
  });
});

test.each([
  ["Cash on Delivery", "", 11, "pending"],
  ["Cash on Delivery", "", 2, "pending"],
  ["Cash on Delivery", "", 10, "paid"],
  ["Cash on Delivery", "captured", 11, "paid"],
  ["Purchase Order", "", 11, "pending"],
  ["Bank Deposit", "", 11, "paid"],
  ["Credit Card", "", 11, "paid"],
])(
  "an order by %s with the payment status '%s' in status %i is %s",
  async (payment_method, payment_status, status_id, told) => {
    expect((await detailsByBigcommerce({ payment_method, payment_status, status_id })).payment?.status).toBe(
      told,
    );
  },
);

describe("what was taken off an order at BigCommerce", () => {
  const full = products.map((product) => ({ ...product, applied_discounts: [] }));

  test("a gift certificate and store credit are no discount", async () => {
    expect(
      await detailsByBigcommerce({
        coupon_discount: "0.0000",
        store_credit_amount: "8.0000",
        gift_certificate_amount: "20.0000",
        total_inc_tax: "116.8000",
      }, full),
    ).toMatchObject({
      discounts: [],
      gift_cards: [{ amount_minor: 2_000 }, { amount_minor: 800, kind: "store_credit" }],
      total_minor: 11_680,
    });
  });

  test("each is a row under its own name", async () => {
    const details = await detailsByBigcommerce({
      coupon_discount: "0.0000",
      store_credit_amount: "8.0000",
      gift_certificate_amount: "20.0000",
      total_inc_tax: "116.8000",
    }, full);
    const { sums } = viewOf(orderOf({ ...details, locale: "en" }));
    expect(sums).toEqual(expect.arrayContaining([
      { label: "Gift card", amount: "−€20.00" },
      { label: "Store credit", amount: "−€8.00" },
    ]));
  });

  test("credit that is not included in the total is not subtracted from it", async () => {
    const details = await detailsByBigcommerce({
      coupon_discount: "0.0000",
      store_credit_amount: "8.0000",
      total_inc_tax: "144.8000",
    }, full);
    expect(details).not.toHaveProperty("gift_cards");
  });

  test("a cent that is left because each amount is rounded by itself is named", async () => {
    const details = await detailsByBigcommerce({
      coupon_discount: "0.0000",
      total_inc_tax: "144.8100",
    }, full);
    expect(details).toMatchObject({ rounding_minor: 1, discounts: [] });
  });
});

describe("what a refund at BigCommerce is made of", () => {
  test("amounts that add up to the refund are its parts", async () => {
    expect(
      await refundOf({
        items: [
          item("PRODUCT", 18.5, { item_id: 202, quantity: 1 }),
          item("SHIPPING", 4.9),
          item("GIFT_WRAPPING", 1.1),
        ],
      }),
    ).toMatchObject({
      amount_minor: 2_450,
      lines: [{ line_id: "202", quantity: 1, amount_minor: 1_850 }],
      parts: [{ kind: "shipping", amount_minor: 490 }, { kind: "fee", amount_minor: 110 }],
    });
  });

  test.each([
    ["pieces, whose amount is not said", [item("PRODUCT", null, { item_id: 202, quantity: 1 })]],
    ["an amount that somebody typed in", [item("ORDER", 24.5)]],
    ["less than what went back", [item("SHIPPING", 4.9)]],
    ["a kind that nobody knows", [item("SURCHARGE", 24.5)]],
  ])("%s names no parts", async (_what, items) => {
    const read = await refundOf({ items });
    expect(read).not.toHaveProperty("parts");
    expect(read.lines.every(({ amount_minor }) => amount_minor === undefined)).toBe(true);
  });
});

describe("where a refund at BigCommerce goes", () => {
  test.each([["storecredit", "store_credit"], ["giftcertificate", "gift_card"], ["cash", "cash"]])(
    "a part to %s is told with its amount, and so is the rest",
    async (provider_id, to) => {
      const payments = [{ ...payment, provider_id, amount: 9.5 }, { ...payment, amount: 15 }];
      expect((await refundOf({ payments })).destinations).toEqual([
        { to, amount_minor: 950 },
        { to: "payment", amount_minor: 1_500 },
      ]);
    },
  );

  test("a refund that goes back completely the way it was paid has no destinations", async () => {
    expect(await refundOf({})).not.toHaveProperty("destinations");
  });

  test("a part that was declined is not part of the refund", async () => {
    const payments = [
      { ...payment, provider_id: "storecredit", amount: 9.5, is_declined: true },
      { ...payment, amount: 15 },
    ];
    expect(await refundOf({ payments })).toMatchObject({ amount_minor: 1_500 });
  });
});

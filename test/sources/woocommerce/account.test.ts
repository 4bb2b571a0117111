import { describe, expect, test } from "vitest";
import adas from "../../fixtures/woocommerce/order_ada.json";
import guests from "../../fixtures/woocommerce/order_guest.json";
import { breakdownOf, orderParts } from "../../../src/orders/account/parts.ts";
import { contradictionsIn } from "../../../src/orders/account/contradictions.ts";
import type { OrderDetails, PaymentDetails } from "../../../src/orders/event.ts";
import { detailsByWoocommerce, readByWoocommerce, readWoocommerce } from "../../support/woocommerce.ts";

const [coaster] = guests.line_items as [(typeof guests.line_items)[0]];
const [wrap] = guests.fee_lines as [(typeof guests.fee_lines)[0]];
const line = {
  ...coaster,
  quantity: 1,
  subtotal: "40.00",
  subtotal_tax: "0",
  total: "40.00",
  total_tax: "0",
};
const shipping = { id: 540, method_title: "Courier", total: "10.00", total_tax: "0.00" };

/** 40.00 and 10.00 for shipping, without tax, begun at the checkout and not paid. */
const ORDER = {
  ...guests,
  status: "processing",
  created_via: "checkout",
  prices_include_tax: false,
  total: "50.00",
  total_tax: "0.00",
  line_items: [line],
  tax_lines: [],
  fee_lines: [],
  refunds: [],
  shipping_lines: [shipping],
  shipping_total: "10.00",
  shipping_tax: "0.00",
  date_paid_gmt: null,
  date_completed_gmt: null,
  transaction_id: "",
  payment_method: "stripe",
  payment_method_title: "Card",
  needs_payment: false,
};

type Changes = Readonly<Record<string, unknown>>;

async function details(changes: Changes = {}): Promise<OrderDetails> {
  return await detailsByWoocommerce({ ...ORDER, ...changes });
}

async function contradictions(changes: Changes) {
  const { events } = await readByWoocommerce("order.updated", { ...ORDER, ...changes });
  return events.flatMap(contradictionsIn);
}

const PAID = { date_paid_gmt: "2026-11-22T09:58:06" };
const TO_PAY = { status: "pending", needs_payment: true };

describe("how an order at WooCommerce is paid", () => {
  test.each<[string, Changes, Pick<PaymentDetails, "status" | "class">]>([
    ["by a card, and it is paid", PAID, { status: "paid", class: "prepaid" }],
    ["by cash on delivery", { payment_method: "cod" }, { status: "pending", class: "on_delivery" }],
    ["by a plugin's cash on delivery", { payment_method: "wc_cash_on_delivery_fee" }, {
      status: "pending",
      class: "on_delivery",
    }],
    ["by a bank transfer that is awaited", { payment_method: "bacs", status: "on-hold" }, {
      status: "pending",
      class: "transfer",
    }],
    ["by a cheque", { payment_method: "cheque", status: "on-hold" }, {
      status: "pending",
      class: "transfer",
    }],
    ["by an invoice", { payment_method: "igfw_invoice_gateway" }, { status: "pending", class: "on_terms" }],
    ["by a method whose title alone tells it", {
      payment_method: "other_payment",
      payment_method_title: "Kauf auf Rechnung",
    }, { status: "pending", class: "on_terms" }],
    ["by a wallet", { payment_method: "wallet", ...PAID }, { status: "paid", class: "store_credit" }],
    ["by account funds", { payment_method: "accountfunds", ...PAID }, {
      status: "paid",
      class: "store_credit",
    }],
    ["by no method, as the shop began it by hand", {
      ...TO_PAY,
      payment_method: "",
      payment_method_title: "",
      created_via: "admin",
    }, { status: "pending" }],
    ["by a card, once the customer follows the link of a shop that began it by hand", {
      ...TO_PAY,
      created_via: "admin",
    }, { status: "pending", class: "prepaid" }],
    ["by a card, at a provider from where the customer has not come back", TO_PAY, {
      status: "unfinished",
      class: "prepaid",
    }],
    ["by a card, at a provider where the customer waited too long", { status: "cancelled" }, {
      status: "unfinished",
      class: "prepaid",
    }],
    [
      "by a card whose money was reserved before the shop cancelled the order",
      { status: "cancelled", transaction_id: "pi_77" },
      { status: "voided", class: "prepaid" },
    ],
    ["by a card whose money is reserved, for the shop to capture", {
      status: "on-hold",
      transaction_id: "ch_78",
    }, { status: "authorized", class: "prepaid" }],
    ["by a card, on hold without any transaction", { status: "on-hold" }, {
      status: "pending",
      class: "prepaid",
    }],
    ["by a bank transfer that bears a transaction and is awaited all the same", {
      payment_method: "bacs",
      status: "on-hold",
      transaction_id: "RF18",
    }, { status: "pending", class: "transfer" }],
    ["by a card, and the shop cancelled it after it was paid", { status: "cancelled", ...PAID }, {
      status: "paid",
      class: "prepaid",
    }],
    ["by a card that failed", { status: "failed", needs_payment: true }, {
      status: "failed",
      class: "prepaid",
    }],
    ["by a card, and it grew since", { ...TO_PAY, ...PAID }, { status: "partially_paid", class: "prepaid" }],
  ])("%s", async (_how, changes, expected) => {
    const { status, class: payment_class } = (await details(changes)).payment!;
    expect({ status, ...(payment_class === undefined ? {} : { class: payment_class }) }).toEqual(expected);
  });

  test.each(["stripe_boleto", "stripe_oxxo", "woo-mercado-pago-pix", "woo-mercado-pago-ticket", "konbini"])(
    "by a slip (%s) that bears a transaction and waits to be paid: nothing is reserved",
    async (payment_method) => {
      const { payment } = await details({ payment_method, status: "on-hold", transaction_id: "pi_79" });
      expect(payment).toMatchObject({ status: "pending", class: "transfer" });
    },
  );

  test.each(["_wc_deposits_second_payment", "_awcdp_deposits_second_payment"])(
    "a deposit is told with what %s expects, and by its own sum",
    async (key) => {
      const { events } = await readByWoocommerce("order.updated", {
        ...ORDER,
        ...PAID,
        status: "partially-paid",
        meta_data: [{ id: 1, key, value: "30.00" }],
      });
      expect(events).toMatchObject([
        { order: { payment: { status: "partially_paid", open_minor: 3_000 } } },
        { type: "payment.succeeded", payment: { amount_minor: 2_000 } },
      ]);
    },
  );

  test("a deposit whose paid amount is unknown brings no payment", async () => {
    const { events } = await readByWoocommerce("order.updated", {
      ...ORDER,
      ...PAID,
      status: "partial-payment",
    });
    expect(events.map(({ type }) => type)).toEqual(["order.changed"]);
  });

  test("an order that grew after it was paid does not bring its payment with the new total", async () => {
    const { events } = await readByWoocommerce("order.updated", {
      ...ORDER,
      ...TO_PAY,
      ...PAID,
      total: "70.00",
      line_items: [{ ...line, subtotal: "60.00", total: "60.00" }],
    });
    expect(events.map(({ type }) => type)).toEqual(["order.changed"]);
    expect(events[0]).toMatchObject({ order: { pay_url: ORDER.payment_url, total_minor: 7_000 } });
  });
});

describe("what a total at WooCommerce is made of", () => {
  test.each<[string, Changes, Partial<OrderDetails>]>([
    ["two gift cards of WooCommerce's own plugin", {
      total: "15.00",
      gift_cards: [
        { id: 1, code: "MOSS-7781-AAAA-QX7Q", amount: 20 },
        { id: 2, code: "FERN-7782-AAAA-QX8Q", amount: "15.00" },
      ],
    }, { gift_cards: [{ label: "…QX7Q", amount_minor: 2_000 }, { label: "…QX8Q", amount_minor: 1_500 }] }],
    ["a card of PW Gift Cards", {
      total: "30.00",
      pw_gift_cards_redeemed: [{ number: "PWGC-4410-LARK", amount: "20.00" }],
    }, { gift_cards: [{ label: "…LARK", amount_minor: 2_000 }] }],
    ["a card of YITH Gift Cards", {
      total: "38.00",
      meta_data: [{ id: 1, key: "_ywgc_applied_gift_cards", value: { "WREN-0012-3344": 12 } }],
    }, { gift_cards: [{ label: "…3344", amount_minor: 1_200 }] }],
    ["a coupon that pays like a card, and takes nothing off the lines", {
      total: "44.00",
      coupon_lines: [{ id: 1, code: "credit-mina", discount: "6.00", discount_tax: "0.00" }],
    }, { gift_cards: [{ label: "credit-mina", amount_minor: 600 }], discounts: [] }],
    ["a short code, which is as good as money and not shown", {
      total: "44.00",
      gift_cards: [{ code: "AB12", amount: 6 }],
    }, { gift_cards: [{ amount_minor: 600 }] }],
    ["shipping that stands in the total alone", { shipping_lines: [] }, {
      shipping: { amount_minor: 1_000 },
    }],
  ])("%s", async (_what, changes, expected) => {
    expect(await details(changes)).toMatchObject(expected);
    expect(await contradictions(changes)).toEqual([]);
  });

  test("in an order of fees alone the fees are its lines", async () => {
    const changes = {
      line_items: [],
      shipping_lines: [],
      shipping_total: "0.00",
      total: "35.00",
      fee_lines: [
        { ...wrap, id: 61, name: "Balance &ndash; repair", total: "30.00", total_tax: "0.00" },
        { ...wrap, id: 62, name: "", total: "5.00", total_tax: "0.00" },
      ],
    };
    expect(await details(changes)).toMatchObject({
      fees: [],
      lines: [
        {
          id: "61",
          title: "Balance – repair",
          quantity: 1,
          unit_price_minor: 3_000,
          requires_shipping: false,
        },
        { id: "62", title: "62", unit_price_minor: 500 },
      ],
    });
    expect(await contradictions(changes)).toEqual([]);
  });

  test("shipping alone makes no order yet of what the shop's people begin by hand", async () => {
    const begun = { ...ORDER, created_via: "admin", line_items: [], total: "10.00" };
    expect(await readWoocommerce("order.updated", begun)).toEqual({
      ok: true,
      value: { type: "ignored", topic: "order.updated (no lines)" },
    });
  });

  test("the tax by rate includes the tax on shipping", async () => {
    expect((await detailsByWoocommerce(adas)).tax).toEqual({
      amount_minor: 1_707,
      included: true,
      rates: [
        { label: "MwSt.", percent: "19", amount_minor: 1_410 },
        { label: "MwSt.", percent: "7", amount_minor: 297 },
      ],
    });
    expect((await detailsByWoocommerce(guests)).tax?.rates).toEqual([
      { label: "Sales tax", percent: "8.875", amount_minor: 133 },
    ]);
  });

  test("a cent that is left because each amount is rounded by itself is a part of the total", async () => {
    const changes = { ...guests, total: "16.34" };
    expect(await detailsByWoocommerce(changes)).toMatchObject({ rounding_minor: 1, total_minor: 1_634 });
  });

  test.each([
    ["an order without tax, which rounds nothing", { total: "50.01" }, 5_001, 5_000],
    ["an order that is far more", { total: "58.00" }, 5_800, 5_000],
    [
      "gift cards that are more than what is missing",
      { total: "45.00", gift_cards: [{ code: "MOSS-7781-AAAA-QX7Q", amount: 20 }] },
      4_500,
      3_000,
    ],
  ])("%s contradicts itself, and no part is invented", async (_what, changes, stated_minor, parts_minor) => {
    expect(await contradictions(changes)).toEqual([{ of: "total", stated_minor, parts_minor }]);
    const order = await details(changes);
    expect(order).not.toHaveProperty("rounding_minor");
    expect(breakdownOf(orderParts(order), order.total_minor).state).not.toBe("whole");
  });

  test("a part of a bundle has no price of its own", async () => {
    const parts = [
      line,
      { ...line, id: 572, name: "Saucer", bundled_by: "521", subtotal: "0.00", total: "0.00" },
      { ...line, id: 573, name: "Lid", composite_parent: 521, subtotal: "0.00", total: "0.00" },
      { ...line, id: 574, name: "Sticker", subtotal: "0.00", total: "0.00" },
    ];
    expect((await details({ line_items: parts })).lines.map(({ included_in }) => included_in))
      .toEqual([undefined, "521", "521", undefined]);
  });
});

describe("refunds at WooCommerce", () => {
  test("the list of refunds is complete, so that a refund which is missing later was withdrawn", async () => {
    const refunds = [{ id: 801, reason: "", total: "-5.00" }, { id: 802, reason: "", total: "-1.00" }];
    expect((await details({ refunds })).refund_ids).toEqual(["801", "802"]);
    expect((await details({ refunds: [] })).refund_ids).toEqual([]);
    expect(await details({ refunds: undefined })).not.toHaveProperty("refund_ids");
  });
});

describe("what a customer of a shop at WooCommerce wrote", () => {
  test.each<[string, Changes, Partial<OrderDetails>]>([
    [
      "a note, with its line breaks",
      { customer_note: "Ring twice.\r\nThe bell is <b>loud</b>.<br />Thanks" },
      {
        note: "Ring twice.\nThe bell is loud.\nThanks",
      },
    ],
    ["a number for the purchase", {
      meta_data: [{ id: 1, key: "_billing_po_number", value: "PO 7&ndash;14" }],
    }, {
      po_number: "PO 7–14",
    }],
    ["a gift message", {
      meta_data: [
        { id: 1, key: "_theme", value: { a: 1 } },
        { id: 2, key: "gift_message", value: "Happy day,\nMina &amp; Tom" },
      ],
    }, { gift_message: "Happy day,\nMina & Tom" }],
  ])("%s", async (_what, changes, expected) => {
    expect(await details(changes)).toMatchObject(expected);
  });

  test("an order without such texts has none of these fields", async () => {
    const order = await details({ customer_note: " ", meta_data: [{ key: "po_number", value: "" }] });
    for (const field of ["note", "gift_message", "po_number"]) expect(order).not.toHaveProperty(field);
  });
});

describe("text from WordPress", () => {
  test.each([
    ["Caf&eacute; &Omega;", "Café Ω"],
    ["10 &micro;m &half; &le; 3", "10 µm ½ ≤ 3"],
    ["Bl&aring;b&aelig;r &mdash; &bdquo;frisch&ldquo;", "Blåbær — „frisch“"],
    ["Price &euro;&nbsp;5", "Price € 5"],
    ["Salt &amp;amp; Pepper", "Salt &amp; Pepper"],
    ["Tick &check; &#x2713; &#10003;", "Tick ✓ ✓ ✓"],
    ["AT&T; &nosuchname; &#0; &#xD800;", "AT&T; &nosuchname; &#0; &#xD800;"],
    ["AT&T and R&D", "AT&T and R&D"],
  ])("%s is read once, as %s", async (name, title) => {
    const order = await details({ line_items: [{ ...line, name }] });
    expect(order.lines[0]!.title).toBe(title);
  });
});

/** An order of which nothing is brought speaks of no shipping: in its mail, its page and its text part, and in what is refunded. */
import { describe, expect, test } from "vitest";
import { render } from "../../../src/mail/content/render.ts";
import { wording } from "../../../src/mail/format/amounts.ts";
import { refundRows } from "../../../src/mail/view/refund_view.ts";
import { accountOf } from "../../../src/orders/account/account.ts";
import type { DeliveryWay, OrderDetails } from "../../../src/orders/event.ts";
import { translator } from "../../../templates/locales/translate.ts";
import { OrderPage } from "../../../templates/pages/order.tsx";
import { ADAS_ORDER, hours } from "../../support/cast.ts";
import { orderOf, pageOf, viewOf } from "../views.ts";

type Shipping = NonNullable<OrderDetails["shipping"]>;

const [MILL, BEANS] = ADAS_ORDER.lines;

function order(locale: string, ways: readonly DeliveryWay[], shipping: Shipping): OrderDetails {
  const lines = [MILL!, BEANS!].map((line, index) => ({ ...line, way: ways[index % ways.length]! }));
  return { ...ADAS_ORDER, locale, lines, shipping, total_minor: 12_400 + shipping.amount_minor };
}

const rows = (details: OrderDetails) =>
  viewOf(orderOf(details)).sums.map(({ label, amount }) =>
    `${label}: ${amount}`.replace(/[\u00a0\u202f]/g, " ")
  );

/** What mail, text part and page of the order say. */
async function told(details: OrderDetails): Promise<string> {
  const { html, text } = render("order_confirmation", viewOf(orderOf(details)));
  return [html, text, await OrderPage({ view: pageOf(orderOf(details)) })].map(String).join("\n");
}

describe("shipping of an order", () => {
  test.each<[string, readonly DeliveryWay[], boolean]>([
    ["that a carrier brings", ["carrier"], true],
    ["that the shop brings", ["local"], true],
    ["of which some is brought", ["pickup", "carrier"], true],
    ["that is collected", ["pickup"], false],
    ["that was taken along", ["till"], false],
    ["that comes by mail", ["digital"], false],
    ["of which nothing is brought", ["pickup", "digital"], false],
  ])("%s is told: %#", (_, ways, is_told) => {
    const free = rows(order("en", ways, { label: "Standard", amount_minor: 0 }));
    expect(free).toEqual([
      "Subtotal: €134.00",
      "Discount (WILLKOMMEN): −€10.00",
      ...(is_told ? ["Shipping (Standard): Free"] : []),
    ]);
    const paid = rows(order("en", ways, { label: "Standard", amount_minor: 250 }));
    expect(paid.at(-1)).toBe(is_told ? "Shipping (Standard): €2.50" : "Standard: €2.50");
  });

  test("of an order without lines is told", () => {
    const details = {
      ...order("en", ["carrier"], { amount_minor: 490 }),
      lines: [],
      discounts: [],
      total_minor: 490,
    };
    expect(rows(details)).toContain("Shipping: €4.90");
  });
});

describe("an order that is collected says nothing of shipping", () => {
  test.each([
    ["en", "Shipping", "Fee: €2.50"],
    ["de", "Versand", "Gebühr: 2,50 €"],
    ["fr", "Livraison", "Frais: 2,50 €"],
    ["es", "Envío", "Recargo: 2,50 €"],
    ["ja", "送料", "手数料: €2.50"],
  ])("in %s", async (locale, shipping, fee) => {
    const free = await told(order(locale, ["pickup"], { label: "Theke 7", amount_minor: 0 }));
    expect(free).not.toContain(shipping);
    expect(free).not.toContain("Theke 7");
    const paid = await told(order(locale, ["pickup"], { label: "Theke 7", amount_minor: 250 }));
    expect(paid).not.toContain(shipping);
    expect(paid.split("Theke 7").length - 1).toBe(3);
    expect(rows(order(locale, ["pickup"], { amount_minor: 250 })).at(-1)).toBe(fee);
    // The same words do stand where the order is brought.
    expect(await told(order(locale, ["carrier"], { amount_minor: 0 }))).toContain(shipping);
  });

  test("nor does what is refunded of it", () => {
    const words = wording(translator("en"), "en", "EUR", "2026-11-23");
    const refunded = (way: DeliveryWay, amount_minor: number) => {
      const parts = [{ kind: "shipping" as const, label: "Abholung", amount_minor }];
      const lines = [{ line_id: "1", quantity: 1, amount_minor: 8_990 }];
      const refund = { id: "r", amount_minor: 8_990 + amount_minor, lines, parts };
      const whole = orderOf(order("en", [way], { label: "Abholung", amount_minor: 250 }), {
        type: "payment.refunded",
        at: hours(3),
        refund,
      });
      return refundRows(accountOf(whole).refunds[0]!, whole, words).beside.map(({ label, amount }) =>
        `${label}: ${amount}`
      );
    };
    expect(refunded("pickup", 250)).toEqual(["Abholung: €2.50"]);
    expect(refunded("pickup", 0)).toEqual([]);
    expect(refunded("carrier", 250)).toEqual(["Shipping (Abholung): €2.50"]);
    expect(refunded("carrier", 0)).toEqual(["Shipping (Abholung): Free"]);
  });
});

import { describe, expect, test } from "vitest";
import { accountOf } from "../../../src/orders/account/account.ts";
import type { Part } from "../../../src/orders/account/parts.ts";
import type { OrderDetails } from "../../../src/orders/event.ts";
import { wording } from "../../../src/mail/format/amounts.ts";
import { includedRates, includedTax, partView, sumViews } from "../../../src/mail/view/part_view.ts";
import { translator } from "../../../templates/locales/translate.ts";
import { ADAS_ORDER } from "../../support/cast.ts";
import { orderOf } from "../views.ts";

const WORDS = wording(translator("en"), "en", "EUR");

const row = (part: Part) => {
  const { label, amount } = partView(part, WORDS);
  return `${label}: ${amount}`;
};

describe("one part of a sum", () => {
  test.each<[Part, string]>([
    [{ kind: "line", amount_minor: 8_990 }, "Subtotal: €89.90"],
    [{ kind: "line", label: "Grinder", amount_minor: 8_990 }, "Grinder: €89.90"],
    [{ kind: "discount", amount_minor: -1_000 }, "Discount: −€10.00"],
    [{ kind: "discount", label: "WELCOME", amount_minor: -1_000 }, "Discount (WELCOME): −€10.00"],
    [{ kind: "gift_card", amount_minor: -500 }, "Gift card: −€5.00"],
    [{ kind: "gift_card", label: "…7KQ2", amount_minor: -500 }, "Gift card (…7KQ2): −€5.00"],
    [{ kind: "shipping", amount_minor: 490 }, "Shipping: €4.90"],
    [{ kind: "shipping", label: "DHL", amount_minor: 490 }, "Shipping (DHL): €4.90"],
    [{ kind: "fee", amount_minor: 150 }, "Fee: €1.50"],
    [{ kind: "fee", label: "Gift wrap", amount_minor: 150 }, "Gift wrap: €1.50"],
    [{ kind: "tip", amount_minor: 200 }, "Tip: €2.00"],
    [{ kind: "duties", amount_minor: 720 }, "Duties: €7.20"],
    [{ kind: "rounding", amount_minor: -2 }, "Rounding: −€0.02"],
    [{ kind: "adjustment", amount_minor: -300 }, "Adjustment: −€3.00"],
    [{ kind: "adjustment", label: "Late delivery", amount_minor: -300 }, "Late delivery: −€3.00"],
    [{ kind: "other", amount_minor: 40 }, "Other adjustments: €0.40"],
  ])("%j reads %j", (part, text) => {
    expect(row(part)).toBe(text);
  });

  test("an empty name is none", () => {
    expect(row({ kind: "fee", label: " ", amount_minor: 150 })).toBe("Fee: €1.50");
    expect(row({ kind: "shipping", label: "", amount_minor: 490 })).toBe("Shipping: €4.90");
    expect(row({ kind: "tax", label: " ", amount_minor: 190 })).toBe("Tax: €1.90");
  });

  test("nothing to pay is free for shipping alone", () => {
    expect(row({ kind: "shipping", label: "DHL", amount_minor: 0 })).toBe("Shipping (DHL): Free");
    expect(row({ kind: "fee", amount_minor: 0 })).toBe("Fee: €0.00");
  });

  test("a tax tells its rate once", () => {
    expect(row({ kind: "tax", percent: "19", amount_minor: 190 })).toBe("Tax 19%: €1.90");
    expect(row({ kind: "tax", label: "VAT", percent: "8.875", amount_minor: 190 })).toBe("VAT 8.875%: €1.90");
    expect(row({ kind: "tax", label: "VAT", amount_minor: 190 })).toBe("VAT: €1.90");
    for (const label of ["VAT 19%", "VAT 19 %", "消費税10％"]) {
      expect(row({ kind: "tax", label, percent: "19", amount_minor: 190 })).toBe(`${label}: €1.90`);
    }
    expect(row({ kind: "tax", label: "Tax of 2026", percent: "19", amount_minor: 190 }))
      .toBe("Tax of 2026 19%: €1.90");
  });
});

describe("the rows of an order", () => {
  const account = (more: Partial<OrderDetails>) => accountOf(orderOf({ ...ADAS_ORDER, ...more }));
  const rows = (more: Partial<OrderDetails>) =>
    sumViews(orderOf({ ...ADAS_ORDER, ...more }), WORDS).map(({ label, amount }) => `${label}: ${amount}`);

  test("stand between the lines and the total", () => {
    expect(rows({})).toEqual([
      "Subtotal: €134.00",
      "Discount (WILLKOMMEN): −€10.00",
      "Shipping (DHL Paket): €4.90",
    ]);
  });

  test("are left out where the amounts contradict each other", () => {
    expect(rows({ total_minor: 1_000 })).toEqual([]);
  });

  test("name the tax that the prices contain: the sum, or each of its rates", () => {
    const told = (tax: OrderDetails["tax"]) => {
      const of = account({ tax });
      return [
        includedTax(of, WORDS),
        ...includedRates(of, WORDS).map(({ label, amount }) => `${label}: ${amount}`),
      ];
    };
    expect(told({ amount_minor: 2_070, included: true })).toEqual(["Includes €20.70 tax"]);
    expect(told({ amount_minor: 0, included: true })).toEqual([null]);
    expect(told({ amount_minor: 2_070, included: false })).toEqual([null]);
    expect(told(undefined)).toEqual([null]);
    const rates = [{ percent: "19", amount_minor: 1_435 }, { label: "Books", amount_minor: 635 }];
    expect(told({ amount_minor: 2_070, included: true, rates })).toEqual([
      null,
      "Includes Tax 19%: €14.35",
      "Includes Books: €6.35",
    ]);
    expect(told({ amount_minor: 2_070, included: false, rates })).toEqual([null]);
  });
});

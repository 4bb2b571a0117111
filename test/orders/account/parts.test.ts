import { describe, expect, test } from "vitest";
import { contradictionsIn } from "../../../src/orders/account/contradictions.ts";
import {
  breakdownOf,
  orderParts,
  type Part,
  refundParts,
  sumOf,
  taxParts,
} from "../../../src/orders/account/parts.ts";
import type { OrderDetails, Refund } from "../../../src/orders/event.ts";
import { ADAS_ORDER, hours } from "../../support/cast.ts";

const [mill, beans] = ADAS_ORDER.lines as [OrderDetails["lines"][0], OrderDetails["lines"][0]];

/** One line of 30.00 and whatever else a case names. */
const PLAIN: OrderDetails = {
  ...ADAS_ORDER,
  lines: [{ ...mill, id: "1", quantity: 2, unit_price_minor: 1_500 }],
  discounts: [],
  shipping: undefined,
  tax: undefined,
  total_minor: 3_000,
};

describe("the parts of an order", () => {
  test.each<[string, Partial<OrderDetails>, readonly Part[]]>([
    ["a line less its own discount", { lines: [{ ...beans, id: "2", discount_minor: 490 }] }, [
      { kind: "line", line_id: "2", amount_minor: 4_410 },
    ]],
    ["discounts and gift cards below zero, by name", {
      discounts: [{ label: "SPRING", amount_minor: 300 }, { amount_minor: 50 }],
      gift_cards: [{ label: "…8F2K", amount_minor: 700 }],
    }, [
      { kind: "line", line_id: "1", amount_minor: 3_000 },
      { kind: "discount", label: "SPRING", amount_minor: -300 },
      { kind: "discount", amount_minor: -50 },
      { kind: "gift_card", label: "…8F2K", amount_minor: -700 },
    ]],
    ["shipping, also when it is free", { shipping: { label: "Post", amount_minor: 0 } }, [
      { kind: "line", line_id: "1", amount_minor: 3_000 },
      { kind: "shipping", label: "Post", amount_minor: 0 },
    ]],
    ["tip, duties and any other fee", {
      fees: [{ kind: "tip", amount_minor: 200 }, { kind: "duties", amount_minor: 90 }, {
        label: "Gift wrap",
        amount_minor: 150,
      }],
    }, [
      { kind: "line", line_id: "1", amount_minor: 3_000 },
      { kind: "tip", amount_minor: 200 },
      { kind: "duties", amount_minor: 90 },
      { kind: "fee", label: "Gift wrap", amount_minor: 150 },
    ]],
    ["tax on top, a part a rate", {
      tax: {
        amount_minor: 640,
        included: false,
        rates: [{ label: "VAT", percent: "19", amount_minor: 570 }, {
          label: "VAT",
          percent: "7",
          amount_minor: 70,
        }],
      },
    }, [
      { kind: "line", line_id: "1", amount_minor: 3_000 },
      { kind: "tax", label: "VAT", percent: "19", amount_minor: 570 },
      { kind: "tax", label: "VAT", percent: "7", amount_minor: 70 },
    ]],
    ["no tax that the prices hold already", { tax: { amount_minor: 479, included: true } }, [
      { kind: "line", line_id: "1", amount_minor: 3_000 },
    ]],
    ["corrections by hand and the rounding of cash", {
      adjustments: [{ label: "Goodwill", amount_minor: -125 }, { amount_minor: 25 }],
      rounding_minor: -2,
    }, [
      { kind: "line", line_id: "1", amount_minor: 3_000 },
      { kind: "adjustment", label: "Goodwill", amount_minor: -125 },
      { kind: "adjustment", amount_minor: 25 },
      { kind: "rounding", amount_minor: -2 },
    ]],
    ["no rounding of nothing", { rounding_minor: 0 }, [
      { kind: "line", line_id: "1", amount_minor: 3_000 },
    ]],
  ])("are %s", (_what, changes, parts) => {
    expect(orderParts({ ...PLAIN, ...changes })).toEqual(parts);
  });

  test("the total of the test order is the sum of its parts", () => {
    expect(sumOf(orderParts(ADAS_ORDER))).toBe(ADAS_ORDER.total_minor);
  });
});

describe("tax by rate", () => {
  const rates = [{ percent: "19", amount_minor: 570 }, { percent: "0", amount_minor: 0 }];

  test("is shown where the rates add up to the tax; a rate of zero is left out", () => {
    expect(taxParts({ tax: { amount_minor: 570, included: true, rates } }))
      .toEqual([{ kind: "tax", percent: "19", amount_minor: 570 }]);
  });

  test("is one amount where the rates do not add up to the tax, or no rate is named", () => {
    const whole = [{ kind: "tax", amount_minor: 571 }];
    expect(taxParts({ tax: { amount_minor: 571, included: true, rates } })).toEqual(whole);
    expect(taxParts({ tax: { amount_minor: 571, included: true, rates: [] } })).toEqual(whole);
    expect(taxParts({ tax: { amount_minor: 571, included: true } })).toEqual(whole);
  });

  test("is nothing where there is no tax", () => {
    expect(taxParts({})).toEqual([]);
    expect(taxParts({ tax: { amount_minor: 0, included: false } })).toEqual([]);
  });
});

describe("a breakdown", () => {
  const line = (amount_minor: number): Part => ({ kind: "line", amount_minor });

  test("is complete where the parts add up to the total", () => {
    expect(breakdownOf([line(700), line(300)], 1_000)).toEqual({
      state: "whole",
      parts: [line(700), line(300)],
    });
  });

  test.each([[1_040, 40], [960, -40], [1_333, 333], [750, -250]])(
    "of 10.00 whose total is %i minor units shows the missing amount as a part of its own",
    (total_minor, amount_minor) => {
      expect(breakdownOf([line(1_000)], total_minor)).toEqual({
        state: "adjusted",
        parts: [line(1_000), { kind: "other", amount_minor }],
      });
    },
  );

  test.each([1_334, 749, 0, -1_000])(
    "of 10.00 whose total is %i minor units shows no part, because more than a fourth is missing",
    (total_minor) => {
      expect(breakdownOf([line(1_000)], total_minor)).toEqual({ state: "none", parts: [] });
    },
  );

  test("without parts shows no part", () => {
    expect(breakdownOf([], 1_000)).toEqual({ state: "none", parts: [] });
  });
});

describe("the parts of a refund", () => {
  test("are its lines and the other amounts that it gives back", () => {
    expect(refundParts({
      lines: [{ line_id: "1", quantity: 1, amount_minor: 1_500 }],
      parts: [{ kind: "shipping", amount_minor: 490 }, {
        kind: "fee",
        label: "Restocking",
        amount_minor: -200,
      }],
    })).toEqual([
      { kind: "line", line_id: "1", amount_minor: 1_500 },
      { kind: "shipping", amount_minor: 490 },
      { kind: "fee", label: "Restocking", amount_minor: -200 },
    ]);
  });

  test("are empty where one of its lines has no amount, or nothing is named", () => {
    const lines = [{ line_id: "1", quantity: 1 }, { line_id: "2", quantity: 1, amount_minor: 5 }];
    expect(refundParts({ lines, parts: [{ kind: "tax", amount_minor: 5 }] })).toEqual([]);
    expect(refundParts({ lines: [] })).toEqual([]);
  });
});

describe("what contradicts itself", () => {
  const placed = (order: Partial<OrderDetails>) =>
    contradictionsIn({ type: "order.placed", at: hours(0), order: { ...PLAIN, ...order } });
  const refunded = (refund: Partial<Refund>) =>
    contradictionsIn({
      type: "payment.refunded",
      at: hours(0),
      refund: { id: "r7", amount_minor: 1_000, lines: [], ...refund },
    });

  test("is a total that differs from the sum of its parts, in both kinds of snapshot", () => {
    const found = [{ of: "total", stated_minor: 2_600, parts_minor: 3_000 }];
    expect(placed({ total_minor: 2_600 })).toEqual(found);
    expect(contradictionsIn({
      type: "order.changed",
      at: hours(0),
      order: { ...PLAIN, total_minor: 2_600 },
    })).toEqual(found);
    expect(placed({ total_minor: 26_000 })).toEqual([{
      of: "total",
      stated_minor: 26_000,
      parts_minor: 3_000,
    }]);
  });

  test("is a tax that differs from the sum of its rates", () => {
    const rates = [{ percent: "19", amount_minor: 400 }];
    expect(placed({ tax: { amount_minor: 479, included: true, rates } })).toEqual([{
      of: "tax",
      stated_minor: 479,
      parts_minor: 400,
    }]);
  });

  test("is a refund that differs from the sum of its parts or of its destinations", () => {
    const lines = [{ line_id: "1", quantity: 1, amount_minor: 900 }];
    expect(refunded({ lines })).toEqual([
      { of: "refund", refund_id: "r7", stated_minor: 1_000, parts_minor: 900 },
    ]);
    expect(refunded({ destinations: [{ to: "store_credit", amount_minor: 1_001 }] })).toEqual([
      { of: "destinations", refund_id: "r7", stated_minor: 1_000, parts_minor: 1_001 },
    ]);
  });

  test("does not include amounts that add up, or amounts without known parts", () => {
    expect(placed({})).toEqual([]);
    expect(placed({ tax: { amount_minor: 479, included: true, rates: [] } })).toEqual([]);
    expect(refunded({})).toEqual([]);
    expect(refunded({
      lines: [{ line_id: "1", quantity: 1, amount_minor: 900 }],
      parts: [{ kind: "tax", amount_minor: 100 }],
      destinations: [{ to: "payment", amount_minor: 400 }, { to: "gift_card", amount_minor: 600 }],
    })).toEqual([]);
    expect(contradictionsIn({ type: "order.cancelled", at: hours(0) })).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { fold } from "../../../src/orders/fold/fold.ts";
import { refundPreview } from "../../../src/orders/account/refund_preview.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";

const PAID = {
  type: "payment.succeeded",
  at: hours(0),
  payment: { id: "pay1", amount_minor: 12_890 },
} as const;
const order = fold([placed(ADAS_ORDER), PAID])!;

describe("what goes back where pieces do", () => {
  test("is their price after its discount, less their share of the order's", () => {
    // 8,990 of goods worth 13,400, with 1,000 off the order: 671 less.
    expect(refundPreview(order, [{ line_id: "1", quantity: 1 }])).toEqual({
      lines: [{ line_id: "1", quantity: 1, amount_minor: 8_990 }],
      shares_minor: -671,
      total_minor: 8_319,
      is_paid: true,
    });
    expect(refundPreview(order, [{ line_id: "2", quantity: 1 }]).lines[0]!.amount_minor).toBe(2_205);
  });

  test("of all pieces is the goods of the order, without shipping", () => {
    const all = [{ line_id: "1", quantity: 1 }, { line_id: "2", quantity: 2 }];
    expect(refundPreview(order, all).total_minor).toBe(12_890 - 490);
  });

  test("is never more than was paid and has not gone back", () => {
    const part = fold([
      placed({ ...ADAS_ORDER, payment: { status: "partially_paid" } }),
      { ...PAID, payment: { id: "pay1", amount_minor: 5_000 } },
    ])!;
    expect(refundPreview(part, [{ line_id: "1", quantity: 1 }]).total_minor).toBe(5_000);
    const unpaid = fold([placed({ ...ADAS_ORDER, payment: { status: "pending" } })])!;
    expect(refundPreview(unpaid, [{ line_id: "1", quantity: 1 }])).toMatchObject({
      total_minor: 0,
      is_paid: false,
    });
  });

  test("has taxes that came on top, in the share of the goods", () => {
    const taxed = fold([
      placed({
        ...ADAS_ORDER,
        discounts: [],
        shipping: { amount_minor: 1_340 },
        tax: { amount_minor: 1_474, included: false },
        total_minor: 13_400 + 1_340 + 1_474,
      }),
      { ...PAID, payment: { id: "pay1", amount_minor: 16_214 } },
    ])!;
    const all = [{ line_id: "1", quantity: 1 }, { line_id: "2", quantity: 2 }];
    expect(refundPreview(taxed, all)).toMatchObject({ shares_minor: 1_340, total_minor: 14_740 });
  });

  test("leaves out lines that the order does not have", () => {
    expect(refundPreview(order, [{ line_id: "none", quantity: 1 }])).toMatchObject({
      lines: [],
      total_minor: 0,
    });
  });
});

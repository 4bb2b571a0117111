import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { maskCardNumbers, withoutCardNumbers } from "../../src/orders/card_number.ts";
import { OrderEvent } from "../../src/orders/event.ts";
import { ADAS_ORDER, NOW, placed } from "../support/cast.ts";

describe("given text with a full card number", () => {
  test.each([
    ["4111111111111111", "••••••••••••1111"],
    ["Card 4111 1111 1111 1111, thanks", "Card •••• •••• •••• 1111, thanks"],
    ["4111-1111-1111-1111", "••••-••••-••••-1111"],
    ["4111.1111.1111.1111", "••••.••••.••••.1111"],
    ["378282246310005", "•••••••••••0005"],
    ["3782 822463 10005", "•••• •••••• •0005"],
    ["30569309025904", "••••••••••5904"],
    ["4222222222222", "•••••••••2222"],
    ["6304000000000000000", "•••••••••••••••0000"],
    ["(5555555555554444)", "(••••••••••••4444)"],
    ["2 × 4111 1111 1111 1111", "2 × •••• •••• •••• 1111"],
    ["12 4111 1111 1111 1111 08 29", "12 •••• •••• •••• 1111 08 29"],
    ["４１１１ １１１１ １１１１ １１１１", "•••• •••• •••• １１１１"],
    ["4111\u00a01111\u00a01111\u00a01111", "••••\u00a0••••\u00a0••••\u00a01111"],
    ["4111111111111111 and 5555555555554444", "••••••••••••1111 and ••••••••••••4444"],
  ])("then %j becomes %j", (text, masked) => {
    expect(maskCardNumbers(text)).toBe(masked);
  });

  test("then its digits never stay in the text, whatever stands around the number", () => {
    const cards = fc.constantFrom(
      "4111111111111111",
      "378282246310005",
      "6011111111111117",
      "3530111333300000",
    );
    const around = fc.stringMatching(/^[a-z ]{0,12}[a-z]$/);
    fc.assert(fc.property(around, cards, around, (before, card, after) => {
      expect(maskCardNumbers(`${before} ${card} ${after}`)).not.toContain(card.slice(0, -4));
    }));
  });
});

describe("given text without a full card number", () => {
  test.each([
    "4111111111111112",
    // Both pass the check of a card.
    "ISBN 9783161480027",
    "ISBN 978-3-16-148002-7",
    "00340434161094015902",
    "+49 30 901820",
    "Torstraße 1, 10119 Berlin",
    "0000000000000000",
    "411111111111",
    "41111111111111111111",
    "2026-11-22T12:00:00Z",
    "4111x1111x1111x1111",
    "",
  ])("then %j stays", (text) => {
    expect(maskCardNumbers(text)).toBe(text);
  });
});

describe("given the events of an order", () => {
  const CARD = "4111 1111 1111 1111";
  const MASKED = "•••• •••• •••• 1111";
  /** Both pass the Luhn check, as one in ten of all long numbers does. */
  const ID = "820982911946154508";
  const TRACKING = "4006381333930014";

  test("then a card number is masked in every text that people read", () => {
    const facts_shown = withoutCardNumbers(placed({
      ...ADAS_ORDER,
      customer: { ...ADAS_ORDER.customer, name: CARD, first_name: CARD, phone: CARD },
      shipping_address: { ...ADAS_ORDER.shipping_address!, company: CARD, lines: [CARD, "c/o"] },
      lines: [{ ...ADAS_ORDER.lines[0]!, title: `Gift ${CARD}`, variant: CARD }],
      shipping: { label: CARD, amount_minor: 0 },
      payment: { method: { brand: CARD, last4: "4242" } },
      gift: { recipient: {}, message: CARD },
    }));
    expect(JSON.stringify(facts_shown).match(/•••• •••• •••• 1111/g)).toHaveLength(10);
    expect(JSON.stringify(facts_shown)).not.toContain(CARD);
    expect(v.parse(OrderEvent, facts_shown)).toEqual(facts_shown);
    const failed = withoutCardNumbers({
      type: "payment.failed",
      at: NOW,
      payment: { id: "pi_1", amount_minor: 1, statement_name: CARD },
      reason: `Declined: ${CARD}`,
    });
    expect(failed).toMatchObject({ reason: `Declined: ${MASKED}`, payment: { statement_name: MASKED } });
  });

  test("then ids by which orders, shipments and payments are found keep every digit", () => {
    const order = {
      ...ADAS_ORDER,
      id: ID,
      number: ID,
      aliases: [ID],
      lines: [{ ...ADAS_ORDER.lines[0]!, id: ID, sku: ID }],
    };
    expect(maskCardNumbers(ID)).not.toBe(ID);
    expect(maskCardNumbers(TRACKING)).not.toBe(TRACKING);
    const events: readonly OrderEvent[] = [
      placed(order),
      { type: "payment.succeeded", at: NOW, payment: { id: ID, amount_minor: 1, transaction_id: ID } },
      {
        type: "shipment.shipped",
        at: NOW,
        shipment: {
          id: ID,
          lines: [{ line_id: ID, quantity: 1 }],
          tracking: [{ number: TRACKING, url: `https://carrier.example/${TRACKING}` }],
        },
      },
    ];
    expect(events.map(withoutCardNumbers)).toEqual(events);
  });

  test("then a telephone number stays, even one that passes the card number check", () => {
    const phone = "+49 1512 3456 001";
    expect(maskCardNumbers(phone)).not.toBe(phone);
    const order = placed({ ...ADAS_ORDER, customer: { ...ADAS_ORDER.customer, phone } });
    expect(withoutCardNumbers(order)).toEqual(order);
  });
});

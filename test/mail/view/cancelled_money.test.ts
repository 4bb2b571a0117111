/** Whoever cancelled, or was cancelled, reads at once what becomes of the money, in the mail and on the page alike. */
import { describe, expect, test } from "vitest";
import { mailView } from "../../../src/mail/content/mail_content.ts";
import { render } from "../../../src/mail/content/render.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import { orderOf, PAGE_URL, pageOf } from "../views.ts";

const cancelled: OrderEvent = { type: "order.cancelled", at: hours(2) };
const refunded: OrderEvent = {
  type: "payment.refunded",
  at: hours(3),
  refund: { id: "r1", amount_minor: 2_000, lines: [], destinations: [] },
} as unknown as OrderEvent;
const ENGLISH: OrderDetails = { ...ADAS_ORDER, locale: "en" };

describe("the money of a cancelled order", () => {
  test.each<[string, OrderDetails, readonly OrderEvent[], string]>([
    ["that was paid comes back", ENGLISH, [cancelled], "We’ll refund what you paid"],
    ["that came back in part", ENGLISH, [cancelled, refunded], "We’ve refunded part of what you paid"],
    [
      "that was only held is let go",
      { ...ENGLISH, payment: { status: "authorized" } },
      [cancelled],
      "Your bank was only holding the amount",
    ],
    [
      "that was never taken is not owed",
      { ...ENGLISH, payment: { status: "pending" } },
      [cancelled],
      "there’s nothing to pay",
    ],
  ])("%s", (_, details, events, said) => {
    const order = orderOf(details, ...events);
    const { next } = pageOf(order, SHOP, { now_ms: Date.parse(hours(4)) }).situation;
    expect(next).toContain(said);
    const message = { kind: "order_cancelled", about: "" } as const;
    const { text } = render(
      "order_cancelled",
      mailView(order, SHOP, message, {}, { page_url: PAGE_URL }, NOW_MS),
    );
    expect(text.split(next!)).toHaveLength(2);
  });
});

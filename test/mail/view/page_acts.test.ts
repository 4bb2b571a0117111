/** What an order's page offers: one thing once, and no rating of what is not settled. */
import { describe, expect, test } from "vitest";
import { offersOf } from "../../../src/customers/offers.ts";
import type { Ledger } from "../../../src/messages/ledger.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { ADAS_ORDER, hours, SHOP } from "../../support/cast.ts";
import { orderOf, pageOf, scanned } from "../views.ts";

const ORDER = { ...ADAS_ORDER, locale: "en" };
const HOME = scanned("delivered", 20);
const GOES_BACK = { id: "r1", lines: [{ line_id: "1", quantity: 1 }], steps: [] };

const requested: OrderEvent = { type: "return.requested", at: hours(30), return: GOES_BACK };
const approved: OrderEvent = { type: "return.approved", at: hours(40), return: GOES_BACK };
const declined: OrderEvent = { type: "return.declined", at: hours(40), return: GOES_BACK };

function shown(events: readonly OrderEvent[], ledger: Ledger = []) {
  const order = orderOf(ORDER, ...events);
  const now_ms = Date.parse(hours(50));
  const actions = offersOf({ order, shop: SHOP, ledger, now_ms }).map((offer) => ({
    offer,
    href: `/o/token/${offer}`,
    label: offer,
  }));
  const page = pageOf(order, SHOP, { now_ms, actions, ledger });
  return { listed: page.actions.map(({ label }) => label), acts: page.acts };
}

describe("a rating", () => {
  test("is offered of what arrived, and again once a return is declined", () => {
    expect(shown([HOME]).listed).toContain("rate");
    expect(shown([HOME, requested, declined]).listed).toContain("rate");
  });

  test.each<[string, readonly OrderEvent[]]>([
    ["a return that is asked for", [requested]],
    ["an approved return", [requested, approved]],
    ["a parcel that is searched", [{
      type: "conversation.opened",
      at: hours(30),
      conversation: { id: "c1", about: "not_arrived" },
    }]],
    ["a question that is open", [{
      type: "conversation.opened",
      at: hours(30),
      conversation: { id: "c1", about: "question" },
    }]],
  ])("is not offered during %s", (_, events) => {
    const { listed, acts } = shown([HOME, ...events]);
    expect(listed).not.toContain("rate");
    expect(listed).toContain("ask");
    expect(JSON.stringify(acts)).not.toContain("/rate");
  });
});

test("the card of a return says its day with the weekday", () => {
  expect(pageOf(orderOf(ORDER, HOME, requested), SHOP, { now_ms: Date.parse(hours(50)) }).sent_back[0]!.on)
    .toBe("Monday, November 23");
});

test("a page that asks whether to wait or cancel offers no second way to cancel beside it", () => {
  const told = { kind: "delay_notice", about: "2026-12-01", state: "sent", closed_at: Date.parse(hours(2)) };
  const { acts } = shown([], [told] as unknown as Ledger);
  expect(acts.primary?.href).toBe("/o/token/delay");
  expect(acts.others.map(({ href }) => href)).toEqual(["/o/token/address", "/o/token/note"]);
});

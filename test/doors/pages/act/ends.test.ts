/** The last page of an action: how soon answers usually come stands there only where it is measured and a person answers. */
import { describe, expect, test } from "vitest";
import { endOf } from "../../../../src/doors/pages/act/ends.ts";
import type { Acting } from "../../../../src/doors/pages/act/action.ts";
import type { Offer } from "../../../../src/customers/offers.ts";
import type { OrderEvent } from "../../../../src/orders/event.ts";
import { shopWords } from "../../../../src/mail/format/shop_wording.ts";
import { ADAS_ORDER, hours, SHOP } from "../../../support/cast.ts";
import { orderOf } from "../../../mail/views.ts";

const asked = (about: "question" | "cancellation"): OrderEvent => ({
  type: "conversation.opened",
  at: hours(1),
  conversation: { id: "c1", about },
});

/** A Monday at 10 in the zone of the shop, when somebody is there. */
const MONDAY_MS = Date.parse("2026-11-23T09:00:00Z");

function actingOn(now_ms: number, ...events: readonly OrderEvent[]): Acting {
  const order = orderOf({ ...ADAS_ORDER, locale: "en" }, ...events);
  return {
    t: shopWords(SHOP, "en"),
    locale: "en",
    row: { order, id: "demo/standard/1001", number: "#1001" },
    shop: { id: "demo", settings: SHOP },
    ports: { public_url: "https://waybill.test" },
    token: "token",
    proven: false,
    now_ms,
  } as unknown as Acting;
}

function lines(offer: Offer, usual_hours: number | null, now_ms: number, ...events: readonly OrderEvent[]) {
  return endOf(actingOn(now_ms, ...events), offer, null, [], usual_hours).lines;
}

describe("the end of a question", () => {
  test("names the day that the shop promises, and how soon answers usually come where that is measured", () => {
    const promised = expect.stringContaining("email you by Monday, November 23");
    expect(lines("ask", null, MONDAY_MS, asked("question"))).toEqual([
      promised,
      "Emails about it go to a…@l….example.",
    ]);
    expect(lines("ask", 3, MONDAY_MS, asked("question"))).toEqual([
      promised,
      "Emails about it go to a…@l….example.",
      "We usually reply within 3 hours.",
    ]);
    expect(lines("ask", 0.2, MONDAY_MS, asked("question")).at(-1)).toBe(
      "We usually reply within 15 minutes.",
    );
  });

  test("says when somebody is there again instead of hours that count only then", () => {
    const night = Date.parse("2026-11-23T23:00:00Z");
    const said = lines("ask", 3, night, asked("question"));
    expect(said.at(-1)).toMatch(/^We’re not here right now\. We’ll be back on Tue, Nov 24/);
    expect(said.join(" ")).not.toContain("3 hours");
  });
});

describe("measured hours", () => {
  test("stand at no end at which nobody answers: a rating, a return, what is decided already", () => {
    expect(lines("rate", 3, MONDAY_MS).join(" ")).not.toContain("reply within");
    const cancelled: OrderEvent = { type: "order.cancelled", at: hours(2), reason: "customer" };
    expect(lines("cancel", 3, MONDAY_MS, cancelled).join(" ")).not.toContain("reply within");
    expect(lines("cancel", 3, MONDAY_MS, asked("cancellation")).at(-1)).toBe(
      "We usually reply within 3 hours.",
    );
  });
});

describe("the face of an end", () => {
  const mood = (offer: Offer, how: string | null, ...events: readonly OrderEvent[]) =>
    endOf(actingOn(MONDAY_MS, ...events), offer, how, [], null).mood;
  const ofProblem: OrderEvent = {
    type: "conversation.opened",
    at: hours(1),
    conversation: { id: "c1", about: "damaged" },
  };

  test("is that of the order's situation where the request is the situation, and good news elsewhere", () => {
    expect(mood("problem", null, ofProblem)).toBe("sorry");
    expect(mood("cancel", null, asked("cancellation"))).toBe("needs");
    expect(mood("ask", null, asked("question"))).toBe("good");
    expect(mood("problem", "found")).toBe("good");
    expect(mood("rate", null)).toBe("good");
  });
});

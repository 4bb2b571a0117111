/**
 * The six things that people look for on an order's page (Baymard): when it arrives, where to, how and by whom, what happened on
 * the way, what is in it, how far it is. Each is read on the page itself, for each way of delivery.
 */
import { describe, expect, test } from "vitest";
import { OrderPage } from "../../templates/pages/order.tsx";
import type { DeliveryWay, OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { DELIVERY_WAYS } from "../../src/orders/event.ts";
import { ADAS_ORDER, hours, SHOP } from "../support/cast.ts";
import { orderOf, pageOf, scanned } from "../mail/views.ts";

type Question = "arrival" | "address" | "method" | "events" | "contents" | "status";

/** What the page says, in the words of its reader; null where that way has no such thing. */
type Answers = Readonly<Record<Question, string | RegExp | null>>;

const PICKUP = { name: "Nordlicht", lines: ["Torstraße 1", "10119 Berlin"], note: "Mon–Sat 10–19" };
const [first, second] = ADAS_ORDER.lines;

function by(way: DeliveryWay): OrderDetails {
  return {
    ...ADAS_ORDER,
    locale: "en",
    lines: [first!, second!].map((line) => ({
      ...line,
      way,
      requires_shipping: way !== "digital",
    })),
    ...(way === "pickup" ? { pickup: PICKUP } : {}),
  };
}

const TRACKED = {
  tracking: [{
    number: "00340434161094042557",
    carrier: "DHL",
    url: "https://www.dhl.example/track?id=00340434161094042557",
  }],
};

/** The page some hours later, as words with one blank between them. */
function readAt(hours_later: number, details: OrderDetails, ...events: readonly OrderEvent[]): string {
  const view = pageOf(orderOf(details, ...events), SHOP, { now_ms: Date.parse(hours(hours_later)) });
  return wordsOf(String(OrderPage({ view })));
}

function wordsOf(html: string): string {
  return html.replaceAll(/<(style|script|title)[\s\S]*?<\/\1>/g, " ").replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&").replaceAll(/\s+/g, " ");
}

const CASES: readonly [string, DeliveryWay, number, readonly OrderEvent[], Answers][] = [
  ["by a carrier, not sent yet", "carrier", 1, [], {
    arrival: "Expected Wed, Nov 25 – Fri, Nov 27",
    address: "Torstraße 1 10119 Berlin",
    method: "Delivery method DHL Paket",
    events: null,
    contents: "Kaffeemühle „Mahlwerk“",
    status: "We’re getting your order ready",
  }],
  ["by a carrier, on its way", "carrier", 26, [
    scanned("shipped", 24, TRACKED),
    { ...scanned("in_transit", 25, TRACKED), place: "Leipzig, DE" },
  ], {
    arrival: "Expected Wed, Nov 25 – Fri, Nov 27",
    address: "Torstraße 1 10119 Berlin",
    method: /Track with DHL .*Delivery method DHL Paket/,
    events: /Where it is Leipzig Mon, Nov 23, 2:00 PM .* Shipped Mon, Nov 23, 1:00 PM/,
    contents: /Your parcel .*Kaffeemühle „Mahlwerk“/,
    status: "On its way to you",
  }],
  ["by a carrier, at the door", "carrier", 50, [
    scanned("shipped", 24, TRACKED),
    scanned("delivered", 49, TRACKED),
  ], {
    arrival: "Delivered",
    address: "Torstraße 1 10119 Berlin",
    method: /Carrier DHL Tracking number 00340434161094042557/,
    events: /Delivered \(Done\)/,
    contents: /Your parcel .*Kaffeemühle „Mahlwerk“/,
    status: "Delivered Tuesday, November 24",
  }],
  ["by the shop's own driver", "local", 26, [scanned("out_for_delivery", 25)], {
    arrival: "Arriving today",
    address: "Torstraße 1 10119 Berlin",
    method: "Delivery method DHL Paket",
    events: /Where it is Out for delivery/,
    contents: /Kaffeemühle „Mahlwerk“/,
    status: /Out for delivery \(Now\)/,
  }],
  ["to be collected", "pickup", 26, [scanned("ready_for_pickup", 25)], {
    arrival: "Ready to collect",
    address: "You collect it Nordlicht Torstraße 1 10119 Berlin",
    method: "You collect it",
    events: /Ready to collect \(Now\) Nov 23/,
    contents: /Kaffeemühle „Mahlwerk“/,
    status: /Ready to collect \(Now\)/,
  }],
  ["digital", "digital", 1, [], {
    arrival: null,
    address: null,
    method: "There’s nothing to ship for this order.",
    events: null,
    contents: "Kaffeemühle „Mahlwerk“",
    status: "All set",
  }],
  ["taken along at the till", "till", 1, [], {
    arrival: null,
    address: null,
    method: "You took it with you",
    events: null,
    contents: "Kaffeemühle „Mahlwerk“",
    status: "Thank you for your purchase",
  }],
];

describe("an order's page answers what people come for", () => {
  test("for each way of delivery", () => {
    expect([...new Set(CASES.map(([, way]) => way))].toSorted()).toEqual([...DELIVERY_WAYS].toSorted());
  });

  test.each(CASES)("%s", (_, way, later, events, answers) => {
    const page = readAt(later, by(way), ...events);
    for (const [question, answer] of Object.entries(answers)) {
      if (answer === null) continue;
      expect(page, question).toMatch(typeof answer === "string" ? literally(answer) : answer);
    }
    // What a way does not have is not talked of.
    if (answers.address === null) expect(page).not.toContain("Delivery address");
    if (answers.events === null) expect(page).not.toContain("Where it is");
    if (answers.arrival === null) expect(page).not.toMatch(/Expected|Arriving/);
  });

  test("with the method where the amounts contradict each other and no sums are shown", () => {
    const page = readAt(1, { ...by("carrier"), total_minor: 99_999 });
    expect(page).not.toContain("Shipping (DHL Paket)");
    expect(page).toContain("Delivery method DHL Paket");
  });

  test("without a word of a carrier whom nobody named", () => {
    const page = readAt(26, by("carrier"), scanned("shipped", 24));
    expect(page).not.toContain("Track with");
    expect(page).toContain("Delivery method DHL Paket");
  });
});

function literally(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
}

test("the day stands in the same words wherever the page says it", () => {
  const page = readAt(1, by("carrier"));
  const days = page.match(
    /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), Nov \d+ – (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), Nov \d+/g,
  );
  expect(new Set(days)).toEqual(new Set(["Wed, Nov 25 – Fri, Nov 27"]));
});

/** What became of an order × where its pieces are: headline, lines, parcels, mails and the recipient's page never contradict one another. */
import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent, SHIPMENT_EVENTS } from "../../src/orders/event.ts";
import { orderView } from "../../src/mail/view/order_view.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../support/cast.ts";
import { type Life, lived } from "../support/lived.ts";
import { orderOf, PAGE_URL, pageOf } from "../mail/views.ts";

const [MILL, BEANS] = ADAS_ORDER.lines;
const ENGLISH: OrderDetails = { ...ADAS_ORDER, locale: "en" };
const way = (way: "local" | "pickup" | "digital"): OrderDetails => ({
  ...ENGLISH,
  lines: ENGLISH.lines.map((line) => ({ ...line, way, requires_shipping: way !== "digital" })),
});
const DAY_MS = 86_400_000;
const ALL = [{ line_id: MILL!.id, quantity: 1 }, { line_id: BEANS!.id, quantity: 2 }];
const THE_MILL = ALL.slice(0, 1);

const scan = (status: (typeof SHIPMENT_EVENTS)[number], at: number, lines = ALL, id = "p1"): OrderEvent =>
  ({
    type: status,
    at: hours(at),
    shipment: { id, lines, tracking: [{ carrier: "DHL", number: `00340${id}` }] },
  }) as OrderEvent;
const left = (lines = ALL) => scan("shipment.shipped", 5, lines);
const refund = (at: number, amount_minor: number, restock?: string, lines = ALL): OrderEvent =>
  ({
    type: "payment.refunded",
    at: hours(at),
    refund: {
      id: `r${at}`,
      amount_minor,
      lines: restock === undefined ? [] : lines.map((one) => ({ ...one, restock })),
    },
  }) as unknown as OrderEvent;

/** Where the pieces are. */
const PIECES: Readonly<Record<string, readonly [OrderDetails, readonly OrderEvent[]]>> = {
  "all here": [ENGLISH, []],
  "shipped": [ENGLISH, [left()]],
  "out for delivery": [ENGLISH, [left(), scan("shipment.out_for_delivery", 30)]],
  "at a parcel shop": [ENGLISH, [left(), scan("shipment.ready_for_pickup", 30)]],
  "missed": [ENGLISH, [left(), scan("shipment.attempted", 30)]],
  "held up": [ENGLISH, [left(), scan("shipment.exception", 30)]],
  "sent back": [ENGLISH, [left(), scan("shipment.returned_to_sender", 30)]],
  "delivered": [ENGLISH, [left(), scan("shipment.delivered", 30)]],
  "collected": [ENGLISH, [left(), scan("shipment.picked_up", 30)]],
  "one of two shipped": [ENGLISH, [left(THE_MILL)]],
  "one of two delivered": [ENGLISH, [left(THE_MILL), scan("shipment.delivered", 30, THE_MILL)]],
  "sent without a parcel": [{ ...ENGLISH, completed_at: hours(20) }, []],
  "under way with our driver": [way("local"), [left()]],
  "ready at our shop": [way("pickup"), [
    {
      ...scan("shipment.ready_for_pickup", 5),
      shipment: { id: "p1", lines: ALL, tracking: [] },
    } as OrderEvent,
  ]],
  "sent by email": [way("digital"), [
    { ...left(), shipment: { id: "p1", lines: ALL, tracking: [] } } as OrderEvent,
  ]],
};

const CANCELLED: OrderEvent = { type: "order.cancelled", at: hours(40) };
const TOTAL = ADAS_ORDER.total_minor;
/** What became of the order. */
const ENDS: Readonly<Record<string, readonly OrderEvent[]>> = {
  "goes on": [],
  "cancelled": [CANCELLED],
  "cancelled and refunded": [CANCELLED, refund(41, TOTAL)],
  "refunded in full": [refund(41, TOTAL)],
  "refunded in part": [refund(41, 1_000)],
  "cut by a line": [refund(41, 4_410, "cancelled", ALL.slice(1))],
  "cut by all lines": [refund(41, TOTAL - 490, "cancelled")],
  "taken back but for the fee": [refund(41, TOTAL - 490, "returned")],
};

function lifeOf(pieces: string, end: string, changed: Partial<OrderDetails> = {}): Life {
  const [details, events] = PIECES[pieces]!;
  const steps = [placed({ ...details, ...changed }), ...events, ...ENDS[end]!]
    .map((event) => ({ at_ms: Date.parse(event.at), events: [event] }));
  return lived(steps, NOW_MS + 3 * DAY_MS);
}

/** Where a line is, as the page says it: `On its way`. */
function placesOf({ pages }: Life): readonly string[] {
  const { lines, item_count } = pages.at(-1)!.page;
  return item_count === 0
    ? []
    : lines.flatMap(({ where }) => where.map(({ text }) => text.replace(/^\d+ × /, "")));
}

const OUT = /On its way|Ready to collect|Held up|Shipped/;
const WITH_CUSTOMER = /^(?:Delivered|Collected|Sent to you|Handed over)$/;

describe.each(Object.keys(PIECES))("an order that is %s", (pieces) => {
  test.each(Object.keys(ENDS))("and %s contradicts itself nowhere", (end) => {
    const life = lifeOf(pieces, end);
    const { page } = life.pages.at(-1)!;
    const { headline, fact, next } = page.situation;
    const said = [headline, fact, next].join(" | ");
    const places = placesOf(life);
    const tale = `${said}\n${places.join(", ")}\n${page.shipments.map(({ state }) => state).join(", ")}`;
    const expectThat = (holds: boolean, what: string) => {
      if (!holds) expect.fail(`${what}\n${tale}`);
    };
    const is_out = places.some((place) => OUT.test(place));
    const has_some = places.some((place) => WITH_CUSTOMER.test(place));
    const is_over = /cancelled|refunded/i.test(headline);
    expectThat(
      !is_over || !is_out || /parcel|on our way|collect it|sent/i.test(said) ||
        places.every((place) => place === "Shipped"),
      "a parcel is left unsaid",
    );
    expectThat(
      headline !== "This order was cancelled" || !has_some,
      "it was not all cancelled",
    );
    expectThat(!/on its way$|on its way to you|Arriving/i.test(headline) || is_out, "nothing is on its way");
    expectThat(
      !/^Expected/.test(headline) || is_out || places.length === 0 || places.includes("Still to come"),
      "nothing is expected",
    );
    expectThat(
      !/waiting for you|^Ready|^Collect it/.test(headline) || places.includes("Ready to collect"),
      "nothing waits",
    );
    expectThat(
      !/^Delivered/.test(headline) || has_some || places.includes("Returned"),
      "nothing was delivered",
    );
    expectThat(
      !/coming back/.test(headline) || places.includes("On its way back to us"),
      "nothing comes back",
    );
    expectThat(
      !/getting your order ready/.test(headline) || places.length === 0 || places.includes("Still to come"),
      "nothing is to come",
    );
    expectThat(
      !/send it again/.test(said) || !places.every((place) => /Cancelled|Returned/.test(place)),
      "it is not sent again",
    );
    expectThat(!/refund what you paid/.test(said) || end === "cancelled", "no refund is due");
    expectThat(!/We hope you enjoy/.test(said) || end === "goes on", "nobody is wished joy with it");
    if (/write to us/i.test(next ?? "")) {
      expectThat(page.shop.support_email !== "", "there is nobody to write to");
    }
    const was_cancelled = life.mails.find(({ kind }) => kind === "order_cancelled");
    if (headline === "The rest of your order was cancelled") expect(was_cancelled, tale).toBeDefined();
    if (was_cancelled !== undefined) {
      expect(was_cancelled.text.split("\n")[0]).toBe(was_cancelled.page.situation.headline);
      expect(/rest/i.test(was_cancelled.subject), tale).toBe(
        /rest/i.test(was_cancelled.page.situation.headline),
      );
      expect(was_cancelled.text.split("Please refuse").length, tale).toBeLessThan(3);
    }
  });

  test.each(Object.keys(ENDS))(
    "and %s tells the recipient of a present where it is, and nothing of its end",
    (end) => {
      const life = lifeOf(pieces, end, { gift: { recipient: {} } });
      const { order, at_ms } = life.pages.at(-1)!;
      const { situation } = orderView(order, SHOP, { page_url: PAGE_URL }, at_ms, "recipient");
      const said = `${situation.headline} ${situation.fact ?? ""}`;
      expect(said).not.toMatch(/cancel|refund|paid/i);
      const places = placesOf(life);
      if (places.some((place) => OUT.test(place) || WITH_CUSTOMER.test(place))) {
        expect(said, places.join()).not.toContain("nothing on its way");
      }
    },
  );
});

test.each<[string, string, string, string]>([
  ["all here", "cancelled", "This order was cancelled", "We’ll refund what you paid"],
  ["shipped", "cancelled", "Cancelled, but a parcel is on its way", "Please refuse it, or write to us"],
  ["out for delivery", "cancelled", "Cancelled, but a parcel is on its way", "We’ll refund what you paid"],
  ["missed", "cancelled", "Cancelled, but a parcel is on its way", "Please refuse it"],
  [
    "at a parcel shop",
    "cancelled",
    "Cancelled, but a parcel is waiting for you",
    "You don’t need to collect it.",
  ],
  ["held up", "cancelled", "This order was cancelled", "If the parcel still arrives"],
  [
    "sent back",
    "cancelled",
    "This order was cancelled",
    "on its way back to us. You don’t need to do anything.",
  ],
  ["delivered", "cancelled", "Cancelled after it was sent", "whether it should come back"],
  ["sent without a parcel", "cancelled", "Cancelled after it was sent", "whether it should come back"],
  ["sent by email", "cancelled", "Cancelled after it was sent", "We’ll refund what you paid"],
  ["one of two shipped", "cancelled", "Cancelled, but a parcel is on its way", "Please refuse it"],
  ["one of two delivered", "cancelled", "The rest of your order was cancelled", "for the cancelled items"],
  [
    "under way with our driver",
    "cancelled",
    "Cancelled, but a parcel is on its way",
    "You don’t need to take it.",
  ],
  ["ready at our shop", "cancelled", "This order was cancelled", "We’ll refund what you paid"],
  [
    "shipped",
    "cancelled and refunded",
    "Cancelled, but a parcel is on its way",
    "We’ve refunded what you paid",
  ],
  ["shipped", "refunded in full", "Refunded", "If the parcel still arrives, write to us"],
  ["at a parcel shop", "refunded in full", "Refunded", "You don’t need to collect it."],
  ["sent back", "refunded in full", "Refunded", "on its way back to us"],
  ["all here", "cut by all lines", "Refunded", ""],
  ["sent back", "taken back but for the fee", "Refunded", ""],
  ["delivered", "taken back but for the fee", "Refunded", ""],
  ["shipped", "taken back but for the fee", "Refunded", "If the parcel still arrives"],
])("%s and %s: “%s”", (pieces, end, headline, next) => {
  const { situation } = lifeOf(pieces, end).pages.at(-1)!.page;
  expect(situation.headline).toBe(headline);
  expect(situation.next ?? "").toContain(next);
});

test("a parcel that came back and was taken in is not asked about again", () => {
  const [details, events] = PIECES["sent back"]!;
  const received = {
    type: "return.received",
    at: hours(45),
    return: { id: "b1", lines: ALL, steps: [] },
  } as unknown as OrderEvent;
  const steps = [placed(details), ...events, received].map((event) => ({
    at_ms: Date.parse(event.at),
    events: [event],
  }));
  const { page } = lived(steps, NOW_MS + 3 * DAY_MS).pages.at(-1)!;
  expect(page.situation.headline).toBe("Your parcel is back with us");
  expect(page.shipments[0]!.state).toBe("Back with us");
  expect(JSON.stringify(page.situation)).not.toContain("send it again");
  expect(page.acts.primary?.href ?? "").not.toContain("held");
});

test("a cancelled order whose parcel is under way leads to a person, and asks for nothing else", () => {
  const life = lifeOf("at a parcel shop", "cancelled");
  const { acts, shipments } = life.pages.at(-1)!.page;
  expect(acts.primary?.href ?? "").not.toContain("openstreetmap");
  expect(shipments[0]).toMatchObject({ mood: "good", waiting: null, state: "Ready to collect" });
});

test("while a problem is being solved, no rating is asked for among the actions of the page", () => {
  const [details, events] = PIECES["delivered"]!;
  const opened = {
    type: "conversation.opened",
    at: hours(40),
    conversation: { id: "c1", about: "damaged" },
  } as unknown as OrderEvent;
  const actions = (["rate", "ask"] as const).map((offer) => ({ offer, href: `/o/t/${offer}`, label: offer }));
  const shown = (...more: readonly OrderEvent[]) =>
    pageOf(orderOf(details, ...events, ...more), SHOP, { actions, now_ms: NOW_MS + 2 * DAY_MS })
      .actions.map(({ label }) => label);
  expect(shown()).toContain("rate");
  expect(shown(opened)).toEqual(["ask"]);
});

describe("an order that was refunded in full while its parcel is under way", () => {
  const told = (...more: readonly OrderEvent[]) => {
    const events = [placed(ENGLISH), ...more].map((event) => ({
      at_ms: Date.parse(event.at),
      events: [event],
    }));
    return lived(events, NOW_MS + 20 * DAY_MS);
  };
  const sinceRefund = ({ mails }: Life) =>
    mails.filter(({ at_ms }) => at_ms >= Date.parse(hours(41))).map(({ kind }) => kind);

  test.each(
    [
      "shipment.in_transit",
      "shipment.out_for_delivery",
      "shipment.attempted",
      "shipment.ready_for_pickup",
      "shipment.exception",
      "shipment.returned_to_sender",
      "shipment.delivered",
    ] as const,
  )("hears once what to do with it, and nothing more when it is reported as %s", (status) => {
    const life = told(left(), refund(41, TOTAL), scan(status, 50));
    expect(sinceRefund(life)).toEqual(["refund_issued"]);
    expect(life.mails.at(-1)!.text).toContain(
      "If the parcel still arrives, write to us and we’ll tell you what to do with it.",
    );
    const { page } = life.pages.at(-1)!;
    expect(page.shipments[0]).toMatchObject({ mood: "good", waiting: null });
  });

  test("is neither late nor without news of its parcel, though nothing more is reported", () => {
    expect(sinceRefund(told(left(), refund(41, TOTAL)))).toEqual(["refund_issued"]);
  });

  test("hears of a parcel that leaves only afterwards", () => {
    const life = told(refund(41, TOTAL), { ...left(), at: hours(60) } as OrderEvent);
    expect(sinceRefund(life)).toEqual(["refund_issued", "shipment_shipped"]);
    expect(life.mails.at(-1)!.text).toContain("Your order now: Refunded");
    expect(life.mails.at(-1)!.text).toContain("If the parcel still arrives, write to us");
  });

  test("goes on as before where the refund fails", () => {
    const failed = {
      type: "payment.refund_failed",
      at: hours(45),
      refund: { id: "r41", amount_minor: TOTAL, lines: [] },
    } as unknown as OrderEvent;
    const life = told(left(), refund(41, TOTAL), failed, scan("shipment.delivered", 50));
    expect(sinceRefund(life)).toContain("shipment_delivered");
  });
});

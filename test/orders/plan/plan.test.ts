import { describe, expect, test } from "vitest";
import type { Ledger, LedgerEntry } from "../../../src/messages/ledger.ts";
import { ORDER_KINDS } from "../../../src/messages/message.ts";
import { alertsOf, silentAt } from "../../../src/orders/plan/alerts.ts";
import { nextDeadline } from "../../../src/orders/plan/deadline.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import { expectedWindow } from "../../../src/orders/promise.ts";
import { returnPolicy } from "../../../src/orders/returns.ts";
import { KIND_CASES } from "../../kinds/kind_cases.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import {
  aboutsOf,
  allocated,
  BILLED,
  cancelled,
  changed,
  CONFIRMED,
  DAY,
  entry,
  find,
  type Given,
  inputOf,
  INVOICE,
  owed,
  PAYMENT,
  planOf,
  promisedFor,
  restored,
  scan,
  SHIPMENT,
  UNPAID,
} from "../../support/plan_input.ts";

/** Kinds that follow some days after what the customer was told. */
const FOLLOWS: ReadonlySet<string> = new Set([
  "payment_reminder",
  "shipment_stalled",
  "return_window_closing",
  "follow_up",
  "feedback_request",
]);

for (const [kind, { sent, not }] of Object.entries(KIND_CASES)) {
  const before = FOLLOWS.has(kind) ? { told: true } as const : {};
  describe(kind, () => {
    for (const [when, given] of Object.entries(sent)) {
      test(`is owed: ${when}`, () => expect(owed({ ...before, ...given })).toContain(kind));
    }
    for (const [when, given] of Object.entries(not)) {
      test(`is not owed: ${when}`, () => expect(owed({ ...before, ...given })).not.toContain(kind));
    }
  });
}

describe("an order that becomes known late", () => {
  const cases = Object.entries(KIND_CASES).flatMap(([kind, { sent }]) =>
    FOLLOWS.has(kind) ? Object.entries(sent).map(([when, given]) => [kind, when, given] as const) : []
  );
  test.each(cases)("is not at once followed by %s: %s", (kind, _, given) => {
    expect(owed(given)).not.toContain(kind);
    // Nor in the next minute, when the confirmation has left.
    const at = given.at ?? 0;
    const ledger = [entry("order_confirmation", "sent", at)];
    expect(owed({ ...given, ledger, at: at + 1 / 60 })).not.toContain(kind);
  });

  const undated: Given = { order: { ...UNPAID, promised: undefined }, shop: { delivery: undefined } };

  test("is reminded of its payment as many days after its confirmation as any other order", () => {
    const ledger = [entry("order_confirmation", "sent", 5 * DAY)];
    const given = { ...undated, ledger };
    expect(nextDeadline(inputOf({ ...given, at: 5 * DAY + 1 }))).toBe(NOW_MS + 8 * DAY * 3_600_000);
    expect(owed({ ...given, at: 8 * DAY - 0.1 })).not.toContain("payment_reminder");
    expect(owed({ ...given, at: 8 * DAY })).toContain("payment_reminder");
  });

  test.each([[12, 3 * DAY], [20, 3 * DAY + 20]])(
    "is counted from its placing when its confirmation left within half a day: after %d hours",
    (left, due) => {
      const ledger = [entry("order_confirmation", "sent", left)];
      expect(owed({ ...undated, ledger, at: due - 0.1 })).not.toContain("payment_reminder");
      expect(owed({ ...undated, ledger, at: due })).toContain("payment_reminder");
    },
  );

  test("is planned again when its reminder would be due, though its confirmation has not left yet", () => {
    const at = 5 * DAY;
    for (
      const ledger of [[], [entry("order_confirmation", "owed", null)], [
        entry("order_confirmation", "sending", null),
      ]]
    ) {
      expect(nextDeadline(inputOf({ ...undated, ledger, at }))).toBe(NOW_MS + 8 * DAY * 3_600_000);
    }
  });

  test("is reminded anew from its confirmation to the corrected address", () => {
    const ledger = [
      entry("order_confirmation", "sent", 0),
      entry("order_confirmation", "sent", 4 * DAY, { about: "x" }),
    ];
    expect(owed({ order: UNPAID, ledger, at: 4 * DAY + 1 })).not.toContain("payment_reminder");
    expect(owed({ order: UNPAID, ledger, at: 7 * DAY })).toContain("payment_reminder");
  });

  describe("and that is too old for a confirmation", () => {
    const ledger = [entry("order_confirmation", "suppressed", 4 * DAY)];
    test("gets no reminder of the days before", () => {
      expect(owed({ order: UNPAID, ledger, at: 4 * DAY + 1 })).not.toContain("payment_reminder");
    });
    test("is reminded by a due day that is still to come", () => {
      const order: OrderDetails = { ...UNPAID, payment: { status: "pending", due_on: "2026-11-25" } };
      expect(owed({ order, ledger, at: 6 * DAY })).toContain("payment_reminder");
    });
  });

  test("is late a day after its confirmation said that the day had passed, not in the same hour", () => {
    const facts_shown = { expected: { from: "2026-11-25", until: "2026-11-27" } };
    const ledger = [entry("order_confirmation", "sent", 7 * DAY, { facts_shown })];
    expect(owed({ ledger, at: 7 * DAY + 1 })).not.toContain("delay_notice");
    expect(nextDeadline(inputOf({ ledger, at: 7 * DAY + 1 }))).toBe(NOW_MS + 8 * DAY * 3_600_000);
    expect(owed({ ledger, at: 8 * DAY })).toContain("delay_notice");
  });
});

describe("news that becomes known late", () => {
  const confirmed = entry("order_confirmation", "sent", 0);
  const sent = (kind: LedgerEntry["kind"], at: number, about = "p1") => entry(kind, "sent", at, { about });

  test("a departure that is told after five days has not stalled in the same hour", () => {
    const events = [scan("shipment.shipped", 1)];
    expect(owed({ events, ledger: [confirmed], at: 6 * DAY })).toContain("shipment_shipped");
    expect(owed({ events, ledger: [confirmed], at: 6 * DAY })).not.toContain("shipment_stalled");
    const ledger = [confirmed, sent("shipment_shipped", 6 * DAY)];
    expect(owed({ events, ledger, at: 11 * DAY - 1 })).not.toContain("shipment_stalled");
    expect(owed({ events, ledger, at: 11 * DAY })).toContain("shipment_stalled");
  });

  test("a shipment that left in another shipment's mail stalls by its own silence", () => {
    const events = [
      scan("shipment.shipped", 1, { lines: [{ line_id: "1", quantity: 1 }] }),
      scan("shipment.shipped", 1.1, { id: "p2", lines: [{ line_id: "2", quantity: 2 }] }),
    ];
    const facts_shown = { shipments: { p1: {}, p2: {} } };
    const ledger = [confirmed, entry("shipment_shipped", "sent", 6 * DAY, { about: "p1", facts_shown })];
    const stalled = (at: number) => aboutsOf({ events, ledger, at }, "shipment_stalled");
    expect(stalled(7 * DAY)).toEqual([]);
    expect(stalled(11 * DAY)).toEqual([`p1:${hours(1)}`, `p2:${hours(1.1)}`]);
  });

  test("a delivery that is told after four days is not asked about in the same hour", () => {
    const events = [scan("shipment.delivered", 2)];
    const at = 4 * DAY + 2;
    expect(owed({ events, ledger: [confirmed], at })).toContain("shipment_delivered");
    expect(owed({ events, ledger: [confirmed], at })).not.toContain("follow_up");
    const ledger = [confirmed, sent("shipment_delivered", at)];
    expect(find({ events, ledger, at: at + 1 }, "follow_up")?.due_at_ms).toBe(
      NOW_MS + (7 * DAY + 2) * 3_600_000,
    );
  });

  test("a delivery that is told when the time for returns is about to end is reminded of on the next day", () => {
    const events = [scan("shipment.delivered", 2)];
    const at = 27 * DAY + 2;
    const ledger = [confirmed, sent("shipment_delivered", at)];
    const due = (given: Given) => find(given, "return_window_closing")?.due_at_ms;
    expect(due({ events, ledger, at: at + 1 })).toBe(NOW_MS + (28 * DAY + 2) * 3_600_000);
    const last = [confirmed, sent("shipment_delivered", 30 * DAY)];
    expect(due({ events, ledger: last, at: 30 * DAY + 1 })).toBeUndefined();
  });
});

test("every kind is tried in at least three situations where it would be wrong", () => {
  expect(Object.keys(KIND_CASES).sort()).toEqual([...ORDER_KINDS].sort());
  for (const [kind, { not }] of Object.entries(KIND_CASES)) {
    expect(Object.keys(not).length, kind).toBeGreaterThanOrEqual(3);
  }
});

describe("mails about a shipment's present state alone", () => {
  const states = [
    ["shipment.shipped", "shipment_shipped"],
    ["shipment.out_for_delivery", "shipment_out_for_delivery"],
    ["shipment.ready_for_pickup", "shipment_ready_for_pickup"],
    ["shipment.attempted", "shipment_attempted"],
    ["shipment.exception", "shipment_exception"],
    ["shipment.returned_to_sender", "shipment_returned_to_sender"],
    ["shipment.delivered", "shipment_delivered"],
  ] as const;
  for (const [index, [type, kind]] of states.entries()) {
    test(type, () => {
      const life = states.slice(0, index + 1).map(([before], at) => scan(before, at + 1));
      const parcels = owed({ events: life, at: index + 1 }).filter((one) => one.startsWith("shipment_"));
      expect(type).toBe(states[index]![0]);
      expect(parcels).toEqual([kind]);
    });
  }

  test("a second attempt is a second mail", () => {
    const given: Given = {
      events: [
        scan("shipment.shipped", 1),
        scan("shipment.attempted", 2),
        scan("shipment.in_transit", 3),
        scan("shipment.attempted", 4),
      ],
      at: 4,
    };
    expect(find(given, "shipment_attempted")?.about).toBe("p1:2");
  });
});

describe("not too many", () => {
  const part = (id: string, line_id: string, at: number, quantity: number): OrderEvent =>
    scan("shipment.shipped", at, { id, lines: [{ line_id, quantity }] });

  test("shipments that leave within the shop's pace share one mail, which does not wait longer once all are known", () => {
    const given: Given = { events: [part("a", "1", 1, 1), part("b", "2", 1.05, 2)], at: 1.05 };
    expect(planOf(given).filter(({ kind }) => kind === "shipment_shipped")).toMatchObject([{
      about: "a",
      due_at_ms: NOW_MS + 1.05 * 3_600_000,
    }]);
  });
  test("shipments that leave hours apart each have their own mail", () => {
    const given: Given = { events: [part("a", "1", 1, 1), part("b", "2", 5, 2)], at: 5 };
    expect(planOf(given).filter(({ kind }) => kind === "shipment_shipped").map(({ about }) => about)).toEqual(
      ["a", "b"],
    );
  });
  test("the mail waits for a tracking number, but only for a limited time", () => {
    const given: Given = { events: [scan("shipment.shipped", 1, { tracking: [] })], at: 1 };
    expect(find(given, "shipment_shipped")?.due_at_ms).toBe(
      Date.parse(hours(1)) + SHOP.pace.tracking_wait_s * 1_000,
    );
  });
  test("a failure that is reported twice, or tried again within minutes, is one mail; an hour later it is another", () => {
    const failed = (at: number): OrderEvent => ({ type: "payment.failed", at: hours(at), payment: PAYMENT });
    const named = (at: number, ledger: Ledger) =>
      planMessages({ ...inputOf({ order: UNPAID, events: [failed(at)], at }), ledger })
        .find(({ kind }) => kind === "payment_failed")?.about;
    const facts_shown = (about: string): Ledger => [
      { kind: "payment_failed", about, state: "sent", closed_at: NOW_MS, facts_shown: null },
    ];
    const first = `pay_1:${hours(1)}`;
    expect(named(1, [])).toBe(first);
    expect(named(1.01, facts_shown(first))).toBe(first);
    expect(named(2, facts_shown(first))).toBe(`pay_1:${hours(2)}`);
    expect(named(1.01, facts_shown(`pay_2:${hours(1)}`))).toBe(`pay_1:${hours(1.01)}`);
  });
  test("a mail that can wait does not come at night where the customer lives", () => {
    // Delivered at 23:30 in Osaka: three days later it is 23:30 there again, and 8 in the morning is 23:00 UTC.
    const at_night = "2026-11-22T14:30:00.000Z";
    const order = { ...ADAS_ORDER, shipping_address: { lines: ["1-1"], country: "JP" } };
    const delivered: OrderEvent = { type: "shipment.delivered", at: at_night, shipment: SHIPMENT };
    expect(find({ order, events: [delivered], at: 3 }, "follow_up")?.due_at_ms).toBe(
      Date.parse("2026-11-25T23:00:00.000Z"),
    );
  });
  test("a mail that was paused and becomes allowed again at night waits for the morning", () => {
    const about = (type: "conversation.opened" | "conversation.closed", at: number): OrderEvent => ({
      type,
      at: hours(at),
      conversation: { id: "c1" },
    });
    const home = scan("shipment.delivered", 2);
    // Four days after the delivery, at 23:30 in Berlin.
    const late = 4 * DAY + 10.5;
    const events = [home, about("conversation.opened", 30), about("conversation.closed", late)];
    const mail = find({ events, told: true, at: late }, "follow_up");
    expect(mail?.against).toBeNull();
    expect(mail?.due_at_ms).toBe(Date.parse("2026-11-27T07:00:00.000Z"));
    const reminder = find({ order: UNPAID, told: true, at: 3 * DAY + 10.5 }, "payment_reminder");
    expect(reminder?.due_at_ms).toBe(Date.parse("2026-11-26T07:00:00.000Z"));
    const at_noon = [home, about("conversation.opened", 30), about("conversation.closed", 4 * DAY)];
    expect(find({ events: at_noon, told: true, at: 4 * DAY }, "follow_up")?.due_at_ms).toBe(
      Date.parse(hours(4 * DAY)),
    );
  });
  test("links asked for twice in an hour are one mail", () => {
    const asked = [0, 0.5, 1].map((at): OrderEvent => ({ type: "customer.link_requested", at: hours(at) }));
    const links = planOf({ events: asked, at: 1 }).filter(({ kind }) => kind === "order_link");
    expect(links.map(({ about }) => about)).toEqual(["2026-11-22T12", "2026-11-22T13"]);
  });
});

test("a date that was shown, withdrawn and shown again has a mail each time", () => {
  const events = [promisedFor(1, "2026-12-05"), promisedFor(2, "2026-11-26"), promisedFor(3, "2026-12-05")];
  const facts_shown: Ledger = ([
    ["order_confirmation", "", { from: "2026-11-25", until: "2026-11-27" }],
    ["delay_notice", "2026-12-05", { until: "2026-12-05" }],
    ["back_on_track", "sooner:2026-11-26", { until: "2026-11-26" }],
  ] as const).map(([kind, about, expected], index) => ({
    kind,
    about,
    state: "sent",
    closed_at: NOW_MS + index,
    facts_shown: { expected },
  }));
  const input = { ...inputOf({ events, at: 3 }), ledger: facts_shown };
  expect(planMessages(input)).toContainEqual(
    expect.objectContaining({ kind: "delay_notice", about: "2026-12-05:2", against: null }),
  );
});

describe("an order that was cancelled and then reopened", () => {
  const events = [cancelled(1), restored(2)];
  const aware = [...CONFIRMED, ["order_cancelled", 1]] as const;

  test("says so in one mail beside the confirmation that was sent, with all other changes", () => {
    const news = [
      changed(3, { lines: ADAS_ORDER.lines.slice(1) }),
      allocated(4, false, "2"),
      { type: "shipment.promise_changed", at: hours(5), promised: { until: "2026-12-24" } },
    ] as const;
    expect(owed({ events: [...events, ...news], sent: aware, at: 5 })).toEqual([
      "order_confirmation",
      "order_changed",
    ]);
  });

  test("has a mail for each cancellation and each reopening, and none of them twice", () => {
    const turns = [...events, cancelled(3), restored(4)];
    const facts_shown = [...aware, ["order_changed", 2], ["order_cancelled", 3]] as const;
    expect(
      find({ events: turns.slice(0, 3), sent: facts_shown.slice(0, 3), at: 3 }, "order_cancelled")?.about,
    )
      .toBe("2");
    expect(find({ events: turns.slice(0, 3), sent: facts_shown, at: 3 }, "order_cancelled")?.about).toBe("2");
    expect(find({ events, sent: aware, at: 2 }, "order_changed")?.about).toBe("restored:1");
    expect(find({ events: turns, sent: facts_shown, at: 4 }, "order_changed")?.about).toBe("restored:2");
  });

  test("waits for the cancellation mail that is being sent, and has no mail if that one failed", () => {
    const input = inputOf({ events, sent: CONFIRMED, at: 2 });
    const plan = (...leaving: readonly Ledger[number][]) =>
      planMessages({ ...input, ledger: [...input.ledger, ...leaving] })
        .find(({ kind }) => kind === "order_changed");
    const mail = { kind: "order_cancelled", about: "", closed_at: null, facts_shown: null } as const;
    expect(plan({ ...mail, state: "sending" })?.due_at_ms).toBe(input.now_ms + 60_000);
    expect(plan({ ...mail, state: "failed" })).toBeUndefined();
    const facts_shown = { ...mail, state: "sent", closed_at: input.now_ms } as const;
    const itself = { ...mail, kind: "order_changed", about: "restored:1", state: "sending" } as const;
    expect(plan(facts_shown, itself)).toMatchObject({ about: "restored:1", against: null });
  });
});

describe("an invoice", () => {
  test("is owed once for each number, and its key holds no slash", () => {
    const events = [changed(1, { ...BILLED, invoice: { ...INVOICE, number: "2026/0013" } })];
    expect(find({ order: BILLED }, "invoice")?.about).toBe("2026%2F0012");
    const planned = planOf({ order: BILLED, events, at: 1 }).filter(({ kind }) => kind === "invoice");
    expect(planned.map(({ about }) => about)).toEqual(["2026%2F0013"]);
  });

  test("makes a key that can be stored, whatever its number is", () => {
    for (const number of ["\ud800x", "請求書 ".repeat(12), "../../..", "%2F"]) {
      const { about } = find({ order: { ...BILLED, invoice: { ...INVOICE, number } } }, "invoice")!;
      expect(about).toMatch(/^[A-Za-z0-9%._~!*'()-]{1,600}$/);
    }
  });
});

describe("a present", () => {
  const gift: OrderDetails = {
    ...ADAS_ORDER,
    gift: { recipient: { name: "Grace", email: "grace@hopper.example" } },
  };

  test("the recipient gets a mail even where the payer has no address", () => {
    const order = { ...gift, customer: {} };
    expect(find({ order, events: [scan("shipment.shipped", 1)], at: 1 }, "shipment_shipped")?.against)
      .toBeNull();
    expect(find({ order }, "order_confirmation")?.against).toBe("no_address");
  });
});

describe("the next deadline", () => {
  test("is the morning after the promised day", () => {
    expect(nextDeadline(inputOf({}))).toBe(Date.parse("2026-11-28T09:00:00.000Z"));
  });
  test("is the payment reminder while that comes first", () => {
    expect(nextDeadline(inputOf({ order: UNPAID }))).toBe(Date.parse(NOW) + 3 * DAY * 3_600_000);
  });
  test("is the day on which a shipment will have had no scan for too long", () => {
    const order: OrderDetails = { ...ADAS_ORDER, promised: { until: "2027-01-31" } };
    expect(nextDeadline(inputOf({ order, events: [scan("shipment.shipped", 1)], at: 1 }))).toBe(
      Date.parse(hours(1)) + 5 * DAY * 3_600_000,
    );
  });
  test("is none once everything is delivered or the order is cancelled", () => {
    expect(nextDeadline(inputOf({ events: [scan("shipment.delivered", 2)], at: 3 }))).toBeNull();
    expect(nextDeadline(inputOf({ events: [{ type: "order.cancelled", at: hours(1) }], at: 3 })))
      .toBeNull();
  });
});

describe("a delay in the United States", () => {
  const shop = { country: "US" };
  const late = (at: number, until: string): OrderEvent => ({
    type: "shipment.promise_changed",
    at: hours(at),
    promised: { until },
  });
  const once: Given = {
    shop,
    events: [late(1, "2026-12-10")],
    sent: [...CONFIRMED, ["delay_notice", 1]],
  };
  const twice: Given = {
    shop,
    events: [late(1, "2026-12-10"), late(30, "2026-12-31")],
    sent: [...CONFIRMED, ["delay_notice", 1], ["delay_notice", 2]],
  };
  const answered = (answer: "accepted" | "cancel", at: number): OrderEvent => ({
    type: "customer.delay_answered",
    at: hours(at),
    answer,
  });

  test("silence after the second notice counts as a wish to cancel, and the shop gets an alert", () => {
    expect(alertsOf(inputOf({ ...twice, at: 8 * DAY }))).toMatchObject([
      { topic: "cancellation_requested", cause: "silence" },
    ]);
  });
  test("the next deadline is the end of the time for an answer", () => {
    const input = inputOf({ ...twice, at: DAY });
    expect(nextDeadline(input)).toBe(silentAt(input));
  });
  test("a customer who cancels causes an alert to the shop at once", () => {
    expect(alertsOf(inputOf({ ...once, events: [...once.events!, answered("cancel", 2)], at: 2 })))
      .toMatchObject([{ topic: "cancellation_requested", cause: "answered" }]);
  });

  const silent: Readonly<Record<string, Given>> = {
    "after the first notice silence means consent": { ...once, at: 9 * DAY },
    "there is still time to answer": { ...twice, at: 6 * DAY },
    "the customer accepted": { ...twice, events: [...twice.events!, answered("accepted", 31)], at: 9 * DAY },
    "the order is cancelled": {
      ...twice,
      events: [...twice.events!, { type: "order.cancelled", at: hours(40) }],
      at: 9 * DAY,
    },
    "it came home": { ...twice, events: [...twice.events!, scan("shipment.delivered", 40)], at: 9 * DAY },
    "the shop is at home elsewhere": { ...twice, shop: { country: "DE" }, at: 9 * DAY },
  };
  for (const [when, given] of Object.entries(silent)) {
    test(`the shop gets no alert: ${when}`, () => expect(alertsOf(inputOf(given))).toEqual([]));
  }
});

describe("the policy on returns", () => {
  const before = { window_days: 60, excluded_skus: [], since: "2026-01-01T00:00:00.000Z" };
  const now = { window_days: 14, excluded_skus: [], since: "2026-12-01T00:00:00.000Z" };
  const shop = { returns: now, earlier_returns: [before] };

  test("is the one that was in force when the order was placed", () => {
    expect(returnPolicy(inputOf({ shop }).order, { ...SHOP, ...shop })).toBe(before);
    const order = { ...ADAS_ORDER, placed_at: "2026-12-02T12:00:00.000Z" };
    expect(returnPolicy(inputOf({ shop, order }).order, { ...SHOP, ...shop })).toBe(now);
  });
  test("for an order that is older than every version is the first version", () => {
    const order = { ...ADAS_ORDER, placed_at: "2025-12-02T12:00:00.000Z" };
    expect(returnPolicy(inputOf({ shop, order }).order, { ...SHOP, ...shop })).toBe(before);
  });
  test("decides when the window closes", () => {
    const given: Given = { shop, events: [scan("shipment.delivered", 2)], at: 3 };
    expect(find(given, "return_window_closing")?.due_at_ms).toBe(Date.parse(hours(55 * DAY + 2)));
  });
});

describe("days of rest", () => {
  const delivered: Given = { events: [scan("shipment.delivered", 2)], told: true, at: 3 };

  test("a follow-up that falls on a holiday comes on the next day that is not a holiday", () => {
    // Three days after the delivery of the 22nd is Wednesday, the 25th.
    const rest_days = {
      weekends: true,
      public_holidays: false,
      closed: [],
      holidays: { DE: ["2026-11-25", "2026-11-26", "2026-11-27"] },
    };
    const due_at_ms = find({ ...delivered, shop: { rest_days } }, "follow_up")?.due_at_ms;
    expect(new Date(due_at_ms!).toISOString()).toBe("2026-11-30T07:00:00.000Z");
  });
  test("holidays of another country do not count here", () => {
    const rest_days = {
      weekends: false,
      public_holidays: false,
      closed: [],
      holidays: { FR: ["2026-11-25"] },
    };
    expect(find({ ...delivered, shop: { rest_days } }, "follow_up")?.due_at_ms).toBe(
      Date.parse(hours(3 * DAY + 2)),
    );
  });
  test("the shop's own holidays do not count as working days of its promise", () => {
    const order: OrderDetails = { ...ADAS_ORDER, promised: undefined };
    const shop = {
      country: "DE",
      rest_days: { weekends: false, public_holidays: false, closed: [], holidays: { DE: ["2026-11-24"] } },
    };
    expect(expectedWindow(inputOf({ order }).order, SHOP)).toEqual({
      from: "2026-11-24",
      until: "2026-11-26",
    });
    expect(expectedWindow(inputOf({ order }).order, { ...SHOP, ...shop })).toEqual({
      from: "2026-11-25",
      until: "2026-11-27",
    });
  });
});

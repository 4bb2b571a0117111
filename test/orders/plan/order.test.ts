import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/messages/ledger.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { backordered, confirmationAbout, planOrder } from "../../../src/orders/plan/order.ts";
import { ADAS_ORDER, GUESTS_ORDER, hours } from "../../support/cast.ts";
import {
  allocated,
  back,
  cancelled,
  changed,
  DAY,
  entry,
  find,
  type Given,
  inputOf,
  paid,
  promisedFor,
  scan,
  UNPAID,
} from "../../support/plan_input.ts";

const WINDOW = { from: "2026-11-25", until: "2026-11-27" };
const ADA = "ada@lovelace.example";
/** The confirmation, and what it showed. */
const confirmed = (facts: object = {}, about = "") =>
  entry("order_confirmation", "sent", 0, {
    about,
    facts_shown: { expected: WINDOW, changes: 0, backordered: [], ...facts },
  });
/** Kind, key and reason of each mail about the order as a whole, but for its confirmation. */
const plans = (given: Given) =>
  planOrder(inputOf({ ledger: [confirmed()], at: 9, ...given })).filter(({ kind }) =>
    kind !== "order_confirmation"
  )
    .map(({ kind, about, against }) => `${kind} ${about}${against === null ? "" : ` ${against}`}`);
const stated = (
  status: NonNullable<NonNullable<OrderDetails["payment"]>["status"]>,
  changes: object = {},
): OrderDetails => ({
  ...ADAS_ORDER,
  payment: { status, ...changes },
});
const corrected = (at: number, from: string | undefined, email: string): OrderEvent => ({
  type: "customer.address_corrected",
  at: hours(at),
  ...(from === undefined ? {} : { from }),
  email,
});
const stored = (at: number, email: string) => changed(at, { customer: { ...ADAS_ORDER.customer, email } });

describe("the confirmation", () => {
  const mail = (given: Given) => {
    const { about, against } = find({ ledger: [], at: 1, ...given }, "order_confirmation")!;
    return [about, against];
  };
  const attempt = (at: number) => ({ ...paid("a", at), type: "payment.failed" }) as OrderEvent;

  test.each<readonly [string, Given, readonly [string, string | null]]>([
    ["is owed", {}, ["", null]],
    ["is owed while a transfer is awaited", { order: stated("pending", { class: "transfer" }) }, ["", null]],
    ["is not owed while the checkout is unfinished", { order: stated("unfinished") }, ["", "not_concluded"]],
    ["is not owed while the payment failed", { order: stated("failed") }, ["", "not_concluded"]],
    ["is owed where the payment failed that is taken on delivery", {
      order: stated("failed", { class: "on_delivery" }),
    }, ["", null]],
    ["stays owed where it was sent and the payment failed then", {
      order: stated("failed"),
      ledger: [confirmed()],
    }, ["", null]],
    ["is not owed once the order was cancelled", { events: [cancelled(0.5)] }, ["", "order_cancelled"]],
    ["is not owed of a cancelled order, finished or not", {
      order: stated("unfinished"),
      events: [cancelled(0.5)],
    }, ["", "order_cancelled"]],
    ["is owed for a week", { at: 7 * DAY }, ["", null]],
    ["is too old after that", { at: 7 * DAY + 0.1 }, ["", "too_old"]],
    ["counts from the payment that finished the checkout", {
      order: UNPAID,
      events: [attempt(1), paid("b", 6 * DAY)],
      at: 12 * DAY,
    }, [hours(6 * DAY), null]],
    ["keeps its name where it was sent before the payment failed", {
      order: UNPAID,
      events: [attempt(1), paid("b", 2)],
      ledger: [confirmed()],
      at: 3,
    }, ["", null]],
    ["goes again to a corrected address", {
      events: [corrected(0.5, ADA, "ada@king.example")],
      ledger: [confirmed()],
    }, [hours(0.5), null]],
    ["goes to the first address of a guest", {
      order: GUESTS_ORDER,
      events: [corrected(0.5, undefined, ADA)],
    }, ["", null]],
    ["goes to an address that was corrected late", {
      events: [corrected(20 * DAY, ADA, "ada@king.example")],
      at: 21 * DAY,
    }, [hours(20 * DAY), null]],
    ["goes to an address that the storefront corrects while goods are to come", {
      events: [stored(20 * DAY, "ada@king.example")],
      at: 21 * DAY,
    }, [hours(20 * DAY), null]],
    ["goes to such an address within a week, though all is home", {
      events: [scan("shipment.delivered", 0.5), stored(6 * DAY, "ada@king.example")],
      at: 6 * DAY + 1,
    }, [hours(6 * DAY), null]],
    ["does not go there when the order is long over", {
      events: [scan("shipment.delivered", 0.5), stored(20 * DAY, "ada@king.example")],
      at: 21 * DAY,
    }, [hours(20 * DAY), "too_old"]],
    ["goes there by a person's hand however long it is over", {
      events: [scan("shipment.delivered", 0.5), corrected(20 * DAY, ADA, "ada@king.example")],
      at: 21 * DAY,
    }, [hours(20 * DAY), null]],
  ])("%s", (_, given, expected) => expect(mail(given)).toEqual(expected));

  test("of a draft is as old as its placing", () => {
    const order = { ...ADAS_ORDER, ordered_at: hours(20 * DAY) };
    expect(mail({ order, at: 21 * DAY })).toEqual(["", null]);
    expect(confirmationAbout(inputOf({ order }))).toBe("");
  });
});

describe("a change", () => {
  const lines = ADAS_ORDER.lines.slice(1);
  const fewer = changed(1, { lines });
  const sum = (total_minor: number) => changed(2, { total_minor });
  const told = (changes: number | undefined, state: Ledger[number]["state"] = "sent") =>
    entry("order_changed", state, 3, { facts_shown: { changes } });

  test.each<readonly [string, Given, readonly string[]]>([
    ["is told once, by its last", {
      events: [fewer, changed(2, { lines, shipping: { label: "GLS", amount_minor: 490 } })],
    }, [`order_changed ${hours(2)}`]],
    ["is not told before the confirmation leaves, which shows it", { events: [fewer], ledger: [] }, []],
    ["is not told that was shown", { events: [fewer], ledger: [confirmed(), told(1)] }, []],
    ["is told where only the first was shown", {
      events: [fewer, changed(2, {})],
      ledger: [confirmed(), told(1)],
    }, [`order_changed ${hours(2)}`]],
    ["is told where the mail that showed it failed", {
      events: [fewer],
      ledger: [confirmed(), told(1, "failed")],
    }, [`order_changed ${hours(1)}`]],
    ["is not told once the order was cancelled", { events: [fewer, cancelled(2)] }, [`order_cancelled `]],
    ["is not told once everything is home", {
      events: [
        scan("shipment.delivered", 0.5),
        changed(1, { shipping: { label: "GLS", amount_minor: 490 } }),
      ],
    }, []],
    ["of the sum alone is told while something is to be paid", {
      order: UNPAID,
      events: [{ ...sum(13_000), order: { ...UNPAID, total_minor: 13_000 } } as OrderEvent],
    }, [`order_changed ${hours(2)}`]],
    ["of the sum alone is not told where nothing is open", { events: [{ ...sum(12_000) }] }, []],
    ["of the sum is told by the lines beside it", { events: [changed(2, { lines, total_minor: 9_000 })] }, [
      `order_changed ${hours(2)}`,
    ]],
  ])("%s", (_, given, expected) => {
    expect(plans(given)).toEqual(expected);
  });
});

describe("goods that are missing", () => {
  const missing = allocated(2, false, "1");
  const shown = (...ids: readonly string[]) => [confirmed({ backordered: ids })];

  test.each<readonly [string, Given, readonly string[]]>([
    ["are told", { events: [missing] }, [`backorder_notice ${hours(2)}`]],
    ["are told with others that were told", { events: [allocated(2, false, "1", "2")], ledger: shown("2") }, [
      `backorder_notice ${hours(2)}`,
    ]],
    ["are told once", { events: [missing], ledger: shown("1") }, []],
    ["are shown by the confirmation where it is still to leave", { events: [missing], ledger: [] }, []],
    ["are not told once the order was cancelled", { events: [missing, cancelled(3)] }, ["order_cancelled "]],
    ["are not told once a parcel has left", {
      events: [missing, scan("shipment.shipped", 3, { lines: [{ line_id: "2", quantity: 2 }] })],
    }, []],
    ["are told to be back when all are", { events: [missing, allocated(4, true, "1")], ledger: shown("1") }, [
      `back_on_track ${hours(4)}`,
    ]],
    ["are not told to be back while one is missing", {
      events: [allocated(2, false, "1", "2"), allocated(4, true, "1")],
      ledger: shown("1", "2"),
    }, []],
    ["are not told to be back that were never told to be missing", {
      events: [missing, allocated(4, true, "1")],
    }, []],
    ["are not told to be back that were taken out of the order", {
      events: [missing, changed(4, { lines: ADAS_ORDER.lines.slice(1) })],
      ledger: [confirmed({ backordered: ["1"], changes: 1 })],
    }, []],
  ])("%s", (_, given, expected) => expect(plans(given)).toEqual(expected));

  test("are those whose pieces are still to be sent", () => {
    const lines = ADAS_ORDER.lines.map((line) => ({ ...line, stock: { available: false } }));
    const order = { ...ADAS_ORDER, lines };
    expect(backordered(inputOf({ order }))).toEqual(["1", "2"]);
    const sent = scan("shipment.shipped", 1, { lines: [{ line_id: "1", quantity: 1 }] });
    expect(backordered(inputOf({ order, events: [sent] }))).toEqual(["2"]);
    expect(backordered(inputOf({}))).toEqual([]);
    expect(backordered(inputOf({ events: [allocated(1, true, "1")] }))).toEqual([]);
  });

  test("that the storefront states from the beginning are as old as the order", () => {
    const lines = ADAS_ORDER.lines.map((line) => ({ ...line, stock: { available: false } }));
    expect(plans({ order: { ...ADAS_ORDER, lines } })).toEqual([`backorder_notice ${ADAS_ORDER.placed_at}`]);
  });
});

describe("a date", () => {
  const told = (
    kind: "delay_notice" | "back_on_track",
    about: string,
    until: string,
    state: Ledger[number]["state"] = "sent",
  ) => entry(kind, state, 3, { about, facts_shown: { expected: { until } } });

  test.each<readonly [string, Given, readonly string[]]>([
    ["that is later is told", { events: [promisedFor(1, "2026-11-28")] }, ["delay_notice 2026-11-28"]],
    ["within what was told is not", { events: [promisedFor(1, "2026-11-26")] }, []],
    ["that is the first day of what was told is not", { events: [promisedFor(1, "2026-11-25")] }, []],
    ["before that is told", { events: [promisedFor(1, "2026-11-24")] }, ["back_on_track sooner:2026-11-24"]],
    ["before a single day that was told is told", {
      events: [promisedFor(1, "2026-11-26")],
      ledger: [confirmed({ expected: { until: "2026-11-27" } })],
    }, ["back_on_track sooner:2026-11-26"]],
    ["that is later is not told before the confirmation", {
      events: [promisedFor(1, "2026-11-28")],
      ledger: [],
    }, []],
    ["that is later is not told once the order was cancelled", {
      events: [promisedFor(1, "2026-11-28"), cancelled(2)],
    }, ["order_cancelled "]],
    ["that is later is not told once all is home", {
      events: [promisedFor(1, "2026-11-28"), scan("shipment.delivered", 2)],
    }, []],
    ["that is earlier is not told once a parcel has left", {
      events: [promisedFor(1, "2026-11-24"), scan("shipment.shipped", 2)],
    }, []],
    ["that is later is told once a parcel has left", {
      events: [scan("shipment.shipped", 0.5), promisedFor(1, "2026-11-28")],
    }, ["delay_notice 2026-11-28"]],
    ["that is earlier by the shop's own rule is no promise", {
      order: { ...ADAS_ORDER, promised: undefined },
      ledger: [confirmed({ expected: { until: "2026-12-24" } })],
    }, []],
    ["that was told and came again is numbered", {
      events: [promisedFor(1, "2026-11-28")],
      ledger: [
        confirmed(),
        told("delay_notice", "2026-11-28", "2026-11-28"),
        told("back_on_track", "sooner:2026-11-26", "2026-11-26"),
      ].map((one, index) => ({ ...one, closed_at: index })),
    }, ["delay_notice 2026-11-28:2"]],
    ["whose mail failed has the same name", {
      events: [promisedFor(1, "2026-11-28")],
      ledger: [confirmed(), told("delay_notice", "2026-11-28", "2026-11-28", "failed")],
    }, ["delay_notice 2026-11-28"]],
    ["that has passed before it could be told is none", {
      events: [promisedFor(1, "2026-11-28")],
      at: 6 * DAY + 11,
    }, ["delay_notice missed:2026-11-27"]],
    ["is told until its end", { events: [promisedFor(1, "2026-11-28")], at: 6 * DAY + 10.9 }, [
      "delay_notice 2026-11-28",
    ]],
    ["that was missed is told by the clock", { at: 5 * DAY + 21 }, ["delay_notice missed:2026-11-27"]],
    ["is not missed while the shop waits for its money", { order: UNPAID, at: 9 * DAY }, []],
    ["is missed where something has left before the payment", {
      order: UNPAID,
      events: [scan("shipment.in_transit", 2)],
      at: 9 * DAY,
    }, ["delay_notice missed:2026-11-27"]],
    ["is not missed before that", { at: 5 * DAY + 20.9 }, []],
    ["is told by the mail about goods that are back", {
      events: [allocated(2, false, "1"), allocated(4, true, "1"), promisedFor(5, "2026-12-04")],
      ledger: [confirmed({ backordered: ["1"] })],
    }, [`back_on_track ${hours(4)}`]],
  ])("%s", (_, given, expected) => expect(plans(given)).toEqual(expected));

  test("that is earlier, withdrawn and promised again has a mail each time", () => {
    const events = [promisedFor(1, "2026-11-24"), promisedFor(2, "2026-11-28"), promisedFor(3, "2026-11-24")];
    const ledger = [
      confirmed(),
      told("back_on_track", "sooner:2026-11-24", "2026-11-24"),
      { ...told("delay_notice", "2026-11-28", "2026-11-28"), closed_at: Date.parse(hours(4)) },
    ];
    expect(find({ events, ledger, at: 5 }, "back_on_track")!.about).toBe("sooner:2026-11-24:2");
  });
});

test("a reopened order has no other news than that", () => {
  const ledger = [confirmed(), entry("order_cancelled", "sent", 1)];
  const events = [
    cancelled(0.5),
    changed(1, { cancelled_at: null, lines: ADAS_ORDER.lines.slice(1) }),
    back("requested", 2),
  ];
  expect(plans({ events, ledger })).toEqual(["order_changed restored:1"]);
});

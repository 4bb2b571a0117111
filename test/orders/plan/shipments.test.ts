import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/messages/ledger.ts";
import type { OrderDetails, OrderEvent, Shipment } from "../../../src/orders/event.ts";
import { planShipments, shipmentGroup, stalledAt } from "../../../src/orders/plan/shipments.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import {
  cancelled,
  DAY,
  entry,
  find,
  type Given,
  inputOf,
  owed,
  scan,
  SHIPMENT,
} from "../../support/plan_input.ts";

const HOUR_MS = 3_600_000;
const MILL = [{ line_id: "1", quantity: 1 }];
const BEANS = [{ line_id: "2", quantity: 2 }];
const shipped = (at: number, id: string, changes: Partial<Shipment> = {}) =>
  scan("shipment.shipped", at, { id, tracking: [{ number: `N${id}` }], ...changes });
/** Kind, key and reason of each mail about shipments. */
const plans = (given: Given) =>
  planShipments(inputOf(given)).map(({ kind, about, against }) =>
    `${kind.replace("shipment_", "")} ${about}${against === null ? "" : ` ${against}`}`
  );
const dueOf = (given: Given, kind: "shipment_shipped" = "shipment_shipped") =>
  (find(given, kind)!.due_at_ms - NOW_MS) / HOUR_MS;
const ways = (way: "pickup" | "local" | "till" | "digital"): OrderDetails => ({
  ...ADAS_ORDER,
  lines: ADAS_ORDER.lines.map((line) => ({ ...line, way })),
});

describe("the mail that a shipment has left", () => {
  test("is owed though the carrier's first scan came before the mail was sent", () => {
    const events = [scan("shipment.shipped", 1), scan("shipment.in_transit", 1.5)];
    expect(owed({ events, at: 2 })).toContain("shipment_shipped");
  });

  test("waits for the tracking number of the second of two shipments", () => {
    const events = [
      scan("shipment.shipped", 1, { lines: MILL }),
      scan("shipment.shipped", 1, { id: "p2", lines: BEANS, tracking: [] }),
    ];
    expect(owed({ events, at: 1 })).not.toContain("shipment_shipped");
  });

  test("is not owed where the order was cancelled in the meantime", () => {
    expect(plans({ events: [scan("shipment.shipped", 1), cancelled(2)], at: 2 })).toEqual([
      "shipped p1 order_cancelled",
    ]);
  });

  test.each<readonly [string, readonly OrderEvent[], number]>([
    ["at once where all has left with a number", [shipped(1, "a")], 1],
    ["at once where a page to follow it is known", [
      shipped(1, "a", { tracking: [{ url: "https://x.example" }] }),
    ], 1],
    ["after two minutes without a number", [shipped(1, "a", { tracking: [] })], 1 + 120 / 3_600],
    ["after two minutes where only the carrier is known", [
      shipped(1, "a", { tracking: [{ carrier: "GLS" }] }),
    ], 1 + 120 / 3_600],
    ["after five minutes while more is to come", [shipped(1, "a", { lines: MILL })], 1 + 300 / 3_600],
    ["after five minutes while more is to come, with or without a number", [
      shipped(1, "a", { lines: MILL, tracking: [] }),
    ], 1 + 300 / 3_600],
    ["at once without a number where the shop's own driver brings it", [
      shipped(1, "a", { way: "local", tracking: [] }),
    ], 1],
  ])("leaves %s", (_, events, due) => {
    expect(dueOf({ events, at: 1 })).toBeCloseTo(due, 6);
  });

  test("is owed no more once its shipment is further than on its way", () => {
    for (
      const status of ["out_for_delivery", "ready_for_pickup", "attempted", "exception", "delivered"] as const
    ) {
      const events = [scan("shipment.shipped", 1), scan(`shipment.${status}`, 2)];
      expect(plans({ events, at: 3 }).filter((one) => one.startsWith("shipped")), status).toEqual([]);
    }
  });

  test("is owed while one of those that left together is on its way", () => {
    const events = [shipped(1, "a", { lines: MILL }), shipped(1, "b", { lines: BEANS })];
    const delivered = (id: string) => scan("shipment.delivered", 2, { id, tracking: [] });
    expect(plans({ events: [...events, delivered("a")], at: 3 })).toContain("shipped a");
    expect(plans({ events: [...events, delivered("a"), delivered("b")], at: 3 })).toEqual([
      "delivered a",
      "delivered b",
    ]);
  });
});

describe("shipments that share a mail", () => {
  const S = 1 / 3_600;
  const group = (events: readonly OrderEvent[], id: string, order: OrderDetails = ADAS_ORDER) => {
    const { order: folded } = inputOf({ order, events });
    return shipmentGroup(folded, SHOP, id).map((one) => one.id);
  };
  const three = [
    shipped(1, "a", { lines: MILL }),
    shipped(1 + 300 * S, "b", { lines: BEANS }),
    shipped(1 + 301 * S, "c"),
  ];

  test("left within five minutes of the first, whose mail it is", () => {
    expect(group(three, "a")).toEqual(["a", "b"]);
    expect(group(three, "b")).toEqual([]);
    expect(group(three, "c")).toEqual(["c"]);
    expect(group(three, "x")).toEqual([]);
    expect(group(three.toReversed(), "a")).toEqual(["a", "b"]);
  });

  test("follow one another by their departure, in whatever sequence they were first heard of", () => {
    const scanned = scan("shipment.in_transit", 0.5, { id: "Nb", tracking: [{ number: "Nb" }] });
    const events = [scanned, shipped(1, "a", { lines: MILL }), shipped(1.01, "b", { lines: BEANS })];
    expect(inputOf({ events }).order.shipments.map(({ id }) => id)).toEqual(["b", "a"]);
    expect(group(events, "a")).toEqual(["a", "b"]);
    expect(group(events, "b")).toEqual([]);
  });

  test("go the same way", () => {
    const events = [shipped(1, "a", { lines: MILL }), shipped(1, "b", { lines: BEANS, way: "local" })];
    expect(group(events, "a")).toEqual(["a"]);
    expect(group(events, "b")).toEqual(["b"]);
  });
});

describe("a shipment that is not carried", () => {
  const states = (
    order: OrderDetails,
    ...types: readonly ("shipped" | "ready_for_pickup" | "delivered" | "exception")[]
  ) =>
    plans({
      order,
      events: types.map((type, at) => scan(`shipment.${type}`, at + 1, { tracking: [] })),
      at: types.length,
    });

  test("but collected has one mail: that it is ready", () => {
    expect(states(ways("pickup"), "shipped")).toEqual([]);
    expect(states(ways("pickup"), "ready_for_pickup")).toEqual(["ready_for_pickup p1"]);
    expect(states(ways("pickup"), "ready_for_pickup", "delivered")).toEqual([]);
    expect(states(ways("pickup"), "exception")).toEqual([]);
  });

  test("but collected waits no more once the order was cancelled", () => {
    const events = [scan("shipment.ready_for_pickup", 1, { tracking: [] }), cancelled(2)];
    expect(plans({ order: ways("pickup"), events, at: 3 })).toEqual([]);
  });

  test.each(["till", "digital"] as const)("nor collected has none: %s", (way) => {
    expect(states(ways(way), "shipped", "delivered")).toEqual([]);
    expect(states(ways(way), "ready_for_pickup")).toEqual([]);
  });

  test("but brought by the shop's own driver has all but the one that it stalls", () => {
    expect(states(ways("local"), "shipped")).toEqual(["shipped p1"]);
    expect(states(ways("local"), "shipped", "delivered")).toEqual(["delivered p1"]);
    const given = {
      events: [scan("shipment.shipped", 1)],
      told: true,
      at: 9 * DAY,
    } as const;
    expect(plans({ ...given, order: ways("local") })).not.toContain(`stalled p1:${hours(1)}`);
    expect(plans(given)).toContain(`stalled p1:${hours(1)}`);
  });

  test("but cannot be tracked does not stall, as there can be no news of it, until a carrier reports it", () => {
    const untracked = scan("shipment.shipped", 1, { tracking: [] });
    const given = { events: [untracked], told: true, at: 9 * DAY } as const;
    expect(plans(given)).not.toContain(`stalled p1:${hours(1)}`);
    const seen = scan("shipment.in_transit", 5, { tracking: [] });
    expect(plans({ ...given, events: [untracked, seen] })).toContain(`stalled p1:${hours(5)}`);
  });
});

describe("the mail about a shipment's state", () => {
  test.each(
    [
      ["out_for_delivery", "p1"],
      ["ready_for_pickup", "p1"],
      ["delivered", "p1"],
      ["returned_to_sender", "p1"],
      ["attempted", "p1:1"],
      ["exception", "p1:1"],
    ] as const,
  )("%s is about %s", (status, about) => {
    expect(plans({ events: [scan("shipment.shipped", 1), scan(`shipment.${status}`, 2)], at: 2 })).toEqual([
      `${status} ${about}`,
    ]);
  });

  test("counts those that may occur again", () => {
    const events = [
      scan("shipment.attempted", 2),
      scan("shipment.in_transit", 3),
      scan("shipment.attempted", 4),
    ];
    expect(plans({ events, at: 4 })).toEqual(["attempted p1:2"]);
  });

  test("is news again after a correction alone", () => {
    const wrong = { ...scan("shipment.in_transit", 3), is_correction: true } as OrderEvent;
    const home = (at: number) => scan("shipment.delivered", at);
    expect(plans({ events: [home(2), wrong, home(4)], at: 4 })).toEqual(["delivered p1:2"]);
    expect(plans({ events: [home(2), home(4)], at: 4 })).toEqual(["delivered p1"]);
    expect(plans({ events: [wrong, home(4)], at: 4 })).toEqual(["delivered p1"]);
  });

  test("is not owed for what happened after a cancellation, which says what to do", () => {
    const events = (
      at: number,
    ) => [scan("shipment.shipped", 1), scan("shipment.delivered", at), cancelled(2)];
    expect(plans({ events: events(1.5), at: 3 })).toEqual(["delivered p1"]);
    expect(plans({ events: events(2), at: 3 })).toEqual(["delivered p1 order_cancelled"]);
    expect(plans({ events: events(2.5), at: 3 })).toEqual(["delivered p1 order_cancelled"]);
  });
});

describe("a mail under another id of its shipment", () => {
  const events = [
    scan("shipment.attempted", 1, { id: "JD0146" }),
    scan("shipment.shipped", 2, { lines: [...MILL, ...BEANS] }),
  ];
  const attempted = (state: Ledger[number]["state"], about = "JD0146:1") =>
    entry("shipment_attempted", state, 1, { about });
  const planned = (...ledger: Ledger) => planShipments(inputOf({ events, ledger, at: 3 }));

  test("that left is not sent again", () => {
    expect(planned(attempted("sent"))).toEqual([]);
    expect(planned(attempted("shadowed"))).toEqual([]);
  });
  test("that is being sent is waited for", () => {
    expect(planned(attempted("sending"))).toMatchObject([
      { about: "p1:1", due_at_ms: NOW_MS + 3 * HOUR_MS + 60_000 },
    ]);
  });
  test.each([
    ["that came to nothing", attempted("failed")],
    ["about another time", attempted("sent", "JD0146:2")],
    ["of another kind", entry("shipment_exception", "sent", 1, { about: "JD0146:1" })],
    ["of another shipment", attempted("sent", "JD0147:1")],
  ])("%s leaves it owed", (_, mail) => {
    expect(planned(mail)).toMatchObject([{ about: "p1:1", due_at_ms: NOW_MS + 3 * HOUR_MS }]);
  });
});

describe("a gift's recipient whose address was corrected", () => {
  const BEA = "bea@lovelace.example";
  const order: OrderDetails = { ...ADAS_ORDER, gift: { recipient: { email: BEA } } };
  const corrected: OrderEvent = {
    type: "customer.address_corrected",
    at: hours(3),
    from: BEA,
    email: "bea@king.example",
  };
  const mail = (state: Ledger[number]["state"], changes: Partial<Ledger[number]> = {}) =>
    entry("shipment_delivered", state, 2, { about: "p1", ...changes });
  const about = (given: Given) =>
    planShipments(inputOf({ order, events: [scan("shipment.delivered", 2), corrected], at: 3, ...given }))[0]!
      .about;

  test("gets the mail again that came back", () => {
    expect(about({ ledger: [mail("bounced")] })).toBe(`p1~${hours(3)}`);
  });
  test.each<readonly [string, Given]>([
    ["that arrived", { ledger: [mail("sent")] }],
    ["of which another came back", { ledger: [mail("bounced", { about: "p2" })] }],
    ["of which another kind came back", {
      ledger: [entry("shipment_shipped", "bounced", 2, { about: "p1" })],
    }],
    ["that came back while nothing was corrected", {
      ledger: [mail("bounced")],
      events: [scan("shipment.delivered", 2)],
    }],
    ["of an order that is no gift", {
      order: ADAS_ORDER,
      ledger: [mail("bounced")],
      events: [scan("shipment.delivered", 2), { ...corrected, from: "ada@lovelace.example" } as OrderEvent],
    }],
  ])("does not get again the mail %s", (_, given) => expect(about(given)).toBe("p1"));
});

describe("the mail that a shipment stalls", () => {
  const moved = [scan("shipment.shipped", 1), scan("shipment.in_transit", 6 * DAY)];

  test("is owed for a shipment in transit too", () => {
    expect(owed({ events: moved, told: true, at: 11 * DAY + 1 })).toContain("shipment_stalled");
  });

  test("is a new mail after each silence", () => {
    const first = find({ events: moved.slice(0, 1), told: true, at: 5 * DAY + 1 }, "shipment_stalled")!;
    const second = find({ events: moved, told: true, at: 11 * DAY + 1 }, "shipment_stalled")!;
    expect([first.about, second.about]).toEqual([`p1:${hours(1)}`, `p1:${hours(6 * DAY)}`]);
  });

  const CONFIRMED: Ledger = [entry("order_confirmation", "sent", 0)];
  const stalls = (given: Given) => {
    const input = inputOf({ events: [scan("shipment.shipped", 1)], ledger: CONFIRMED, at: 1.5, ...given });
    const at_ms = stalledAt(input, input.order.shipments[0]!);
    return at_ms === null ? null : (at_ms - NOW_MS) / HOUR_MS;
  };
  const left = (
    state: Ledger[number]["state"],
    at: number,
    changes: Partial<Ledger[number]> = {},
  ): Ledger => [
    ...CONFIRMED,
    entry("shipment_shipped", state, at, { about: "p1", ...changes }),
  ];

  test.each<readonly [string, Given, number | null]>([
    ["after its last scan", {}, 5 * DAY + 1],
    ["after its last scan, which came later", {
      events: [scan("shipment.shipped", 1), scan("shipment.in_transit", 40)],
      at: 40,
    }, 5 * DAY + 40],
    ["after the mail that told late of it", { ledger: left("sent", 50), at: 51 }, 5 * DAY + 50],
    ["after the last scan since that mail", {
      ledger: left("sent", 50),
      events: [scan("shipment.shipped", 1), scan("shipment.in_transit", 60)],
      at: 61,
    }, 5 * DAY + 60],
    ["after the mail that told of it among others", {
      ledger: left("sent", 50, { about: "x", facts_shown: { shipments: { p1: {} } } }),
      at: 51,
    }, 5 * DAY + 50],
    ["after the mail that told of it under another of its ids", {
      events: [
        scan("shipment.in_transit", 0.5, { id: "JD0146" }),
        scan("shipment.shipped", 1, { lines: MILL }),
      ],
      ledger: left("sent", 50, { about: "JD0146" }),
      at: 51,
    }, 5 * DAY + 50],
    ["not by a mail of another kind about it", {
      ledger: [...left("sent", 1), entry("shipment_exception", "sent", 50, { about: "p1" })],
      at: 51,
    }, 5 * DAY + 1],
    [
      "not by a mail about another that showed nothing",
      { ledger: left("sent", 50, { about: "x" }), at: 0 },
      5 * DAY + 1,
    ],
    ["not by a mail about another that showed no shipments", {
      ledger: left("sent", 50, { about: "x", facts_shown: {} }),
      at: 0,
    }, 5 * DAY + 1],
    ["after its scan where it is further than any mail about its departure", {
      events: [scan("shipment.out_for_delivery", 1)],
      at: 50,
    }, 5 * DAY + 1],
    ["not by a mail about others", {
      ledger: left("sent", 50, { about: "x", facts_shown: { shipments: { p2: {} } } }),
      at: 0,
    }, 5 * DAY + 1],
    ["from now while the mail is still to leave", { at: 50 }, 5 * DAY + 50],
    ["after its scan where that mail was given up", { ledger: left("suppressed", 50), at: 51 }, 5 * DAY + 1],
    [
      "never where the shop wants none",
      { shop: { schedule: { ...SHOP.schedule, stalled_days: null } } },
      null,
    ],
    [
      "after as many days as the shop says",
      { shop: { schedule: { ...SHOP.schedule, stalled_days: 2 } } },
      2 * DAY + 1,
    ],
    [
      "never once the order was cancelled",
      { events: [scan("shipment.shipped", 1), cancelled(2)], at: 2 },
      null,
    ],
  ])("falls due %s", (_, given, expected) => expect(stalls(given)).toBe(expected));

  test.each(
    [
      ["shipped", true],
      ["in_transit", true],
      ["out_for_delivery", true],
      ["attempted", false],
      ["exception", false],
      ["ready_for_pickup", false],
      ["delivered", false],
      ["returned_to_sender", false],
    ] as const,
  )("may follow a shipment that is %s: %s", (status, may) => {
    const type = `shipment.${status}` as const;
    expect(stalls({ events: [scan(type, 1)] }) !== null).toBe(may);
  });

  test("is planned from that time on", () => {
    const given = { events: [scan("shipment.shipped", 1)], ledger: left("sent", 1) };
    expect(plans({ ...given, at: 5 * DAY + 0.99 })).not.toContain(`stalled p1:${hours(1)}`);
    expect(plans({ ...given, at: 5 * DAY + 1 })).toContain(`stalled p1:${hours(1)}`);
  });
});

test("a day that is the first day of the range shown before is no earlier day", () => {
  const sooner: OrderEvent = {
    type: "shipment.promise_changed",
    at: hours(2),
    shipment: { id: SHIPMENT.id },
    promised: { until: "2026-11-25" },
  };
  const events = [scan("shipment.shipped", 1), sooner];
  const sent = [["order_confirmation", 0], ["shipment_shipped", 1]] as const;
  expect(owed({ events, sent, at: 2 })).not.toContain("shipment_updated");
});

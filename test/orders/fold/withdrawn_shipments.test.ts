import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OrderEvent, Shipment, SHIPMENT_EVENTS } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import type { Order } from "../../../src/orders/state.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";

type ScanType = (typeof SHIPMENT_EVENTS)[number];

const WHOLE = ADAS_ORDER.lines.map(({ id, quantity }) => ({ line_id: id, quantity }));
const [OLD, NEW] = ["00340434161094042557", "00340434161094099999"] as const;

function scan(type: ScanType, at: number, shipment: Partial<Shipment> & { readonly id: string }): OrderEvent {
  return { type, at: hours(at), shipment: { lines: [], tracking: [], ...shipment } };
}

function fulfilled(at: number, id: string, number?: string): OrderEvent {
  const tracking = number === undefined ? [] : [{ number }];
  return scan("shipment.shipped", at, { id, lines: WHOLE, tracking });
}

function withdrawn(at: number, id: string, number?: string): OrderEvent {
  const tracking = number === undefined ? [] : [{ number }];
  return { type: "shipment.withdrawn", at: hours(at), shipment: { id, lines: WHOLE, tracking } };
}

/** As a carrier knows it. */
function carrier(type: ScanType, at: number, number: string): OrderEvent {
  return scan(type, at, { id: number, tracking: [{ number, carrier: "DHL" }] });
}

function orderAfter(...events: readonly OrderEvent[]): Order {
  return fold([placed(ADAS_ORDER), ...events])!;
}

function statuses(order: Order): string {
  return order.shipments.map(({ id, status }) => `${id} ${status}`).join(", ");
}

describe("a shipment that its storefront withdrew", () => {
  test("is no longer a shipment of the order, and its data stays stored", () => {
    const order = orderAfter(fulfilled(1, "f1", OLD), withdrawn(2, "f1"));
    expect(order.shipments).toEqual([]);
    expect(order.withdrawn_shipments).toEqual([
      { id: "f1", at: hours(2), left_at: hours(1), lines: WHOLE, tracking: [{ number: OLD }] },
    ]);
  });

  test("does not affect a shipment that was made again", () => {
    const events = [fulfilled(1, "f1", OLD), withdrawn(2, "f1"), fulfilled(2, "f2", NEW)];
    expect(statuses(orderAfter(...events))).toBe("f2 shipped");
    expect(statuses(orderAfter(...events, carrier("shipment.delivered", 5, NEW)))).toBe("f2 delivered");
  });

  test("gets nothing more from its carrier: no scan and no date", () => {
    const order = orderAfter(
      fulfilled(1, "f1", OLD),
      withdrawn(2, "f1"),
      carrier("shipment.in_transit", 3, OLD),
      {
        type: "shipment.promise_changed",
        at: hours(4),
        shipment: { id: OLD },
        promised: { until: "2026-12-24" },
      },
    );
    expect(order.shipments).toEqual([]);
    expect(order.promised).toBe(undefined);
  });

  test("removes its scans too, also those that were reported under its number alone", () => {
    const order = orderAfter(
      carrier("shipment.in_transit", 0.5, OLD),
      fulfilled(1, "f1", OLD),
      withdrawn(2, "f1"),
    );
    expect(order.shipments).toEqual([]);
  });

  test("leaves its tracking number to the shipment that takes over its label", () => {
    const order = orderAfter(
      fulfilled(1, "f1", OLD),
      withdrawn(2, "f1"),
      fulfilled(3, "f2", OLD),
      carrier("shipment.delivered", 5, OLD),
    );
    expect(statuses(order)).toBe("f2 delivered");
  });

  test("is a shipment again when its storefront reports it again", () => {
    const order = orderAfter(fulfilled(1, "f1", OLD), withdrawn(2, "f1"), fulfilled(3, "f1", OLD));
    expect(statuses(order)).toBe("f1 shipped");
    expect(order.withdrawn_shipments).toBe(undefined);
  });

  test("is withdrawn once, however often that is reported", () => {
    const order = orderAfter(fulfilled(1, "f1", OLD), withdrawn(2, "f1", OLD), withdrawn(3, "f1", OLD));
    expect(order.withdrawn_shipments).toHaveLength(1);
  });

  test("does not appear when the older event of its shipping arrives after the withdrawal", () => {
    expect(statuses(orderAfter(withdrawn(2, "f1"), fulfilled(1, "f1", OLD)))).toBe("");
  });

  test("is withdrawn too when both have the same second", () => {
    expect(statuses(orderAfter(withdrawn(1, "f1"), fulfilled(1, "f1", OLD)))).toBe("");
  });

  test("makes the same order in any order of arrival", () => {
    const events = [
      placed(ADAS_ORDER),
      fulfilled(1, "f1", OLD),
      carrier("shipment.in_transit", 1.5, OLD),
      withdrawn(2, "f1"),
      carrier("shipment.in_transit", 2.5, OLD),
      fulfilled(3, "f2", NEW),
      carrier("shipment.delivered", 9, NEW),
    ];
    const order = fold(events);
    fc.assert(fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (arrived) => {
      expect(fold(arrived)).toEqual(order);
    }));
  });
});

describe("a tracking number that its storefront replaced", () => {
  test("no longer finds the shipment: a carrier's scan under it is ignored", () => {
    const order = orderAfter(
      fulfilled(1, "f1", OLD),
      fulfilled(2, "f1", NEW),
      carrier("shipment.delivered", 3, OLD),
      carrier("shipment.in_transit", 4, NEW),
    );
    expect(statuses(order)).toBe("f1 in_transit");
    expect(order.shipments[0]).toMatchObject({ tracking: [{ number: NEW }], former_numbers: [OLD] });
  });

  test("removes the scans that were reported under it", () => {
    const order = orderAfter(
      fulfilled(1, "f1", OLD),
      carrier("shipment.delivered", 2, OLD),
      fulfilled(3, "f1", NEW),
    );
    expect(statuses(order)).toBe("f1 shipped");
    expect(order.shipments[0]!.scans.map(({ status }) => status)).toEqual(["shipped"]);
  });

  test("gives the order no expected date either", () => {
    const promised = { until: "2026-12-24" };
    const order = orderAfter(
      fulfilled(1, "f1", OLD),
      fulfilled(2, "f1", NEW),
      { type: "shipment.promise_changed", at: hours(3), shipment: { id: OLD }, promised },
    );
    expect(order.promised).toBe(undefined);
    expect(order.shipments[0]!.expected).toBe(undefined);
  });

  test("is valid again when the storefront reports it again", () => {
    const order = orderAfter(
      fulfilled(1, "f1", OLD),
      fulfilled(2, "f1", NEW),
      fulfilled(3, "f1", OLD),
      carrier("shipment.delivered", 4, OLD),
    );
    expect(statuses(order)).toBe("f1 delivered");
    expect(order.shipments[0]!.former_numbers).toEqual([NEW]);
  });

  test("stays valid when another number is added beside it", () => {
    const both = scan("shipment.shipped", 2, {
      id: "f1",
      lines: WHOLE,
      tracking: [{ number: OLD }, { number: NEW }],
    });
    expect(orderAfter(fulfilled(1, "f1", OLD), both).shipments[0]!.former_numbers).toBe(undefined);
  });
});

describe("delivered is final", () => {
  const home = [fulfilled(1, "f1", OLD), carrier("shipment.delivered", 9, OLD)];

  test.each<[ScanType, string]>([
    ["shipment.in_transit", "f1 delivered"],
    ["shipment.out_for_delivery", "f1 delivered"],
    ["shipment.attempted", "f1 delivered"],
    ["shipment.exception", "f1 delivered"],
    ["shipment.ready_for_pickup", "f1 delivered"],
    ["shipment.picked_up", "f1 picked_up"],
    ["shipment.returned_to_sender", "f1 returned_to_sender"],
  ])("a later %s leaves %s, and is listed", (type, expected) => {
    const order = orderAfter(...home, carrier(type, 12, OLD));
    expect(statuses(order)).toBe(expected);
    expect(order.shipments[0]!.scans).toHaveLength(3);
  });

  test("except for a correction", () => {
    const wrong: OrderEvent = {
      ...carrier("shipment.exception", 12, OLD),
      is_correction: true,
    } as OrderEvent;
    expect(statuses(orderAfter(...home, wrong))).toBe("f1 exception");
    expect(statuses(orderAfter(...home, wrong, carrier("shipment.delivered", 20, OLD)))).toBe("f1 delivered");
  });

  test("for each package by itself", () => {
    const two = scan("shipment.shipped", 1, {
      id: "f1",
      lines: WHOLE,
      tracking: [{ number: OLD }, { number: NEW }],
    });
    const first = [two, carrier("shipment.delivered", 5, OLD), carrier("shipment.in_transit", 6, OLD)];
    expect(statuses(orderAfter(...first))).toBe("f1 shipped");
    expect(statuses(orderAfter(...first, carrier("shipment.delivered", 7, NEW)))).toBe("f1 delivered");
  });
});

describe("on its way back", () => {
  const back = [fulfilled(1, "f1", OLD), carrier("shipment.returned_to_sender", 9, OLD)];

  test.each<[ScanType, string]>([
    ["shipment.in_transit", "f1 returned_to_sender"],
    ["shipment.delivered", "f1 delivered"],
    ["shipment.out_for_delivery", "f1 out_for_delivery"],
    ["shipment.ready_for_pickup", "f1 ready_for_pickup"],
    ["shipment.attempted", "f1 attempted"],
  ])("%s makes it %s", (type, expected) => {
    expect(statuses(orderAfter(...back, carrier(type, 20, OLD)))).toBe(expected);
  });
});

describe("an order that its storefront began before it was placed", () => {
  const begun = { ...ADAS_ORDER, placed_at: hours(-400), ordered_at: hours(0) };

  test("was ordered at the time in the first snapshot, whatever later snapshots say", () => {
    const later: OrderEvent = {
      type: "order.changed",
      at: hours(5),
      order: { ...begun, ordered_at: hours(5) },
    };
    const without: OrderEvent = {
      type: "order.changed",
      at: hours(6),
      order: { ...begun, ordered_at: undefined },
    };
    expect(orderAfterFirst(begun, later, without).details.ordered_at).toBe(hours(0));
  });

  test("has no time of ordering where the first snapshot has none", () => {
    const later: OrderEvent = {
      type: "order.changed",
      at: hours(5),
      order: { ...begun, ordered_at: hours(5) },
    };
    expect(orderAfterFirst(ADAS_ORDER, later).details.ordered_at).toBe(undefined);
  });

  function orderAfterFirst(first: typeof begun | typeof ADAS_ORDER, ...events: readonly OrderEvent[]): Order {
    return fold([placed(first, hours(0)), ...events])!;
  }
});

test("a snapshot without some of the pieces makes removals, and a snapshot that changes nothing makes none", () => {
  const [mill, beans] = ADAS_ORDER.lines;
  const fewer: OrderEvent = {
    type: "order.changed",
    at: hours(3),
    order: { ...ADAS_ORDER, lines: [{ ...beans!, quantity: 1 }] },
  };
  expect(orderAfter(fewer).removals).toEqual([
    { at: hours(3), line: mill, quantity: 1 },
    { at: hours(3), line: beans, quantity: 1 },
  ]);
  expect(orderAfter({ type: "order.changed", at: hours(3), order: ADAS_ORDER }).removals).toBe(undefined);
});

import { describe, expect, test } from "vitest";
import type { DeliveryWay, OrderEvent, SHIPMENT_EVENTS } from "../../../src/orders/event.ts";
import { progressState } from "../../../src/mail/view/progress.ts";
import { progressSteps } from "../../../src/mail/view/progress_steps.ts";
import { ADAS_ORDER, hours, SHOP } from "../../support/cast.ts";
import { orderOf, pageOf } from "../views.ts";

const PAID = { status: "paid" } as const;
const [first, second] = ADAS_ORDER.lines;

/** An order of two lines of one piece each, that go these ways. */
function by(
  ways: readonly [DeliveryWay, DeliveryWay],
  payment: typeof PAID | { status: "pending" | "voided" | "authorized" } = PAID,
) {
  const lines = [first!, second!].map((line, index) => ({
    ...line,
    quantity: 1,
    way: ways[index]!,
    requires_shipping: ways[index] !== "digital",
  }));
  return { ...ADAS_ORDER, lines, payment, promised: undefined };
}

function of(
  type: (typeof SHIPMENT_EVENTS)[number],
  at: number,
  line_id: "1" | "2",
  more: Readonly<Record<string, unknown>> = {},
): OrderEvent {
  const shipment = { id: `p${line_id}`, lines: [{ line_id, quantity: 1 }], tracking: [], ...more };
  return { type, at: hours(at), shipment } as OrderEvent;
}

const cancelled: OrderEvent = { type: "order.cancelled", at: hours(20) };

/** `placed paid shipped? delivered?`: what is still to come has a question mark. */
function stepsOf(...given: Parameters<typeof orderOf>): string {
  return progressSteps(orderOf(...given)).map(({ kind, reached }) => reached ? kind : `${kind}?`).join(" ");
}

describe("what is collected", () => {
  const details = by(["pickup", "pickup"]);
  const ready = [of("shipment.ready_for_pickup", 5, "1"), of("shipment.ready_for_pickup", 5, "2")];

  test.each<[string, readonly OrderEvent[], string, string]>([
    ["is being prepared", [], "preparing_pickup", "placed paid ready_for_pickup? picked_up?"],
    ["waits at the counter", ready, "ready_for_pickup", "placed paid ready_for_pickup picked_up?"],
    ["waits in part", [ready[0]!], "ready_for_pickup", "placed paid ready_for_pickup picked_up?"],
    [
      "was collected in part",
      [ready[0]!, of("shipment.picked_up", 9, "1")],
      "partly_collected",
      "placed paid ready_for_pickup picked_up?",
    ],
    [
      "was collected",
      [...ready, of("shipment.picked_up", 9, "1"), of("shipment.picked_up", 9, "2")],
      "picked_up",
      "placed paid ready_for_pickup picked_up",
    ],
    ["is cancelled", [cancelled], "cancelled", "placed paid cancelled"],
    [
      "is cancelled while it waits",
      [...ready, cancelled],
      "cancelled",
      "placed paid cancelled",
    ],
  ])("%s", (_, events, state, steps) => {
    expect(progressState(orderOf(details, ...events))).toBe(state);
    expect(stepsOf(details, ...events)).toBe(steps);
  });

  test("has the day on which it was ready and on which it was collected", () => {
    const order = orderOf(
      details,
      ...ready,
      of("shipment.picked_up", 9, "1"),
      of("shipment.picked_up", 11, "2"),
    );
    expect(progressSteps(order).slice(-2).map(({ at }) => at)).toEqual([hours(5), hours(11)]);
  });

  test("is collected where its storefront calls it delivered, in the card of its parcel and in its steps", () => {
    const order = orderOf({ ...details, locale: "en" }, ...ready, of("shipment.delivered", 9, "1"));
    const [card, waits] = pageOf(order, SHOP).shipments;
    expect(card).toMatchObject({ state: "Collected", is_home: true });
    expect(card!.scans[0]!.text).toBe("Collected");
    expect(waits!.state).toBe("Ready to collect");
    expect(JSON.stringify(pageOf(order, SHOP))).not.toContain('"Delivered"');
  });
});

describe("what is sent by mail", () => {
  const details = by(["digital", "digital"]);
  const sent = [of("shipment.shipped", 2, "1"), of("shipment.shipped", 3, "2")];

  test.each<[string, readonly OrderEvent[], string, string]>([
    ["is still to come", [], "digital", "placed paid"],
    ["was sent in part", [sent[0]!], "digital", "placed paid"],
    ["was sent", sent, "sent", "placed paid sent"],
    ["is cancelled", [cancelled], "cancelled", "placed paid cancelled"],
  ])("%s", (_, events, state, steps) => {
    expect(progressState(orderOf(details, ...events))).toBe(state);
    expect(stepsOf(details, ...events)).toBe(steps);
  });

  test("has the day of its first part", () => {
    expect(progressSteps(orderOf(details, ...sent)).at(-1)).toMatchObject({ kind: "sent", at: hours(2) });
  });
});

describe("money that is only reserved", () => {
  test("has no step until it is paid", () => {
    const reserved = by(["carrier", "carrier"], { status: "authorized" });
    expect(stepsOf(reserved)).not.toContain("paid");
    const paid = {
      type: "payment.succeeded",
      at: hours(3),
      payment: { id: "pay_1", amount_minor: ADAS_ORDER.total_minor },
    };
    expect(stepsOf(reserved, paid as OrderEvent)).toContain("placed paid ");
  });
});

describe("what is taken along at the till", () => {
  test("is handed over at once, on the day of the sale", () => {
    const order = orderOf(by(["till", "till"]));
    expect(progressState(order)).toBe("handed_over");
    expect(progressSteps(order).at(-1)).toMatchObject({
      kind: "handed_over",
      reached: true,
      at: ADAS_ORDER.placed_at,
    });
  });

  test("is not handed over once the sale is undone", () => {
    expect(stepsOf(by(["till", "till"]), cancelled)).toBe("placed paid cancelled");
  });
});

describe("what is brought", () => {
  const details = by(["carrier", "local"]);
  const left = [of("shipment.shipped", 2, "1"), of("shipment.shipped", 3, "2", { way: "local" })];
  const brought = (
    type: (typeof SHIPMENT_EVENTS)[number],
    at: number,
  ) => [of(type, at, "1"), of(type, at, "2", { way: "local" })];

  test.each<[string, readonly OrderEvent[], string, string]>([
    ["is prepared", [], "preparing", "placed paid shipped? out_for_delivery? delivered?"],
    ["left in part", [left[0]!], "partly_shipped", "placed paid shipped out_for_delivery? delivered?"],
    ["left", left, "shipped", "placed paid shipped out_for_delivery? delivered?"],
    [
      "comes today",
      [...left, ...brought("shipment.out_for_delivery", 9)],
      "out_for_delivery",
      "placed paid shipped out_for_delivery delivered?",
    ],
    [
      "comes today in part",
      [...left, of("shipment.out_for_delivery", 9, "1")],
      "out_for_delivery",
      "placed paid shipped out_for_delivery? delivered?",
    ],
    [
      "was tried",
      [...left, ...brought("shipment.out_for_delivery", 9), ...brought("shipment.attempted", 10)],
      "attempted",
      "placed paid shipped out_for_delivery delivered?",
    ],
    [
      "arrived without a word of the courier",
      [...left, ...brought("shipment.delivered", 12)],
      "delivered",
      "placed paid shipped delivered",
    ],
    [
      "arrived",
      [...left, ...brought("shipment.out_for_delivery", 9), ...brought("shipment.delivered", 12)],
      "delivered",
      "placed paid shipped out_for_delivery delivered",
    ],
    [
      "waits at a depot",
      [...left, ...brought("shipment.ready_for_pickup", 9)],
      "ready_for_pickup",
      "placed paid shipped ready_for_pickup picked_up?",
    ],
    [
      "was collected at a depot",
      [...left, ...brought("shipment.ready_for_pickup", 9), ...brought("shipment.picked_up", 12)],
      "picked_up",
      "placed paid shipped ready_for_pickup picked_up",
    ],
    [
      "comes back",
      [...left, ...brought("shipment.returned_to_sender", 9)],
      "returned_to_sender",
      "placed paid shipped returned_to_sender",
    ],
    [
      "comes back after the courier tried",
      [...left, ...brought("shipment.out_for_delivery", 8), ...brought("shipment.returned_to_sender", 9)],
      "returned_to_sender",
      "placed paid shipped returned_to_sender",
    ],
    ["is cancelled before it left", [cancelled], "cancelled", "placed paid cancelled"],
    ["is cancelled after it left", [...left, cancelled], "cancelled", "placed paid shipped cancelled"],
  ])("%s", (_, events, state, steps) => {
    expect(progressState(orderOf(details, ...events))).toBe(state);
    expect(stepsOf(details, ...events)).toBe(steps);
  });

  test("left on the day of its first parcel, not of what was sent by mail before", () => {
    const mixed = by(["carrier", "digital"]);
    const order = orderOf(mixed, of("shipment.shipped", 1, "2"), of("shipment.shipped", 7, "1"));
    expect(progressSteps(order).find(({ kind }) => kind === "shipped")).toMatchObject({ at: hours(7) });
  });
});

test.each(
  [
    ["pending", "unpaid"],
    ["voided", "voided"],
  ] as const,
)("an order whose payment is %s is %s, whatever its way", (status, state) => {
  for (const way of ["carrier", "pickup", "digital"] as const) {
    expect(progressState(orderOf(by([way, way], { status }))), way).toBe(state);
  }
});

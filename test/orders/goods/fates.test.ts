import { describe, expect, test } from "vitest";
import type { Line, OrderEvent } from "../../../src/orders/event.ts";
import type { Order } from "../../../src/orders/state.ts";
import { hours } from "../../support/cast.ts";
import { details, fates, line, orderOf, received, refund, scan, shipped } from "./cases.ts";

const [MUG, CUP] = [line("mug"), line("cup", 2)];
const CARD = line("card", 1, { requires_shipping: false });
const cancelled: OrderEvent = { type: "order.cancelled", at: hours(50) };

interface Case {
  readonly name: string;
  readonly lines?: readonly Line[];
  readonly events?: readonly OrderEvent[];
  readonly more?: Partial<Order>;
  readonly fates: string;
}

describe.each<{ readonly about: string; readonly cases: readonly Case[] }>([
  {
    about: "a piece that has not left",
    cases: [
      { name: "is due", fates: "mug: 1 due · cup: 2 due" },
      {
        name: "is withdrawn by its refund, however often the storefront tells of it",
        events: [refund({ mug: 1 }, 2), refund({ mug: 1 }, 3, undefined, "r2")],
        fates: "mug: 1 withdrawn · cup: 2 due",
      },
      {
        name: "is withdrawn one at a time",
        events: [refund({ cup: 1 }, 2)],
        fates: "mug: 1 due · cup: 1 due, 1 withdrawn",
      },
      {
        name: "is withdrawn by the order's cancellation",
        events: [cancelled],
        fates: "mug: 1 withdrawn · cup: 2 withdrawn",
      },
      {
        name: "is due again once the cancellation is taken back",
        events: [cancelled, { type: "order.restored", at: hours(51) }],
        fates: "mug: 1 due · cup: 2 due",
      },
      {
        name: "is withdrawn when all of the money went back",
        events: [{
          type: "payment.refunded",
          at: hours(2),
          refund: { id: "r", amount_minor: 100_000, lines: [] },
        }],
        fates: "mug: 1 withdrawn · cup: 2 withdrawn",
      },
      {
        name: "and was taken off by a later snapshot is withdrawn",
        more: { removals: [{ at: hours(2), line: MUG, quantity: 1 }], details: details([CUP]) },
        fates: "cup: 2 due · mug: 1 withdrawn",
      },
      {
        name: "and was taken off and paid back is one piece",
        lines: [line("mug", 3)],
        events: [refund({ mug: 1 }, 2)],
        more: {
          removals: [{ at: hours(3), line: line("mug", 3), quantity: 1 }],
          details: details([line("mug", 2)]),
        },
        fates: "mug: 2 due, 1 withdrawn",
      },
    ],
  },
  {
    about: "a piece in a shipment",
    cases: [
      {
        name: "is in it, and the others are due",
        events: [shipped("p1", { mug: 1, cup: 1 })],
        fates: "mug: 1 in_shipment · cup: 1 due, 1 in_shipment",
      },
      {
        name: "is home once that is delivered",
        events: [shipped("p1", { mug: 1 }), scan("shipment.delivered", "p1", 9)],
        fates: "mug: 1 home · cup: 2 due",
      },
      {
        name: "is collected once that was picked up",
        events: [
          shipped("p1", { mug: 1 }),
          scan("shipment.ready_for_pickup", "p1", 9),
          scan("shipment.picked_up", "p1", 12),
        ],
        fates: "mug: 1 collected · cup: 2 due",
      },
      {
        name: "comes back with it",
        events: [shipped("p1", { mug: 1 }), scan("shipment.returned_to_sender", "p1", 9)],
        fates: "mug: 1 coming_back · cup: 2 due",
      },
      {
        name: "that came back and was sent once more is in the later one",
        events: [
          shipped("p1", { mug: 1 }),
          scan("shipment.returned_to_sender", "p1", 9),
          shipped("p2", { mug: 1 }, 20),
        ],
        fates: "mug: 1 in_shipment · cup: 2 due",
      },
      {
        name: "that was lost is home once its replacement is",
        events: [
          shipped("p1", { mug: 1 }),
          scan("shipment.exception", "p1", 9),
          shipped("p2", { mug: 1 }, 20),
          scan("shipment.delivered", "p2", 40),
        ],
        fates: "mug: 1 home · cup: 2 due",
      },
      {
        name: "stays there when the order is cancelled",
        events: [shipped("p1", { mug: 1 }), cancelled],
        fates: "mug: 1 in_shipment · cup: 2 withdrawn",
      },
      {
        name: "is not withdrawn by a refund that keeps it",
        events: [shipped("p1", { mug: 1 }), scan("shipment.delivered", "p1", 9), refund({ mug: 1 }, 20)],
        fates: "mug: 1 home · cup: 2 due",
      },
      {
        name: "beyond what was ordered is no piece of the order",
        events: [shipped("p1", { mug: 5, other: 1 })],
        fates: "mug: 1 in_shipment · cup: 2 due",
      },
    ],
  },
  {
    about: "a shipment whose content nobody told",
    cases: [
      {
        name: "holds everything that travels",
        lines: [MUG, CUP, CARD],
        events: [shipped("p1", null)],
        fates: "mug: 1 in_shipment · cup: 2 in_shipment · card: 1 due",
      },
      {
        name: "holds what no other shipment holds",
        events: [shipped("p1", { mug: 1 }), scan("shipment.delivered", "p1", 5), shipped("p2", null, 8)],
        fates: "mug: 1 home · cup: 2 in_shipment",
      },
      {
        name: "does not hold what was paid back before it left",
        events: [refund({ mug: 1 }, 1), shipped("p1", null, 8)],
        fates: "mug: 1 withdrawn · cup: 2 in_shipment",
      },
      {
        name: "holds what was paid back after it left",
        events: [shipped("p1", null, 1), refund({ mug: 1 }, 8)],
        fates: "mug: 1 in_shipment · cup: 2 in_shipment",
      },
      {
        name: "is home when all such shipments are",
        events: [shipped("p1", null, 1), shipped("p2", null, 2), scan("shipment.delivered", "p1", 9)],
        fates: "mug: 1 in_shipment · cup: 2 in_shipment",
      },
      {
        name: "is the download where nothing else was ordered",
        lines: [CARD],
        events: [shipped("p1", null, 1)],
        fates: "card: 1 sent",
      },
    ],
  },
  {
    about: "a piece that the customer sends back",
    cases: [
      {
        name: "is returned once the shop has it",
        events: [shipped("p1", { cup: 2 }), scan("shipment.delivered", "p1", 5), received({ cup: 1 }, 90)],
        fates: "mug: 1 due · cup: 1 home, 1 returned",
      },
      {
        name: "and is paid back for it is one piece",
        events: [
          shipped("p1", { cup: 2 }),
          scan("shipment.delivered", "p1", 5),
          received({ cup: 1 }, 90),
          refund({ cup: 1 }, 91, "returned"),
        ],
        fates: "mug: 1 due · cup: 1 home, 1 returned",
      },
      {
        name: "is returned when the refund alone says so",
        events: [
          shipped("p1", { cup: 2 }),
          scan("shipment.delivered", "p1", 5),
          refund({ cup: 1 }, 91, "returned"),
        ],
        fates: "mug: 1 due · cup: 1 home, 1 returned",
      },
      {
        name: "does not take a due one with it when its refund does not say what it is for",
        events: [
          shipped("p1", { cup: 1 }),
          scan("shipment.delivered", "p1", 5),
          {
            type: "return.approved",
            at: hours(80),
            return: { id: "ret", lines: [{ line_id: "cup", quantity: 1 }], steps: [] },
          },
          refund({ cup: 1 }, 91),
        ],
        fates: "mug: 1 due · cup: 1 due, 1 home",
      },
      {
        name: "that was never told to have left must have left",
        events: [received({ mug: 1 }, 90)],
        fates: "mug: 1 returned · cup: 2 due",
      },
      {
        name: "after the carrier brought it back is returned, not coming back",
        events: [
          shipped("p1", { mug: 1 }),
          scan("shipment.returned_to_sender", "p1", 9),
          refund({ mug: 1 }, 40, "returned"),
        ],
        fates: "mug: 1 returned · cup: 2 due",
      },
    ],
  },
  {
    about: "the storefront's own count",
    cases: [
      {
        name: "counts pieces that nobody told of in a shipment",
        lines: [line("cup", 2, { fulfilled: 1 })],
        fates: "cup: 1 due, 1 in_shipment",
      },
      {
        name: "does not count a piece twice that is in a shipment",
        lines: [line("cup", 2, { fulfilled: 1 })],
        events: [shipped("p1", { cup: 1 })],
        fates: "cup: 1 due, 1 in_shipment",
      },
      {
        name: "says what was collected, handed over or sent",
        lines: [
          line("mug", 1, { way: "pickup", fulfilled: 1 }),
          line("cup", 2, { way: "till" }),
          line("card", 1, { way: "digital", fulfilled: 1 }),
        ],
        fates: "mug: 1 collected · cup: 2 handed_over · card: 1 sent",
      },
      {
        name: "is not believed of a shipment that was taken back since",
        lines: [line("cup", 2, { fulfilled: 1 })],
        more: {
          withdrawn_shipments: [{
            id: "p1",
            at: hours(4),
            lines: [{ line_id: "cup", quantity: 1 }],
            tracking: [],
          }],
        },
        fates: "cup: 2 due",
      },
      {
        name: "of a completed order leaves nothing due but what was withdrawn",
        lines: [MUG, CUP, CARD],
        events: [refund({ mug: 1 }, 1)],
        more: { details: details([MUG, CUP, CARD], { completed_at: hours(9) }) },
        fates: "mug: 1 withdrawn · cup: 2 in_shipment · card: 1 sent",
      },
    ],
  },
  {
    about: "the way of a line",
    cases: [
      {
        name: "that is collected: a fulfilment without any step before it is the hand-over",
        lines: [line("mug", 1, { way: "pickup" })],
        events: [shipped("p1", { mug: 1 })],
        fates: "mug: 1 collected",
      },
      {
        name: "that is collected: it waits in the shop until then",
        lines: [line("mug", 1, { way: "pickup" })],
        events: [scan("shipment.ready_for_pickup", "p1", 3)],
        fates: "mug: 1 in_shipment",
      },
      {
        name: "that is collected: once a carrier follows it by a number it is brought after all",
        lines: [line("mug", 1, { way: "pickup" })],
        events: [shipped("p1", { mug: 1 }, 1, { tracking: [{ number: "1Z1" }] })],
        fates: "mug: 1 in_shipment",
      },
      {
        name: "that the shop's driver brings",
        lines: [line("mug", 1, { way: "local" })],
        events: [shipped("p1", { mug: 1 }), scan("shipment.delivered", "p1", 4)],
        fates: "mug: 1 home",
      },
      {
        name: "that is taken along at the till: it is handed over with the sale, and a refund brings it back",
        lines: [line("mug", 1, { way: "till" }), line("cup", 1, { way: "till" })],
        events: [refund({ cup: 1 }, 5, "returned")],
        fates: "mug: 1 handed_over · cup: 1 returned",
      },
      {
        name: "that is taken along at the till: a sale that is called off hands nothing over",
        lines: [line("mug", 1, { way: "till" })],
        events: [cancelled],
        fates: "mug: 1 withdrawn",
      },
      {
        name: "that does not travel: its fulfilment sends it, the parcel beside it does not",
        lines: [MUG, CARD],
        events: [shipped("f1", { card: 1 }), shipped("p1", { mug: 1 }, 3)],
        fates: "mug: 1 in_shipment · card: 1 sent",
      },
      {
        name: "is the shipment's own where its sender says so",
        lines: [MUG],
        events: [],
        more: {
          shipments: [{
            id: "p1",
            way: "till",
            status: "shipped",
            lines: [{ line_id: "mug", quantity: 1 }],
            tracking: [],
            scans: [],
          }],
        },
        fates: "mug: 1 handed_over",
      },
    ],
  },
])("$about", ({ cases }) => {
  test.each(cases)("$name", ({ lines = [MUG, CUP], events, more, fates: expected }) => {
    expect(fates(orderOf(lines, events, more))).toBe(expected);
  });
});

describe("pieces that were cancelled while their shipment", () => {
  const sent = [shipped("p1", { mug: 2 }, 1)];
  const cancelled = refund({ mug: 1 }, 9, "cancelled");

  test("comes back are not among those that come back", () => {
    const events = [...sent, scan("shipment.returned_to_sender", "p1", 5), cancelled];
    expect(fates(orderOf([line("mug", 2)], events))).toBe("mug: 1 withdrawn, 1 coming_back");
  });

  test("is under way are under way", () => {
    expect(fates(orderOf([line("mug", 2)], [...sent, cancelled]))).toBe("mug: 2 in_shipment");
  });
});

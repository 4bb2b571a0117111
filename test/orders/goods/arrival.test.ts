import { describe, expect, test } from "vitest";
import type { Line, OrderEvent } from "../../../src/orders/event.ts";
import type { Order } from "../../../src/orders/state.ts";
import {
  hasOpenGoods,
  hasShipped,
  homeAt,
  isAllHere,
  isOpen,
  isUnderway,
} from "../../../src/orders/goods/arrival.ts";
import {
  cancelledPieces,
  piecesKept,
  piecesUnderway,
  piecesWithCustomer,
} from "../../../src/orders/goods/ended.ts";
import { hours, NOW } from "../../support/cast.ts";
import { details, line, listed, orderOf, received, refund, scan, shipped } from "./cases.ts";

const [MUG, CUP] = [line("mug"), line("cup", 2)];
const CARD = line("card", 1, { requires_shipping: false });
const delivered = (id: string, at: number) => scan("shipment.delivered", id, at);

interface Case {
  readonly name: string;
  readonly lines?: readonly Line[];
  readonly events?: readonly OrderEvent[];
  readonly more?: Partial<Order>;
  readonly home_at: string | null;
  /** `underway`, `open`, `here`, `left`: those that are so. */
  readonly is: string;
}

test.each<Case>([
  { name: "nothing has left", home_at: null, is: "underway open here" },
  {
    name: "a part is home, the rest is due",
    events: [shipped("p1", { mug: 1 }), delivered("p1", 9)],
    home_at: null,
    is: "underway open left",
  },
  {
    name: "everything is home",
    events: [shipped("p1", { mug: 1 }), delivered("p1", 9), shipped("p2", { cup: 2 }, 4), delivered("p2", 7)],
    home_at: hours(9),
    is: "left",
  },
  {
    name: "everything is home, what left later came later",
    events: [shipped("p1", { mug: 1 }), delivered("p1", 7), shipped("p2", { cup: 2 }, 4), delivered("p2", 9)],
    home_at: hours(9),
    is: "left",
  },
  {
    name: "the rest was paid back before it left",
    events: [refund({ mug: 1 }, 1), shipped("p1", { cup: 2 }, 4), delivered("p1", 9)],
    home_at: hours(9),
    is: "left",
  },
  {
    name: "the parcel came back",
    events: [shipped("p1", null), scan("shipment.returned_to_sender", "p1", 9)],
    home_at: null,
    is: "left",
  },
  {
    name: "everything was sent back by the customer",
    events: [shipped("p1", null), delivered("p1", 9), received({ mug: 1, cup: 2 }, 99)],
    home_at: null,
    is: "left",
  },
  {
    name: "one piece was sent back",
    events: [shipped("p1", null), delivered("p1", 9), received({ cup: 1 }, 99)],
    home_at: hours(9),
    is: "left",
  },
  {
    name: "all of it was cancelled",
    events: [{ type: "order.cancelled", at: hours(2) }],
    home_at: null,
    is: "",
  },
  {
    name: "the parcel is home, nobody speaks of the download",
    lines: [MUG, CARD],
    events: [shipped("p1", { mug: 1 }), delivered("p1", 9)],
    home_at: hours(9),
    is: "left",
  },
  {
    name: "a download alone has not been sent",
    lines: [CARD],
    home_at: null,
    is: "",
  },
  {
    name: "a download alone was sent",
    lines: [CARD],
    events: [shipped("f1", { card: 1 }, 3)],
    home_at: hours(3),
    is: "",
  },
  {
    name: "the mug was paid back, the download was sent",
    lines: [MUG, CARD],
    events: [refund({ mug: 1 }, 1), shipped("f1", { card: 1 }, 3)],
    home_at: hours(3),
    is: "",
  },
  {
    name: "it waits to be collected",
    lines: [line("mug", 1, { way: "pickup" })],
    events: [scan("shipment.ready_for_pickup", "p1", 3)],
    home_at: null,
    is: "open left",
  },
  {
    name: "it was collected",
    lines: [line("mug", 1, { way: "pickup" })],
    events: [shipped("p1", { mug: 1 }, 6)],
    home_at: hours(6),
    is: "left",
  },
  {
    name: "it was taken along at the till",
    lines: [line("mug", 1, { way: "till" })],
    home_at: NOW,
    is: "left",
  },
  {
    name: "it is completed, and was to be collected",
    lines: [line("mug", 1, { way: "pickup" })],
    more: { details: details([line("mug", 1, { way: "pickup" })], { completed_at: hours(8) }) },
    home_at: hours(8),
    is: "left",
  },
  {
    name: "it is completed, and nobody told of the parcel",
    more: { details: details([MUG, CUP], { completed_at: hours(8) }) },
    home_at: null,
    is: "underway open left",
  },
  {
    name: "a second box is on its way whose content was told twice",
    events: [shipped("p1", { mug: 1, cup: 2 }), delivered("p1", 9), shipped("p2", { mug: 1, cup: 2 }, 2)],
    home_at: null,
    is: "underway open left",
  },
  {
    name: "the lost parcel was replaced, and the replacement is home",
    events: [
      shipped("p1", { mug: 1, cup: 2 }),
      scan("shipment.exception", "p1", 5),
      shipped("p2", { mug: 1, cup: 2 }, 20),
      delivered("p2", 30),
    ],
    home_at: hours(30),
    is: "left",
  },
])("$name", ({ lines = [MUG, CUP], events, more, home_at, is }) => {
  const order = orderOf(lines, events, more);
  expect(homeAt(order)).toBe(home_at);
  const found = {
    underway: isUnderway(order),
    open: isOpen(order),
    here: isAllHere(order),
    left: hasShipped(order),
  };
  expect(Object.entries(found).filter(([, so]) => so).map(([name]) => name).join(" ")).toBe(is);
});

describe("a cancellation", () => {
  const cancelled = (at = 50): OrderEvent => ({ type: "order.cancelled", at: hours(at) });

  test("cancels what has not left, and lists what is still under way", () => {
    const order = orderOf([MUG, CUP], [shipped("p1", { mug: 1 }), cancelled()]);
    expect(listed(cancelledPieces(order))).toBe("2 cup");
    expect(listed(piecesUnderway(order))).toBe("1 mug");
  });

  test("does not cancel what was refunded before", () => {
    const order = orderOf([MUG, CUP], [refund({ mug: 1 }, 2), cancelled()]);
    expect(listed(cancelledPieces(order))).toBe("2 cup");
  });

  test("cancels what is refunded because of it, moments before or after", () => {
    const before = orderOf([MUG, CUP], [refund({ mug: 1, cup: 2 }, 49.9, "cancelled"), cancelled()]);
    const after = orderOf([MUG, CUP], [cancelled(), refund({ mug: 1, cup: 2 }, 51, "cancelled")]);
    expect(listed(cancelledPieces(before))).toBe("1 mug, 2 cup");
    expect(listed(cancelledPieces(after))).toBe("1 mug, 2 cup");
  });

  test("cancels nothing in an order that is not cancelled", () => {
    expect(cancelledPieces(orderOf([MUG], [refund({ mug: 1 }, 1)]))).toEqual([]);
  });
});

test("what the customer has, and what the customer keeps or will get, is listed", () => {
  const order = orderOf([MUG, line("cup", 3), CARD], [
    shipped("p1", { cup: 2 }),
    delivered("p1", 9),
    received({ cup: 1 }, 90),
    refund({ mug: 1 }, 2),
  ]);
  expect(listed(piecesWithCustomer(order))).toBe("1 cup");
  expect(listed(piecesKept(order))).toBe("2 cup, 1 card");
});

describe("the last arrival", () => {
  const lines = [line("mug"), line("cup"), line("jug")];
  const sent = ["mug", "cup", "jug"].map((id) => shipped(id, { [id]: 1 }, 1));

  test.each([[[2, 5, 3]], [[5, 2, 3]], [[2, 3, 5]]])(
    "of shipments that arrived after %j hours is the one after five",
    (ats) => {
      const events = [
        ...sent,
        ...["mug", "cup", "jug"].map((id, index) => scan("shipment.delivered", id, ats[index]!)),
      ];
      expect(homeAt(orderOf(lines, events))).toBe(hours(5));
    },
  );

  test("is none while one of them comes back", () => {
    const events = [...sent, scan("shipment.delivered", "mug", 2), scan("shipment.delivered", "cup", 3)];
    expect(homeAt(orderOf(lines, [...events, scan("shipment.returned_to_sender", "jug", 4)]))).toBeNull();
  });

  test("is the parcel's, not that of a download that was sent later", () => {
    const card = line("card", 1, { requires_shipping: false });
    const events = [
      shipped("p1", { mug: 1 }, 1),
      scan("shipment.delivered", "p1", 4),
      shipped("d1", { card: 1 }, 9),
    ];
    expect(homeAt(orderOf([line("mug"), card], events))).toBe(hours(4));
    expect(homeAt(orderOf([card], [shipped("d1", { card: 1 }, 9)]))).toBe(hours(9));
  });

  test("a download that is still to be sent is open, and so is one of several lines", () => {
    const card = line("card", 1, { requires_shipping: false });
    const home = [shipped("p1", { mug: 1 }, 1), scan("shipment.delivered", "p1", 4)];
    expect(hasOpenGoods(orderOf([line("mug"), card], home))).toBe(true);
    expect(hasOpenGoods(orderOf([line("mug"), card], [...home, shipped("d1", { card: 1 }, 5)]))).toBe(false);
    expect(hasOpenGoods(orderOf([line("mug")], home))).toBe(false);
  });
});

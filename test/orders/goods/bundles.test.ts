import { describe, expect, test } from "vitest";
import type { OrderEvent, Shipment } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { goodsOf } from "../../../src/orders/goods/goods.ts";
import { duePieces } from "../../../src/orders/goods/parts.ts";
import { ADAS_ORDER, hours, line, placed } from "../../support/cast.ts";

/** Two sets, each of one pot and three cups, and a tray. */
const SETS = {
  ...ADAS_ORDER,
  lines: [
    line("set", "Tea set", 2, 5_000),
    { ...line("pot", "Pot", 2, 0), included_in: "set" },
    { ...line("cup", "Cup", 6, 0), included_in: "set" },
    line("tray", "Tray", 1, 1_200),
  ],
};
const event = (type: "shipped" | "delivered", at: number, id: string, lines: Shipment["lines"]) =>
  ({ type: `shipment.${type}`, at: hours(at), shipment: { id, lines, tracking: [] } }) as OrderEvent;
const piece = (line_id: string, quantity: number) => ({ line_id, quantity });
const after = (...events: readonly OrderEvent[]) => fold([placed(SETS), ...events])!;
const due = (...events: readonly OrderEvent[]) =>
  duePieces(after(...events), () => true).map(({ line, quantity }) => `${quantity} ${line.title}`);
const fatesOf = (id: string, ...events: readonly OrderEvent[]) => {
  const { fates } = goodsOf(after(...events)).lines.find((one) => one.line.id === id)!;
  return Object.fromEntries(Object.entries(fates).filter(([, quantity]) => quantity > 0));
};

describe("a bundle and its parts", () => {
  test("are all due while nobody says anything of them", () => {
    expect(due()).toEqual(["2 Tea set", "2 Pot", "6 Cup", "1 Tray"]);
  });

  test("have left together where the shipment names the bundle alone", () => {
    expect(due(event("shipped", 1, "p1", [piece("set", 2), piece("tray", 1)]))).toEqual([]);
    expect(fatesOf("cup", event("delivered", 9, "p1", [piece("set", 2)]))).toEqual({ home: 6 });
  });

  test("have left together where the shipments name the parts alone", () => {
    const parts = [piece("pot", 2), piece("cup", 6)];
    expect(due(event("shipped", 1, "p1", parts))).toEqual(["1 Tray"]);
    expect(fatesOf("set", event("delivered", 9, "p1", parts))).toEqual({ home: 2 });
  });

  test("are still to come as parts where only some parts have left", () => {
    const some = event("shipped", 1, "p1", [piece("cup", 6)]);
    expect(due(some)).toEqual(["2 Pot", "1 Tray"]);
    expect(fatesOf("set", some)).toEqual({ in_shipment: 2 });
    expect(
      fatesOf(
        "set",
        event("delivered", 1, "p1", [piece("cup", 6)]),
        event("shipped", 2, "p2", [piece("pot", 2)]),
      ),
    )
      .toEqual({ in_shipment: 2 });
  });

  test("have left in part where one of two bundles has", () => {
    expect(due(event("shipped", 1, "p1", [piece("set", 1)]))).toEqual([
      "1 Tea set",
      "1 Pot",
      "3 Cup",
      "1 Tray",
    ]);
  });

  test("are called off together by a refund of the bundle", () => {
    const refund: OrderEvent = {
      type: "payment.refunded",
      at: hours(1),
      refund: {
        id: "r1",
        amount_minor: 10_000,
        lines: [{ ...piece("set", 2), amount_minor: 10_000, restock: "cancelled" }],
      },
    };
    expect(due(refund)).toEqual(["1 Tray"]);
    expect(fatesOf("cup", refund)).toEqual({ withdrawn: 6 });
  });

  test("keep what is told of both", () => {
    const both = event("shipped", 1, "p1", [piece("set", 2), piece("pot", 2)]);
    expect(due(both)).toEqual(["6 Cup", "1 Tray"]);
  });

  test("follow nobody where they reach the customer in another way", () => {
    const { lines: [set, pot, cup, tray] } = SETS;
    const card = { ...cup!, requires_shipping: false, way: "digital" as const };
    const order = fold([
      placed({ ...SETS, lines: [set!, pot!, card, tray!] }),
      event("shipped", 1, "p1", [piece("set", 2)]),
    ])!;
    expect(duePieces(order, () => true).map(({ line }) => line.title)).toEqual(["Cup", "Tray"]);
  });
});

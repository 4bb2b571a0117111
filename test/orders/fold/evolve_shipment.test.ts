import { describe, expect, test } from "vitest";
import type { OrderEvent, Shipment, SHIPMENT_EVENTS } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { homeAt } from "../../../src/orders/goods/arrival.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";

type ScanType = (typeof SHIPMENT_EVENTS)[number];

const NUMBER = "CN770145";
const lines = ADAS_ORDER.lines.map(({ id, quantity }) => ({ line_id: id, quantity }));

const scanned = (type: ScanType, at: number, shipment: Partial<Shipment> & { readonly id: string }) =>
  ({ type, at: hours(at), shipment: { lines: [], tracking: [], ...shipment } }) satisfies OrderEvent;
/** As a carrier says it, who knows a shipment by its number. */
const byCarrier = (type: ScanType, at: number, number = NUMBER) =>
  scanned(type, at, { id: number, tracking: [{ number }] });
/** As the storefront says it, by its own id. */
const byShop = (type: ScanType, at: number, changes: Partial<Shipment> = {}) =>
  scanned(type, at, { id: "f1", ...changes });
const orderOf = (...events: OrderEvent[]) => fold([placed(ADAS_ORDER), ...events])!;

const shipmentsOf = (...events: OrderEvent[]) => orderOf(...events).shipments;
const idsOf = (...events: OrderEvent[]) => shipmentsOf(...events).map(({ id }) => id);

describe("what a report says is inside", () => {
  const [MILL, BEANS] = ADAS_ORDER.lines;
  const named = { ...ADAS_ORDER, lines: [{ ...MILL!, sku: "ML-1" }, { ...BEANS!, sku: "BN-1" }] };
  const inside = (
    content: Shipment["lines"],
    order = named,
  ) => fold([placed(order), byShop("shipment.shipped", 1, { lines: content })])!.shipments[0]!.lines;

  test.each<readonly [string, Shipment["lines"], readonly (readonly [string, number])[]]>([
    ["its own ids", [{ line_id: "2", quantity: 1 }], [["2", 1]]],
    ["an id that the order does not have", [{ line_id: "x", quantity: 1 }], [["x", 1]]],
    ["SKUs", [{ line_id: "x", quantity: 1, sku: "BN-1" }, { line_id: "y", quantity: 3, sku: "ML-1" }], [[
      "2",
      1,
    ], ["1", 3]]],
    ["titles", [{ line_id: "x", quantity: 2, title: BEANS!.title }], [["2", 2]]],
    ["an id before a SKU", [{ line_id: "1", quantity: 1, sku: "BN-1" }], [["1", 1]]],
    ["a SKU before a title", [{ line_id: "x", quantity: 1, sku: "ML-1", title: BEANS!.title }], [["1", 1]]],
    [
      "a title where the SKU is another's",
      [{ line_id: "x", quantity: 1, sku: "OTHER", title: BEANS!.title }],
      [["2", 1]],
    ],
    ["nothing of the order", [{ line_id: "x", quantity: 1, sku: "OTHER" }], []],
    ["a line that is named twice", [{ line_id: "x", quantity: 1, sku: "ML-1" }, {
      line_id: "y",
      quantity: 1,
      sku: "ML-1",
    }], [["1", 1]]],
    ["one by its SKU, the other by its id", [{ line_id: "x", quantity: 1, sku: "ML-1" }, {
      line_id: "2",
      quantity: 2,
    }], [["1", 1], ["2", 2]]],
  ])("is read by %s", (_, content, expected) => {
    expect(inside(content).map(({ line_id, quantity }) => [line_id, quantity])).toEqual(expected);
  });

  test("is read by SKU in the order's sequence where two lines have one, and not by an empty SKU", () => {
    const twins = { ...named, lines: named.lines.map((line) => ({ ...line, sku: "SET" })) };
    const two = [{ line_id: "x", quantity: 1, sku: "SET" }, { line_id: "y", quantity: 2, sku: "SET" }];
    expect(inside(two, twins).map(({ line_id }) => line_id)).toEqual(["1", "2"]);
    const empty = { ...named, lines: named.lines.map((line) => ({ ...line, sku: "" })) };
    expect(inside([{ line_id: "x", quantity: 1, sku: "" }], empty)).toEqual([]);
  });
});

describe("a tracking number that its storefront replaced", () => {
  const twice = (...second: readonly string[]) => [
    byShop("shipment.shipped", 1, { lines, tracking: [{ number: "OLD 1" }] }),
    byShop("shipment.shipped", 2, { lines, tracking: second.map((number) => ({ number })) }),
  ];

  test("is a former one, and what its carrier reports is about something else", () => {
    const [shipment, ...others] = shipmentsOf(...twice("NEW1"), byCarrier("shipment.delivered", 3, "old1"));
    expect(others).toEqual([]);
    expect(shipment).toMatchObject({ status: "shipped", former_numbers: ["OLD1"] });
    const promised = { until: "2026-12-24" };
    const dated: OrderEvent = {
      type: "shipment.promise_changed",
      at: hours(4),
      shipment: { id: "OLD1" },
      promised,
    };
    expect(orderOf(...twice("NEW1"), dated).promised).toBeUndefined();
  });

  test("takes its scans along", () => {
    const seen = byCarrier("shipment.out_for_delivery", 1.5, "OLD1");
    const [first, second] = twice("NEW1");
    const [shipment] = shipmentsOf(first!, seen, second!);
    expect(shipment).toMatchObject({ status: "shipped", former_numbers: ["OLD1"] });
    expect(shipment!.scans.map(({ status }) => status)).toEqual(["shipped"]);
  });

  test.each([
    ["beside which another stands now", ["OLD1", "NEW1"]],
    ["that is told again in other letters", ["old-1"]],
    ["where no number is told", []],
  ])("is none: one %s", (_, second) => {
    expect(shipmentsOf(...twice(...second))[0]).not.toHaveProperty("former_numbers");
  });

  test("is none where a part of the numbers stands on, where only a carrier is told, or where none was known", () => {
    const told = (before: Shipment["tracking"], now: Shipment["tracking"]) =>
      shipmentsOf(
        byShop("shipment.shipped", 1, { tracking: before }),
        byShop("shipment.shipped", 2, { tracking: now }),
      )[0]!
        .former_numbers;
    expect(told([{ number: "A1" }, { number: "B2" }], [{ number: "A1" }, { number: "C3" }])).toBeUndefined();
    expect(told([{ number: "A1" }], [{ carrier: "GLS" }])).toBeUndefined();
    expect(told([{ carrier: "GLS" }], [{ number: "A1" }])).toBeUndefined();
    expect(told([{ number: "A1" }, { number: "B2" }], [{ number: "C3" }])).toEqual(["A1", "B2"]);
  });

  test("is in use again once its storefront names it again", () => {
    const again = byShop("shipment.shipped", 3, { lines, tracking: [{ number: "OLD1" }] });
    expect(shipmentsOf(...twice("NEW1"), again)[0]!.former_numbers).toEqual(["NEW1"]);
    const both = byShop("shipment.shipped", 4, { lines, tracking: [{ number: "OLD1" }, { number: "NEW1" }] });
    expect(shipmentsOf(...twice("NEW1"), again, both)[0]).not.toHaveProperty("former_numbers");
  });

  test("is not replaced by what another sender knows of the shipment", () => {
    const events = [
      ...twice("OLD1"),
      scanned("shipment.in_transit", 3, { id: "trk", tracking: [{ number: "OLD1" }, { number: "X9" }] }),
    ];
    expect(shipmentsOf(...events)[0]).not.toHaveProperty("former_numbers");
    expect(shipmentsOf(...events)[0]!.tracking.map(({ number }) => number)).toEqual(["OLD1", "X9"]);
  });
});

describe("a date", () => {
  const promised = { until: "2026-12-24" };
  const dated = (at: number, id?: string): OrderEvent => ({
    type: "shipment.promise_changed",
    at: hours(at),
    ...(id === undefined ? {} : { shipment: { id } }),
    promised,
  });

  test("is the order's where it names no shipment, and else that shipment's alone", () => {
    const two = [byShop("shipment.shipped", 1), byShop("shipment.shipped", 1.5, { id: "f2" })];
    const whole = orderOf(...two, dated(2));
    expect(whole.promised).toEqual(promised);
    expect(whole.shipments.map(({ expected }) => expected)).toEqual([undefined, undefined]);
    const one = orderOf(...two, dated(2, "f2"));
    expect(one.promised).toBeUndefined();
    expect(one.shipments.map(({ expected }) => expected)).toEqual([undefined, promised]);
  });

  test("of a shipment stays until a report brings another", () => {
    const later = { until: "2026-12-27" };
    expect(
      shipmentsOf(byShop("shipment.shipped", 1), dated(2, "f1"), byShop("shipment.in_transit", 3))[0]!
        .expected,
    )
      .toEqual(promised);
    expect(
      shipmentsOf(
        byShop("shipment.shipped", 1),
        dated(2, "f1"),
        byShop("shipment.in_transit", 3, { expected: later }),
      )[0]!
        .expected,
    ).toEqual(later);
  });
});

describe("what is known of a shipment", () => {
  test("stays where a later report says less, and is replaced where it says more", () => {
    const [shipment] = shipmentsOf(
      byShop("shipment.shipped", 1, { lines, way: "local", tracking: [{ number: NUMBER, carrier: "DHL" }] }),
      byShop("shipment.in_transit", 2),
    );
    expect(shipment).toMatchObject({
      way: "local",
      lines,
      shipped_at: hours(1),
      tracking: [{ number: NUMBER, carrier: "DHL" }],
    });
    const other = [lines[0]!];
    expect(
      shipmentsOf(
        byShop("shipment.shipped", 1, { lines, way: "local" }),
        byShop("shipment.shipped", 2, { lines: other, way: "pickup" }),
      )[0],
    )
      .toMatchObject({ way: "pickup", lines: other, shipped_at: hours(1) });
    expect(shipmentsOf(byShop("shipment.in_transit", 1), byShop("shipment.shipped", 2))[0]!.shipped_at).toBe(
      hours(2),
    );
    expect(shipmentsOf(byShop("shipment.in_transit", 1))[0]!.shipped_at).toBeUndefined();
  });

  test("of two records of one shipment is joined, whichever of them knows it", () => {
    const promised = { until: "2026-12-24" };
    const byTracker = (changes: Partial<Shipment>, at = 2) =>
      scanned("shipment.in_transit", at, { id: "trk", tracking: [{ number: "CN9" }], ...changes });
    const joined = byShop("shipment.shipped", 5, { lines, tracking: [{ number: "CN9" }] });
    const [one, ...none] = shipmentsOf(
      byShop("shipment.shipped", 1, { lines, way: "local" }),
      byTracker({ expected: promised }),
      joined,
    );
    expect(none).toEqual([]);
    expect(one).toMatchObject({
      id: "f1",
      other_ids: ["trk"],
      way: "local",
      expected: promised,
      lines,
      shipped_at: hours(1),
      status: "in_transit",
    });
    const [other] = shipmentsOf(
      byTracker({ way: "local" }, 1),
      byShop("shipment.shipped", 2, { lines, expected: promised }),
      joined,
    );
    expect(other).toMatchObject({ id: "f1", way: "local", expected: promised, shipped_at: hours(2) });
    expect(other!.scans.map(({ status }) => status)).toEqual(["in_transit", "shipped"]);
  });

  test("joined takes the date of the newer record", () => {
    const date = (day: string) => ({ expected: { until: `2026-12-${day}` } });
    const [shipment] = shipmentsOf(
      byShop("shipment.shipped", 1, { lines, ...date("24") }),
      scanned("shipment.in_transit", 3, { id: "trk", tracking: [{ number: "CN9" }], ...date("27") }),
      byShop("shipment.shipped", 5, { lines, tracking: [{ number: "CN9" }] }),
    );
    expect(shipment!.expected).toEqual({ until: "2026-12-27" });
  });

  test.each<readonly [string, of_shop: readonly number[], of_carrier: readonly number[], newer: "24" | "27"]>(
    [
      ["of the carrier", [1, 4], [2, 3, 6], "27"],
      ["of the shop", [1, 3, 6], [2, 4], "24"],
      ["of the shop where both were heard of last at once", [1, 5], [2, 5], "24"],
    ],
  )("joined takes the date of the record with the last scan: %s", (_, of_shop, of_carrier, newer) => {
    const date = (day: string) => ({ expected: { until: `2026-12-${day}` } });
    const type = (index: number) =>
      index === 0 ? "shipment.shipped" as const : "shipment.in_transit" as const;
    const [shipment] = shipmentsOf(
      ...of_shop.map((at, index) => byShop(type(index), at, { lines, ...date("24") })),
      ...of_carrier.map((at) =>
        scanned("shipment.in_transit", at, { id: "trk", tracking: [{ number: "CN9" }], ...date("27") })
      ),
      byShop("shipment.shipped", 8, { lines, tracking: [{ number: "CN9" }] }),
    );
    expect(shipment!.expected).toEqual({ until: `2026-12-${newer}` });
    expect(shipment!.scans.map(({ at }) => at)).toEqual(
      [...of_shop, ...of_carrier].toSorted((a, b) => a - b).map(hours),
    );
  });

  test.each([[1, 2], [2, 1]])(
    "joined lists first the numbers of the record that names it: %d, %d",
    (shop, tracker) => {
      const [shipment, ...none] = shipmentsOf(
        byShop("shipment.shipped", shop, { lines, tracking: [{ number: "A1" }, { number: "B2" }] }),
        scanned("shipment.in_transit", tracker, { id: "trk", tracking: [{ number: "C3" }] }),
        scanned("shipment.in_transit", 3, { id: "other", tracking: [{ number: "B2" }, { number: "C3" }] }),
      );
      expect(none).toEqual([]);
      expect(shipment!.id).toBe("f1");
      expect(shipment!.tracking.map(({ number }) => number)).toEqual(["A1", "B2", "C3"]);
    },
  );

  test("is its number's own where the scan was reported by number", () => {
    const [shipment] = shipmentsOf(
      byShop("shipment.shipped", 1, { lines, tracking: [{ number: NUMBER }] }),
      {
        ...byCarrier("shipment.in_transit", 2),
        place: "Leipzig, DE",
        description: "Sorted",
        offset_minutes: 60,
      },
      byShop("shipment.attempted", 3),
    );
    expect(shipment!.scans).toEqual([
      { at: hours(1), status: "shipped" },
      {
        at: hours(2),
        status: "in_transit",
        number: NUMBER,
        place: "Leipzig, DE",
        description: "Sorted",
        offset_minutes: 60,
      },
      { at: hours(3), status: "attempted" },
    ]);
  });
});

describe("a withdrawn shipment", () => {
  const withdrawn = (at: number, shipment: Partial<Shipment> = {}): OrderEvent => ({
    type: "shipment.withdrawn",
    at: hours(at),
    shipment: { id: "f1", lines: [], tracking: [], ...shipment },
  });

  test("that nobody had reported is noted as it was withdrawn, without a departure", () => {
    const order = orderOf(withdrawn(2, { lines, tracking: [{ number: NUMBER }] }));
    expect(order.withdrawn_shipments).toEqual([{
      at: hours(2),
      id: "f1",
      lines,
      tracking: [{ number: NUMBER }],
    }]);
    expect(orderOf(withdrawn(2)).withdrawn_shipments![0]).not.toHaveProperty("left_at");
    expect(orderOf(withdrawn(2)).withdrawn_shipments![0]).not.toHaveProperty("other_ids");
  });

  test("keeps the ids under which others know it", () => {
    const known = [
      byShop("shipment.shipped", 1, { lines, tracking: [{ number: NUMBER }] }),
      byCarrier("shipment.in_transit", 2),
    ];
    expect(orderOf(...known, withdrawn(3)).withdrawn_shipments).toMatchObject([{
      other_ids: [NUMBER],
      left_at: hours(1),
    }]);
    expect(idsOf(...known, withdrawn(3), byCarrier("shipment.delivered", 4))).toEqual([]);
  });

  test("leaves other withdrawn ones withdrawn when it is reported again", () => {
    const order = orderOf(
      withdrawn(1),
      withdrawn(2, { id: "f2" }),
      byShop("shipment.shipped", 3, { lines }),
    );
    expect(order.shipments.map(({ id }) => id)).toEqual(["f1"]);
    expect(order.withdrawn_shipments!.map(({ id }) => id)).toEqual(["f2"]);
  });

  test("leaves its number to another shipment that departs under it", () => {
    const tracking = [{ number: NUMBER }];
    expect(idsOf(withdrawn(1, { tracking }), byShop("shipment.shipped", 2, { id: "f2", tracking }))).toEqual([
      "f2",
    ]);
    expect(idsOf(withdrawn(1, { tracking }), byShop("shipment.in_transit", 2, { id: "f2", tracking })))
      .toEqual([]);
  });

  test("is not brought back by a scan that is no departure", () => {
    expect(idsOf(withdrawn(1), byShop("shipment.in_transit", 2))).toEqual([]);
    expect(idsOf(withdrawn(1), byShop("shipment.in_transit", 2, { id: "f2" }))).toEqual(["f2"]);
  });
});

describe("a shipment", () => {
  test("whose tracking number the shop corrects has only the new number, without the address of the old one", () => {
    const tracking = [{ number: "WRONG1", carrier: "DHL", url: "https://dhl.example/WRONG1" }];
    const { shipments } = orderOf(
      byShop("shipment.shipped", 1, { lines, tracking }),
      byShop("shipment.shipped", 2, { lines, tracking: [{ number: "RIGHT2" }] }),
    );
    expect(shipments[0]!.tracking.map(({ number, url }) => [number, url])).toEqual([["RIGHT2", undefined]]);
  });

  test("that was first known as two takes its status from the newest scan of the carrier", () => {
    const [shipment] = orderOf(
      byShop("shipment.shipped", 0.5, { lines }),
      byCarrier("shipment.in_transit", 1),
      byCarrier("shipment.in_transit", 2),
      byShop("shipment.attempted", 3),
      byCarrier("shipment.delivered", 5),
      byShop("shipment.shipped", 6, { lines, tracking: [{ number: NUMBER }] }),
    ).shipments;
    expect(shipment!.status).toBe("delivered");
    expect(shipment!.scans.map(({ at }) => at)).toEqual([0.5, 1, 2, 3, 5].map(hours));
  });

  test("that was first known as two takes its status from the newest scan of the shop", () => {
    const [shipment] = orderOf(
      byShop("shipment.shipped", 0.5, { lines }),
      byCarrier("shipment.in_transit", 1),
      byCarrier("shipment.in_transit", 2),
      byCarrier("shipment.in_transit", 3),
      byShop("shipment.delivered", 5),
      byShop("shipment.shipped", 6, { lines, tracking: [{ number: NUMBER }] }),
    ).shipments;
    expect(shipment!.status).toBe("delivered");
  });

  test("of three packages is not delivered while the third is still on its way", () => {
    const tracking = ["CN01", "CN02", "CN03"].map((number) => ({ number }));
    const [shipment] = orderOf(
      byShop("shipment.shipped", 1, { lines, tracking }),
      byCarrier("shipment.delivered", 3, "CN01"),
      byCarrier("shipment.delivered", 4, "CN02"),
    ).shipments;
    expect(shipment!.status).not.toBe("delivered");
  });

  test("keeps two scans of the same instant where their content differs", () => {
    const order = orderOf(
      byShop("shipment.shipped", 1, { lines: [] }),
      byShop("shipment.out_for_delivery", 2),
      byShop("shipment.delivered", 2),
    );
    expect(order.shipments[0]!.scans.map(({ status }) => status))
      .toEqual(["shipped", "out_for_delivery", "delivered"]);
    expect(homeAt(order)).toBe(hours(2));
  });

  test("has one delivery attempt where shop and carrier both report it, whatever was reported before", () => {
    const [shipment] = orderOf(
      byShop("shipment.shipped", 1, { lines, tracking: [{ number: NUMBER }] }),
      byShop("shipment.in_transit", 2),
      byShop("shipment.out_for_delivery", 4),
      byShop("shipment.attempted", 5),
      byCarrier("shipment.attempted", 5.005),
    ).shipments;
    expect(shipment!.scans.map(({ status }) => status))
      .toEqual(["shipped", "in_transit", "out_for_delivery", "attempted"]);
  });
});

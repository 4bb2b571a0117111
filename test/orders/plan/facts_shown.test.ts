import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/messages/ledger.ts";
import type { OrderKind } from "../../../src/messages/message.ts";
import { factsShownBy, factsShownSoFar } from "../../../src/orders/plan/facts_shown.ts";
import { allocated, changed, entry, type Given, inputOf, scan } from "../../support/plan_input.ts";

const WINDOW = { from: "2026-11-25", until: "2026-11-27" };
const DATED = { until: "2026-11-26" };
const shows = (kind: OrderKind, given: Given = {}, about = "") => factsShownBy(kind, about, inputOf(given));

describe("a mail shows", () => {
  const events = [
    changed(1, { total_minor: 12_000 }),
    allocated(2, false, "2"),
    scan("shipment.shipped", 3, { expected: DATED, lines: [{ line_id: "1", quantity: 1 }] }),
    scan("shipment.shipped", 9, {
      id: "p2",
      tracking: [{ carrier: "GLS" }],
      lines: [{ line_id: "2", quantity: 1 }],
    }),
  ];
  const given = { events, at: 9 };

  test.each<readonly [OrderKind, string, object | null]>([
    ["order_confirmation", "", { expected: WINDOW, changes: 1, backordered: ["2"], paid: true }],
    ["order_changed", "", { expected: WINDOW, changes: 1, backordered: ["2"] }],
    ["backorder_notice", "", { backordered: ["2"] }],
    ["back_on_track", "", { expected: WINDOW, backordered: ["2"] }],
    ["payment_receipt", "p", { expected: WINDOW }],
    ["delay_notice", "2026-11-27", { expected: WINDOW, shipments: { p1: { expected: DATED } } }],
    ["shipment_shipped", "p1", {
      expected: WINDOW,
      shipments: { p1: { numbers: ["JD0146"], expected: DATED } },
    }],
    ["shipment_shipped", "p2", { expected: WINDOW, shipments: { p2: { numbers: [] } } }],
    ["shipment_shipped", "p9", { expected: WINDOW, shipments: {} }],
    ["order_cancelled", "", null],
    ["follow_up", "", null],
    ["invoice", "7", null],
  ])("%s %s", (kind, about, facts) => {
    expect(shows(kind, given, about)).toEqual(facts);
  });

  test("the shipment that it is about, by its id, with a number behind it or not", () => {
    const ids = (about: string) => Object.keys(shows("shipment_updated", given, about)?.shipments ?? {});
    expect(ids("p1")).toEqual(["p1"]);
    expect(ids("p2:2026-11-26")).toEqual(["p2"]);
    expect(ids("p12")).toEqual([]);
    expect(shows("shipment_updated", given, "p1")?.shipments).toEqual({
      p1: { numbers: ["JD0146"], expected: DATED },
    });
  });

  test("every shipment that left in one mail", () => {
    const two = [
      scan("shipment.shipped", 3, { lines: [{ line_id: "1", quantity: 1 }] }),
      scan("shipment.shipped", 3.05, {
        id: "p2",
        tracking: [{ number: "JD0147" }],
        lines: [{ line_id: "2", quantity: 2 }],
      }),
    ];
    expect(shows("shipment_shipped", { events: two, at: 4 }, "p1")?.shipments).toEqual({
      p1: { numbers: ["JD0146"] },
      p2: { numbers: ["JD0147"] },
    });
  });

  test("no date where none is known", () => {
    const undated: Given = { events: [changed(1, { promised: undefined })], shop: { delivery: undefined } };
    expect(shows("payment_receipt", undated)).toEqual({ expected: undefined });
  });
});

describe("the facts on which a mail builds", () => {
  const of = (
    kind: OrderKind,
    state: Ledger[number]["state"],
    at: number,
    facts_shown: Ledger[number]["facts_shown"],
  ) => entry(kind, state, at, { facts_shown });
  const ledger: Ledger = [
    of("order_confirmation", "sent", 1, { expected: WINDOW, changes: 0, backordered: [] }),
    of("payment_receipt", "sent", 1, {}),
    of("delay_notice", "sent", 2, { expected: { until: "2026-12-01" } }),
    of("order_changed", "shadowed", 3, {
      changes: 2,
      backordered: ["1"],
      shipments: { p1: { numbers: ["X"] } },
    }),
    of("delay_notice", "shadowed", 4, { expected: { until: "2026-12-09" } }),
    of("delay_notice", "failed", 5, { expected: { until: "2026-12-24" } }),
  ];

  test("are dates that the customer may have read, and all else that was told", () => {
    expect(factsShownSoFar(ledger)).toEqual({
      expected: { until: "2026-12-01" },
      changes: 2,
      delays: 1,
      backordered: ["1"],
      shipments: { p1: { numbers: ["X"] } },
    });
  });

  test("are all of them for a mail in shadow mode itself", () => {
    expect(factsShownSoFar(ledger, true)).toMatchObject({
      expected: { until: "2026-12-09" },
      delays: 2,
      changes: 2,
    });
    expect(factsShownSoFar([])).toEqual({ delays: 0 });
  });
});

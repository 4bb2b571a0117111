import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/messages/ledger.ts";
import type { OrderEvent, Shipment, SHIPMENT_EVENTS } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import type { OrderShipment } from "../../../src/orders/state.ts";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import type { PlannedMessage } from "../../../src/orders/plan/plan_input.ts";
import { shippedAt } from "../../../src/orders/goods/shipment.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../../support/cast.ts";

type ScanType = (typeof SHIPMENT_EVENTS)[number];

const WHOLE = ADAS_ORDER.lines.map(({ id, quantity }) => ({ line_id: id, quantity }));
const NUMBER = "00340434161094042557";

function scanned(
  type: ScanType,
  at: number,
  shipment: Partial<Shipment> & { readonly id: string },
): OrderEvent {
  return { type, at: hours(at), shipment: { lines: [], tracking: [], ...shipment } };
}

/** As a carrier knows it: by its number, with nothing of what is inside. */
function scan(type: ScanType, at: number, number = NUMBER): OrderEvent {
  return scanned(type, at, {
    id: number,
    tracking: [{ number, carrier: "DHL", url: "https://dhl.example/1" }],
  });
}

function fulfilled(at: number, id = "f1", numbers: readonly string[] = [NUMBER], lines = WHOLE): OrderEvent {
  return scanned("shipment.shipped", at, { id, lines, tracking: numbers.map((number) => ({ number })) });
}

function parcels(...events: readonly OrderEvent[]): readonly OrderShipment[] {
  return fold([placed(ADAS_ORDER), ...events])!.shipments;
}

describe("a carrier's scan", () => {
  test("belongs to the storefront's shipment with the same number, however the number is written", () => {
    const [parcel, ...others] = parcels(
      fulfilled(1, "f1", ["0034 0434-1610 94042557"]),
      scan("shipment.in_transit", 2),
      scan("shipment.delivered", 9),
    );
    expect(others).toEqual([]);
    expect(parcel).toMatchObject({ id: "f1", other_ids: [NUMBER], status: "delivered", lines: WHOLE });
    expect(parcel!.scans.map(({ status }) => status)).toEqual(["shipped", "in_transit", "delivered"]);
    expect(parcel!.tracking).toEqual([
      { number: "0034 0434-1610 94042557", carrier: "DHL", url: "https://dhl.example/1" },
    ]);
  });

  test("that arrives before the storefront's event becomes part of the storefront's shipment", () => {
    const [parcel, ...others] = parcels(scan("shipment.in_transit", 1), fulfilled(3));
    expect(others).toEqual([]);
    expect(parcel).toMatchObject({ id: "f1", other_ids: [NUMBER], status: "in_transit", lines: WHOLE });
    expect(shippedAt(parcel!)).toBe(hours(3));
  });

  test("joins a shipment whose number comes later", () => {
    const [parcel, ...others] = parcels(
      fulfilled(1, "f1", []),
      scan("shipment.in_transit", 2),
      fulfilled(3),
      scan("shipment.out_for_delivery", 4),
    );
    expect(others).toEqual([]);
    expect(parcel).toMatchObject({ id: "f1", status: "out_for_delivery" });
    expect(parcel!.scans.map(({ at }) => at)).toEqual([1, 2, 4].map(hours));
  });

  test("that the storefront reports too is one scan", () => {
    const [parcel] = parcels(
      fulfilled(1),
      scanned("shipment.attempted", 5, { id: "f1" }),
      { ...scan("shipment.attempted", 5.005), place: "Berlin" } as OrderEvent,
      scan("shipment.attempted", 29),
    );
    expect(parcel!.scans.map(({ status, place }) => [status, place])).toEqual([
      ["shipped", undefined],
      ["attempted", "Berlin"],
      ["attempted", undefined],
    ]);
  });

  test("that is reported again with another address is the same scan", () => {
    const again = scan("shipment.in_transit", 2);
    if (!("shipment" in again) || again.shipment === undefined || !("tracking" in again.shipment)) {
      throw again;
    }
    const moved = { ...again.shipment, tracking: [{ number: NUMBER, url: "https://dhl.example/2" }] };
    const [parcel] = parcels(fulfilled(1), again, { ...again, shipment: moved } as OrderEvent);
    expect(parcel!.scans).toHaveLength(2);
  });

  test("under a tracker's own id finds the shipment by its number, and later by the id", () => {
    const tracker = { id: "trk_1", tracking: [{ number: NUMBER }] };
    const events = [
      fulfilled(2),
      scanned("shipment.in_transit", 1, tracker),
      scanned("shipment.delivered", 9, { id: "trk_1" }),
    ];
    expect(parcels(...events)).toMatchObject([{ id: "f1", other_ids: ["trk_1"], status: "delivered" }]);
  });

  test("of one box for two shipments updates both, and each keeps its own contents", () => {
    const [one, two] = WHOLE;
    const events = [
      fulfilled(1, "f1", [NUMBER], [one!]),
      fulfilled(2, "f2", [NUMBER], [two!]),
      scan("shipment.delivered", 5),
    ];
    expect(parcels(...events)).toMatchObject([
      { id: "f1", lines: [one], status: "delivered" },
      { id: "f2", lines: [two], status: "delivered" },
    ]);
  });

  test("that the storefront reports for one of them by its id updates that one only", () => {
    const [one, two] = WHOLE;
    const events = [
      fulfilled(1, "f1", [NUMBER], [one!]),
      fulfilled(2, "f2", [NUMBER], [two!]),
      scanned("shipment.delivered", 5, { id: "f1", tracking: [{ number: NUMBER }] }),
    ];
    expect(parcels(...events)).toMatchObject([
      { id: "f1", status: "delivered" },
      { id: "f2", status: "shipped" },
    ]);
  });

  test("of the first of two packages does not make the other one delivered", () => {
    const packages = fulfilled(1, "f1", ["JD01", "JD02"]);
    const first_home = [
      packages,
      scan("shipment.in_transit", 2, "JD02"),
      scan("shipment.delivered", 3, "JD01"),
    ];
    expect(parcels(...first_home)).toMatchObject([{ id: "f1", status: "in_transit" }]);
    expect(parcels(...first_home, scan("shipment.exception", 4, "JD02"))).toMatchObject([{
      status: "exception",
    }]);
    expect(parcels(...first_home, scan("shipment.delivered", 5, "JD02"))).toMatchObject([{
      status: "delivered",
    }]);
  });

  test("makes the same shipment in any order of arrival", () => {
    const events = [
      placed(ADAS_ORDER),
      fulfilled(1, "f1", []),
      scan("shipment.in_transit", 0.5),
      scan("shipment.in_transit", 2),
      fulfilled(3),
      scanned("shipment.out_for_delivery", 4, { id: "trk_1", tracking: [{ number: NUMBER }] }),
      scan("shipment.delivered", 5),
      scanned("shipment.delivered", 5, { id: "f1" }),
    ];
    const order = fold(events);
    expect(order!.shipments).toMatchObject([{ id: "f1", status: "delivered" }]);
    fc.assert(fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (arrived) => {
      expect(fold(arrived)).toEqual(order);
    }));
  });
});

describe("a carrier's date", () => {
  const promised = { until: "2026-11-29" };
  const changed = (at: number): OrderEvent => ({
    type: "shipment.promise_changed",
    at: hours(at),
    shipment: { id: NUMBER },
    promised,
  });

  test("belongs to the shipment with its tracking number", () => {
    expect(parcels(fulfilled(1), changed(2))).toMatchObject([{ id: "f1", expected: promised }]);
  });

  test("belongs to the order while no shipment is known", () => {
    expect(fold([placed(ADAS_ORDER), changed(1)])).toMatchObject({ promised, shipments: [] });
  });
});

describe("mails about a shipment that was known by its tracking number only", () => {
  const early = [scan("shipment.in_transit", 1), scan("shipment.attempted", 2)];
  const late = [...early, fulfilled(3)];

  function planned(events: readonly OrderEvent[], ledger: Ledger): readonly PlannedMessage[] {
    const order = fold([placed(ADAS_ORDER), ...events])!;
    return planMessages({ order, shop: SHOP, ledger, now_ms: NOW_MS + 4 * 3_600_000 });
  }

  function entry(state: "sent" | "sending" | "owed"): Ledger {
    return [{
      kind: "shipment_attempted",
      about: `${NUMBER}:1`,
      state,
      closed_at: NOW_MS,
      facts_shown: null,
    }];
  }

  test("are planned under the number first, then under the storefront's name", () => {
    expect(planned(early, [])).toContainEqual(expect.objectContaining({ about: `${NUMBER}:1` }));
    expect(planned(late, entry("owed"))).toContainEqual(
      expect.objectContaining({ kind: "shipment_attempted", about: "f1:1" }),
    );
    expect(planned(late, entry("owed"))).not.toContainEqual(
      expect.objectContaining({ about: `${NUMBER}:1` }),
    );
  });

  test("that were sent are not sent again under the storefront's name", () => {
    expect(planned(late, entry("sent")).map(({ kind }) => kind)).not.toContain("shipment_attempted");
  });

  test("that are being sent now delay the mail under the other name", () => {
    const [mail] = planned(late, entry("sending")).filter(({ kind }) => kind === "shipment_attempted");
    expect(mail!.due_at_ms).toBe(NOW_MS + 4 * 3_600_000 + 60_000);
  });
});

import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { goodsOf } from "../../../src/orders/goods/goods.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";
import { back, scan } from "../../support/plan_input.ts";

const state = (...events: readonly OrderEvent[]) => fold([placed(ADAS_ORDER), ...events])!;
const HOME = [scan("shipment.shipped", 10), scan("shipment.delivered", 40)];
const LABEL = { tracking: [{ number: "RR 12-34", carrier: "DHL" }], label_url: "https://x.example/l.pdf" };
/** As a tracker reports it: by its number alone. */
const tracked = (type: Parameters<typeof scan>[0], at: number) =>
  scan(type, at, { id: "RR1234", tracking: [{ number: "RR1234" }] });

describe("the parcel of a return", () => {
  test("is no parcel to the customer: its scans are those of the return", () => {
    const order = state(
      ...HOME,
      back("approved", 50, LABEL),
      tracked("shipment.in_transit", 60),
      tracked("shipment.delivered", 90),
    );
    expect(order.shipments).toHaveLength(1);
    expect(order.returns[0]!.scans).toEqual([
      {
        at: hours(60),
        status: "in_transit",
        place: undefined,
        description: undefined,
        offset_minutes: undefined,
      },
      {
        at: hours(90),
        status: "delivered",
        place: undefined,
        description: undefined,
        offset_minutes: undefined,
      },
    ]);
    expect(order.returns[0]).toMatchObject({ status: "approved", at: hours(50), approved_at: hours(50) });
    expect(goodsOf(order)).toEqual(goodsOf(state(...HOME, back("approved", 50, LABEL))));
  });

  test("has its scans too where they came before anybody knew that it is a return's", () => {
    const order = state(
      ...HOME,
      back("approved", 50),
      tracked("shipment.in_transit", 60),
      back("approved", 70, LABEL),
    );
    expect(order.shipments).toHaveLength(1);
    expect(order.returns[0]!.scans).toMatchObject([{ at: hours(60), status: "in_transit" }]);
    expect(order.returns[0]!.approved_at).toBe(hours(50));
  });

  test("with a promised day promises its customer nothing", () => {
    const promise: OrderEvent = {
      type: "shipment.promise_changed",
      at: hours(61),
      shipment: { id: "RR1234" },
      promised: { until: "2026-12-09" },
    };
    const before = state(...HOME, back("approved", 50, LABEL));
    expect(state(...HOME, back("approved", 50, LABEL), promise).promised).toEqual(before.promised);
  });

  test("under a number of a parcel whose content its storefront named is that parcel", () => {
    const own = { id: "f1", lines: [{ line_id: "1", quantity: 1 }], tracking: [{ number: "RR1234" }] };
    const order = state(
      scan("shipment.shipped", 10, own),
      back("approved", 50, LABEL),
      tracked("shipment.delivered", 60),
    );
    expect(order.shipments[0]).toMatchObject({ id: "f1", status: "delivered" });
    expect(order.returns[0]!.scans).toBeUndefined();
  });
});

describe("a label that the shop uploads", () => {
  const added: OrderEvent = {
    type: "return.label_added",
    at: hours(55),
    return: { id: "r1", lines: [], steps: [], label_until: "2026-12-24", tracking: LABEL.tracking },
    label_file: { name: "l1", type: "application/pdf", use: "label" },
  };

  test("leaves the return as far as it is", () => {
    const lines = [{ line_id: "2", quantity: 1 }];
    const [one] = state(...HOME, back("approved", 50, { lines, send_by: "2026-12-06" }), added).returns;
    expect(one).toMatchObject({
      status: "approved",
      at: hours(50),
      lines,
      send_by: "2026-12-06",
      label_until: "2026-12-24",
      label_at: hours(55),
      label_file: { name: "l1" },
    });
  });

  test("of a return that nobody knows changes nothing", () => {
    expect(state(...HOME, added).returns).toEqual([]);
  });
});

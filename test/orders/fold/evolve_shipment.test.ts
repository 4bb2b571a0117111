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

import { describe, expect, test } from "vitest";
import { commonWay, deliveryWayNamed, namesTransport } from "../../../src/sources/read/way_names.ts";

describe("a shipping method's name", () => {
  test.each([
    ["Local pickup", "pickup"],
    ["In-store pickup", "pickup"],
    ["Pick up at our warehouse", "pickup"],
    ["Click & Collect", "pickup"],
    ["Collection", "pickup"],
    ["Selbstabholung in Kreuzberg", "pickup"],
    ["Abholung im Laden", "pickup"],
    ["Retrait en magasin", "pickup"],
    ["Recogida en tienda", "pickup"],
    ["店頭受取", "pickup"],
    ["Local delivery", "local"],
    ["Lieferung durch uns", "local"],
    ["自社配送", "local"],
    ["Standard", undefined],
    ["Post", undefined],
    ["DHL Paket", undefined],
    ["Collissimo", undefined],
    ["Abholung im Paketshop", undefined],
    ["DHL Packstation (Abholung)", undefined],
    ["Abholung in der Postfiliale", undefined],
    ["UPS Access Point – store pickup", undefined],
    ["Pick-up point in the shop next door", undefined],
    ["Retrait en magasin relais", undefined],
    ["Recogida en tienda – punto de recogida", undefined],
    [undefined, undefined],
  ])("%s is %s", (name, way) => expect(deliveryWayNamed(name)).toBe(way));

  test.each([
    "Post",
    "Standard",
    "Free shipping",
    "Kostenloser Versand",
    "Lieferung",
    "Livraison",
    "Envío",
    "宅急便",
    "DPD",
  ])(
    "%s says that the goods are brought",
    (name) => expect(namesTransport(name)).toBe(true),
  );
  test.each(["Santa Venera", "Torstraße 1", "Kontor Berlin", "Boutique Lyon"])(
    "%s may be a place",
    (name) => expect(namesTransport(name)).toBe(false),
  );
});

test("methods that differ have no way in common", () => {
  expect(commonWay(["pickup", "pickup"])).toBe("pickup");
  expect(commonWay(["pickup", undefined])).toBeUndefined();
  expect(commonWay([undefined, "pickup"])).toBeUndefined();
  expect(commonWay([])).toBeUndefined();
});

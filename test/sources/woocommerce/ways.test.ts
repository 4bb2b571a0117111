import { describe, expect, test } from "vitest";
import adas from "../../fixtures/woocommerce/order_ada.json";
import { detailsByWoocommerce } from "../../support/woocommerce.ts";

async function read(changes: Readonly<Record<string, unknown>>) {
  const { lines, pickup } = await detailsByWoocommerce({ ...adas, ...changes });
  return { ways: lines.map(({ way }) => way), pickup };
}

/** A method as WooCommerce writes it, with the goods of its package. */
function method(method_id: unknown, method_title: string, items?: string) {
  const meta_data = items === undefined ? [] : [{ id: 1, key: "Items", value: items }];
  return { id: 1, method_id, method_title, total: "0.00", total_tax: "0.00", taxes: [], meta_data };
}

describe("how an order of WooCommerce reaches its customer", () => {
  test.each<[string, unknown, string, string | undefined]>([
    ["pickup of the classic checkout", "local_pickup", "Abholung", "pickup"],
    ["pickup of one rate", "local_pickup:3", "Zu Fuß", "pickup"],
    ["pickup of the block checkout", "pickup_location:0", "Kontor", "pickup"],
    ["pickup by its name", "flat_rate", "Selbstabholer", "pickup"],
    ["local delivery of older shops", "local_delivery", "Bote", "local"],
    ["the post", "flat_rate", "Post", undefined],
    ["a parcel shop of a carrier", "dhl_paket", "Abholung im Paketshop", undefined],
    ["a method without an id", null, "Post", undefined],
    ["a method whose id is a number", 7, "Post", undefined],
  ])("%s", async (_, id, title, way) => {
    expect((await read({ shipping_lines: [method(id, title)] })).ways).toEqual([way, way]);
  });

  test("a sale at the till", async () => {
    expect((await read({ created_via: "pos", shipping_lines: [] })).ways).toEqual(["till", "till"]);
    expect((await read({ created_via: "pos-rest-api", shipping_lines: [] })).ways).toEqual(["till", "till"]);
    expect((await read({ created_via: "postal", shipping_lines: [] })).ways).toEqual([undefined, undefined]);
  });

  test("a sale at the till of which a part is sent", async () => {
    const [mill] = adas.line_items as [(typeof adas.line_items)[0]];
    const of = async (...shipping_lines: readonly unknown[]) =>
      (await read({ created_via: "pos-rest-api", shipping_lines })).ways;
    const listed = `${mill.name} &times; 1`;
    expect(await of(method("flat_rate", "DHL", listed))).toEqual([undefined, "till"]);
    expect(await of(method("local_delivery", "Bote", listed))).toEqual(["local", "till"]);
    // Nobody says what is sent: all of it may be.
    expect(await of(method("flat_rate", "DHL"))).toEqual([undefined, undefined]);
    expect(await of(method("local_delivery", "Bote"))).toEqual(["local", "local"]);
    expect(await of(method("flat_rate", "DHL", listed), method("flat_rate", "DHL"))).toEqual([
      undefined,
      undefined,
    ]);
  });

  test("the place is the one that the customer chose", async () => {
    const meta_data = [
      { key: "pickup_location", value: "Kontor &amp; Co" },
      { key: "pickup_address", value: "Torstraße 1, 10119 Berlin" },
      { key: "pickup_details", value: "Mon–Sat\n10–18" },
    ];
    const chosen = { ...method("pickup_location:0", "Abholung"), meta_data };
    expect((await read({ shipping_lines: [chosen] })).pickup).toEqual({
      name: "Kontor & Co",
      lines: ["Torstraße 1", "10119 Berlin"],
      note: "Mon–Sat\n10–18",
    });
    expect(
      (await read({ shipping_lines: [{ ...chosen, method_id: "flat_rate", method_title: "Post" }] })).pickup,
    )
      .toBeUndefined();
  });

  describe("in two packages", () => {
    const [mill, beans] = adas.line_items as [(typeof adas.line_items)[0], (typeof adas.line_items)[0]];
    test("each line goes the way of its own package", async () => {
      const shipping_lines = [
        method("local_pickup", "Abholung", `${mill.name} &times; 1`),
        method("flat_rate", "DHL", `${beans.name} &times; 2`),
      ];
      expect((await read({ shipping_lines })).ways).toEqual(["pickup", undefined]);
      expect((await read({ shipping_lines: shipping_lines.toReversed() })).ways).toEqual([
        "pickup",
        undefined,
      ]);
      expect((await read({ shipping_lines })).pickup).toMatchObject({ lines: [] });
    });

    test("lines of one package go together", async () => {
      const shipping_lines = [
        method("local_pickup", "Abholung", `${mill.name} &times; 1, ${beans.name} &times; 2`),
        method("flat_rate", "DHL", "Teapot &times; 1"),
      ];
      expect((await read({ shipping_lines })).ways).toEqual(["pickup", "pickup"]);
    });

    test("that do not say what is in them, nothing is said to be collected", async () => {
      const shipping_lines = [method("local_pickup", "Abholung"), method("flat_rate", "DHL")];
      expect(await read({ shipping_lines })).toEqual({ ways: [undefined, undefined], pickup: undefined });
    });

    test("of which both hold the line, nothing is said to be collected", async () => {
      const shipping_lines = [
        method("local_pickup", "Abholung", `${mill.name} &times; 1`),
        method("flat_rate", "DHL", `${mill.name} &times; 1`),
      ];
      expect((await read({ shipping_lines })).ways[0]).toBeUndefined();
    });

    test("a name within another name is not that line", async () => {
      const shipping_lines = [
        method("local_pickup", "Abholung", `Große ${mill.name} &times; 1`),
        method("flat_rate", "DHL", `${beans.name} &times; 2`),
      ];
      expect((await read({ shipping_lines })).ways).toEqual([undefined, undefined]);
    });
  });
});

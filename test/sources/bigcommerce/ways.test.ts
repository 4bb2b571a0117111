import { describe, expect, test } from "vitest";
import products from "../../fixtures/bigcommerce/products.json";
import { detailsByBigcommerce } from "../../support/bigcommerce.ts";

const [mill, beans] = products as [(typeof products)[0], (typeof products)[0]];
const pickup = {
  collection_instructions: "Ring twice",
  collection_time_description: "10–18",
  location: { name: "Kontor", address_line_1: "Torstraße 1", city: "Berlin", postal_code: "10119" },
};
const sent = (...methods: readonly string[]) => ({
  consignments: { shipping: methods.map((shipping_method) => ({ shipping_method })), pickups: [] },
});

describe("how an order of BigCommerce reaches its customer", () => {
  test.each<
    [string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>, string | undefined]
  >([
    ["by a carrier", sent("DHL Paket"), {}, undefined],
    ["collected, by the method's name", sent("Store pickup"), {}, "pickup"],
    ["collected, by the line's own method", sent("DHL Paket"), { order_pickup_method_id: 4 }, "pickup"],
    [
      "by a carrier, as the line's method is none",
      sent("DHL Paket"),
      { order_pickup_method_id: 0 },
      undefined,
    ],
    ["collected, as nothing is sent", { consignments: { shipping: [], pickups: [pickup] } }, {}, "pickup"],
    ["by two methods, of which one is a carrier's", sent("Store pickup", "DHL Paket"), {}, undefined],
    ["by the shop's own driver", sent("Local delivery"), {}, "local"],
    ["at the till", { consignments: { shipping: [], pickups: [] }, order_source: "pos" }, {}, "till"],
    ["from the web, without a consignment", { consignments: { shipping: [], pickups: [] } }, {}, undefined],
  ])("%s", async (_, head, product, way) => {
    const { lines } = await detailsByBigcommerce(head, [{ ...mill, ...product }, {
      ...beans,
      type: "digital",
    }]);
    expect(lines.map((line) => line.way)).toEqual([way, undefined]);
  });

  test.each<[string, string, readonly unknown[], readonly (string | undefined)[]]>([
    ["at the till, and by a carrier what a consignment brings", "pos", [31, 0], [undefined, "till"]],
    ["by a carrier where nobody says by which consignment", "pos", [undefined, undefined], [
      undefined,
      undefined,
    ]],
    ["by a carrier though the web names no consignment", "www", [31, 0], [undefined, undefined]],
    ["each line by its own consignment", "www", [31, 32], [undefined, "local"]],
  ])("%s", async (_, order_source, ids, ways) => {
    const shipping = [{ id: 31, shipping_method: "DHL Paket" }];
    if (ids[1] === 32) shipping.push({ id: 32, shipping_method: "Local delivery" });
    const { lines } = await detailsByBigcommerce(
      { order_source, consignments: { shipping, pickups: [] } },
      [mill, beans].map((product, at) => ({ ...product, order_address_id: ids[at] })),
    );
    expect(lines.map((line) => line.way)).toEqual(ways);
  });

  test("is collected where BigCommerce says so", async () => {
    const details = await detailsByBigcommerce({ consignments: { shipping: [], pickups: [pickup] } });
    expect(details.pickup).toEqual({
      name: "Kontor",
      lines: ["Torstraße 1", "10119 Berlin"],
      note: "10–18\nRing twice",
    });
  });
});

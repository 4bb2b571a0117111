import { describe, expect, test } from "vitest";
import adas from "../../fixtures/shopify/orders_create_ada.json";
import { detailsByShopify } from "../../support/shopify.ts";

const place = { title: "Kontor Berlin", code: "Kontor Berlin", source: "shopify", price: "0.00" };
const [mill, beans] = adas.line_items as [(typeof adas.line_items)[0], (typeof adas.line_items)[0]];

async function read(changes: Readonly<Record<string, unknown>>) {
  const { lines, pickup } = await detailsByShopify({ ...adas, ...changes });
  return { ways: lines.map(({ way }) => way), pickup };
}

describe("how an order of Shopify reaches its customer", () => {
  const nowhere = { shipping_address: null };
  const code = (category: unknown, title = "Kontor Berlin") => ({
    shipping_lines: [{ ...place, title, delivery_category: category }],
  });
  test.each<[string, Readonly<Record<string, unknown>>, string | undefined, unknown]>([
    ["pickup by its category", code("pickup"), "pickup", { name: "Kontor Berlin", lines: [] }],
    ["pickup by its other spelling", code("LOCAL_PICKUP"), "pickup", { name: "Kontor Berlin", lines: [] }],
    ["local by its category", code("local_delivery"), "local", undefined],
    ["a carrier by its category", code("shipping", "Standard"), undefined, undefined],
    ["pickup by the method's name", code(null, "Abholung im Laden"), "pickup", { lines: [] }],
    [
      "pickup by the method's code",
      {
        shipping_lines: [{ title: "Mitte", code: "Store pickup", price: "2.00" }],
      },
      "pickup",
      { name: "Mitte", lines: [] },
    ],
    ["a location of Shopify's own checkout", { ...nowhere, shipping_lines: [place] }, "pickup", {
      name: "Kontor Berlin",
      lines: [],
    }],
    ["the same with an address", { shipping_lines: [place] }, undefined, undefined],
    [
      "the post without an address",
      {
        ...nowhere,
        shipping_lines: [{ title: "Post", price: "6.00" }],
      },
      undefined,
      undefined,
    ],
    [
      "free post without an address",
      {
        ...nowhere,
        shipping_lines: [{ title: "Post", code: "Post", source: "shopify", price: "0.00" }],
      },
      undefined,
      undefined,
    ],
    [
      "a free rate that is no location",
      {
        ...nowhere,
        shipping_lines: [{
          title: "Versandkostenfrei",
          code: "Versandkostenfrei",
          source: "shopify",
          price: "0.00",
        }],
      },
      undefined,
      undefined,
    ],
    [
      "a place that costs something",
      {
        ...nowhere,
        shipping_lines: [{ ...place, price: "3.00" }],
      },
      undefined,
      undefined,
    ],
    [
      "a place of another app",
      { ...nowhere, shipping_lines: [{ ...place, source: "shippo" }] },
      undefined,
      undefined,
    ],
    [
      "a title that is not its code",
      { ...nowhere, shipping_lines: [{ ...place, code: "custom" }] },
      undefined,
      undefined,
    ],
    ["no method and no address", { ...nowhere, shipping_lines: [] }, undefined, undefined],
    ["a sale at the till", { ...nowhere, shipping_lines: [], source_name: "pos" }, "till", undefined],
    ["a sale at the till that is sent", { source_name: "pos" }, undefined, undefined],
    ["pickup by an app", { note_attributes: [{ name: "Checkout-Method", value: "pickup" }] }, "pickup", {
      lines: [],
    }],
    [
      "local delivery by an app",
      { note_attributes: [{ name: "Checkout-Method", value: "delivery" }] },
      "local",
      undefined,
    ],
    [
      "a carrier by an app",
      { note_attributes: [{ name: "Checkout-Method", value: "shipping" }] },
      undefined,
      undefined,
    ],
    [
      "two methods, of which one is a carrier",
      {
        shipping_lines: [{ ...place, delivery_category: "pickup" }, { title: "Standard", price: "4.90" }],
      },
      undefined,
      undefined,
    ],
    [
      "a method that was taken back",
      {
        shipping_lines: [{ title: "Standard", price: "4.90", is_removed: true }, {
          ...place,
          delivery_category: "pickup",
        }],
      },
      "pickup",
      { name: "Kontor Berlin", lines: [] },
    ],
  ])("%s", async (_, changes, way, pickup) => {
    expect(await read(changes)).toEqual({ ways: [way, way], pickup });
  });

  describe("a sale at the till of which a part is sent", () => {
    const sale = { source_name: "pos", created_at: "2026-11-22T10:00:00Z" };
    const fulfilment = (at: string, line: { readonly id: number }, quantity: number, more = {}) => ({
      id: 5,
      status: "success",
      created_at: at,
      tracking_numbers: [],
      line_items: [{ id: line.id, quantity }],
      ...more,
    });
    const taken = fulfilment("2026-11-22T10:00:02Z", mill, 1);
    test.each<[string, Readonly<Record<string, unknown>>, readonly (string | undefined)[]]>([
      ["took along what it fulfilled", { fulfillments: [taken] }, ["till", undefined]],
      ["took along what it fulfilled within five minutes", {
        fulfillments: [{ ...taken, created_at: "2026-11-22T10:05:00Z" }],
      }, ["till", undefined]],
      ["sent what left later", {
        fulfillments: [{ ...taken, created_at: "2026-11-22T10:05:01Z" }],
      }, [undefined, undefined]],
      ["sent what has a number", { fulfillments: [{ ...taken, tracking_numbers: ["00340434"] }] }, [
        undefined,
        undefined,
      ]],
      ["sent what its fulfilment was taken back for", { fulfillments: [{ ...taken, status: "cancelled" }] }, [
        undefined,
        undefined,
      ]],
      ["sent a line of which one piece of two was taken along", {
        fulfillments: [fulfilment("2026-11-22T10:00:02Z", beans, 1)],
      }, [undefined, undefined]],
      ["took along a line in two steps", {
        fulfillments: [
          fulfilment("2026-11-22T10:00:02Z", beans, 1),
          fulfilment("2026-11-22T10:00:03Z", beans, 1, { id: 6 }),
        ],
      }, [undefined, "till"]],
      ["took along a service", {
        line_items: [{ ...mill, requires_shipping: false }, beans],
        fulfillments: [taken],
      }, ["till", undefined]],
      ["took along what is fulfilled though no fulfilment tells of it", {
        line_items: [{ ...mill, fulfillment_status: "fulfilled" }, beans],
        fulfillments: [],
      }, ["till", undefined]],
      ["sent what is fulfilled by a later fulfilment", {
        line_items: [{ ...mill, fulfillment_status: "fulfilled" }, beans],
        fulfillments: [{ ...taken, created_at: "2026-11-23T10:00:00Z" }],
      }, [undefined, undefined]],
      ["brings the rest to the door", {
        fulfillments: [taken],
        shipping_lines: [{ ...place, title: "Bote", delivery_category: "local_delivery" }],
      }, ["till", "local"]],
      ["keeps the rest for collection", {
        fulfillments: [taken],
        shipping_lines: [{ ...place, delivery_category: "pickup" }],
      }, ["till", "pickup"]],
      [
        "is one of the till alone: the web takes nothing along",
        { source_name: "web", fulfillments: [taken] },
        [
          undefined,
          undefined,
        ],
      ],
      ["cannot read a fulfilment", { fulfillments: [null, { id: 5 }, taken] }, ["till", undefined]],
    ])("%s", async (_, changes, ways) => {
      expect((await read({ ...sale, ...changes })).ways).toEqual(ways);
    });
  });

  test("a download among goods to collect has no such way", async () => {
    const line_items = [mill, { ...beans, requires_shipping: false }];
    expect((await read({ line_items, ...code("pickup") })).ways).toEqual(["pickup", undefined]);
  });
});

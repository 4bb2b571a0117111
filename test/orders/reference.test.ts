import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { STOREFRONT_NAMES } from "../../src/sources/table.ts";
import { NAMES_MAX, orderNames, type Reference, referenceNames } from "../../src/orders/reference.ts";
import { ADAS_ORDER, hours, placed } from "../support/cast.ts";

describe("the names under which a reference is looked up", () => {
  const cases: readonly (readonly [Reference, readonly string[]])[] = [
    [{ by: "number", value: " #KS-1001 " }, ["demo/~number/ks-1001"]],
    [{ by: "payment", value: "pi_3Abc" }, ["demo/~payment/pi_3Abc"]],
    [{ by: "tracking", value: "jd01 4600-7" }, ["demo/~tracking/JD0146007"]],
    [{ by: "number", value: "2026/17" }, ["demo/~number/2026%2f17"]],
    [{ by: "number", value: "  " }, []],
    [{ by: "payment", value: "x".repeat(200) }, []],
  ];
  test.each(cases)(
    "%j",
    (reference, names) => expect(referenceNames("demo", reference, STOREFRONT_NAMES)).toEqual(names),
  );

  test("an order id is looked up under the name of every storefront", () => {
    expect(referenceNames("demo", { by: "order_id", value: "7" }, STOREFRONT_NAMES)).toEqual([
      "demo/shopify/7",
      "demo/woocommerce/7",
      "demo/bigcommerce/7",
      "demo/standard/7",
    ]);
  });
});

describe("the names under which an order can be found", () => {
  const payment = { id: "paid", amount_minor: 1, transaction_id: "pi_1" };
  const shipped = (id: string, ...numbers: string[]): OrderEvent => ({
    type: "shipment.shipped",
    at: hours(1),
    shipment: { id, lines: [], tracking: numbers.map((number) => ({ number })) },
  });

  test("are its own id, its number, and those of its payments and shipments, each once", () => {
    const order = fold([
      placed({ ...ADAS_ORDER, aliases: ["rounded"] }),
      { type: "payment.succeeded", at: hours(0), payment },
      shipped("f1", "JD 01"),
      shipped("f2", "jd01", "JD02"),
    ])!;
    expect(orderNames("demo/shopify/1001", order)).toEqual([
      "demo/shopify/1001",
      "demo/shopify/rounded",
      "demo/~number/1001",
      "demo/~payment/pi_1",
      "demo/~tracking/JD01",
      "demo/~tracking/JD02",
    ]);
  });

  test("are limited in number", () => {
    const parcels = Array.from({ length: 300 }, (_, index) => shipped(`f${index}`, `JD${index}`));
    expect(orderNames("demo/shopify/1001", fold([placed(ADAS_ORDER), ...parcels])!)).toHaveLength(NAMES_MAX);
  });
});

import { describe, expect, test } from "vitest";
import { maskAddress, maskDetails, maskEmail, maskName, maskNumber } from "../../src/customers/mask.ts";
import type { OrderDetails } from "../../src/orders/event.ts";
import { ADAS_ORDER } from "../support/cast.ts";

describe("for a visitor who is not proven to be the customer", () => {
  test.each([
    ["mira@linden.example", "m…@l….example"],
    ["m@post.linden.example", "m…@p….example"],
    // The domain's name may be the customer's own.
    ["mira@localhost", "m…@l…"],
    ["mira@.example", "m…@.…"],
    ["mira@a.example", "m…@a….example"],
    ["𝒜da@linden.example", "𝒜…@l….example"],
    ["mira", "m…@…"],
    ["", "…@…"],
  ])("the address %s is %s", (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });

  test("a telephone number keeps its country and its end", () => {
    expect(maskNumber("+4915712345678")).toBe("+49 … 78");
  });

  test.each([
    ["Mira Linden", "Mira L."],
    ["  Mira   van der Linden ", "Mira v. d. L."],
    ["Linden", "L."],
    ["山田 太郎", "山田 太."],
    ["", undefined],
    [undefined, undefined],
  ])("the name %j is %j", (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test.each([
    ["Lindenallee 12", "Lind…"],
    ["12, rue des Lilas", "rue …"],
    ["221-223/4 Baker Street", "Bake…"],
    ["  7 Am Tor", "Am …"],
    ["Weg", "W…"],
    ["梅田1-1", "梅田…"],
    ["12", "…"],
  ])("the street %j is %j", (street, masked) => {
    expect(maskAddress({ lines: [street, "2nd floor"] }).lines).toEqual([masked]);
  });

  test("an address keeps its town, and of the rest the beginnings", () => {
    expect(
      maskAddress({
        name: "Mira Linden",
        company: "Linden GmbH",
        lines: ["Lindenallee 12"],
        postal_code: "10119",
        city: "Berlin",
        country: "DE",
      }),
    ).toEqual({
      name: "Mira L.",
      company: "Lin…",
      lines: ["Lind…"],
      postal_code: "10…",
      city: "Berlin",
      country: "DE",
    });
    expect(maskAddress({ lines: [], city: "Berlin" })).toEqual({ lines: [], city: "Berlin" });
  });

  test("an order loses whoever bought it and whoever gets it", () => {
    const order: OrderDetails = {
      ...ADAS_ORDER,
      customer: { email: "mira@linden.example", name: "Mira Linden" },
      gift: { recipient: { name: "Otto Linden" }, message: "For Otto" },
    };
    expect(maskDetails(order)).toStrictEqual({
      ...order,
      customer: {},
      shipping_address: maskAddress(order.shipping_address!),
      billing_address: maskAddress(order.billing_address!),
      gift: { recipient: {}, message: undefined },
    });
    expect(JSON.stringify(maskDetails(order))).not.toMatch(/mira|otto|Torstraße 1/i);
    const { shipping_address: _, billing_address: __, ...nowhere } = ADAS_ORDER;
    expect(maskDetails(nowhere)).toStrictEqual({ ...nowhere, customer: {} });
  });
});

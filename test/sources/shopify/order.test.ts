import { describe, expect, test } from "vitest";
import adas from "../../fixtures/shopify/orders_create_ada.json";
import { readShopify } from "../../support/shopify.ts";

const [mill] = adas.line_items as [(typeof adas.line_items)[0]];

describe("a payload that is wrong in one thing is refused by field, rule and shape", () => {
  test.each<[unknown, string]>([
    [
      { ...adas, line_items: [{ ...mill, quantity: "1" }] },
      "line_items.0.quantity must be a number: got text of 1 character",
    ],
    [
      { ...adas, line_items: [{ ...mill, quantity: 0 }] },
      "line_items must hold a line of quantity >= 1: got a list of 1 entry",
    ],
    [{ ...adas, line_items: [] }, "line_items must hold a line of quantity >= 1: got a list of 0 entries"],
    [{ ...adas, line_items: undefined }, "line_items must be given: got nothing"],
    [{ ...adas, currency: "eur" }, "currency must be an ISO 4217 code: got text of 3 characters"],
    [{ ...adas, total_price: undefined }, "total_price must be given: got nothing"],
    [
      { ...adas, created_at: "2026-11-22" },
      "created_at must be an RFC 3339 time with a zone: got text of 10 characters",
    ],
    [{ ...adas, id: { id: 1 } }, "id must be an id: got an object of 1 field"],
    [
      { ...adas, id: "56/78" },
      "id must hold no space and no slash: got text of 5 characters",
    ],
    ["[]", "currency must be given: got nothing"],
    ["null", "body must be an object: got null"],
  ])("%#", async (payload, message) => {
    expect(await readShopify("orders/create", payload)).toEqual({ ok: false, reason: "invalid", message });
  });
});

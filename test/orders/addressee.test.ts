import { describe, expect, test } from "vitest";
import { ORDER_KINDS } from "../../src/messages/message.ts";
import { addressee, isReachable, partyFor, personOf } from "../../src/orders/addressee.ts";
import type { OrderDetails } from "../../src/orders/event.ts";
import { ADAS_ORDER } from "../support/cast.ts";

const BEA = { email: "bea@lovelace.example", first_name: "Bea" };
const ordered = (recipient?: NonNullable<OrderDetails["gift"]>["recipient"]) => ({
  details: recipient === undefined ? ADAS_ORDER : { ...ADAS_ORDER, gift: { recipient } },
});

describe("a mail address", () => {
  test.each([
    ["ada@lovelace.example", true],
    ["a@b", true],
    ["ada+kontor@straße.example", true],
    [`${"a".repeat(64)}@lovelace.example`, true],
    // Few providers accept a part before the @ that is not ASCII, or is longer.
    ["ädä@lovelace.example", false],
    [`${"a".repeat(65)}@lovelace.example`, false],
    ["ada lovelace@lovelace.example", false],
    ["@lovelace.example", false],
    ["ada@", false],
    ["ada@lovelace.", false],
    ["ada@lovelace.example@kontor.example", true],
    ["ada", false],
    ["", false],
    // Storefronts write it over the address of an erased customer.
    ["deleted@site.invalid", false],
    ["deleted@site.INVALID", false],
    ["deleted@invalid", false],
    ["ada@not-invalid", true],
    ["ada@site.invalid.example", true],
  ])("%s can be written to: %s", (email, reachable) => {
    expect(isReachable({ email })).toBe(reachable);
  });

  test("is missing where there is no customer, or one without an address", () => {
    expect(isReachable(undefined)).toBe(false);
    expect(isReachable({})).toBe(false);
  });
});

describe("the reader of a mail", () => {
  test("is the customer where the order is no gift", () => {
    for (const kind of ORDER_KINDS) {
      expect(partyFor(ordered(), kind), kind).toBe("customer");
      expect(addressee(ordered(), kind), kind).toBe(ADAS_ORDER.customer);
    }
  });

  test.each(
    [
      ["shipment_shipped", "recipient"],
      ["shipment_out_for_delivery", "recipient"],
      ["order_confirmation", "customer"],
      ["payment_receipt", "customer"],
      ["follow_up", "customer"],
    ] as const,
  )("of %s about a gift is the %s", (kind, party) => {
    expect(partyFor(ordered(BEA), kind)).toBe(party);
    expect(addressee(ordered(BEA), kind)).toBe(party === "recipient" ? BEA : ADAS_ORDER.customer);
  });

  test.each([[{ first_name: "Bea" }], [{ email: "bea@site.invalid" }]])(
    "is the customer where the gift's recipient cannot be written to: %j",
    (recipient) => {
      expect(partyFor(ordered(recipient), "shipment_shipped")).toBe("customer");
      expect(addressee(ordered(recipient), "shipment_shipped")).toBe(ADAS_ORDER.customer);
    },
  );

  test("is found by the party", () => {
    expect(personOf(ordered(BEA), "recipient")).toBe(BEA);
    expect(personOf(ordered(BEA), "customer")).toBe(ADAS_ORDER.customer);
    expect(personOf(ordered(), "recipient")).toBeUndefined();
  });
});

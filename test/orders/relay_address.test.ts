import { describe, expect, test } from "vitest";
import { isRelayAddress } from "../../src/orders/relay_address.ts";
import { planMessages } from "../../src/orders/plan/plan.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { ADAS_ORDER, NOW_MS, placed, SHOP } from "../support/cast.ts";

describe("a marketplace's relay address", () => {
  test.each([
    "k9x2@marketplace.amazon.de",
    "K9X2@Marketplace.Amazon.co.uk",
    "a1b2@members.ebay.com",
    "77f0@relay.walmart.com",
    "2f3a@verkopen.bol.com",
  ])("is known: %s", (email) => expect(isRelayAddress(email)).toBe(true));

  test.each([
    "ada@amazon.example",
    "ada@notmarketplace.amazon.de.example",
    "ada@marketplace.amazon.de.evil.example",
    "ada@ebay.com",
  ])("is none: %s", (email) => expect(isRelayAddress(email)).toBe(false));

  const order = fold([
    placed({ ...ADAS_ORDER, customer: { ...ADAS_ORDER.customer, email: "k9x2@marketplace.amazon.de" } }),
  ])!;
  const confirmation = (shop: typeof SHOP) =>
    planMessages({ order, shop, ledger: [], now_ms: NOW_MS }).find(({ kind }) =>
      kind === "order_confirmation"
    );

  test("gets no mail, and the ledger says why", () => {
    expect(confirmation(SHOP)?.against).toBe("relay_address");
  });

  test("gets mail where the shop allows it", () => {
    expect(confirmation({ ...SHOP, marketplace_relays: true })?.against).toBeNull();
  });
});

import { describe, expect, test } from "vitest";
import { keyText, type MessageKey } from "../../src/messages/message.ts";
import { isOrderMail, readKey, withoutAddresses } from "../../src/messages/outcome.ts";

describe("a key that comes back with a provider's event", () => {
  test.each<MessageKey>([
    { subject: "demo/shopify/1001", kind: "shipment_shipped", about: "f1" },
    { subject: "demo/shopify/1001", kind: "order_confirmation", about: "" },
    { subject: "demo/~customer/c1", kind: "history_link", about: "7" },
    { subject: "demo/~shop/", kind: "shop_alert", about: "2026-11-22" },
  ])("is read as it was written: %j", (key) => {
    expect(readKey(keyText(key))).toEqual(key);
  });

  test.each([
    "",
    "order_confirmation/",
    "shopify/1001/order_confirmation/",
    "demo/shopify/1001/birthday_wishes/",
    "demo/shopify/1001/f1/shipment_shipped",
    "demo/shopify/1001/toString/",
  ])("is none of ours: %j", (text) => {
    expect(readKey(text)).toBeNull();
  });

  test.each(
    [
      ["order_confirmation", true],
      ["follow_up", true],
      ["support_reply", false],
      ["shop_alert", false],
      ["shipment_sms", false],
    ] as const,
  )("of %s belongs to a mail that the order shows: %s", (kind, shown) => {
    expect(isOrderMail({ subject: "demo/shopify/1001", kind, about: "" })).toBe(shown);
  });
});

describe("a diagnostic text", () => {
  test.each([
    ["550 5.1.1 <ada@lovelace.example>: no such user", "550 5.1.1 <…>: no such user"],
    ["mailto:ada@lovelace.example,ben@okada.example;", "mailto:…,…;"],
    ["user \"ada\"@lovelace.example (ada@x) 'ben@y'", "user \"ada\"@lovelace.example (…) '…'"],
    ["mailbox full", "mailbox full"],
    ["@ is no address", "@ is no address"],
  ])("is kept without addresses: %s", (text, kept) => {
    expect(withoutAddresses(text)).toBe(kept);
  });

  test("is cut to the length that the desk shows", () => {
    expect(withoutAddresses("5".repeat(201))).toBe("5".repeat(200));
  });
});

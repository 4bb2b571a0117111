import { expect, test } from "vitest";
import {
  conversationSubject,
  customerSubject,
  shopSubject,
  sourceSubject,
} from "../../src/messages/subject.ts";

// Stored in the ledger and in links: a changed name would lose what was written under the old one.
test("a mail that belongs to no order names its owner", () => {
  expect(customerSubject("demo", "c1")).toBe("demo/~customer/c1");
  expect(conversationSubject("demo", "k7")).toBe("demo/~conversation/k7");
  expect(sourceSubject("demo", "shopify")).toBe("demo/~source/shopify");
  expect(shopSubject("demo")).toBe("demo/~shop/");
});

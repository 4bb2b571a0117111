import { expect, test } from "vitest";
import { readAgain } from "../../src/messages/again.ts";

test.each([
  ["a mail of an order", { again: true }],
  ["a copy of a mail that no order owes", {
    again: true,
    copy_of: "demo/~customer/c1/history_link/",
    to: { email: "ada@lovelace.example" },
  }],
])("what is kept of %s that a person sends once more is read back", (_, kept) => {
  expect(readAgain(JSON.stringify(kept))).toEqual(kept);
});

test.each([
  ["null", null],
  ["facts of another mail", JSON.stringify({ to: { email: "ada@lovelace.example" }, facts: { orders: 2 } })],
  ["again that is not so", JSON.stringify({ again: false })],
  ["a reader without an address", JSON.stringify({ again: true, to: {} })],
  ["a reader whose address is none", JSON.stringify({ again: true, to: { email: "ada" } })],
])("nobody sent by hand what carries %s", (_, facts) => {
  expect(readAgain(facts)).toBeNull();
});

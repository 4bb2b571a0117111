import { expect, test } from "vitest";
import { identifiersIn, NO_IDENTIFIERS } from "../../../src/customers/identifiers.ts";
import { withNumbers } from "../../../src/flow/privacy/telephone_numbers.ts";
import { ADAS_ORDER, placed } from "../../support/cast.ts";

const of = (phone: string) =>
  identifiersIn([placed({ ...ADAS_ORDER, customer: { ...ADAS_ORDER.customer, phone } })], NO_IDENTIFIERS);

test.each([
  ["+49 151 1234-5678", undefined],
  ["0049 151 12345678", undefined],
  ["0151 12345678", undefined],
  ["(0151) 123/45678", undefined],
  ["0151 12345678", "FR"],
])(
  "a number that an order writes %s is found in the country of its addresses, the shop being in %s",
  async (phone, shop) => {
    expect((await withNumbers(of(phone), shop)).numbers).toContain("+4915112345678");
  },
);

test("a national number is read in the shop's country too: its customer may live elsewhere", async () => {
  expect((await withNumbers(of("06 12 34 56 78"), "FR")).numbers).toContain("+33612345678");
});

test("its digits are searched for in what waits, and nothing else of the customer is taken for a number", async () => {
  const { identifiers, numbers } = await withNumbers(of("0151 12345678"), undefined);
  expect(identifiers.traces).toContain("4915112345678");
  expect(numbers).toEqual(["+4915112345678"]);
  expect((await withNumbers({ emails: [], traces: ["10119", "torstraße 1", "1a 2345678"] }, "DE")).numbers)
    .toEqual([]);
});

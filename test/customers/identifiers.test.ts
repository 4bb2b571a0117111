import { describe, expect, test } from "vitest";
import {
  type Identifiers,
  identifiersIn,
  NO_IDENTIFIERS,
  speaksOf,
} from "../../src/customers/identifiers.ts";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { ADAS_ORDER, GUESTS_ORDER, placed } from "../support/cast.ts";

const refund = (reason: string) => ({
  type: "payment.refunded",
  at: "2026-11-22T12:00:00.000Z",
  refund: { id: "r1", amount_minor: 5, reason },
});
const named = (trace: string): Identifiers => ({ ...NO_IDENTIFIERS, traces: [trace] });
const at = (email: string): Identifiers => ({ ...NO_IDENTIFIERS, emails: [email] });

test.each<[string, Identifiers, string]>([
  ["a name within a sentence", named("lena hart"), "As Lena Hart asked."],
  ["a possessive", named("lena hart"), "Lena Hart's parcel"],
  ["a name decomposed", named("lena härt"), "Lena Ha\u0308rt"],
  ["a number that begins with a sign", named("+49 30 555"), "call+49 30 555!"],
  ["a name before an honorific without a space", named("山田 太郎"), "山田 太郎様へ"],
  ["an address at the end of a sentence", at("Ada@Meadow.example"), "Write to ada@meadow.example."],
  ["an address in a link", at("ada@meadow.example"), "https://shop.example/?to=ada@meadow.example&x=1"],
])("%s speaks of them", (_, identifiers, said) => {
  expect(speaksOf(identifiers, [refund(said)])).toBe(true);
});

test.each<[string, Identifiers, string]>([
  ["a longer name", named("lena hart"), "Magdalena Hartmann"],
  ["a house of a higher number", named("fliederallee 1"), "Fliederallee 12"],
  ["a longer address", at("ada@meadow.example"), "nada@meadow.example"],
  ["an address with a name before it", at("ada@meadow.example"), "x.ada@meadow.example"],
  ["an address below the domain", at("ada@meadow.example"), "ada@meadow.example.org"],
  ["the type of an event", named("payment"), "late"],
  ["the name of a field", named("refund"), "late"],
])("%s is somebody else's", (_, identifiers, said) => {
  expect(speaksOf(identifiers, [refund(said)])).toBe(false);
});

test.each<[string, unknown]>([
  ["a text alone", "Lena Hart"],
  ["a list within an object within a list", [{ a: [null, 7, true, { b: "by Lena Hart" }] }]],
])("%s is read to its last text", (_, content) => {
  expect(speaksOf(named("lena hart"), content)).toBe(true);
});

test.each([["a number", 42], ["nothing", null], ["a missing value", undefined], ["an empty list", []]])(
  "%s speaks of nobody",
  (_, content) => {
    expect(speaksOf({ emails: ["null"], traces: ["undefined", "42"] }, content)).toBe(false);
  },
);

test.each<[string, Identifiers, string, boolean]>([
  [
    "the second mention, after one within a longer name",
    named("lena hart"),
    "Lena Hartmann and Lena Hart",
    true,
  ],
  ["a name before a combining mark", named("lena har"), "Lena Hart\u0301", false],
  ["a name after a digit", named("lena hart"), "4Lena Hart", false],
  ["a name that ends in a sign", named("lena hart."), "Lena Hart.x", true],
  ["an address after a plus", at("ada@meadow.example"), "you+ada@meadow.example", false],
  ["an address after a hyphen", at("ada@meadow.example"), "x-ada@meadow.example", false],
  [
    "an address before a hyphenated ending",
    at("ada@meadow.example"),
    "ada@meadow.example-shop.example",
    false,
  ],
  ["an address before a full stop and a space", at("ada@meadow.example"), "ada@meadow.example. Thanks", true],
  ["a Thai name within a sentence", named("สมชาย"), "คุณสมชายครับ", true],
])("%s", (_, identifiers, said, found) => {
  expect(speaksOf(identifiers, [refund(said)])).toBe(found);
});

describe("the identifiers in an order's events", () => {
  const of = (...events: readonly OrderEvent[]) => identifiersIn(events, NO_IDENTIFIERS);
  const when = "2026-11-22T12:00:00.000Z";

  test("are all that its snapshot says of persons, in small letters, each once", () => {
    const order: OrderDetails = {
      ...ADAS_ORDER,
      customer: {
        email: "Lena@Hart.example",
        email_given: "lena@hart,example",
        name: " Lena HÄRT ",
        phone: "+49 30 5550",
      },
      gift: { recipient: { email: "omar@rees.example", name: "Omar Rees" } },
      billing_address: {
        name: "Lena Härt",
        company: "Hart & Co",
        lines: ["Fliederallee 1", "Hof"],
        city: "Berlin",
      },
      shipping_address: { lines: ["Packstation 104"] },
    };
    expect(of(placed(order), placed(order))).toEqual({
      emails: ["Lena@Hart.example", "omar@rees.example"],
      traces: [
        "lena@hart,example",
        "lena härt",
        "+49 30 5550",
        "omar rees",
        "hart & co",
        "fliederallee 1",
        "packstation 104",
      ],
    });
  });

  test("are no words of four letters, which others have too, and one of five is", () => {
    const names = (name: string) => of(placed({ ...GUESTS_ORDER, customer: { name } })).traces;
    expect(names("Lena").includes("lena")).toBe(false);
    expect(names(" Lena ").includes("lena")).toBe(false);
    expect(names("Lenas").includes("lenas")).toBe(true);
  });

  test("are the addresses and numbers that events name, but none that was erased before", () => {
    expect(
      of(
        { type: "customer.address_failed", at: when, email: "lena@hrt.example" },
        {
          type: "customer.address_corrected",
          at: when,
          from: "lena@hart.exmple",
          email: "lena@hart.example",
        },
        { type: "customer.address_corrected", at: when, email: "erased@invalid" },
        { type: "customer.ways_chosen", at: when, ways: [{ way: "sms", to: "+49305550" }] as never },
      ).emails,
    ).toEqual(["lena@hrt.example", "lena@hart.exmple", "lena@hart.example", "+49305550"]);
  });

  test("are the name under a withdrawal", () => {
    const withdrawal = {
      id: "w",
      lines: [],
      name: "Lena Härt-Rees",
      statement: "I withdraw",
      hash: "0".repeat(64),
    };
    expect(of({ type: "order.withdrawn", at: when, withdrawal }).traces).toEqual(["lena härt-rees"]);
  });

  test("join those that are known, and are five hundred at most", () => {
    const known = { emails: ["old@hart.example"], traces: ["old name"] };
    expect(identifiersIn([{ type: "order.restored", at: when }], known)).toEqual(known);
    const many = Array.from({ length: 501 }, (_, at) => `person ${at}`);
    const bounded = identifiersIn([], {
      emails: many.map((one) => `${one.slice(7)}@x.example`),
      traces: many,
    });
    expect([bounded.emails.length, bounded.traces.length]).toEqual([500, 500]);
  });
});

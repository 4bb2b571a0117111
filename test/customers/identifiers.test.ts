import { expect, test } from "vitest";
import { type Identifiers, NO_IDENTIFIERS, speaksOf } from "../../src/customers/identifiers.ts";

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

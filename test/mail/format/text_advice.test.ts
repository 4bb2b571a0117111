import { expect, test } from "vitest";
import { textAdvice } from "../../../src/mail/format/text_advice.ts";

const USUAL = "Order {number} is on its way";

test.each<readonly [string, string, string, readonly string[]]>([
  ["subject", "Your parcel {number} has left", USUAL, []],
  ["subject", "Your parcel with the number {number} has just left", USUAL, ["subject_long"]],
  ["subject_till", "a".repeat(71), "a".repeat(60), ["subject_cut"]],
  ["lead", "a".repeat(71), "a".repeat(60), []],
  ["open", "See everything that is known about your order now", "a".repeat(40), ["button_long"]],
  ["lead", "It has left. ".repeat(6), "It has left our house.", ["much_longer"]],
  ["lead", "It has left!", "It has left.", []],
  ["lead", "It has left! Hooray!", "It has left.", ["loud"]],
  ["lead", "BUY MORE NOW AND SAVE TODAY", "Thank you for your order with us", ["capitals"]],
  ["lead", "By DHL and UPS", "By post", []],
  ["lead", "Two  blanks", "Two blanks", ["double_blank"]],
  ["lead", "a ".repeat(33).trim(), "a ".repeat(33).trim(), ["long_sentence"]],
  [
    "lead",
    "{count, plural, one {# item} other {# items}}.",
    "{count, plural, one {# item} other {# items}}.",
    [],
  ],
])("%s “%s”", (name, text, usual, advice) => expect(textAdvice(name, text, usual)).toEqual(advice));

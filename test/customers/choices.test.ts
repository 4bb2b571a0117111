import { expect, test } from "vitest";
import { NO_CHOICES, readChoices } from "../../src/customers/choices.ts";

test("a customer without a row has chosen nothing", () => {
  expect(readChoices(null)).toEqual({});
  expect(readChoices(undefined)).toBe(NO_CHOICES);
});

test("what was chosen is read, and nothing else that the row may hold", () => {
  expect(readChoices(`{"language":"fr-CA","theme":"dark"}`)).toEqual({ language: "fr-CA" });
});

test("a row that is no choice throws: it would be written to in another language without notice", () => {
  expect(() => readChoices(`{"language":7}`)).toThrow(/Expected string/);
});

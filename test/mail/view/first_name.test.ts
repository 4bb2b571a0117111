import { describe, expect, test } from "vitest";
import { firstName } from "../../../src/mail/view/order_view.ts";

describe("the name of a greeting", () => {
  test.each([
    ".",
    "-",
    "null",
    "NULL",
    "N/A",
    "undefined",
    "Unknown",
    "grace@hopper.example",
    "https://x.example",
    "12345",
  ])(
    "is none where the form holds %j",
    (first_name) => expect(firstName({ first_name })).toBeNull(),
  );

  test.each(["Grace", "Zoë", "花子", "O’Neill", "Jean-Luc"])("is the given name: %s", (first_name) => {
    expect(firstName({ first_name })).toBe(first_name);
  });
});

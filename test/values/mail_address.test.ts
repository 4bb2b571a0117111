import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { repairAddress } from "../../src/values/mail_address.ts";
import { CustomerAddress } from "../../src/values/schemas.ts";

describe("a customer's address", () => {
  const repaired: readonly (readonly [string, string, string])[] = [
    ["a zero-width space before the domain", "grace@\u200bhopper.example", "grace@hopper.example"],
    ["a byte order mark and a soft hyphen", "\ufeffgrace@hop\u00adper.example", "grace@hopper.example"],
    ["direction marks", "\u202agrace@hopper.example\u202c", "grace@hopper.example"],
    ["mailto", "mailto:grace@hopper.example?subject=Hi", "grace@hopper.example"],
    ["a display name", "Grace Hopper <grace@hopper.example>", "grace@hopper.example"],
    ["a display name with a comma", '"Hopper, Grace" <grace@hopper.example>', "grace@hopper.example"],
    ["two addresses with a comma", "grace@hopper.example, cobol@hopper.example", "grace@hopper.example"],
    ["two addresses with a semicolon", "grace@hopper.example;cobol@hopper.example", "grace@hopper.example"],
    ["a full stop at the end", "grace@hopper.example.", "grace@hopper.example"],
    ["nothing to repair", "grace+shop@hopper.example", "grace+shop@hopper.example"],
  ];
  test.each(repaired)("is repaired: %s", (_, text, address) => {
    expect(repairAddress(text)).toBe(address);
    expect(v.parse(CustomerAddress, text)).toBe(address);
  });

  test.each(["grace", "@hopper.example", "grace@", "\u200b", "grace hopper"])(
    "that cannot be repaired is refused: %j",
    (text) => expect(v.safeParse(CustomerAddress, text).success).toBe(false),
  );
});

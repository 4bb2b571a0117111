import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { checked } from "../../../src/sources/read/parse_error.ts";

const Parcel = v.object({
  id: v.string(),
  weight: v.pipe(v.number(), v.integer(), v.minValue(1)),
  email: v.optional(v.pipe(v.string(), v.regex(/@/, "Must be one mail address"))),
  status: v.optional(v.picklist(["sent", "lost"])),
  lines: v.optional(v.pipe(v.array(v.object({ title: v.pipe(v.string(), v.minLength(1)) })), v.maxLength(2))),
  at: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});
const PARCEL = { id: "1", weight: 2 };

describe("a refusal names the field, the rule and the value's shape", () => {
  test("the valid shipment is accepted", () => {
    expect(checked(Parcel, PARCEL)).toEqual({ ok: true, value: PARCEL });
  });

  test.each([
    [{ ...PARCEL, id: 7 }, "id must be text: got a whole number"],
    [{ weight: 2 }, "id must be given: got nothing"],
    [{ ...PARCEL, id: null }, "id must be text: got null"],
    [{ ...PARCEL, weight: "2 kg" }, "weight must be a number: got text of 4 characters"],
    [{ ...PARCEL, weight: 1.5 }, "weight must be a whole number: got a number with a fraction"],
    [{ ...PARCEL, weight: 0 }, "weight must be >= 1: got a whole number"],
    [{ ...PARCEL, email: "ada" }, "email must be one mail address: got text of 3 characters"],
    [{ ...PARCEL, status: "ada" }, `status must be "sent" or "lost": got text of 3 characters`],
    [{ ...PARCEL, lines: {} }, "lines must be a list: got an object of 0 fields"],
    [
      { ...PARCEL, lines: [{ title: "" }] },
      "lines.0.title must have >= 1 character: got text of 0 characters",
    ],
    [{ ...PARCEL, lines: [{ title: "a" }, true] }, "lines.1 must be an object: got true or false"],
    [
      { ...PARCEL, lines: Array(3).fill({ title: "a" }) },
      "lines must have <= 2 entries: got a list of 3 entries",
    ],
    [{ ...PARCEL, at: "22.11.2026" }, "at must be an RFC 3339 time with a zone: got text of 10 characters"],
    [null, "body must be an object: got null"],
    ["ada", "body must be an object: got text of 3 characters"],
  ])("%j", (parcel, message) => {
    expect(checked(Parcel, parcel)).toEqual({ ok: false, reason: "invalid", message });
  });

  test("the field is named as the sender wrote it", () => {
    expect(checked(Parcel, { ...PARCEL, id: 7 }, (path) => `data.${path}`)).toMatchObject({
      message: "data.id must be text: got a whole number",
    });
  });
});

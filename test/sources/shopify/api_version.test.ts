import { describe, expect, test } from "vitest";
import {
  API_VERSION,
  VERSION_FORM,
  versionEnds,
  versionTrouble,
} from "../../../src/sources/shopify/api_version.ts";

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

describe("a version of Shopify's API", () => {
  test.each([["2026-01", "2027-01-01"], ["2026-04", "2027-04-01"], ["2026-10", "2027-10-01"]])(
    "%s ends on %s, a year after it began",
    (version, day) => expect(versionEnds(version)).toBe(at(day)),
  );

  test("is written as Shopify writes it", () => {
    expect(VERSION_FORM.test(API_VERSION)).toBe(true);
    expect(["2026-02", "unstable", "2026-1", "1999-10"].filter((text) => VERSION_FORM.test(text))).toEqual(
      [],
    );
  });

  test.each<[string, string | null, string, ReturnType<typeof versionTrouble>]>([
    ["the same, long before its end", "2026-10", "2027-08-01", null],
    ["the same, 60 days before its end", "2026-10", "2027-08-02", {
      what: "ends",
      version: "2026-10",
      on: "2027-10-01",
    }],
    ["a later one, since ours has ended", "2027-01", "2027-11-01", {
      what: "differs",
      got: "2027-01",
      wanted: "2026-10",
    }],
    ["an earlier one of the app's own", "2026-07", "2026-11-01", {
      what: "differs",
      got: "2026-07",
      wanted: "2026-10",
    }],
    ["none at all", null, "2026-11-01", null],
    ["unstable, which is no version", "unstable", "2026-11-01", null],
  ])("webhooks in %s: trouble or not", (_what, got, day, trouble) => {
    expect(versionTrouble(got, "2026-10", at(day))).toEqual(trouble);
  });
});

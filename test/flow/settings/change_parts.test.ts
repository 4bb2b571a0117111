import { describe, expect, test } from "vitest";
import { withParts } from "../../../src/flow/settings/change_parts.ts";

const NOW_MS = Date.parse("2026-11-28T09:00:00Z");
const WAS = { window_days: 14, conditions: "Unworn" };

describe("parts of the settings", () => {
  test("are replaced as wholes, and others stay", () => {
    const given = { name: "Kontor", brand: { accent: "#123456", logo_url: "https://kontor.example/l.png" } };
    expect(withParts(given, { brand: { accent: "#654321" } }, NOW_MS)).toEqual({
      name: "Kontor",
      brand: { accent: "#654321" },
    });
  });

  test("that are undefined go", () => {
    expect(withParts({ name: "Kontor", delivery: { days_min: 1 } }, { delivery: undefined }, NOW_MS))
      .toEqual({ name: "Kontor" });
  });
});

describe("a new return policy", () => {
  test("counts from now on, and the one before stays for its orders", () => {
    expect(
      withParts(
        { returns: WAS, earlier_returns: [{ window_days: 7 }] },
        { returns: { window_days: 30 } },
        NOW_MS,
      ),
    )
      .toEqual({
        returns: { window_days: 30, since: "2026-11-28T09:00:00.000Z" },
        earlier_returns: [WAS, { window_days: 7 }],
      });
  });

  test("is none where the terms are the same, whatever their order and their beginning", () => {
    const given = { returns: { ...WAS, since: "2026-01-01T00:00:00Z" } };
    expect(withParts(given, { returns: { conditions: "Unworn", window_days: 14 } }, NOW_MS)).toEqual({
      returns: { conditions: "Unworn", window_days: 14, since: "2026-01-01T00:00:00Z" },
    });
  });

  test("of a shop that had none counts for all orders", () => {
    expect(withParts({}, { returns: WAS }, NOW_MS)).toEqual({ returns: WAS });
  });

  test("leaves earlier ones that are given to whoever gives them", () => {
    expect(withParts({ returns: WAS }, { returns: { window_days: 30 }, earlier_returns: [] }, NOW_MS))
      .toEqual({
        returns: { window_days: 30 },
        earlier_returns: [],
      });
  });
});

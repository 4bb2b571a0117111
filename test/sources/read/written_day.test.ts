import { describe, expect, test } from "vitest";
import { availableOn } from "../../../src/sources/read/line_date.ts";
import { writtenDay } from "../../../src/sources/read/written_day.ts";

const AFTER = "2026-11-22T12:00:00.000Z";

describe("a written day", () => {
  test.each([
    ["2026-12-01", "2026-12-01"],
    ["2026-12-01T00:00:00Z", "2026-12-01"],
    ["2026-12-01 09:00", "2026-12-01"],
    ["December 1, 2026", "2026-12-01"],
    ["Dec 1 2026", "2026-12-01"],
    ["1 Dec. 2026", "2026-12-01"],
    ["Tuesday, December 1st, 2026", "2026-12-01"],
    ["1. Dezember 2026", "2026-12-01"],
    ["Di, 1. Dez. 2026", "2026-12-01"],
    ["1er décembre 2026", "2026-12-01"],
    ["1 de diciembre de 2026", "2026-12-01"],
    ["01.12.2026", "2026-12-01"],
    ["1.2.2027", "2027-02-01"],
    ["25/12/2026", "2026-12-25"],
    ["12/25/2026", "2026-12-25"],
    ["12/12/2026", "2026-12-12"],
    ["2026年12月1日", "2026-12-01"],
    ["2026/12/01", "2026-12-01"],
    ["15 January", "2027-01-15"],
    ["Dec 1", "2026-12-01"],
  ])("%s is %s", (text, day) => {
    expect(writtenDay(text, AFTER)).toBe(day);
  });

  test.each([
    "01/12/2026",
    "Spring 2027",
    "December 2026",
    "soon",
    "31 February 2027",
    "2026-13-01",
    "in 3 weeks",
    "Order by December 1 and get it before Christmas",
    "1 December or 8 December 2026",
    "",
    `December 1, 2026 ${"x".repeat(60)}`,
  ])("%s is none", (text) => {
    expect(writtenDay(text, AFTER)).toBe(undefined);
  });

  test("is a text", () => {
    expect(writtenDay(20_261_201, AFTER)).toBe(undefined);
    expect(writtenDay(null, AFTER)).toBe(undefined);
  });
});

describe("the day from which a line can leave", () => {
  test.each([
    ["Ships on", "2026-12-01"],
    ["_ships-on", "2026-12-01"],
    ["Release Date:", "2026-12-01"],
    ["Lieferbar ab", "2026-12-01"],
    ["発売日", "2026-12-01"],
  ])("is found under %s", (name, day) => {
    expect(availableOn([{ name: "Engraving", value: "2027-01-01" }, { name, value: day }], [], AFTER)).toBe(
      day,
    );
  });

  test("is found under a field name that the shop chose, and under no other", () => {
    const fields = [{ name: "Drop", value: "1 Dec 2026" }];
    expect(availableOn(fields, ["drop"], AFTER)).toBe("2026-12-01");
    expect(availableOn(fields, [], AFTER)).toBe(undefined);
  });

  test("may be kept as Unix seconds", () => {
    const seconds = Date.parse("2026-12-01T00:00:00Z") / 1_000;
    expect(availableOn([{ name: "_wc_pre_orders_availability_datetime", value: seconds }], [], AFTER)).toBe(
      "2026-12-01",
    );
    expect(availableOn([{ name: "Available on", value: String(seconds) }], [], AFTER)).toBe("2026-12-01");
  });

  test("is none where the field holds no day", () => {
    expect(availableOn([{ name: "Ships on", value: "when it is ready" }], [], AFTER)).toBe(undefined);
  });
});

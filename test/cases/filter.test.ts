import { describe, expect, test } from "vitest";
import type { FilteredCase } from "../../src/cases/filter.ts";
import { type CaseFilter, fits, looksThrough, NO_FILTER } from "../../src/cases/filter.ts";

const NOW_MS = Date.parse("2026-11-28T09:00:00Z");
const DAY_MS = 86_400_000;
const ONE: FilteredCase = {
  shop_id: "demo",
  id: "c1",
  kind: "claim",
  topic: "A crack",
  state: "open",
  next: "shop",
  due_at: NOW_MS,
  opened_at: NOW_MS - 3 * DAY_MS,
  changed_at: NOW_MS,
  answered_at: null,
  order_id: null,
  customer: null,
  proven: true,
  reader: null,
  assignee: "Kaja",
  tags: ["Glass"],
  drafts: [],
  merged_into: null,
  way: "mail",
};

describe("a filter of cases", () => {
  test.each<[string, Partial<CaseFilter>, boolean]>([
    ["nothing", {}, true],
    ["its kind", { kind: "claim" }, true],
    ["another kind", { kind: "return" }, false],
    ["its colleague", { assignee: "Kaja" }, true],
    ["another colleague", { assignee: "Ben" }, false],
    ["nobody", { assignee: "" }, false],
    ["its tag, whatever its case", { tag: "glass" }, true],
    ["a part of its tag", { tag: "gla" }, false],
    ["its way", { way: "mail" }, true],
    ["another way", { way: "chat" }, false],
    ["its very age", { days: 3 }, true],
    ["a greater age", { days: 4 }, false],
    ["all of these", { kind: "claim", assignee: "Kaja", tag: "glass", way: "mail", days: 1 }, true],
  ])("by %s", (_, wanted, is_among) => {
    expect(fits(ONE, { ...NO_FILTER, ...wanted }, NOW_MS)).toBe(is_among);
  });

  test("finds what nobody has", () => {
    expect(fits({ ...ONE, assignee: null }, { ...NO_FILTER, assignee: "" }, NOW_MS)).toBe(true);
  });

  test("is known to an index for one kind or one person alone", () => {
    expect(looksThrough({ ...NO_FILTER, kind: "claim" })).toBe(false);
    expect(looksThrough({ ...NO_FILTER, assignee: "" })).toBe(false);
    expect(looksThrough({ ...NO_FILTER, kind: "claim", assignee: "Kaja" })).toBe(true);
    expect(looksThrough({ ...NO_FILTER, tag: "glass" })).toBe(true);
    expect(looksThrough({ ...NO_FILTER, days: 1 })).toBe(true);
  });
});

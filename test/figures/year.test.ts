import { expect, test } from "vitest";
import { judgeYear } from "../../bench/year/judge.ts";
import { playYear } from "../../bench/year/play.ts";
import { PLAIN_YEAR } from "../../bench/year/troubles.ts";

test("a year's digests name each trouble within two weeks and nothing else", () => {
  const { named, others } = judgeYear(playYear("2026-01-01", 1, PLAIN_YEAR), PLAIN_YEAR);
  expect(named.map(({ trouble, after_days }) => [trouble, after_days !== null && after_days <= 14])).toEqual(
    PLAIN_YEAR.map(({ name }) => [name, true]),
  );
  expect(others).toEqual([]);
});

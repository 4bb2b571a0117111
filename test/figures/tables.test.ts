import { expect, test } from "vitest";
import { reportOf } from "../../src/figures/report.ts";
import { learntRows, tableOf, TABLES } from "../../src/figures/tables.ts";

const REPORT = reportOf([{
  day: "2026-11-01",
  counts: {
    promise: { "dhl|de|rule|kept": 9, "dhl|de|rule|late": 1 },
    returned: { "mug|=1+1": 2 },
    sold: { mug: 9 },
  },
}], "day");
const LEARNT = {
  "|paket|de": {
    told: [{ since: "2026-11-02", days: { days_min: 2, days_max: 4 } }],
    cases: 80,
    kept: 9,
    kept_of: 10,
  },
  "|express|de": { told: [{ since: "2026-11-02", days: null }], cases: 3, kept: 0, kept_of: 0 },
};

test("a share is four columns of its table and its value", () => {
  expect(tableOf(REPORT, undefined, "carriers")).toEqual([
    ["name", "cases", "share_cases", "share_of", "share_value", "share_from", "share_to"],
    ["dhl", "10", "9", "10", "0.9", "0.59585", "0.982124"],
  ]);
});

test("what a customer wrote is no formula", () => {
  expect(tableOf(REPORT, undefined, "reasons")[1]![0]).toBe("'=1+1");
});

test("dates from the history are those that are told now", () => {
  expect(learntRows(LEARNT)).toMatchObject([{
    service: "paket",
    days_min: 2,
    days_max: 4,
    kept: { value: 0.9 },
  }]);
});

test.each(TABLES)("the table %s has as many cells in each row", (name) => {
  const rows = tableOf(REPORT, LEARNT, name);
  expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
});

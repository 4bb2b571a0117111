import { expect, test } from "vitest";
import { reportOf } from "../../src/figures/report.ts";

const DAYS = [
  {
    day: "2026-10-31",
    counts: {
      mail: { "invoice|sent": 200, "invoice|bounced": 4, "invoice|opened": 90 },
      took: { "invoice|10": 99, "invoice|40": 1 },
      asked: { "where|invoice|dhl|tracked": 2 },
      promise: { "dhl|de|rule|kept": 9, "dhl|de|rule|late": 1 },
      answered: { "50": 3 },
    },
  },
  {
    day: "2026-11-01",
    counts: { mail: { "invoice|sent": 100 }, returned: { "mug|broken": 3, "mug|": 1 }, ordered: { de: 7 } },
  },
  { day: "2026-11-02", counts: { promise: { "dpd|at|stated|kept": 5 } } },
];

test("a report sums days by month, carrier, kind and reason", () => {
  const { periods, whole, carriers, kinds, reasons, topics } = reportOf(DAYS, "month");
  expect(periods).toMatchObject([
    {
      from: "2026-10",
      sent: 200,
      bounced: 4,
      questions: 10,
      answered_minutes: 12,
      kept: { cases: 9, of: 10 },
    },
    {
      from: "2026-11",
      sent: 100,
      returned: 4,
      ordered: 7,
      questions: 0,
      answered_minutes: null,
      kept: { of: 5 },
    },
  ]);
  expect(whole).toMatchObject({ sent: 300, kept: { cases: 14, of: 15 } });
  expect(carriers).toMatchObject([
    {
      name: "dhl",
      cases: 10,
      share: { value: 0.9, from: expect.closeTo(0.596, 3), to: expect.closeTo(0.982, 3) },
    },
    { name: "dpd", cases: 5, share: { value: 1 } },
  ]);
  expect(kinds).toMatchObject([{
    kind: "invoice",
    sent: 300,
    bounced: { cases: 4 },
    p50: 0.707,
    p99: 0.707,
  }]);
  expect(reasons).toMatchObject([{ name: "broken", cases: 3, share: { value: 0.75 } }, {
    name: "",
    cases: 1,
  }]);
  expect(topics).toMatchObject([{ name: "where", cases: 2 }]);
});

test("a report of no days has no figures and no shares", () => {
  expect(reportOf([], "day")).toMatchObject({
    periods: [],
    carriers: [],
    kinds: [],
    whole: { sent: 0, kept: null, questions: null, answered_minutes: null },
  });
});

test("a report tells countries, routes, items and ratings, each with its bounds", () => {
  const { countries, origins, routes, skus, ratings, whole } = reportOf([{
    day: "2026-11-01",
    counts: {
      ordered: { de: 7, at: 3 },
      promise: { "dhl|at|learnt|kept": 3, "dhl|at|learnt|late": 1, "dhl|de|rule|kept": 5 },
      route: { "ses|web.example|sent": 40, "ses|web.example|bounced": 10, "ses|web.example|delivered": 30 },
      sold: { mug: 100, lamp: 2 },
      returned: { "mug|too small": 20, "mug|broken": 10, "lamp|": 1 },
      rated: { "nps|10|dhl": 6, "nps|8|dhl": 2, "nps|3|dpd": 2, "delivery|5|dhl": 3, "delivery|1|dpd": 1 },
      solved: { "60|alone": 3, "80|person": 1 },
    },
  }], "day");
  expect(countries).toMatchObject([
    { name: "de", ordered: 7, kept: { cases: 5, of: 5 } },
    { name: "at", ordered: 3, kept: { cases: 3, of: 4 } },
  ]);
  expect(origins.map(({ name, share }) => [name, share?.cases, share?.of])).toEqual([
    ["rule", 5, 5],
    ["learnt", 3, 4],
  ]);
  expect(routes).toMatchObject([{ channel: "ses", domain: "web.example", sent: 40, bounced: { cases: 10 } }]);
  // One of two lamps says less than thirty of a hundred mugs.
  expect(skus).toMatchObject([{ name: "mug", sold: 100, reason: "too small" }, { name: "lamp", sold: 2 }]);
  expect(ratings).toMatchObject([{ about: "nps", count: 10, value: 40 }, { about: "delivery", value: 4 }]);
  expect(whole).toMatchObject({
    alone: { cases: 3, of: 4 },
    nps: { value: 40 },
    stars: { value: 4, margin: 1.96 },
  });
});

test("a week begins on Monday", () => {
  const days = ["2026-10-31", "2026-11-01", "2026-11-02"].map((day) => ({
    day,
    counts: { ordered: { de: 1 } },
  }));
  expect(reportOf(days, "week").periods.map(({ from, ordered }) => [from, ordered])).toEqual([
    ["2026-10-26", 2],
    ["2026-11-02", 1],
  ]);
});

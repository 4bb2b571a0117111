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
  const { periods, whole, carriers, kinds, reasons, topics } = reportOf(DAYS, 7);
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
  expect(reportOf([], 10)).toMatchObject({
    periods: [],
    carriers: [],
    kinds: [],
    whole: { sent: 0, kept: null, questions: null, answered_minutes: null },
  });
});

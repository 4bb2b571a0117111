import { describe, expect, test } from "vitest";
import type { DayCounts } from "../../src/figures/counts.ts";
import { learn, LEARN_MIN_CASES } from "../../src/figures/learn.ts";

const day = (counts: DayCounts["counts"]): DayCounts => ({ day: "2026-11-20", counts });
/** Sixty arrivals of DHL: half within two days, nine tenths within four. */
const DHL = { "dhl|paket|de|1": 10, "dhl|paket|de|2": 20, "dhl|paket|de|4": 24, "dhl|paket|de|9": 6 };
const of = (learnt: ReturnType<typeof learn>, key: string) => learnt[key]?.told.at(-1)?.days;

describe("the days that are learnt", () => {
  test("are those of the half and of nine tenths, for each carrier and for all together", () => {
    const learnt = learn([day({ lead: { ...DHL, "dpd|paket|de|7": 60 } })], {}, "2026-11-23");
    expect(of(learnt, "dhl|paket|de")).toEqual({ days_min: 2, days_max: 4 });
    expect(of(learnt, "dpd|paket|de")).toEqual({ days_min: 7, days_max: 7 });
    expect(of(learnt, "|paket|de")).toEqual({ days_min: 7, days_max: 7 });
    expect(learnt["|paket|de"]).toMatchObject({ cases: 120, told: [{ since: "2026-11-23" }] });
  });

  test("need cases enough of the very service and country", () => {
    const few = { "dhl|paket|at|3": LEARN_MIN_CASES - 1, "dhl|express|de|1": LEARN_MIN_CASES };
    expect(Object.keys(learn([day({ lead: few })], {}, "2026-11-23"))).toEqual([
      "|express|de",
      "dhl|express|de",
    ]);
  });

  test("are written down anew only where they change, and end where the cases do", () => {
    const first = learn([day({ lead: DHL })], {}, "2026-11-23");
    expect(learn([day({ lead: DHL })], first, "2026-11-30")).toEqual(first);
    const slower = learn([day({ lead: { "dhl|paket|de|6": 60 } })], first, "2026-12-07");
    expect(slower["|paket|de"]!.told).toEqual([
      { since: "2026-11-23", days: { days_min: 2, days_max: 4 } },
      { since: "2026-12-07", days: { days_min: 6, days_max: 6 } },
    ]);
    expect(of(learn([], slower, "2027-03-01"), "|paket|de")).toBeNull();
  });

  test("stand with how often they were kept", () => {
    const counts = { lead: DHL, learnt: { "|paket|de|kept": 27, "|paket|de|late": 3 } };
    expect(learn([day(counts)], {}, "2026-11-23")["|paket|de"]).toMatchObject({ kept: 27, kept_of: 30 });
  });
});

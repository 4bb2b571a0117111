import { describe, expect, test } from "vitest";
import { seeded } from "../support/seeded.ts";
import type { DayCounts } from "../../src/figures/counts.ts";
import { addDays } from "../../src/figures/series.ts";
import { evidence, versionsOf } from "../../src/figures/versions.ts";

const FIRST = "2026-06-01";
const CHANGE = { kind: "invoice", locale: "en", day: addDays(FIRST, 84), person: "Kaja" };
/** A shop of 300 invoices a day, with as many questions and clicks as said from a day on. */
function shop(
  asked: (day: number) => number,
  clicked: (day: number) => number = () => 30,
): readonly DayCounts[] {
  return Array.from({ length: 140 }, (_, day) => ({
    day: addDays(FIRST, day),
    counts: {
      mail: { "invoice|sent": 300, "invoice|clicked": clicked(day) },
      asked: { "question|invoice|dhl|tracked": asked(day) },
    },
  }));
}
const only = (days: readonly DayCounts[]) => versionsOf(days, [CHANGE])[0]!;

describe("a changed text", () => {
  test("is better where fewer customers ask, and worse where more do", () => {
    expect(only(shop((day) => day > 84 ? 2 : 6)).questions).toMatchObject({
      verdict: "better",
      before: { cases: 498, of: 24_900 },
      after: { cases: 110, of: 16_500 },
    });
    expect(only(shop((day) => day > 84 ? 12 : 6)).questions.verdict).toBe("worse");
    expect(only(shop(() => 6, (day) => day > 84 ? 50 : 30)).clicks.verdict).toBe("better");
  });

  test("is neither while nothing can be said", () => {
    expect(only(shop(() => 6))).toMatchObject({
      questions: { verdict: "unsure" },
      clicks: { verdict: "unsure" },
    });
    expect(only(shop((day) => day > 84 ? 12 : 6).slice(0, 86)).questions.verdict).toBe("unsure");
  });

  test("says before it starts how long it would take, and that a small shop never sees it", () => {
    const days = shop(() => 6).slice(0, 85);
    expect(only(days)).toMatchObject({ questions: { after: null }, days_needed: expect.any(Number) });
    expect(only(days).days_needed!).toBe(30);
    expect(only(shop((day) => day % 20 === 0 ? 1 : 0).slice(0, 85)).days_needed).toBeNull();
  });

  test("is compared from the change before it to the one after it", () => {
    const changes = [CHANGE, { ...CHANGE, day: addDays(FIRST, 100) }];
    const [first, second] = versionsOf(shop(() => 6), changes);
    expect([first!.questions.after!.of, second!.questions.before!.of]).toEqual([15 * 300, 15 * 300]);
  });
});

test("looked at after each of 5,000 mails that changed nothing, it is wrong in no more than one of fifty", () => {
  let wrong = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const random = seeded(seed);
    let cases = 0;
    for (let of = 1; of <= 5_000; of++) {
      if (random() < 0.02) cases++;
      if (evidence({ cases, of }, 0.02, [1.1, 1.25, 1.5, 2, 3, 5]) >= 50) {
        wrong++;
        break;
      }
    }
  }
  expect(wrong).toBeLessThanOrEqual(12);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ShopSettings } from "../../src/orders/shop.ts";
import type { RunningTrial } from "../../src/orders/running_trial.ts";
import { forOrder, isTried } from "../../src/orders/trial.ts";
import { SHOP } from "../support/cast.ts";
import { lived } from "../support/lived.ts";
import { anyLife } from "../support/random_life.ts";
import { runs } from "../support/runs.ts";
import { DAY_MS } from "../../src/orders/days.ts";

const TEXT: RunningTrial = {
  id: "t1",
  kind: "order_confirmation",
  counts_from: 0,
  texts: { en: { subject: "Tried {number}" }, de: { subject: "Erprobt {number}" } },
};
const LATER: RunningTrial = { id: "t2", kind: "follow_up", counts_from: 0, days: 6 };
const REMINDERS: RunningTrial = { id: "t3", kind: "payment_reminder", counts_from: 0, days: [2, 9] };
const tryingAll: ShopSettings = { ...SHOP, trials: [TEXT, LATER, REMINDERS] };
const ids = Array.from({ length: 4_000 }, (_, at) => `demo/shopify/${7_000_000 + at}`);

describe("a trial", () => {
  test("gives half of the orders the tried version, each always the same", () => {
    for (const trial of [TEXT, LATER, { id: "another" }]) {
      const tried = ids.filter((id) => isTried(trial, id));
      expect(tried.length / ids.length).toBeGreaterThan(0.47);
      expect(tried.length / ids.length).toBeLessThan(0.53);
      expect(ids.filter((id) => isTried(trial, id))).toEqual(tried);
    }
  });

  test("halves anew, so that two trials tell nothing of one another", () => {
    const both = ids.filter((id) => isTried(TEXT, id) && isTried(LATER, id));
    expect(both.length / ids.length).toBeGreaterThan(0.22);
    expect(both.length / ids.length).toBeLessThan(0.28);
  });

  test("changes the texts and the days of its orders alone", () => {
    const tried = ids.find((id) => isTried(TEXT, id) && isTried(LATER, id))!;
    const usual = ids.find((id) => ![TEXT, LATER, REMINDERS].some((trial) => isTried(trial, id)))!;
    expect(forOrder(tryingAll, usual)).toBe(tryingAll);
    expect(forOrder(tryingAll, tried).brand.texts?.["en"]?.["order_confirmation"]).toEqual({
      subject: "Tried {number}",
    });
    expect(forOrder(tryingAll, tried).schedule.follow_up_days).toBe(6);
    // Made once, so that its translators are.
    expect(forOrder(tryingAll, tried).brand).toBe(forOrder(tryingAll, tried).brand);
  });
});

const tellings = (settings: ShopSettings, life: Parameters<typeof lived>[0], until_ms: number) =>
  lived(life, until_ms, settings).mails.map(({ kind, about }) => `${kind} ${about}`);

describe("no message is withheld, and none comes twice", () => {
  test("whatever the order's life and its half of a text", () => {
    fc.assert(
      fc.property(anyLife, fc.constantFrom(...ids.slice(0, 200)), (life, id) => {
        const until_ms = life.at(-1)!.at_ms + 40 * DAY_MS;
        const settings = forOrder({ ...SHOP, trials: [TEXT] }, id);
        const told = tellings(settings, life, until_ms);
        expect(new Set(told).size).toBe(told.length);
        expect(told).toEqual(tellings(SHOP, life, until_ms));
      }),
      { numRuns: runs({ commit: 40, full: 400 }) },
    );
  });

  test(
    "whatever its half of a day: only the mail of that day may be overtaken by what happens meanwhile",
    () => {
      fc.assert(
        fc.property(anyLife, fc.constantFrom(...ids.slice(0, 200)), (life, id) => {
          const until_ms = life.at(-1)!.at_ms + 60 * DAY_MS;
          const others = (told: readonly string[]) =>
            told.filter((one) => !one.startsWith("follow_up") && !one.startsWith("payment_reminder"))
              .toSorted();
          const told = tellings(forOrder(tryingAll, id), life, until_ms);
          expect(new Set(told).size).toBe(told.length);
          expect(others(told)).toEqual(others(tellings(SHOP, life, until_ms)));
        }),
        { numRuns: runs({ commit: 30, full: 400 }) },
      );
    },
  );
});

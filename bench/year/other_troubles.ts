/** Draws the troubles of another year by its seed: five of eight sorts, one after the other, none the same as in the plain year. */
import { seeded } from "./play.ts";
import type { Effect, Injected } from "./troubles.ts";

const SLOT_DAYS = 62;
const FIRST_DAY = 50;
const LASTS_DAYS = 35;
const COUNT = 5;

export function anotherYear(seed: number): readonly Injected[] {
  const random = seeded(seed * 7_919);
  const one = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const sorts: readonly (() => Effect)[] = [
    () => ({ type: "late", carrier: one(["dhl", "dpd"]), share: 0.25 }),
    () => ({ type: "late", country: one(["at", "ch"]), share: 0.35 }),
    () => ({
      type: "asked",
      after: one(["order_confirmation", "shipment_delivered", "invoice"]),
      topic: one(["question", "address"]),
      share: 0.025,
    }),
    () => ({
      type: "returned",
      sku: one(["sku-00", "sku-02", "sku-05"]),
      reason: "not_as_described",
      share: 0.3,
    }),
    () => ({
      type: "bounced",
      channel: "postmark",
      domain: one(["gmail.example", "web.example"]),
      share: 0.2,
    }),
    () => ({ type: "complained", kind: "feedback_request", share: 0.02 }),
    () => ({ type: "slow", kind: one(["shipment_shipped", "invoice"]), share: 0.05 }),
    () => ({ type: "failed", kind: one(["invoice", "order_confirmation"]), share: 0.02 }),
  ];
  const drawn = sorts.map((sort) => ({ sort, at: random() })).toSorted((a, b) => a.at - b.at).slice(0, COUNT);
  return drawn.map(({ sort }, at) => {
    const from = FIRST_DAY + at * SLOT_DAYS + Math.floor(random() * 14);
    const effect = sort();
    return { name: nameOfSort(effect), from, until: from + LASTS_DAYS, effect };
  });
}

function nameOfSort(effect: Effect): string {
  const { type, ...about } = effect;
  return [type, ...Object.entries(about).filter(([name]) => name !== "share").map(([, value]) => value)].join(
    " ",
  );
}

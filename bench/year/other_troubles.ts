/**
 * Draws the troubles of another year by its seed: seven of fifteen sorts, no two of one family, since the
 * first would hide the second. Some begin while another lasts.
 */
import { seeded } from "../../test/support/seeded.ts";
import type { Effect, Injected } from "./troubles.ts";

const SLOT_DAYS = 43;
const FIRST_DAY = 45;
const LASTS_DAYS = [21, 28, 42, 56] as const;
const COUNT = 7;

export function anotherYear(seed: number): readonly Injected[] {
  return drawYear(seed * 7_919, sortsOf);
}

type One = <T>(from: readonly T[]) => T;

export function drawYear(
  seed: number,
  sorts_of: (one: One) => readonly (() => Effect)[],
): readonly Injected[] {
  const random = seeded(seed);
  const one: One = (from) => from[Math.floor(random() * from.length)]!;
  const drawn = sorts_of(one).map((sort) => ({ effect: sort(), at: random() })).toSorted((a, b) =>
    a.at - b.at
  );
  const kept = drawn.filter(({ effect }, at) =>
    drawn.slice(0, at).every((other) => other.effect.type !== effect.type)
  );
  return kept.slice(0, COUNT).map(({ effect }, at) => {
    const from = FIRST_DAY + at * SLOT_DAYS + Math.floor(random() * 14);
    return { name: nameOfSort(effect), from, until: from + one(LASTS_DAYS), effect };
  });
}

function sortsOf(one: One): readonly (() => Effect)[] {
  return [
    () => ({ type: "late", carrier: one(["dhl", "dpd"]), share: 0.25 }),
    () => {
      // A country of few orders has to be very late until two weeks can say so.
      const country = one(["at", "ch"]);
      return { type: "late", country, share: country === "at" ? 0.35 : 0.5 };
    },
    () => ({ type: "late", share: 0.2 }),
    () => ({
      type: "asked",
      after: one(["order_confirmation", "shipment_delivered", "invoice"]),
      topic: one(["question", "address"]),
      share: 0.025,
    }),
    () => ({
      type: "returned",
      sku: one(["sku-00", "sku-02", "sku-05"]),
      reason: one(["not_as_described", "too_small"]),
      share: 0.4,
    }),
    () => ({
      type: "bounced",
      channel: "postmark",
      domain: one(["gmail.example", "web.example"]),
      share: 0.2,
    }),
    () => ({ type: "bounced", channel: one(["ses", "postmark"]), share: 0.05 }),
    () => ({ type: "bounced", domain: one(["outlook.example", "web.example"]), share: 0.1 }),
    () => ({ type: "complained", kind: "feedback_request", share: 0.04 }),
    () => ({ type: "slow", kind: one(["shipment_shipped", "invoice"]), share: 0.05 }),
    () => ({ type: "failed", kind: one(["invoice", "order_confirmation"]), share: 0.04 }),
    () => ({ type: "untracked", carrier: one(["dhl", "hermes", "dpd"]), share: 0.4 }),
    () => ({ type: "rated", about: one(["delivery", "nps"]), share: 0.4 }),
    () => ({ type: "unprompted", topic: one(["question", "address"]), share: 0.02 }),
    () => ({ type: "answered", over: "8", share: 0.6 }),
  ];
}

function nameOfSort(effect: Effect): string {
  const { type, ...about } = effect;
  return [type, ...Object.entries(about).filter(([name]) => name !== "share").map(([, value]) => value)].join(
    " ",
  );
}

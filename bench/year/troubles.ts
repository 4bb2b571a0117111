/** The troubles of a simulated year: what goes wrong, from when, and by which name a digest may call it. */
import type { FamilyName } from "../../src/figures/families.ts";

export interface Injected {
  readonly name: string;
  /** Days after the first day of the year. */
  readonly from: number;
  readonly until: number;
  /** What is wrong: see `Effect`. */
  readonly effect: Effect;
}

/** Shares are of 1; each is what the thing comes to while the trouble lasts. */
export type Effect =
  | { readonly type: "late"; readonly carrier?: string; readonly country?: string; readonly share: number }
  | { readonly type: "asked"; readonly after: string; readonly topic: string; readonly share: number }
  | { readonly type: "returned"; readonly sku: string; readonly reason: string; readonly share: number }
  | { readonly type: "bounced"; readonly channel?: string; readonly domain?: string; readonly share: number }
  | { readonly type: "complained"; readonly kind: string; readonly share: number }
  | { readonly type: "slow"; readonly kind: string; readonly share: number }
  | { readonly type: "failed"; readonly kind: string; readonly share: number }
  | { readonly type: "rated"; readonly about: string; readonly share: number }
  | { readonly type: "untracked"; readonly carrier?: string; readonly share: number }
  | { readonly type: "unprompted"; readonly topic: string; readonly share: number }
  | { readonly type: "answered"; readonly share: number };

/** The family and parts by which a finding names the trouble. */
export function nameOfEffect(
  effect: Effect,
): { readonly family: FamilyName; readonly parts: Readonly<Record<string, string>> } {
  switch (effect.type) {
    case "late":
      return { family: "late", parts: some({ carrier: effect.carrier, country: effect.country }) };
    case "asked":
      return { family: "asked", parts: { after: effect.after, topic: effect.topic } };
    case "returned":
      return { family: "returned", parts: { sku: effect.sku, reason: effect.reason } };
    case "bounced":
      return { family: "bounced", parts: some({ channel: effect.channel, domain: effect.domain }) };
    case "untracked":
      return { family: "untracked", parts: some({ carrier: effect.carrier }) };
    case "unprompted":
      return { family: "unprompted", parts: { topic: effect.topic } };
    case "answered":
      return { family: "answered", parts: {} };
    case "complained":
    case "slow":
    case "failed":
      return { family: effect.type, parts: { kind: effect.kind } };
    case "rated":
      return { family: "rated", parts: { about: effect.about } };
  }
}

function some(parts: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined),
  );
}

/** The year of the guide: a carrier slips in May, a text causes questions, a SKU comes back, a provider bounces one domain. */
export const PLAIN_YEAR: readonly Injected[] = [
  {
    name: "a provider bounces one domain",
    from: 72,
    until: 100,
    effect: { type: "bounced", channel: "ses", domain: "gmx.example", share: 0.15 },
  },
  {
    name: "a carrier slips in May",
    from: 123,
    until: 152,
    effect: { type: "late", carrier: "hermes", share: 0.3 },
  },
  {
    name: "a text causes questions",
    from: 200,
    until: 235,
    effect: { type: "asked", after: "shipment_shipped", topic: "question", share: 0.03 },
  },
  {
    name: "a SKU comes back",
    from: 281,
    until: 330,
    effect: { type: "returned", sku: "sku-04", reason: "defective", share: 0.25 },
  },
];

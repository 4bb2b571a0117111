/** The troubles of a simulated year: what goes wrong, from when, and by which name a digest may call it. */
import type { FamilyName } from "../../src/figures/family.ts";

export interface Injected {
  readonly name: string;
  /** Days after the first day of the year. */
  readonly from: number;
  readonly until: number;
  /** What is wrong: see `Effect`. */
  readonly effect: Effect;
}

/** Whose questions they are; absent parts are all. */
interface Askers {
  readonly topic?: string;
  readonly locale?: string;
  readonly method?: string;
  readonly country?: string;
}

/** Shares are of 1; each is what the thing comes to while the trouble lasts. */
export type Effect =
  | {
    readonly type: "late";
    readonly carrier?: string;
    readonly country?: string;
    readonly ordered_on?: string;
    readonly share: number;
  }
  | { readonly type: "asked"; readonly after: string; readonly share: number } & Askers
  | { readonly type: "unprompted"; readonly share: number } & Askers
  | { readonly type: "unpaid"; readonly method?: string; readonly country?: string; readonly share: number }
  | {
    readonly type: "returned";
    readonly sku?: string;
    readonly reason: string;
    readonly country?: string;
    readonly share: number;
  }
  | {
    readonly type: "bounced";
    readonly channel?: string;
    readonly domain?: string;
    readonly kind?: string;
    readonly share: number;
  }
  | {
    readonly type: "complained";
    readonly kind?: string;
    readonly channel?: string;
    readonly domain?: string;
    readonly share: number;
  }
  | { readonly type: "slow"; readonly kind?: string; readonly channel?: string; readonly share: number }
  | { readonly type: "delayed"; readonly channel?: string; readonly domain?: string; readonly share: number }
  /** Of the mails that arrived, those of which a link is followed. */
  | { readonly type: "clicked"; readonly kind?: string; readonly share: number }
  | { readonly type: "failed"; readonly kind: string; readonly share: number }
  | { readonly type: "rated"; readonly about?: string; readonly carrier?: string; readonly share: number }
  | { readonly type: "untracked"; readonly carrier?: string; readonly share: number }
  /** Of the answers, those that take longer than so many hours. */
  | { readonly type: "answered"; readonly over: string; readonly share: number }
  | { readonly type: "unheard"; readonly source: string; readonly share: number }
  /** Of the hours in which something would come, those in which nothing does. */
  | { readonly type: "silent"; readonly source: string; readonly share: number };

/** The family and parts by which a finding names the trouble. */
export function nameOfEffect(
  { type, share: _, ...parts }: Effect,
): { readonly family: FamilyName; readonly parts: Readonly<Record<string, string>> } {
  return { family: type, parts: some(parts) };
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

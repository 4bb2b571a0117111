/**
 * Plays a shop's year at the level of what the roll-ups count: orders with season and weekdays, carriers, countries,
 * items, mails by two providers, questions, ratings and returns, and the troubles that are put in. The same seed gives
 * the same year.
 */
import {
  bounded,
  type Count,
  type Counted,
  countsOf,
  type DayCounts,
  keyOf,
} from "../../src/figures/counts.ts";
import type { Effect, Injected } from "./troubles.ts";

export interface Year {
  readonly first: string;
  readonly days: readonly DayCounts[];
  readonly orders: number;
}

export const YEAR_DAYS = 365;
const SOLD_ABOUT = 50_000;
const CARRIERS = [["dhl", 0.5, 0.05], ["hermes", 0.3, 0.07], ["dpd", 0.2, 0.06]] as const;
const COUNTRIES = [["de", 0.72, 1], ["at", 0.16, 1.3], ["ch", 0.08, 1.6], ["fr", 0.04, 1.5]] as const;
const CHANNELS = [["ses", 0.75], ["postmark", 0.25]] as const;
const DOMAINS = [
  ["gmail.example", 0.38],
  ["gmx.example", 0.2],
  ["web.example", 0.15],
  ["outlook.example", 0.12],
  ["icloud.example", 0.08],
  ["other", 0.07],
] as const;
const SKUS = 60;
const REASONS = [["too_small", 0.4], ["not_as_described", 0.25], ["changed_mind", 0.25], [
  "defective",
  0.1,
]] as const;
/** Mails of an order with the share of orders that get each, and questions that follow each within a day. */
const KINDS = [
  ["order_confirmation", 1, 0.006],
  ["shipment_shipped", 1, 0.009],
  ["shipment_out_for_delivery", 0.7, 0.003],
  ["shipment_delivered", 0.95, 0.004],
  ["invoice", 0.9, 0.002],
  ["feedback_request", 0.6, 0.002],
] as const;
const TOPICS = [["where", 0.45], ["question", 0.3], ["return", 0.15], ["address", 0.1]] as const;
/** Orders of a month beside the mean one. */
const SEASON = [0.75, 0.78, 0.88, 0.9, 0.95, 0.9, 0.85, 0.85, 1, 1.1, 1.5, 1.55];
/** Monday to Sunday. */
const WEEKDAYS = [1.15, 1.05, 1, 1, 0.95, 0.85, 1];

export function playYear(first: string, seed: number, troubles: readonly Injected[]): Year {
  const random = seeded(seed);
  const counts: Count[][] = Array.from({ length: YEAR_DAYS }, () => []);
  const add = (day: number, what: Counted, ...parts: readonly string[]) => {
    if (day < YEAR_DAYS) counts[day]!.push({ what, key: keyOf(...parts), count: 1 });
  };
  const now = (day: number) =>
    troubles.filter(({ from, until }) => from <= day && day < until).map(({ effect }) => effect);
  let orders = 0;
  for (let day = 0; day < YEAR_DAYS; day++) {
    // Some days are a little worse for everybody: weather, a strike, a slow night.
    const bad_day = Math.exp(0.15 * normal(random));
    const wanted = SOLD_ABOUT / YEAR_DAYS * SEASON[Math.min(11, Math.floor(day / 30.42))]! *
      WEEKDAYS[weekday(first, day)]! *
      Math.exp(0.1 * normal(random)) / 1.0;
    const placed = Math.round(wanted);
    orders += placed;
    for (let at = 0; at < placed; at++) playOrder(random, day, bad_day, now, add);
  }
  return {
    first,
    orders,
    days: counts.map((of, day) => ({ day: dayAt(first, day), counts: bounded(countsOf(of)) })),
  };
}

type Ask = (day: number, topic: string, after: string) => void;
type Add = (day: number, what: Counted, ...parts: readonly string[]) => void;

function playOrder(
  random: () => number,
  day: number,
  bad_day: number,
  now: (day: number) => readonly Effect[],
  add: Add,
): void {
  const [carrier, , late_share] = pick(random, CARRIERS);
  const [country, , farther] = pick(random, COUNTRIES);
  const [domain] = pick(random, DOMAINS);
  const skus = [sku(random), ...(random() < 0.5 ? [sku(random)] : [])];
  add(day, "ordered", country);
  for (const one of skus) add(day, "sold", one);
  const lead = 2 + Math.floor(random() * 2) + (farther > 1.2 ? 1 : 0);
  const home = day + lead;
  // Far countries are late more often, whatever the carrier does.
  const slip = now(home).find((one): one is Extract<Effect, { readonly type: "late" }> =>
    one.type === "late" && (one.carrier ?? carrier) === carrier && (one.country ?? country) === country
  );
  const is_late = random() <
    Math.min(0.6, (slip?.share ?? late_share * bad_day) * (slip?.country === undefined ? farther : 1));
  const arrived = is_late ? home + 1 + Math.floor(random() * 4) : home;
  add(arrived, "promise", carrier, country, "rule", is_late ? "late" : "kept");
  add(arrived, "lead", carrier, "standard", country, String(arrived - day));
  const left = now(day + 1);
  const bare = left.find((one) => one.type === "untracked" && (one.carrier ?? carrier) === carrier);
  const tracking = random() < (bare?.share ?? 0.02) ? "untracked" : "tracked";
  add(day + 1, "shipped", carrier, tracking);
  const ask = (at: number, topic: string, after: string) => {
    add(at, "asked", topic, after, carrier, at > day ? tracking : "");
    const slow = now(at).find(({ type }) => type === "answered")?.share ?? 0.08;
    add(
      at,
      "answered",
      String(random() < slow ? 73 + Math.floor(random() * 6) : 52 + Math.floor(random() * 20)),
    );
  };
  if (is_late && random() < 0.15) ask(home + 1, "where", "");
  // Whoever cannot follow a parcel asks where it is.
  if (tracking === "untracked" && random() < 0.12) ask(day + 1, "where", "shipment_shipped");
  if (random() < 0.01) ask(day + 3, pick(random, TOPICS)[0], "");
  const more = now(day + 3).find(({ type }) => type === "unprompted");
  if (more?.type === "unprompted" && random() < more.share) ask(day + 3, more.topic, "");
  for (const [kind, share, asked_share] of KINDS) {
    if (random() >= share) continue;
    const sent = kind === "order_confirmation" || kind === "invoice"
      ? day
      : kind === "shipment_shipped"
      ? day + 1
      : kind === "feedback_request"
      ? arrived + 7
      : arrived;
    playMail(random, { kind, asked_share, sent, domain }, now, add, ask);
  }
  playAfter(random, { skus, arrived, carrier, is_late }, now, add, ask);
}

function playMail(
  random: () => number,
  { kind, asked_share, sent, domain }: {
    readonly kind: string;
    readonly asked_share: number;
    readonly sent: number;
    readonly domain: string;
  },
  now: (day: number) => readonly Effect[],
  add: Add,
  ask: Ask,
): void {
  const [channel] = pick(random, CHANNELS);
  const effects = now(sent);
  const share = (type: Effect["type"], is_of: (effect: Effect) => boolean, usual: number) =>
    effects.find((effect) => effect.type === type && is_of(effect))?.share ?? usual;
  const of_kind = (effect: Effect) => "kind" in effect && effect.kind === kind;
  if (random() < share("failed", of_kind, 0.0005)) return add(sent, "mail", kind, "failed");
  add(sent, "mail", kind, "sent");
  add(sent, "route", channel, domain, "sent");
  const is_slow = random() < share("slow", of_kind, 0.003);
  add(sent, "took", kind, String(is_slow ? 48 + Math.floor(random() * 8) : 10 + Math.floor(random() * 16)));
  const bounces = share(
    "bounced",
    (one) =>
      one.type === "bounced" && (one.channel ?? channel) === channel && (one.domain ?? domain) === domain,
    0.004,
  );
  const outcome = random() < bounces ? "bounced" : "delivered";
  add(sent, "mail", kind, outcome);
  add(sent, "route", channel, domain, outcome);
  if (outcome === "bounced") return;
  if (random() < 0.12) add(sent, "mail", kind, "clicked");
  if (random() < share("complained", of_kind, 0.0003)) {
    add(sent + 1, "mail", kind, "complained");
    add(sent + 1, "route", channel, domain, "complained");
  }
  const asked = effects.find((one) => one.type === "asked" && one.after === kind);
  if (asked?.type === "asked" && random() < asked.share) {
    ask(sent, asked.topic, kind);
  } else if (random() < asked_share) ask(sent, pick(random, TOPICS)[0], kind);
}

/** Ratings of a fifth, and what comes back one to three weeks later. */
function playAfter(
  random: () => number,
  { skus, arrived, carrier, is_late }: {
    readonly skus: readonly string[];
    readonly arrived: number;
    readonly carrier: string;
    readonly is_late: boolean;
  },
  now: (day: number) => readonly Effect[],
  add: Add,
  ask: Ask,
): void {
  const rated = arrived + 8;
  if (random() < 0.2) {
    for (const about of ["delivery", "nps"]) {
      const worse = now(rated).find((one) => one.type === "rated" && one.about === about);
      const bad = random() < (worse?.share ?? (is_late && about === "delivery" ? 0.4 : 0.06));
      const [low, high] = about === "nps"
        ? [Math.floor(random() * 7), 7 + Math.floor(random() * 4)]
        : [1 + Math.floor(random() * 2), 3 + Math.floor(random() * 3)];
      add(rated, "rated", about, String(bad ? low : high), carrier);
    }
  }
  for (const one of skus) {
    const back = arrived + 3 + Math.floor(random() * 14);
    const worse = now(back).find((effect) => effect.type === "returned" && effect.sku === one);
    const usual = 0.05 + 0.05 * (Number(one.slice(-2)) % 4) / 3;
    if (worse?.type === "returned" && random() < worse.share) {
      add(back, "returned", one, worse.reason);
      if (random() < 0.1) ask(back, "return", "");
    } else if (random() < usual) add(back, "returned", one, pick(random, REASONS)[0]);
  }
}

/** Some items sell far more than others. */
function sku(random: () => number): string {
  const at = Math.floor(SKUS * random() ** 1.8);
  return `sku-${String(at).padStart(2, "0")}`;
}

function pick<T extends readonly [string, number, ...unknown[]]>(
  random: () => number,
  from: readonly T[],
): T {
  let left = random() * from.reduce((sum, [, share]) => sum + share, 0);
  for (const one of from) {
    left -= one[1];
    if (left < 0) return one;
  }
  return from.at(-1)!;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function dayAt(first: string, day: number): string {
  return new Date(Date.parse(first) + day * 86_400_000).toISOString().slice(0, 10);
}

function weekday(first: string, day: number): number {
  return (new Date(Date.parse(first) + day * 86_400_000).getUTCDay() + 6) % 7;
}

/** Draws in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

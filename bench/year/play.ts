/**
 * Plays a shop's year at the level of what the roll-ups count: orders with season and weekdays, carriers, countries,
 * items, mails by two providers, questions, ratings and returns, and the troubles that are put in. The same seed gives
 * the same year.
 */
import { bounded, type Count, countsOf, type DayCounts, keyOf, spreadOut } from "../../src/figures/counts.ts";
import { type Add, type Ask, type Now, shareOf } from "./effects.ts";
import { playMails } from "./play_mails.ts";
import { playSenders } from "./play_senders.ts";
import { seeded } from "../../test/support/seeded.ts";
import { normal, pick } from "./random.ts";
import { CALM, type World } from "./worlds.ts";
import type { Injected } from "./troubles.ts";

export interface Year {
  readonly first: string;
  readonly days: readonly DayCounts[];
  readonly orders: number;
}

export const YEAR_DAYS = 365;
const SOLD_ABOUT = 50_000;
const CARRIERS = [["dhl", 0.5, 0.05], ["hermes", 0.3, 0.07], ["dpd", 0.2, 0.06]] as const;
const COUNTRIES = [["de", 0.72, 1], ["at", 0.16, 1.3], ["ch", 0.08, 1.6], ["fr", 0.04, 1.5]] as const;
/** Languages of a country's customers. */
const LOCALES: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  de: [["de", 0.9], ["en", 0.1]],
  at: [["de", 0.92], ["en", 0.08]],
  ch: [["de", 0.65], ["fr", 0.25], ["en", 0.1]],
  fr: [["fr", 0.9], ["en", 0.1]],
};
/** How orders are paid, and the share of payments that fail at first. */
const METHODS = [["card", 0.42, 0.04], ["paypal", 0.3, 0.015], ["klarna", 0.2, 0.03], [
  "transfer",
  0.08,
  0.01,
]] as const;
const SKUS = 60;
const REASONS = [["too_small", 0.4], ["not_as_described", 0.25], ["changed_mind", 0.25], [
  "defective",
  0.1,
]] as const;
const TOPICS = [["where", 0.45], ["question", 0.3], ["return", 0.15], ["address", 0.1]] as const;
export function playYear(
  first: string,
  seed: number,
  troubles: readonly Injected[],
  world: World = CALM,
): Year {
  const random = seeded(seed);
  const counts: Count[][] = Array.from({ length: YEAR_DAYS }, () => []);
  const add: Add = (day, what, parts, count = 1) => {
    if (day < YEAR_DAYS && count > 0) counts[day]!.push(...spreadOut({ what, key: keyOf(...parts), count }));
  };
  const now: Now = (day) =>
    troubles.filter(({ from, until }) => from <= day && day < until).map(({ effect }) => effect);
  let orders = 0;
  for (let day = 0; day < YEAR_DAYS; day++) {
    // Some days are a little worse for everybody: weather, a strike, a slow night.
    const bad_day = Math.exp(0.15 * normal(random));
    const wanted = SOLD_ABOUT / YEAR_DAYS * world.demand(day, weekday(first, day)) *
      Math.exp(0.1 * normal(random));
    const placed = Math.round(wanted);
    orders += placed;
    for (let at = 0; at < placed; at++) playOrder(random, { first, world }, day, bad_day, now, add);
    playSenders(random, day, placed, now, add);
  }
  return {
    first,
    orders,
    days: counts.map((of, day) => ({ day: dayAt(first, day), counts: bounded(countsOf(of)) })),
  };
}

function playOrder(
  random: () => number,
  { first, world }: { readonly first: string; readonly world: World },
  day: number,
  bad_day: number,
  now: Now,
  add: Add,
): void {
  const [carrier, , late_share] = pick(random, CARRIERS);
  const [country, , farther] = pick(random, COUNTRIES);
  const [locale] = pick(random, LOCALES[country]!);
  const [method, , unpaid_share] = pick(random, METHODS);
  const pushed = world.pushed(day);
  const skus = [
    sku(random),
    ...(random() < 0.5 ? [sku(random)] : []),
    ...(pushed !== null && random() < pushed.share ? [pushed.sku] : []),
  ];
  add(day, "ordered", [country, locale, method]);
  if (random() < shareOf(now(day), "unpaid", { method, country }, unpaid_share)) {
    add(day, "unpaid", [method, country]);
    if (random() < 0.1) ask(day, "question", "", "");
  }
  for (const one of skus) add(day, "sold", [one]);
  const lead = 2 + Math.floor(random() * 2) + (farther > 1.2 ? 1 : 0);
  const open = (wanted: number): number =>
    world.rests(wanted, weekday(first, wanted)) ? open(wanted + 1) : wanted;
  const home = open(day + lead);
  const at_home = { carrier, country, ordered_on: String(weekday(first, day) + 1) };
  const usual_late = Math.min(0.6, late_share * bad_day * farther);
  // Far countries are late more often, whatever the carrier does.
  const slip = now(home).find(({ type }) => type === "late");
  const slipped = slip !== undefined && !("country" in slip)
    ? Math.min(0.6, slip.share * farther)
    : slip?.share;
  const is_late = random() < (shareOf(now(home), "late", at_home, -1) < 0 ? usual_late : slipped!);
  const arrived = is_late ? open(home + 1 + Math.floor(random() * 4)) : home;
  add(arrived, "promise", [carrier, country, "rule", is_late ? "late" : "kept", at_home.ordered_on]);
  add(arrived, "lead", [carrier, "standard", country, String(arrived - day)]);
  const tracking = random() < shareOf(now(day + 1), "untracked", { carrier }, 0.02) ? "untracked" : "tracked";
  add(day + 1, "shipped", [carrier, tracking]);
  function ask(at: number, topic: string, after: string, parcel = at > day ? tracking : "") {
    add(at, "asked", [topic, after, carrier, parcel, locale, method, country]);
    playAnswer(random, at, now, add);
  }
  if (is_late && random() < 0.15) ask(home + 1, "where", "");
  // Whoever cannot follow a parcel asks where it is.
  if (tracking === "untracked" && random() < 0.12) ask(day + 1, "where", "shipment_shipped");
  if (random() < 0.01) ask(day + 3, pick(random, TOPICS)[0], "");
  for (const effect of now(day + 3)) {
    if (
      effect.type !== "unprompted" ||
      random() >= shareOf([effect], "unprompted", { locale, method, country }, 0)
    ) {
      continue;
    }
    // Those who ask for a reason of their own do so after a mail as well.
    const own = [effect.locale, effect.method, effect.country].some((one) => one !== undefined);
    const after = own && random() < 0.25 ? "shipment_shipped" : "";
    ask(day + 3, effect.topic ?? pick(random, TOPICS)[0], after);
  }
  playMails(
    random,
    { day, arrived, locale, method, country },
    now,
    add,
    (at, topic, after) => ask(at, topic ?? pick(random, TOPICS)[0], after),
  );
  playAfter(random, { skus, arrived, carrier, country, is_late }, now, add, ask);
}

/** Most answers take an hour or two; some wait for the next day. */
function playAnswer(random: () => number, at: number, now: Now, add: Add): void {
  const slow = now(at).find(({ type }) => type === "answered");
  const is_slow = random() < (slow?.share ?? 0.08);
  const from = slow?.type === "answered" && slow.over === "2" ? 65 : 73;
  add(at, "answered", [String(is_slow ? from + Math.floor(random() * 6) : 48 + Math.floor(random() * 18))]);
}

/** Ratings of a fifth, and what comes back one to three weeks later. */
function playAfter(
  random: () => number,
  { skus, arrived, carrier, country, is_late }: {
    readonly skus: readonly string[];
    readonly arrived: number;
    readonly carrier: string;
    readonly country: string;
    readonly is_late: boolean;
  },
  now: Now,
  add: Add,
  ask: Ask,
): void {
  const rated = arrived + 8;
  if (random() < 0.2) {
    for (const about of ["delivery", "nps"]) {
      const usual = is_late && about === "delivery" ? 0.4 : 0.06;
      const bad = random() < shareOf(now(rated), "rated", { about, carrier }, usual);
      const [low, high] = about === "nps"
        ? [Math.floor(random() * 7), 7 + Math.floor(random() * 4)]
        : [1 + Math.floor(random() * 2), 3 + Math.floor(random() * 3)];
      add(rated, "rated", [about, String(bad ? low : high), carrier]);
    }
  }
  for (const one of skus) {
    const back = arrived + 3 + Math.floor(random() * 14);
    const worse = now(back).find(({ type }) => type === "returned");
    const usual = 0.05 + 0.05 * (Number(one.slice(-2)) % 4) / 3;
    if (worse?.type === "returned" && random() < shareOf([worse], "returned", { sku: one, country }, 0)) {
      add(back, "returned", [one, worse.reason, country]);
      if (random() < 0.1) ask(back, "return", "");
    } else if (random() < usual) add(back, "returned", [one, pick(random, REASONS)[0], country]);
  }
}

/** Some items sell far more than others. */
function sku(random: () => number): string {
  const at = Math.floor(SKUS * random() ** 1.8);
  return `sku-${String(at).padStart(2, "0")}`;
}

export function dayAt(first: string, day: number): string {
  return new Date(Date.parse(first) + day * 86_400_000).toISOString().slice(0, 10);
}

function weekday(first: string, day: number): number {
  return (new Date(Date.parse(first) + day * 86_400_000).getUTCDay() + 6) % 7;
}

/**
 * Reads how well a shop's mails arrive: rates by mailbox provider and channel, what each channel took today, what DMARC reports say of its
 * domain, and what comes near a limit. Writes nothing.
 */
import { addSources, type DmarcSource } from "../../domains/dmarc_sources.ts";
import { DELIVERABILITY_DAYS, deliverabilityRates, type Rates } from "../../figures/deliverability.ts";
import { reportAddress } from "../../links/report_address.ts";
import { type Circuit, isOpen } from "../../messages/circuit.ts";
import { selectCircuits, selectSentToday } from "../../sql/channels.ts";
import { COUNTED_MAX, selectSuppressionCount } from "../../sql/desk.ts";
import { readDmarcWeeks, type ReporterRow, selectDmarcWeeks, selectReporters } from "../../sql/dmarc.ts";
import { readFigureDays, selectFigures } from "../../sql/figures.ts";
import { dayOf, limitedChannels, type SentToday, shopDayOf, warmUpToday } from "../deliver/send_attempt.ts";
import type { Shop } from "../ports.ts";
import { mondayOf } from "./take_dmarc_report.ts";

const DAY_MS = 86_400_000;
const DMARC_WEEKS = 4;
const REPORTERS_MAX = 8;
/** Sources that are shown and named. */
const SOURCES_SHOWN = 30;
/** Share of a day's limit from which it is warned of. */
const NEARLY = 0.8;
/** Mails of a source, and the share of them that fails, from which it is warned of. */
const SOURCE_MAILS_MIN = 20;
const SOURCE_FAILS = 0.05;

export interface ChannelToday {
  readonly channel: string;
  readonly state: "open" | "failing" | "resting";
  readonly reason: string | null;
  /** When a resting channel is tried again; null otherwise. */
  readonly resting_until: string | null;
  readonly sent_today: number;
  /** The most that it may take today; null where nothing limits it. */
  readonly most_today: number | null;
}

/** `name`: a mailbox provider, a channel, or the domain that signs or is the return path; null for all mails. */
export interface Warning {
  readonly topic: "complaints" | "bounces" | "quota" | "warm_up" | "resting" | "dmarc_fails";
  readonly level: "warn" | "bad";
  readonly name: string | null;
  readonly count: number;
  readonly of: number;
}

export interface Deliverability {
  readonly days: number;
  /** Whether the shop has its mails counted. */
  readonly counted: boolean;
  readonly rates: Rates;
  readonly channels: readonly ChannelToday[];
  readonly warm_up: { readonly sent_today: number; readonly most_today: number } | null;
  readonly dmarc: {
    /** Where reports are taken; null for a shop whose mail does not reach the Worker. */
    readonly address: string | null;
    readonly weeks: number;
    readonly mails: number;
    readonly passed: number;
    readonly sources: readonly DmarcSource[];
    readonly reporters: readonly {
      readonly domain: string;
      readonly reports: number;
      readonly mails: number;
      readonly last_at: string;
    }[];
  };
  /** Lines of the suppression list that are in force, counted up to `up_to`. */
  readonly suppressions: { readonly count: number; readonly up_to: number };
  readonly warnings: readonly Warning[];
}

export async function readDeliverability(
  db: D1Database,
  shop: Shop,
  now_ms: number,
): Promise<Deliverability> {
  const { id, settings } = shop;
  const monday = mondayOf(now_ms - DMARC_WEEKS * 7 * DAY_MS);
  const [figures, circuits, sent, weeks, reporters, listed] = await db.batch([
    selectFigures(db, id, shopDayOf(shop, now_ms - DELIVERABILITY_DAYS * DAY_MS), shopDayOf(shop, now_ms)),
    selectCircuits(db, id),
    selectSentToday(db, id, limitedChannels(settings, now_ms), dayOf(now_ms)),
    selectDmarcWeeks(db, id, monday),
    selectReporters(db, id, monday, REPORTERS_MAX),
    selectSuppressionCount(db, id, now_ms),
  ]);
  const rates = deliverabilityRates(readFigureDays(figures!));
  const taken = sent!.results as unknown as readonly SentToday[];
  const channels = channelsToday(shop, circuits!.results as unknown as readonly Circuit[], taken, now_ms);
  const warm_most = warmUpToday(settings, now_ms);
  const warm_up = warm_most === null
    ? null
    : { sent_today: taken.reduce((sum, one) => sum + one.sent, 0), most_today: warm_most };
  const sources = readDmarcWeeks(weeks!).map((week) => week.sources).reduce(addSources, []);
  const total = (name: "mails" | "passed") => sources.reduce((sum, source) => sum + source[name], 0);
  return {
    days: DELIVERABILITY_DAYS,
    counted: settings.figures,
    rates,
    channels,
    warm_up,
    dmarc: {
      address: settings.reply_domain === undefined ? null : reportAddress(id, settings.reply_domain),
      weeks: DMARC_WEEKS,
      mails: total("mails"),
      passed: total("passed"),
      sources: sources.slice(0, SOURCES_SHOWN),
      reporters: (reporters!.results as unknown as readonly ReporterRow[]).map((one) => ({
        domain: one.reporter,
        reports: one.reports,
        mails: one.mails,
        last_at: new Date(one.at).toISOString(),
      })),
    },
    suppressions: {
      count: (listed!.results[0] as { readonly count: number }).count,
      up_to: COUNTED_MAX,
    },
    warnings: [
      ...rateWarnings(rates),
      ...channels.flatMap(channelWarnings),
      ...(warm_up === null || warm_up.sent_today < NEARLY * warm_up.most_today ? [] : [
        {
          topic: "warm_up",
          level: "warn",
          name: null,
          count: warm_up.sent_today,
          of: warm_up.most_today,
        } as const,
      ]),
      ...sources.flatMap(sourceWarnings),
    ],
  };
}

function channelsToday(
  { settings }: Shop,
  circuits: readonly Circuit[],
  taken: readonly SentToday[],
  now_ms: number,
): readonly ChannelToday[] {
  return settings.channels.map((channel) => {
    const circuit = circuits.find((one) => one.channel === channel);
    const rests = circuit !== undefined && isOpen(circuit, now_ms);
    return {
      channel,
      state: circuit === undefined ? "open" : rests ? "resting" : "failing",
      reason: circuit?.reason ?? null,
      resting_until: rests ? new Date(circuit.open_until).toISOString() : null,
      sent_today: taken.find((one) => one.channel === channel)?.sent ?? 0,
      most_today: settings.quotas[channel] ?? null,
    };
  });
}

/** Of all mails, and of each mailbox provider where its own rate is near a limit. */
function rateWarnings({ whole, domains }: Rates): readonly Warning[] {
  return [{ name: null, ...whole }, ...domains].flatMap(({ name, complaints, bounces }) =>
    ([["complaints", complaints], ["bounces", bounces]] as const).flatMap(([topic, rate]) =>
      rate.level === "warn" || rate.level === "bad"
        ? [{ topic, level: rate.level, name, count: rate.count, of: rate.mails }]
        : []
    )
  );
}

function channelWarnings({ channel, state, sent_today, most_today }: ChannelToday): readonly Warning[] {
  return [
    ...(state === "resting"
      ? [{ topic: "resting", level: "bad", name: channel, count: 0, of: 0 } as const]
      : []),
    ...(most_today !== null && sent_today >= NEARLY * most_today
      ? [
        {
          topic: "quota",
          level: sent_today >= most_today ? "bad" : "warn",
          name: channel,
          count: sent_today,
          of: most_today,
        } as const,
      ]
      : []),
  ];
}

/** Mails under the shop's name that prove nothing: a service that is not set up, or somebody else. */
function sourceWarnings({ signed_by, return_path, mails, passed }: DmarcSource): readonly Warning[] {
  const fails = mails - passed;
  return mails < SOURCE_MAILS_MIN || fails < SOURCE_FAILS * mails
    ? []
    : [{ topic: "dmarc_fails", level: "warn", name: signed_by ?? return_path, count: fails, of: mails }];
}

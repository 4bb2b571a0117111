/** Turns a week's figures into the desk's view: totals by day, rates against their limits, kinds, and advice. */
import type { FigureView, KindRow, TodayView } from "../../../templates/admin/today.tsx";
import type { RateView, Tone } from "../../../templates/admin/view.ts";
import { w, wordFor } from "../../../templates/admin/words.ts";
import type { KindFigures } from "../../flow/clock/read_figures.ts";
import { type Advice, adviceOn, totalsOf } from "../../messages/advice.ts";
import { wilson } from "../../figures/chance.ts";
import { type AlarmName, isDismissed } from "../../flow/desk/dismiss_alarm.ts";
import {
  BOUNCES,
  COMPLAINTS,
  type Rate,
  type RateLevel,
  ratesOf,
  REPUTATION_DAYS,
} from "../../messages/reputation.ts";
import { countText, shareText } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";
import type { Day } from "./today_day.ts";

const DAY_MS = 86_400_000;
const TOTALS = ["sent", "delivered", "bounced", "complained", "failed"] as const;
/**
 * Columns of the table of kinds; beside the totals: repeated, and the time within which 95 % were accepted. What is
 * overdue is called out above.
 */
export const KIND_COLUMNS = [...TOTALS, "repeated", "within"] as const;
/** Upper end of each rate's scale. */
const SCALE = { complaints: 0.004, bounces: 0.06 } as const;

const TONES: Readonly<Record<RateLevel, Tone>> = {
  unknown: "quiet",
  few: "quiet",
  good: "good",
  warn: "warn",
  bad: "bad",
};

export function figuresOf({ shop: { settings } }: Desk, day: Day): readonly FigureView[] {
  const totals = totalsOf(day.figures.kinds);
  const is_counted = {
    sent: day.figures.counted || totals.sent > 0,
    delivered: settings.provider_reports || totals.delivered > 0,
    bounced: true,
    complained: true,
    failed: true,
  };
  return TOTALS.map((counted): FigureView => {
    const label = w(`figure.${counted}`);
    if (!is_counted[counted]) {
      return { label, value: w("figure.not_counted"), days: [], spoken: "", tone: "quiet" };
    }
    const days = day.days.map((name) => day.rows.find((row) => row.day === name)?.[counted] ?? 0);
    return {
      label,
      value: countText(totals[counted]),
      days,
      spoken: w("figure.spoken", { days: days.map(countText).join(", ") }),
      tone: counted === "failed" && totals.failed > 0 ? "bad" : "good",
    };
  });
}

export function ratesView({ figures }: Day): readonly RateView[] {
  const { complaints, bounces } = ratesOf(totalsOf(figures.kinds));
  return [rateView("complaints", complaints, COMPLAINTS), rateView("bounces", bounces, BOUNCES)];
}

function rateView(
  name: "complaints" | "bounces",
  { count, mails, level }: Rate,
  limits: { readonly warn: number; readonly bad: number },
): RateView {
  const share = mails === 0 ? 0 : count / mails;
  const values = { count: countText(count), mails: countText(mails) };
  const is_judged = level !== "unknown" && level !== "few";
  const { from, to } = wilson(count, mails);
  const between = w("rate.between", { from: shareText(from), to: shareText(to) });
  return {
    label: w(`rate.${name}`),
    value: level === "unknown" || level === "few" ? w("rate.none") : shareText(share),
    of: level === "unknown" ? w("rate.unknown") : w(level === "few" ? "rate.too_few" : "rate.of", values),
    between: is_judged ? between : null,
    tone: TONES[level],
    summary: level === "unknown" || level === "few" ? w("rate.unjudged") : w(`rate.${name}_${level}`),
    at: level === "unknown" || level === "few" ? 0 : Math.min(1, share / SCALE[name]),
    marks: [limits.warn, limits.bad].map((limit) => ({ at: limit / SCALE[name], label: shareText(limit) })),
  };
}

/** Advice for this week; what somebody has put aside is left out for a while. */
export function improvementsOf({ shop: { settings }, now_ms }: Desk, day: Day): TodayView["improve"] {
  const recent = day.ignored.filter(({ last_at }) => now_ms - last_at < REPUTATION_DAYS * DAY_MS);
  const ignored = recent.reduce((all, { count }) => all + count, 0);
  const advice = [
    ...adviceOn(day.figures.kinds, { ...settings, counted: day.figures.counted }).map(wordedAdvice),
    ...(ignored === 0 ? [] : [
      {
        tone: "quiet",
        text: w("improve.ignored", { topics: recent.length, count: countText(ignored) }),
        alarm: "ignored",
      } as const,
    ]),
  ];
  return advice.filter(({ alarm }) => !isDismissed(day.put_aside, alarm, now_ms));
}

interface Worded {
  readonly tone: Tone;
  readonly text: string;
  readonly alarm: AlarmName;
}

function wordedAdvice(advice: Advice): Worded {
  switch (advice.topic) {
    case "complaints":
    case "bounces":
      return {
        tone: advice.level,
        text: w(`improve.${advice.topic}`, {
          count: countText(advice.count),
          mails: countText(advice.mails),
          kind: wordFor("message", advice.kind),
        }),
        alarm: advice.topic === "complaints" ? "complaint_rate" : "bounce_rate",
      };
    case "failed":
      return {
        tone: "bad",
        text: w("improve.failed", { count: advice.count, kind: wordFor("message", advice.kind) }),
        alarm: "failed_mails",
      };
    case "unreported":
      return {
        tone: "warn",
        text: w("improve.unreported", { sent: countText(advice.sent), known: countText(advice.known) }),
        alarm: "unreported",
      };
    case "not_counted":
    case "no_reports":
    case "one_channel":
      return { tone: "quiet", text: w(`improve.${advice.topic}`), alarm: advice.topic };
  }
}

/** Returns the rows of the table of kinds, the most sent kind first. */
export function kindRows({ figures }: Day): readonly KindRow[] {
  return figures.kinds.toSorted((a, b) => weight(b) - weight(a)).map((row) => ({
    name: wordFor("message", row.kind),
    figures: [
      ...TOTALS.map((counted) => countText(row[counted])),
      countText(row.repeated),
      row.seconds === null ? w("rate.none") : w("figure.seconds", { seconds: countText(row.seconds.p95) }),
    ],
  }));
}

function weight({ sent, delivered, bounced, failed }: KindFigures): number {
  return Math.max(sent, delivered + bounced) + failed;
}

/** Derives advice for the desk from a week's figures. Pure. */
import { type RateLevel, ratesOf, type Totals } from "./reputation.ts";

export type KindTotals = Totals & { readonly kind: string; readonly failed: number };

/** Sending setup of the shop, as far as advice depends on it. */
export interface Sending {
  readonly channels: readonly string[];
  /** Whether sent mails are counted. */
  readonly counted: boolean;
  readonly provider_reports: boolean;
}

/** `kind`: the message kind with the largest part of the problem. */
export type Advice =
  | {
    readonly topic: "complaints" | "bounces";
    readonly level: Extract<RateLevel, "warn" | "bad">;
    readonly count: number;
    readonly mails: number;
    readonly kind: string;
  }
  | { readonly topic: "failed"; readonly count: number; readonly kind: string }
  | { readonly topic: "unreported"; readonly sent: number; readonly known: number }
  | { readonly topic: "not_counted" | "no_reports" | "one_channel" };

/** Below this count, missing reports may be mails still under way. */
const SENT_MIN = 100;
/** Share of sent mails that a healthy channel reports within a week. */
const KNOWN_MIN = 0.9;

/** Returns the advice, most urgent first. */
export function adviceOn(
  kinds: readonly KindTotals[],
  { channels, counted, provider_reports }: Sending,
): readonly Advice[] {
  const totals = totalsOf(kinds);
  const { complaints, bounces } = ratesOf(totals);
  const advice: Advice[] = [];
  for (
    const [topic, rate, column] of [["complaints", complaints, "complained"], [
      "bounces",
      bounces,
      "bounced",
    ]] as const
  ) {
    const { level, count, mails } = rate;
    if (level === "warn" || level === "bad") {
      advice.push({ topic, level, count, mails, kind: worst(kinds, column) });
    }
  }
  if (totals.failed > 0) advice.push({ topic: "failed", count: totals.failed, kind: worst(kinds, "failed") });
  const known = totals.delivered + totals.bounced;
  if (provider_reports && totals.sent >= SENT_MIN && known < totals.sent * KNOWN_MIN) {
    advice.push({ topic: "unreported", sent: totals.sent, known });
  }
  const real = channels.filter((channel) => channel !== "capture");
  if (!counted && totals.sent === 0) advice.push({ topic: "not_counted" });
  if (!provider_reports && real.length > 0) advice.push({ topic: "no_reports" });
  if (real.length === 1) advice.push({ topic: "one_channel" });
  return advice;
}

export function totalsOf(kinds: readonly Omit<KindTotals, "kind">[]): Omit<KindTotals, "kind"> {
  const sum = (counted: keyof Omit<KindTotals, "kind">) => kinds.reduce((all, one) => all + one[counted], 0);
  return {
    sent: sum("sent"),
    delivered: sum("delivered"),
    bounced: sum("bounced"),
    complained: sum("complained"),
    failed: sum("failed"),
  };
}

function worst(kinds: readonly KindTotals[], counted: "bounced" | "complained" | "failed"): string {
  return kinds.toSorted((a, b) => b[counted] - a[counted])[0]?.kind ?? "";
}

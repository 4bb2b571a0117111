/** Decides whether a shop's complaints and bounces come near the limits of mail providers. Pure. */

/** Sums of daily_stats rows over days. */
export interface Totals {
  readonly sent: number;
  readonly delivered: number;
  readonly bounced: number;
  readonly complained: number;
}

export interface ReputationFault {
  readonly topic: "complaint_rate" | "bounce_rate";
  readonly count: number;
  readonly mails: number;
}

/** `unknown`: sent mails are not counted. `few`: with so few mails a single one is too large a share. */
export type RateLevel = "unknown" | "few" | "good" | "warn" | "bad";

export interface Rate {
  readonly count: number;
  readonly mails: number;
  readonly level: RateLevel;
}

/** Number of days that are added up. */
export const REPUTATION_DAYS = 7;
const MAILS_MIN = 100;
/** Complaints or bounces from which their share means something. */
const COUNT_MIN = 2;
/**
 * Warns before the limit: Gmail and Yahoo want complaints below 0.1 %, and never 0.3 %.
 * https://support.google.com/a/answer/81126
 */
export const COMPLAINTS = { warn: 0.0008, bad: 0.003 } as const;
/** Amazon SES reviews an account at 5 %. https://docs.aws.amazon.com/ses/latest/dg/reputation-dashboard-dg.html */
export const BOUNCES = { warn: 0.02, bad: 0.05 } as const;

export function ratesOf(totals: Totals): { readonly complaints: Rate; readonly bounces: Rate } {
  const { sent, delivered, bounced, complained } = totals;
  // Takes the larger count, since counting may have begun within these days. Bounces alone give no rate: not every
  // channel reports deliveries.
  const mails = sent === 0 && delivered === 0 ? 0 : Math.max(sent, delivered + bounced);
  return {
    complaints: { count: complained, mails, level: levelOf(complained, mails, COMPLAINTS) },
    bounces: { count: bounced, mails, level: levelOf(bounced, mails, BOUNCES) },
  };
}

/** Returns the faults that the shop is alerted to: complaints from the first limit on, bounces from the second. */
export function reputationFaults(totals: Totals): readonly ReputationFault[] {
  const { complaints, bounces } = ratesOf(totals);
  return [
    ...(complaints.level === "warn" || complaints.level === "bad"
      ? [{ topic: "complaint_rate", count: complaints.count, mails: complaints.mails } as const]
      : []),
    ...(bounces.level === "bad"
      ? [{ topic: "bounce_rate", count: bounces.count, mails: bounces.mails } as const]
      : []),
  ];
}

function levelOf(
  count: number,
  mails: number,
  limits: { readonly warn: number; readonly bad: number },
): RateLevel {
  if (mails === 0) return "unknown";
  if (mails < MAILS_MIN) return "few";
  // One reader is no rate: a single complaint of 240 mails says nothing about the next 240.
  if (count < COUNT_MIN && count / mails >= limits.warn) return "few";
  if (count / mails >= limits.bad) return "bad";
  return count / mails >= limits.warn ? "warn" : "good";
}

/** Whether a shop's complaints and bounces come near what mail providers put up with. Pure. */

/** Sums over days, as daily_stats has them. */
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

/** So many days are looked at together. */
export const REPUTATION_DAYS = 7;
/** Of fewer mails one is already too large a share. */
const MAILS_MIN = 100;
/** Told before it is reached: Gmail and Yahoo want complaints below 0.1 %, and never 0.3 %. https://support.google.com/a/answer/81126 */
const COMPLAINTS_MAX = 0.0008;
const BOUNCES_MAX = 0.05;

/** Nothing where too little is known: what was sent is not always counted, and not every channel reports what it delivered. */
export function reputationFaults(totals: Totals): readonly ReputationFault[] {
  const { sent, delivered, bounced, complained } = totals;
  if (sent === 0 && delivered === 0) return [];
  // Counting may have begun within these days.
  const mails = Math.max(sent, delivered + bounced);
  if (mails < MAILS_MIN) return [];
  return [
    ...(complained / mails >= COMPLAINTS_MAX
      ? [{ topic: "complaint_rate", count: complained, mails } as const]
      : []),
    ...(bounced / mails >= BOUNCES_MAX ? [{ topic: "bounce_rate", count: bounced, mails } as const] : []),
  ];
}

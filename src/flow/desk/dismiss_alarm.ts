/** What on the desk's first page somebody can put aside, and for how long: until there is news of it, or for some days. */
import { type DismissedRow, upsertDismissed } from "../../sql/dismissed_alarms.ts";

const DAY_MS = 86_400_000;
/** As long as the days that a rate adds up. */
const RATE_DAYS = 7;
/** Advice that a shop does not take is given again after this. */
const ADVICE_DAYS = 180;

/** Days after which an alarm stands again where its cause lasts; `null`: with the next news of it alone. */
export const ALARM_DAYS = {
  failed: null,
  unknown: null,
  bounced: null,
  parked: null,
  complaint_rate: RATE_DAYS,
  bounce_rate: RATE_DAYS,
  failed_mails: RATE_DAYS,
  unreported: RATE_DAYS,
  ignored: ADVICE_DAYS,
  not_counted: ADVICE_DAYS,
  no_reports: ADVICE_DAYS,
  one_channel: ADVICE_DAYS,
} as const satisfies Readonly<Record<string, number | null>>;
export type AlarmName = keyof typeof ALARM_DAYS;
export const ALARM_NAMES = Object.keys(ALARM_DAYS) as readonly AlarmName[];

export async function dismissAlarm(
  db: D1Database,
  shop_id: string,
  alarm: AlarmName,
  now_ms: number,
): Promise<void> {
  await upsertDismissed(db, shop_id, { alarm, at: now_ms }).run();
}

/** Whether the alarm is put aside. One that comes back with news is asked of its news instead. */
export function isDismissed(rows: readonly DismissedRow[], alarm: AlarmName, now_ms: number): boolean {
  const days = ALARM_DAYS[alarm];
  const at = rows.find((row) => row.alarm === alarm)?.at;
  return days !== null && at !== undefined && now_ms - at < days * DAY_MS;
}

/** Owes each shop that wants it one mail a morning with the figures of the day before. */
import type { StandaloneMail } from "../../messages/standalone.ts";
import { shopSubject } from "../../messages/subject.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import { insertStandalone } from "../../sql/messages.ts";
import { type DayTotals, selectDayTotals } from "../../sql/stats.ts";
import type { AlertedShop } from "../shop_alert.ts";

const MORNING_HOUR = 7;
/** A lost tick is made up for until noon; in the afternoon the digest of yesterday is skipped. */
const NOON_HOUR = 12;
const DAY_MS = 86_400_000;

/** Returns the statements that owe the digest; none before 7:00 or after 12:00 in the shop's time zone. */
export async function owedDigests(
  db: D1Database,
  { id, settings }: AlertedShop,
  now_ms: number,
): Promise<readonly D1PreparedStatement[]> {
  const { day: today, hour } = localTime(settings.time_zone, now_ms);
  if (hour < MORNING_HOUR || hour >= NOON_HOUR) return [];
  const day = new Date(Date.parse(today) - DAY_MS).toISOString().slice(0, today.length);
  const totals = await selectDayTotals(db, id, day).first<DayTotals>();
  const { sent = 0, failed = 0, bounced = 0 } = totals ?? {};
  const standalone: StandaloneMail<"shop_digest"> = {
    kind: "shop_digest",
    about: day,
    to: { email: settings.alerts_email ?? settings.support_email, name: settings.name },
    locale: settings.locale,
    facts: { day, sent, failed, bounced, reasons: [] },
    due_at_ms: now_ms,
    valid_until_ms: now_ms + DAY_MS,
  };
  return [insertStandalone(db, shopSubject(id), standalone, now_ms)];
}

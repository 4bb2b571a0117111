/**
 * Reads a shop's delivery figures by kind of mail: seconds to acceptance, repeated mails, and what is owed and has
 * not left.
 */
import { MESSAGE_KINDS, type MessageKind } from "../../messages/message.ts";
import {
  addHistograms,
  countOf,
  type LatencyHistogram,
  percentile,
} from "../../messages/latency_histogram.ts";
import {
  COUNTED_MAX,
  type RefusalRow,
  selectRefusals,
  selectWebhookCounts,
  type WebhookCount,
} from "../../sql/dead_letters.ts";
import {
  type CountedDay,
  type DayTotals,
  type OpenKind,
  selectCountedDays,
  selectOpenKinds,
} from "../../sql/stats.ts";
import { shopDayOf } from "../deliver/send_attempt.ts";
import type { Shop } from "../ports.ts";

export interface KindFigures {
  readonly kind: MessageKind;
  readonly sent: number;
  readonly delivered: number;
  readonly bounced: number;
  readonly complained: number;
  readonly failed: number;
  /** Mails whose arrival is unknown and that are not sent again. */
  readonly unknown: number;
  /** Mails sent although an earlier attempt may have arrived: at most so many came twice. */
  readonly repeated: number;
  /** Seconds from owed to accepted by a channel; null where no mail was counted. */
  readonly seconds: { readonly mails: number; readonly p50: number; readonly p95: number } | null;
  /** Mails that are due now and that no channel has accepted. */
  readonly owed: number;
  readonly oldest_owed_s: number | null;
}

export interface Figures {
  /** The first day of the figures, in the shop's time zone. */
  readonly from: string;
  /** Whether the shop has its sent mails counted. */
  readonly counted: boolean;
  readonly kinds: readonly KindFigures[];
  /** The sources of which webhooks could not be read. */
  readonly unread: readonly UnreadFigures[];
  /** What the unread webhooks broke, the most frequent first. */
  readonly refusals: readonly RefusalRow[];
}

export interface UnreadFigures {
  readonly source: string;
  /** Webhooks that verified and could not be recorded. */
  readonly unread: number;
  /** Webhooks that changed an order, and the unread ones. */
  readonly webhooks: number;
  /** True where there were more, which are not counted. */
  readonly is_capped: boolean;
}

export const FIGURE_DAYS_MAX = 31;
const DAY_MS = 86_400_000;

/** Messages of each lane that are counted as owed where nothing else is said. */
const OWED_MAX = 10_000;

/** Totals of one day, all kinds together. */
export type DayFigures = DayTotals & { readonly day: string };

/** Returns the figures of the last `days` days and of now. Writes nothing. */
export async function readFigures(
  db: D1Database,
  shop: Shop,
  days: number,
  now_ms: number,
): Promise<Figures> {
  return (await readFiguresByDay(db, shop, days, now_ms, OWED_MAX)).figures;
}

/** The same with the totals of each day that has any, the oldest first; `owed_max` bounds what is counted as owed. */
export async function readFiguresByDay(
  db: D1Database,
  shop: Shop,
  days: number,
  now_ms: number,
  owed_max: number,
): Promise<{ readonly figures: Figures; readonly days: readonly DayFigures[] }> {
  const from = shopDayOf(shop, now_ms - (Math.min(days, FIGURE_DAYS_MAX) - 1) * DAY_MS);
  const since_ms = now_ms - Math.min(days, FIGURE_DAYS_MAX) * DAY_MS;
  const [counted, open, refused] = await db.batch<unknown>([
    selectCountedDays(db, shop.id, from),
    selectOpenKinds(db, shop.id, now_ms, owed_max),
    selectRefusals(db, shop.id, from),
  ]);
  const refusals = refused!.results as RefusalRow[];
  const by_kind = Map.groupBy(counted!.results as CountedDay[], ({ kind }) => kind);
  const waiting = new Map((open!.results as OpenKind[]).map((row) => [row.kind, row]));
  const kinds = MESSAGE_KINDS.filter((kind) => by_kind.has(kind) || waiting.has(kind))
    .map((kind) => kindFigures(kind, by_kind.get(kind) ?? [], waiting.get(kind), now_ms));
  const figures = {
    from,
    counted: isCounted(shop),
    kinds,
    unread: refusals.length === 0 ? [] : await unreadFigures(db, shop, refusals, since_ms),
    refusals,
  };
  return { figures, days: daysOf(counted!.results as CountedDay[]) };
}

function daysOf(counted: readonly CountedDay[]): readonly DayFigures[] {
  return [...Map.groupBy(counted, ({ day }) => day)].map(([day, kinds]) => {
    const sum = (name: keyof DayTotals) => kinds.reduce((total, one) => total + one[name], 0);
    return {
      day,
      sent: sum("sent"),
      delivered: sum("delivered"),
      bounced: sum("bounced"),
      complained: sum("complained"),
      failed: sum("failed"),
    };
  });
}

async function unreadFigures(
  db: D1Database,
  shop: Shop,
  refusals: readonly RefusalRow[],
  since_ms: number,
): Promise<readonly UnreadFigures[]> {
  const { results } = await selectWebhookCounts(db, shop.id, since_ms).all<WebhookCount>();
  const is_capped = results.reduce((sum, { count }) => sum + count, 0) >= COUNTED_MAX;
  return [...Map.groupBy(refusals, ({ source }) => source)].map(([source, rows]) => {
    const unread = rows.reduce((sum, { count }) => sum + count, 0);
    const recorded = results.find((one) => one.source === source)?.count ?? 0;
    return { source, unread, webhooks: recorded + unread, is_capped };
  });
}

/** Counting sent mails costs one row a mail, so it is done only for shops that want the figures or the digest. */
export function isCounted({ settings: { digest, figures } }: Pick<Shop, "settings">): boolean {
  return digest || figures;
}

function kindFigures(
  kind: MessageKind,
  days: readonly CountedDay[],
  open: OpenKind | undefined,
  now_ms: number,
): KindFigures {
  const sum = (name: Exclude<keyof CountedDay, "day" | "kind" | "seconds">) =>
    days.reduce((total, day) => total + day[name], 0);
  const seconds = days.map((day) => JSON.parse(day.seconds ?? "{}") as LatencyHistogram).reduce(
    addHistograms,
    {},
  );
  const [p50, p95] = [percentile(seconds, 0.5), percentile(seconds, 0.95)];
  return {
    kind,
    sent: sum("sent"),
    delivered: sum("delivered"),
    bounced: sum("bounced"),
    complained: sum("complained"),
    failed: sum("failed"),
    unknown: sum("unknown"),
    repeated: sum("repeated"),
    seconds: p50 === null || p95 === null ? null : { mails: countOf(seconds), p50, p95 },
    owed: open?.count ?? 0,
    oldest_owed_s: open === undefined ? null : Math.max(0, Math.round((now_ms - open.since) / 1_000)),
  };
}

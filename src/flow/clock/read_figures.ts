/** What a shop can show of its delivery, by kind of mail: how long it took, what came twice, what is owed and has not left. */
import { MESSAGE_KINDS, type MessageKind } from "../../messages/message.ts";
import {
  addHistograms,
  countOf,
  type LatencyHistogram,
  percentile,
} from "../../messages/latency_histogram.ts";
import { type CountedDay, type OpenKind, selectCountedDays, selectOpenKinds } from "../../sql/stats.ts";
import { shopDayOf } from "../deliver/send_attempt.ts";
import type { Shop } from "../ports.ts";

export interface KindFigures {
  readonly kind: MessageKind;
  readonly sent: number;
  readonly delivered: number;
  readonly bounced: number;
  readonly complained: number;
  readonly failed: number;
  /** Nobody knows whether they arrived, and nothing more is tried. */
  readonly unknown: number;
  /** Sent although an earlier attempt may have arrived: so many customers may have been told twice. */
  readonly repeated: number;
  /** From owed to accepted; null where none was counted. */
  readonly seconds: { readonly mails: number; readonly p50: number; readonly p95: number } | null;
  /** Now: due, and not with a channel. */
  readonly owed: number;
  readonly oldest_owed_s: number | null;
}

export interface Figures {
  /** The first day, in the shop's zone. */
  readonly from: string;
  /** Whether what is sent is counted at all. */
  readonly counted: boolean;
  readonly kinds: readonly KindFigures[];
}

export const FIGURE_DAYS_MAX = 31;
const DAY_MS = 86_400_000;

/** Of the last `days` days and now. Reads rows, and writes none. */
export async function readFigures(
  db: D1Database,
  shop: Shop,
  days: number,
  now_ms: number,
): Promise<Figures> {
  const from = shopDayOf(shop, now_ms - (Math.min(days, FIGURE_DAYS_MAX) - 1) * DAY_MS);
  const [counted, open] = await db.batch<unknown>([
    selectCountedDays(db, shop.id, from),
    selectOpenKinds(db, shop.id, now_ms),
  ]);
  const by_kind = Map.groupBy(counted!.results as CountedDay[], ({ kind }) => kind);
  const waiting = new Map((open!.results as OpenKind[]).map((row) => [row.kind, row]));
  const kinds = MESSAGE_KINDS.filter((kind) => by_kind.has(kind) || waiting.has(kind))
    .map((kind) => kindFigures(kind, by_kind.get(kind) ?? [], waiting.get(kind), now_ms));
  return { from, counted: isCounted(shop), kinds };
}

/** Counting what was sent costs one row a mail: only where somebody looks at it. */
export function isCounted({ settings: { digest, figures } }: Pick<Shop, "settings">): boolean {
  return digest || figures;
}

function kindFigures(
  kind: MessageKind,
  days: readonly CountedDay[],
  open: OpenKind | undefined,
  now_ms: number,
): KindFigures {
  const sum = (name: Exclude<keyof CountedDay, "kind" | "seconds">) =>
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

/**
 * Binds older webhooks of a long order into volumes: a row of `events` that holds many webhooks as they were stored, so
 * that an order of thousands has few rows and loses none. Pure.
 */
import type { OrderEvent } from "../orders/event.ts";

export interface WebhookRow {
  readonly seq: number;
  readonly source: string;
  readonly webhook_id: string;
  readonly received_at: number;
  readonly events: readonly OrderEvent[];
  /** Number of the volume in which it lies (`volumes.ts`); absent where it has a row of its own. */
  readonly volume?: number;
}

/** A row of `events`: one webhook with its events, or a volume with its webhooks. */
export interface StoredRow extends Omit<WebhookRow, "events" | "volume"> {
  readonly events: readonly unknown[];
}

/** Stands in the place of a source's name, which has no such sign. */
export const VOLUME = "~volume";

/** A character takes up to three bytes, and a value of D1 up to 2,000,000. */
const VOLUME_MAX_CHARACTERS = 600_000;

/** Returns all webhooks of the rows, in the order in which they came. */
export function openVolumes(rows: readonly StoredRow[]): readonly WebhookRow[] {
  return rows.flatMap((row) =>
    row.source === VOLUME
      ? (row.events as readonly WebhookRow[]).map((webhook) => ({ ...webhook, volume: row.seq }))
      : [row as WebhookRow]
  ).toSorted((a, b) => a.seq - b.seq);
}

/** Returns the rows that hold these webhooks in volumes as large as a row allows. A webhook that fills a row stays one. */
export function bindVolumes(webhooks: readonly WebhookRow[]): readonly StoredRow[] {
  const groups: WebhookRow[][] = [];
  let length = Infinity;
  for (const { volume: _, ...webhook } of webhooks) {
    const own = JSON.stringify(webhook).length;
    if (length + own > VOLUME_MAX_CHARACTERS) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)!.push(webhook);
    length += own;
  }
  return groups.map((group) => group.length === 1 ? group[0]! : volumeOf(group.at(-1)!.seq, group));
}

/** Returns the rows in which these webhooks lie now, each with its present content. */
export function rowsOf(webhooks: readonly WebhookRow[]): readonly StoredRow[] {
  const volumes = Map.groupBy(
    webhooks.filter(({ volume }) => volume !== undefined),
    ({ volume }) => volume!,
  );
  return [
    ...[...volumes].map(([seq, bound]) => volumeOf(seq, bound.map(({ volume: _, ...webhook }) => webhook))),
    ...webhooks.filter(({ volume }) => volume === undefined),
  ];
}

function volumeOf(seq: number, webhooks: readonly WebhookRow[]): StoredRow {
  const last = webhooks.at(-1)!;
  return { seq, source: VOLUME, webhook_id: "", received_at: last.received_at, events: webhooks };
}

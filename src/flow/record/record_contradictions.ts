/**
 * Reports webhooks with contradictory totals to the shop: a row, a line in the log, and an alert at most once an
 * hour.
 */
import { type Contradiction, contradictionsIn } from "../../orders/account/contradictions.ts";
import { decimalFromMinor } from "../../orders/money.ts";
import {
  type ContradictionRow,
  deleteContradictions,
  upsertContradiction,
} from "../../sql/contradictions.ts";
import type { ParkedRow } from "../../sql/parked.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import type { Order } from "../../orders/state.ts";

export interface ContradictionWrites {
  readonly statements: readonly D1PreparedStatement[];
  /** Contradictions that are new to the order: logged after the commit. */
  readonly found: readonly ContradictionRow[];
}

/**
 * `before` is the previous order: its contradictions are not reported again, and those that the newest snapshot
 * corrects are deleted.
 */
export function recordContradictions(
  db: D1Database,
  shop: Shop,
  order_id: string,
  orders: { readonly before: Order | null; readonly after: Order },
  webhooks: readonly ParkedRow[],
  now_ms: number,
): ContradictionWrites {
  const { before, after } = orders;
  const held = new Set(before === null ? [] : ofSnapshot(before).map(keyOf));
  const holds = new Set(ofSnapshot(after).map(aboutOf));
  const found = webhooks.flatMap((webhook) =>
    webhook.events.flatMap(contradictionsIn).map((contradiction) => ({ webhook, contradiction }))
  ).filter(({ contradiction }) =>
    !held.has(keyOf(contradiction)) && (isOfRefund(contradiction) || holds.has(aboutOf(contradiction)))
  ).map(({ webhook, contradiction }): ContradictionRow => ({
    order_id,
    about: aboutOf(contradiction),
    source: webhook.source,
    webhook_id: webhook.webhook_id,
    received_at: webhook.received_at,
    currency: after.details.currency,
    stated_minor: contradiction.stated_minor,
    parts_minor: contradiction.parts_minor,
  }));
  const mended = before === null ? [] : ofSnapshot(before).map(aboutOf).filter((about) => !holds.has(about));
  return {
    found,
    statements: [
      ...found.map((row) => upsertContradiction(db, shop.id, row)),
      ...(mended.length === 0 ? [] : [deleteContradictions(db, order_id, mended)]),
      ...found.slice(0, 1).map((row) =>
        insertShopAlert(
          db,
          shop,
          { topic: "sums_differ", order_number: after.details.number, detail: describe(row) },
          now_ms,
        )
      ),
    ],
  };
}

/** Logs one warning for each, since the fault is the sender's. Ids and amounts only. */
export function logContradictions(shop_id: string, found: readonly ContradictionRow[]): void {
  for (const { order_id, about, source, webhook_id, stated_minor, parts_minor } of found) {
    console.warn(JSON.stringify({
      event: "sums_differ",
      shop: shop_id,
      source,
      webhook_id,
      order_id,
      about,
      stated_minor,
      parts_minor,
    }));
  }
}

/** `shopify, webhook 3f0c…: total 75.00 EUR, its parts come to 80.00 EUR`. */
function describe(
  { source, webhook_id, about, currency, stated_minor, parts_minor }: ContradictionRow,
): string {
  const money = (minor: number) => `${decimalFromMinor(minor, currency)} ${currency}`;
  return `${source}, webhook ${webhook_id}: ${about} ${money(stated_minor)}, parts ${money(parts_minor)}`;
}

function ofSnapshot({ details }: Order): readonly Contradiction[] {
  return contradictionsIn({ type: "order.changed", at: details.placed_at, order: details });
}

function isOfRefund({ refund_id }: Contradiction): boolean {
  return refund_id !== undefined;
}

function aboutOf({ of, refund_id }: Contradiction): string {
  return refund_id === undefined ? of : `${of}:${refund_id}`;
}

function keyOf(contradiction: Contradiction): string {
  return `${aboutOf(contradiction)} ${contradiction.stated_minor} ${contradiction.parts_minor}`;
}

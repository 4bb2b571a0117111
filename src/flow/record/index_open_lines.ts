/** Returns the statements that keep an order's open lines. None for a shop that does not track stock. */
import { openLines, openLinesChange } from "../../stock/open_lines.ts";
import { lookAt } from "../../stock/settling.ts";
import { deleteClosedLines, keepOpenLines, type LinesOf, readScarce } from "../../sql/open_lines.ts";
import type { Shop } from "../ports.ts";
import type { Order } from "../../orders/state.ts";

export interface OpenLinesIndex {
  /** Statements for the order's commit. */
  readonly statements: readonly D1PreparedStatement[];
  /** Returns the SKUs that may be short, from the results of `statements`. */
  readonly scarce: (results: readonly D1Result[]) => readonly string[];
}

/** `before` is the order before this commit; null for a new one. */
export function indexOpenLines(
  db: D1Database,
  shop: Shop,
  order_id: string,
  before: Order | null,
  after: Order,
  now_ms: number,
): OpenLinesIndex {
  const { track, settle_s } = shop.settings.stock;
  if (!track) return { statements: [], scarce: () => [] };
  const { placed_at } = after.details;
  const lines_of = { shop_id: shop.id, order_id, placed_at };
  const old_at = before?.details.placed_at ?? placed_at;
  const is_moved = old_at !== placed_at;
  const change = openLinesChange(is_moved ? null : before, after);
  return {
    statements: [
      ...(before !== null && is_moved ? [forgetLines(db, { ...lines_of, placed_at: old_at }, before)] : []),
      ...keepOpenLines(db, lines_of, change, lookAt(now_ms, settle_s)),
    ],
    scarce: (results) => change.skus.length === 0 ? [] : readScarce(results.at(-1)),
  };
}

/**
 * Deletes the lines under the old date: a line's place in the queue depends on `placed_at`, and it must stand there
 * once.
 */
function forgetLines(db: D1Database, lines_of: LinesOf, order: Order): D1PreparedStatement {
  const all = openLines(order).map(({ sku, line_id }) => ({ sku, line_id, sent_at: null }));
  return deleteClosedLines(db, lines_of, all);
}

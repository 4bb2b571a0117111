/**
 * Puts one order into the archive: first its object, then, in one commit, the line in the place of its rows. Whatever
 * stops it in between leaves the order whole in D1.
 */
import { deadlineInArchive } from "../../orders/over.ts";
import {
  type ArchivedOrder,
  leaveLine,
  selectAwaited,
  selectObject,
  selectWhole,
} from "../../sql/archive.ts";
import { NOTHING_YET } from "../../orders/fold/fold.ts";
import type { Ledger } from "../../messages/ledger.ts";
import { readLedger } from "../../sql/messages.ts";
import type { RawRow } from "../../sql/insert_rows.ts";
import type { ArchivedLine } from "../../sql/orders.ts";
import { progressState } from "../../mail/view/progress.ts";
import type { Order } from "../../orders/state.ts";
import type { Shop } from "../ports.ts";
import { deleteArchived, putArchived } from "./archived_orders.ts";
import type { OpenPorts } from "./open_order.ts";

/** An order as it is judged before it goes. */
export interface Judged {
  readonly order: Order;
  readonly ledger: Ledger;
  /** When anything of it was last written, in milliseconds since the epoch. */
  readonly quiet_since: number;
  /** Whether a case about it is open, or somebody is to give it an address. */
  readonly is_awaited: boolean;
}

/** Returns whether the order went: it was whole, `judge` said that it is over, and nobody wrote to it meanwhile. */
export async function archiveOrder(
  { db, mail }: OpenPorts,
  shop: Pick<Shop, "id" | "settings">,
  order_id: string,
  judge: (judged: Judged) => boolean,
  now_ms: number,
): Promise<boolean> {
  const [orders, events, messages, ledger, awaited] = await db.batch<unknown>([
    ...selectWhole(db, order_id),
    selectAwaited(db, shop.id, order_id),
  ]);
  const row = orders!.results[0] as RawRow | undefined;
  if (row === undefined) return false;
  const order: Order = { ...NOTHING_YET, ...JSON.parse(String(row["state"])) };
  const judged: Judged = {
    order,
    ledger: readLedger(messages! as D1Result, null),
    quiet_since: lastWritten(row, messages!.results as readonly RawRow[]),
    is_awaited: awaited!.results.length > 0,
  };
  if (!judge(judged)) return false;
  const whole: ArchivedOrder = {
    format: 1,
    order: row,
    events: events!.results as readonly RawRow[],
    messages: messages!.results as readonly RawRow[],
  };
  const object = await putArchived(mail, whole, now_ms);
  const { text } = ledger!.results[0] as { readonly text: string };
  try {
    await db.batch([
      ...leaveLine(db, row, text, {
        line: lineOf(order),
        object,
        deadline_at: deadlineInArchive({ order, shop: shop.settings }),
      }, now_ms),
    ]);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes("UNIQUE constraint failed"))) throw error;
    const now = await selectObject(db, order_id).first<string | null>("object");
    if (now !== object) await deleteArchived(mail, order_id, [object]);
    return false;
  }
  // Where it lay before it came back.
  const before = row["object"] as string | null;
  if (before !== null && before !== object) await deleteArchived(mail, order_id, [before]);
  return true;
}

function lastWritten({ updated_at }: RawRow, messages: readonly RawRow[]): number {
  const times = messages.flatMap((row) => [row["dated_at"], row["closed_at"], row["event_at"]]);
  return Math.max(...[updated_at, ...times].map(Number));
}

function lineOf(order: Order): ArchivedLine {
  const { placed_at, total_minor, currency } = order.details;
  const { erased_at } = order;
  return {
    placed_at,
    total_minor,
    currency,
    state: progressState(order),
    ...(erased_at !== undefined && { erased_at }),
  };
}

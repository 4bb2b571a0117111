/** Begins erasures anew that the list outside the database has and the database has not: it went back in time. */
import { NO_IDENTIFIERS } from "../../customers/identifiers.ts";
import { sourceSubject } from "../../messages/subject.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { insertErasure, NOTHING_DONE, readErasures, selectErasure } from "../../sql/erasures.ts";
import { selectSweep, type SweepRow, upsertSweep } from "../../sql/errands.ts";
import { settleHeldRequest } from "../../sql/held_requests.ts";
import { selectAddressesOf } from "../../sql/erasure.ts";
import { findOrder } from "../archive/open_order.ts";
import type { ErasePorts, FindShop, Shop } from "../ports.ts";
import { replayHeld } from "./held_requests.ts";
import { LEFT_MS } from "./erase_customer.ts";
import { ERASURES_FOLDER, listedAt, type ListedErasure } from "./list_erasure.ts";
import { startOrderErasure } from "./start_order_erasure.ts";

const SWEEP = "erasures-listed";
/** Erasures that one tick begins again: each reads some rows, the clock then does the work. */
const AT_ONCE_MAX = 20;
/** Objects are not written in the order of their names; the place up to which all are seen stays behind so far. */
const BEHIND_MS = 300_000;

export interface ReplayPorts extends ErasePorts {
  readonly cell: number;
  readonly find_shop: FindShop;
}

/**
 * Begins each listed erasure anew that the database does not know, and remembers in the database how far it came: a
 * database that went back in time remembers an earlier place. Returns whether the list was read to its end.
 */
export async function replayErasures(ports: ReplayPorts, now_ms: number): Promise<boolean> {
  const before = await selectSweep(ports.db, SWEEP).first<SweepRow>();
  const listed = await ports.mail.list({
    prefix: ERASURES_FOLDER,
    limit: AT_ONCE_MAX,
    ...(before?.after ? { startAfter: before.after } : {}),
  });
  let after = before?.after ?? "";
  for (const { key } of listed.objects) {
    await replay(ports, key, now_ms);
    if (listedAt(key) <= now_ms - BEHIND_MS) after = key;
  }
  if (after !== (before?.after ?? "")) {
    await upsertSweep(ports.db, SWEEP, { begun_at: now_ms, after }).run();
  }
  return !listed.truncated;
}

async function replay(ports: ReplayPorts, key: string, now_ms: number): Promise<void> {
  const stored = await ports.mail.get(key);
  if (stored === null) return;
  const { subject, asked_at_ms, held } = await stored.json<ListedErasure>();
  const [known] = readErasures(await selectErasure(ports.db, subject).all());
  if (known !== undefined && known.asked_at >= asked_at_ms) return;
  const { shop_id, source } = splitOrderId(subject);
  const shop = await ports.find_shop(shop_id, now_ms);
  // Each cell remembers its own place: one of them may have gone back in time.
  if (shop === null || (shop.cell ?? 1) !== ports.cell) return;
  const source_erased = sourceIn(subject, shop_id);
  if (source_erased !== null && held !== undefined) {
    const is_news = await replayHeld(ports.db, shop, source_erased, { asked_at_ms, held }, now_ms);
    if (is_news) logReplayed(shop_id);
    return;
  }
  if (!source.startsWith("~")) return await replayOrder(ports, shop, subject, asked_at_ms, now_ms);
  const emails = source === "~customer" ? await addressesOf(ports, shop, subject) : [];
  const progress = {
    ...NOTHING_DONE,
    identifiers: { ...NO_IDENTIFIERS, emails },
    // The clock takes it up at its next tick: nobody else is at it.
    begun_ms: Math.min(asked_at_ms, now_ms - LEFT_MS - 1),
  };
  await ports.db.batch([
    insertErasure(ports.db, subject, progress, asked_at_ms),
    ...(source_erased === null
      ? []
      : [settleHeldRequest(ports.db, shop_id, source_erased, asked_at_ms, "done", now_ms)]),
  ]);
  logReplayed(shop_id);
}

/** Returns the source whose erasure the subject names; null for any other subject. */
function sourceIn(subject: string, shop_id: string): string | null {
  const prefix = sourceSubject(shop_id, "");
  return subject.startsWith(prefix) ? subject.slice(prefix.length) : null;
}

function logReplayed(shop_id: string): void {
  console.error(JSON.stringify({ event: "erasure_replayed", shop: shop_id }));
}

async function replayOrder(
  ports: ReplayPorts,
  shop: Shop,
  order_id: string,
  asked_at_ms: number,
  now_ms: number,
): Promise<void> {
  const row = await findOrder(ports, order_id);
  if (row === null || row.order.erased_at !== undefined) return;
  await startOrderErasure(ports, shop, row, asked_at_ms, now_ms);
  logReplayed(shop.id);
}

/** Returns the addresses of the customer that stand where no order leads: wishes and the suppression list. */
async function addressesOf(
  { db, name_customer }: ReplayPorts,
  shop: Shop,
  customer: string,
): Promise<readonly string[]> {
  const found: string[] = [];
  let after = "";
  for (let page = 0; page < PAGES_MAX; page++) {
    const { results } = await selectAddressesOf(db, shop.id, after, PAGE).all<{ readonly address: string }>();
    for (const { address } of results) {
      if (await name_customer(shop.id, address) === customer) found.push(address);
    }
    if (results.length < PAGE) break;
    after = results.at(-1)!.address;
  }
  return found;
}

const PAGE = 500;
const PAGES_MAX = 20;

/** Erases a customer from what waits: events that look for their order, deliveries that D1 could not take, those that were set aside. */
import { eraseHappening } from "../../customers/erase.ts";
import { speaksOf, type Whom } from "../../customers/identifiers.ts";
import { rewriteParked } from "../../sql/erasure.ts";
import { type ParkedRow, readParked, selectParkedPage } from "../../sql/parked.ts";
import { erasedMark } from "./erase_order.ts";
import type { ErasePorts, Shop } from "../ports.ts";
import type { Report } from "../record/record_event.ts";
import { keptFolders, type SpilledDelivery } from "../record/spill.ts";

/** Who is erased, and since when. */
export interface Erased {
  readonly customer: string;
  readonly whom: Whom;
  readonly asked_at_ms: number;
  /** What came later is said of orders that came later, unless it brings an older one. */
  readonly told_until_ms: number;
}

type WaitingPorts = Pick<ErasePorts, "db" | "mail" | "name_customer">;

const PAGE = 100;
/** More than that waits only where something is broken, and goes by the shop's time for keeping. */
const PAGES_MAX = 200;

export async function eraseWaiting(
  ports: WaitingPorts,
  shop: Pick<Shop, "id">,
  erased: Erased,
): Promise<void> {
  await eraseParked(ports, shop, erased);
  for (const prefix of keptFolders(shop.id)) await eraseKept(ports, shop, prefix, erased);
}

async function eraseParked(
  { db }: WaitingPorts,
  shop: Pick<Shop, "id">,
  { whom, told_until_ms }: Erased,
): Promise<void> {
  let after: readonly string[] = [];
  for (let page = 0; page < PAGES_MAX; page++) {
    const rows = readParked(await selectParkedPage(db, shop.id, after, PAGE).all());
    const theirs = rows.filter(({ received_at, happenings }) =>
      received_at <= told_until_ms && speaksOf(whom, happenings)
    );
    if (theirs.length > 0) await db.batch(theirs.map((row) => rewriteParked(db, without(row))));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = [last.names[0]!, last.source, last.delivery_id];
  }
}

function without(row: ParkedRow): ParkedRow {
  return { ...row, happenings: row.happenings.map(eraseHappening) };
}

async function eraseKept(
  ports: WaitingPorts,
  shop: Pick<Shop, "id">,
  prefix: string,
  erased: Erased,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const listed = await ports.mail.list({ prefix, ...(cursor !== undefined && { cursor }) });
    for (const { key } of listed.objects) {
      const stored = await ports.mail.get(key);
      if (stored === null) continue; // Brought back in the meantime: what it told is erased in its order.
      const delivery = await stored.json<SpilledDelivery>();
      const left = await withoutCustomer(ports, shop, delivery, erased);
      // Not where it was brought back just now: it would lie there for ever.
      const onlyIf = { etagMatches: stored.etag };
      if (left !== null) await ports.mail.put(key, JSON.stringify(left), { onlyIf });
    }
    cursor = listed.truncated ? listed.cursor : undefined;
  } while (cursor !== undefined);
}

/** Null where it says nothing of them. */
async function withoutCustomer(
  ports: Pick<WaitingPorts, "name_customer">,
  shop: Pick<Shop, "id">,
  { reports, stock, ...rest }: SpilledDelivery,
  erased: Erased,
): Promise<SpilledDelivery | null> {
  const left = await Promise.all(reports.map((report) => withoutThem(ports, shop, report, erased)));
  const wishes = stock?.happenings.filter((one) =>
    stock.received_at_ms > erased.told_until_ms || !speaksOf({ ...erased.whom, traces: [] }, one)
  );
  const is_changed = left.some((report, at) => report !== reports[at]) ||
    wishes?.length !== stock?.happenings.length;
  if (!is_changed) return null;
  return {
    ...rest,
    reports: left,
    ...(stock === undefined ? {} : { stock: { ...stock, happenings: wishes! } }),
  };
}

/** An order of theirs is erased as it will be recorded; anything else loses its words where they speak of them. */
async function withoutThem(
  { name_customer }: Pick<WaitingPorts, "name_customer">,
  shop: Pick<Shop, "id">,
  report: Report,
  { customer, whom, asked_at_ms, told_until_ms }: Erased,
): Promise<Report> {
  const orders = report.happenings.flatMap((event) => "order" in event ? [event.order] : []);
  const old = orders.filter(({ placed_at }) => Date.parse(placed_at) <= asked_at_ms);
  const emails = old.flatMap(({ customer: { email } }) => email ?? []);
  const names = await Promise.all(emails.map((email) => name_customer(shop.id, email)));
  const happenings = report.happenings.map(eraseHappening);
  if (names.includes(customer)) {
    return { ...report, happenings: [...happenings, ...erasedMark(asked_at_ms).happenings] };
  }
  const is_theirs = orders.length === 0 && report.received_at_ms <= told_until_ms &&
    speaksOf(whom, report.happenings);
  return is_theirs ? { ...report, happenings } : report;
}

/** Loads a case with its entries and its order. */
import type { Case, CaseEntry, CaseReader } from "../../cases/case.ts";
import { isReachable } from "../../orders/addressee.ts";
import { readCases, readEntries, selectCase, selectEntries } from "../../sql/cases.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { findOrder, type OpenPorts } from "../archive/open_order.ts";

export interface LoadedCase {
  readonly case: Case;
  readonly entries: readonly CaseEntry[];
  readonly order: OrderRow | null;
}

/** Returns the case; one that was merged leads to the case into which it went. Null for an id of no case. */
export async function loadCase(ports: OpenPorts, shop_id: string, id: string): Promise<LoadedCase | null> {
  const found = await readCase(ports, shop_id, id);
  if (found?.case.merged_into === null || found === null) return found;
  return await readCase(ports, shop_id, found.case.merged_into!);
}

async function readCase(ports: OpenPorts, shop_id: string, id: string): Promise<LoadedCase | null> {
  const { db } = ports;
  const [selected, entries] = await db.batch([
    selectCase(db, shop_id, id),
    selectEntries(db, shop_id, id),
  ]);
  const [found] = readCases(selected!);
  if (found === undefined) return null;
  const order = found.order_id === null ? null : await findOrder(ports, found.order_id);
  return { case: found, entries: readEntries(entries!), order };
}

/** Returns to whom answers go: who wrote, or the order's customer; null where there is no address. */
export function readerOf({ case: found, order }: LoadedCase): CaseReader | null {
  if (found.reader !== null) return found.reader;
  if (order === null) return null;
  const { customer, locale } = order.order.details;
  if (!isReachable(customer)) return null;
  const { email, name, first_name } = customer;
  return { email, name, first_name, locale: order.order.language ?? locale };
}

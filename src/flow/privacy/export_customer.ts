/** Collects everything that is kept about a customer in one archive: JSON for programs, a page for people. */
import { readConversationMessages, selectConversationMessages } from "../../sql/cases.ts";
import { type CustomerRow, readOrders, selectCustomerOrders } from "../../sql/customers.ts";
import { readLedger, selectLedger } from "../../sql/messages.ts";
import { selectFeedback, selectRequests } from "../../sql/requests.ts";
import { readSuppressions, selectSuppressions } from "../../sql/suppressions.ts";
import { openOrders, type OpenPorts } from "../archive/open_order.ts";
import type { Shop } from "../ports.ts";
import type { Order } from "../../orders/state.ts";

const ORDERS_AT_ONCE = 20;
/** Most orders of one archive, well within a Worker's memory. */
const ORDERS_MAX = 2_000;

export interface Exported {
  readonly shop: string;
  readonly made_at: string;
  readonly chosen: unknown;
  readonly refused: readonly unknown[];
  readonly orders: readonly {
    readonly order: Order;
    readonly mails: readonly {
      readonly kind: string;
      readonly state: string;
      readonly at: string | null;
    }[];
    readonly conversation: readonly unknown[];
    readonly requests: readonly unknown[];
    readonly feedback: readonly unknown[];
  }[];
  /** True where the customer has more than one archive holds. */
  readonly shortened: boolean;
}

export async function exportCustomer(
  ports: OpenPorts,
  shop: Shop,
  customer: string,
  chosen: CustomerRow,
  now_ms: number,
): Promise<Exported> {
  const { db } = ports;
  const orders: Exported["orders"][number][] = [];
  let after: { readonly placed_at: string; readonly order_id: string } | null = null;
  let email: string | undefined;
  while (orders.length < ORDERS_MAX) {
    const rows = await openOrders(
      ports,
      readOrders(await selectCustomerOrders(db, customer, after, ORDERS_AT_ONCE).all()),
    );
    for (const row of rows) {
      const { id, order } = row;
      email ??= order.details.customer.email;
      const [ledger, conversations, requests, feedback] = await db.batch([
        selectLedger(db, id),
        selectConversationMessages(db, id),
        selectRequests(db, id),
        selectFeedback(db, id),
      ]);
      orders.push({
        order,
        mails: readLedger(ledger!, row).map(({ kind, state, closed_at }) => ({
          kind,
          state,
          at: closed_at === null ? null : new Date(closed_at).toISOString(),
        })),
        conversation: readConversationMessages(conversations!),
        requests: requests!.results,
        feedback: feedback!.results,
      });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < ORDERS_AT_ONCE) break;
    after = { placed_at: last.placed_at, order_id: last.id };
  }
  const refused = email === undefined
    ? []
    : readSuppressions(await selectSuppressions(db, shop.id, email).all());
  return {
    shop: shop.settings.name,
    made_at: new Date(now_ms).toISOString(),
    chosen: chosen.choices,
    refused,
    orders,
    shortened: orders.length >= ORDERS_MAX,
  };
}

/** Zips the export as JSON together with `page`, the same as HTML. */
export async function archived(exported: Exported, page: string): Promise<Uint8Array<ArrayBuffer>> {
  // Loaded for the first archive: it fills its tables as it loads.
  const { strToU8, zipSync } = await import("fflate");
  return new Uint8Array(zipSync({
    "data.json": strToU8(JSON.stringify(exported, null, 2)),
    "data.html": strToU8(page),
  }));
}

/** A customer's orders at one shop, newest first. Each page reads a bounded number of rows, however many orders there are. */
import type { Context } from "hono";
import { Hono } from "hono";
import { HistoryPage } from "../../../templates/pages/history.tsx";
import { openOrder, openOrders } from "../../flow/archive/open_order.ts";
import { linkUrl } from "../../links/signed_link.ts";
import { withOwnPictures } from "../../flow/own_pictures.ts";
import { glance, historyView, IMAGES_SHOWN, matches, visitedLocale } from "../../mail/view/history_view.ts";
import { withoutTurns } from "../../values/plain_text.ts";
import { referenceNames } from "../../orders/reference.ts";
import { type Cursor, type CustomerOrder, readOrders, selectCustomerOrders } from "../../sql/customers.ts";
import { type OrderRow, readOrder, selectOrder } from "../../sql/orders.ts";
import { type CustomerVisit, openCustomer } from "./visit.ts";
import type { WaybillHono } from "../hono.ts";
import { gone } from "./gone.tsx";

/** Two rows for each order: its index row and the order. One more is read to know whether another page follows. */
const PAGE = 20;
/** Orders that one search reads, besides the one whose complete number was given. */
const SEARCHED = 26;
const LINK_MS = 30 * 86_400_000;

export const historyPages = new Hono<WaybillHono>();

historyPages.get("/:token", async (context) => {
  const visit = await openCustomer(context, "history");
  if (visit === null) return gone(context);
  const query = withoutTurns(context.req.query("q") ?? "").trim().slice(0, 80);
  const after = readCursor(context.req.query("after"));
  const { ports, shop, customer } = visit;
  const { db } = ports;
  const [orders, named] = await db.batch([
    selectCustomerOrders(db, customer, after, query === "" ? PAGE + 1 : SEARCHED),
    ...(query === "" || after !== null ? [] : [selectOrder(db, ...namesIn(shop.id, query))]),
  ]);
  const found = named === undefined ? null : await ownOrder(visit, await openOrder(ports, readOrder(named)));
  return await show(context, visit, await openOrders(ports, readOrders(orders!)), query, after, found);
});

/**
 * Returns the names that a complete order number or tracking number may have, to find its order anywhere in the
 * history.
 */
function namesIn(shop_id: string, query: string): readonly string[] {
  return (["number", "tracking"] as const).flatMap((by) => referenceNames(shop_id, { by, value: query }));
}

/** Returns null when the order belongs to another customer. */
async function ownOrder({ ports, shop, customer }: CustomerVisit, row: OrderRow | null) {
  const email = row?.order.details.customer.email;
  if (row === null || email === undefined || row.order.erased_at !== undefined) return null;
  if (await ports.name_customer(shop.id, email) !== customer) return null;
  return { ...row, placed_at: row.order.details.placed_at };
}

async function show(
  context: Context<WaybillHono>,
  visit: CustomerVisit,
  read: readonly CustomerOrder[],
  query: string,
  after: Cursor | null,
  found: CustomerOrder | null,
): Promise<Response> {
  const { ports, shop, now_ms, token } = visit;
  const path = `/h/${token}`;
  const searching = query !== "";
  // The parts of a split order are their parent's, which is listed itself.
  const isWhole = ({ order }: CustomerOrder) =>
    order.details.parent === undefined || shop.settings.mails.sub_orders;
  const matching = read.filter((row) => row.id !== found?.id && isWhole(row) && matches(row.order, query));
  const shown = searching
    ? [...(found === null ? [] : [found]), ...matching]
    : read.slice(0, PAGE).filter(isWhole);
  const more = searching ? read.length === SEARCHED : read.length > PAGE;
  const last = searching ? read.at(-1) : shown.at(-1);
  const links = await Promise.all(
    shown.map((row) =>
      linkUrl(ports, {
        purpose: "order",
        subject: row.id,
        expires_at_ms: now_ms + LINK_MS,
        issued_at_ms: now_ms,
      })
    ),
  );
  const locale = visitedLocale(visit.chosen.choices.language, read[0]?.order, shop.settings);
  const pictured = await Promise.all(shown.map(({ order }) => withOwnPictures(ports, order, IMAGES_SHOWN)));
  const view = historyView({
    locale,
    shop: shop.settings,
    query,
    path,
    orders: shown.map((_, index) =>
      glance(pictured[index]!, shop.settings, locale, links[index]!.slice(ports.public_url.length), now_ms)
    ),
    searched_until: searching && more && last !== undefined ? last.placed_at : null,
    older: more && last !== undefined ? `${path}?${search(query, last)}` : null,
    newest: after !== null || searching ? path : null,
  });
  return context.html(<HistoryPage view={view} />);
}

function search(query: string, { placed_at, id }: CustomerOrder): string {
  const after = new TextEncoder().encode(`${placed_at} ${id}`).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
  return String(new URLSearchParams({ ...(query === "" ? {} : { q: query }), after }));
}

/**
 * Reads the cursor, which only says where to continue within this customer's orders; an invented cursor never shows
 * other customers' orders.
 */
function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined || text.length > 300) return null;
  try {
    const read = new TextDecoder().decode(Uint8Array.fromBase64(text, { alphabet: "base64url" }));
    const [placed_at = "", ...order_id] = read.split(" ");
    return { placed_at, order_id: order_id.join(" ") };
  } catch {
    return null; // Not base64url: shows the first page.
  }
}

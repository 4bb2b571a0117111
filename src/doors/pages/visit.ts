/** What a link opens: token, shop, order and customer, checked together. A link that opens nothing never says why. */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { acceptedLocale } from "../../../templates/locales/translate.ts";
import { findOrder as orderNamed } from "../../flow/archive/open_order.ts";
import type { Shop } from "../../flow/ports.ts";
import { type Purpose, verifyLink } from "../../links/signed_link.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { type CustomerRow, readCustomer, selectCustomer } from "../../sql/customers.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { inCell, type Ports, portsOf } from "../ports.ts";
import { servedIn } from "../shop_moves.ts";
import { nearestCopy } from "./nearest_copy.ts";
import type { WaybillHono } from "../hono.ts";

export const SESSION_COOKIE = "__Host-session";
/** Holds one token for each customer who proved their mailbox in this browser, the newest first. */
export const DEVICE_COOKIE = "__Host-device";
export const DEVICE_SEPARATOR = "~";
export const DEVICE_CUSTOMERS_MAX = 3;
const NOBODY: CustomerRow = { choices: {}, links_since: 0 };

/** A visitor with a valid link. */
export interface Visit {
  readonly ports: Ports;
  readonly now_ms: number;
  readonly token: string;
  readonly shop: Shop;
  /** Key `shop/~customer/…`; null for an order without an address. */
  readonly customer: string | null;
  readonly chosen: CustomerRow;
  /** True when the customer entered a code within the last half hour: personal data may be shown and changed. */
  readonly proven: boolean;
  /** True in a browser in which the customer entered a code once: their order is shown in full, and nothing may be changed. */
  readonly is_known_device: boolean;
}

export interface OrderVisit extends Visit {
  readonly row: OrderRow;
}

export interface CustomerVisit extends Visit {
  readonly customer: string;
}

/** Returns null when the token, its shop or its order is not valid, or the customer revoked links of that time. */
export async function openOrder(
  context: Context<WaybillHono>,
  purpose: Purpose = "order",
): Promise<OrderVisit | null> {
  const all = portsOf(context.env);
  const now_ms = all.clock();
  const token = context.req.param("token") ?? "";
  const link = await verifyLink(all.link_keys, token, purpose, now_ms);
  if (!link.ok) return null;
  const opened = await findOrder(all, link.value.subject, now_ms, (here) => nearestCopy(context, here));
  if (opened === null) return null;
  const { here, ...found } = opened;
  const ports = copyIn(here, servedIn(context, all, found.shop));
  const { email } = found.row.order.details.customer;
  const customer = email === undefined ? null : await ports.name_customer(found.shop.id, email);
  const chosen = await chosenBy(ports, customer);
  if (link.value.issued_at_ms < chosen.links_since) return null;
  const proof = await proofOf(context, ports, customer, chosen, now_ms);
  return { ports, now_ms, token, ...found, customer, chosen, ...proof };
}

export async function openCustomer(
  context: Context<WaybillHono>,
  purpose: Purpose,
): Promise<CustomerVisit | null> {
  const all = portsOf(context.env);
  const now_ms = all.clock();
  const token = context.req.param("token") ?? "";
  const link = await verifyLink(all.link_keys, token, purpose, now_ms);
  if (!link.ok) return null;
  const customer = link.value.subject;
  const { shop, read } = await besideShop(
    all,
    splitOrderId(customer).shop_id,
    async (cell) => {
      const here = nearestCopy(context, cell);
      return { here, chosen: await chosenBy(here, customer) };
    },
    now_ms,
  );
  if (shop === null) return null;
  const { chosen } = read;
  const ports = copyIn(read.here, servedIn(context, all, shop));
  if (link.value.issued_at_ms < chosen.links_since) return null;
  const proof = await proofOf(context, ports, customer, chosen, now_ms);
  return { ports, now_ms, token, shop, customer, chosen, ...proof };
}

/**
 * Finds the order of a verified token by any of its names, and says from where it was read. `copyOf` may choose a copy
 * of the database: an order that it does not know yet is looked for in the primary.
 */
export async function findOrder(
  ports: Ports,
  subject: string,
  now_ms: number,
  copyOf: (cell: Ports) => Ports = (cell) => cell,
): Promise<{ readonly shop: Shop; readonly row: OrderRow; readonly here: Ports } | null> {
  const { shop, read } = await besideShop(
    ports,
    splitOrderId(subject).shop_id,
    async (cell) => {
      const here = copyOf(cell);
      const row = await orderNamed(here, subject);
      if (row !== null || here === cell) return { here, row };
      return { here: cell, row: await orderNamed(cell, subject) };
    },
    now_ms,
  );
  if (shop === null || read.row === null || read.row.order.erased_at !== undefined) return null;
  return { shop, row: read.row, here: read.here };
}

/** Returns the ports of the copy that was read, once the request is allowed in its cell. */
function copyIn(copy: Ports, allowed: Ports): Ports {
  return copy.cell === allowed.cell ? copy : allowed;
}

/**
 * Finds the shop and reads from its cell: side by side where there is one cell alone, one after the other where the
 * shop must say which.
 */
async function besideShop<T>(
  ports: Ports,
  shop_id: string,
  read: (here: Ports) => Promise<T>,
  now_ms: number,
): Promise<{ readonly shop: Shop; readonly read: T } | { readonly shop: null; readonly read: null }> {
  const finding = ports.find_shop(shop_id, now_ms);
  const reading = ports.cells.length === 1
    ? read(ports)
    : finding.then((shop) => shop === null ? null : read(inCell(ports, shop)));
  const [shop, found] = await Promise.all([finding, reading]);
  return shop === null ? { shop: null, read: null } : { shop, read: found as T };
}

export function visitorLocale(context: Context<WaybillHono>): string {
  return acceptedLocale(context.req.header("Accept-Language"));
}

async function chosenBy(ports: Ports, customer: string | null): Promise<CustomerRow> {
  return customer === null ? NOBODY : readCustomer(await selectCustomer(ports.db, customer).all());
}

async function proofOf(
  context: Context<WaybillHono>,
  ports: Ports,
  customer: string | null,
  chosen: CustomerRow,
  now_ms: number,
): Promise<Pick<Visit, "proven" | "is_known_device">> {
  const holds = async (tokens: readonly string[], purpose: "session" | "device") => {
    for (const token of tokens) {
      const link = await verifyLink(ports.link_keys, token, purpose, now_ms);
      if (link.ok && link.value.subject === customer && link.value.issued_at_ms >= chosen.links_since) {
        return true;
      }
    }
    return false;
  };
  const session = getCookie(context, SESSION_COOKIE);
  const proven = customer !== null && session !== undefined && await holds([session], "session");
  const is_known_device = proven || customer !== null && await holds(deviceTokens(context), "device");
  return { proven, is_known_device };
}

/** The tokens of the customers who proved their mailbox in this browser, the newest first. */
export function deviceTokens(context: Context<WaybillHono>): readonly string[] {
  const kept = getCookie(context, DEVICE_COOKIE);
  return kept === undefined ? [] : kept.split(DEVICE_SEPARATOR).slice(0, DEVICE_CUSTOMERS_MAX);
}

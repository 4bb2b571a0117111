/** Erases a customer from waiting webhooks: parked events, spilled webhooks, and those that were set aside. */
import { eraseEvent } from "../../customers/erase.ts";
import { type Identifiers, speaksOf } from "../../customers/identifiers.ts";
import { rewriteParked } from "../../sql/erasure.ts";
import { type ParkedRow, readParked, selectParkedPage } from "../../sql/parked.ts";
import type { OrderName } from "../../customers/raw_text.ts";
import { eraseDeadLetters } from "./erase_dead_letters.ts";
import type { MeteredPorts } from "./metered.ts";
import { erasedMark } from "./erase_order.ts";
import type { WaitingPlace } from "../../sql/erasures.ts";
import type { Shop } from "../ports.ts";
import type { OrderWebhook } from "../record/order_webhook.ts";
import type { KeptWebhook } from "../record/kept_webhook.ts";
import { keptFolders, readKept } from "../record/spill.ts";
import type { SpilledWebhook } from "../record/spilled_webhook.ts";

/** The erased customer and the time of the request. */
export interface Erased {
  /** Null for one who never gave an address. */
  readonly customer: string | null;
  readonly identifiers: Identifiers;
  readonly asked_at_ms: number;
  /**
   * Webhooks received after this time, in milliseconds since the epoch, are about later orders, unless they bring an
   * older one.
   */
  readonly received_until_ms: number;
  /** The customer's orders, which a dead letter may name without naming the customer. */
  readonly orders?: readonly OrderName[];
}

type WaitingPorts = Pick<MeteredPorts, "db" | "mail" | "name_customer" | "has_room">;

const PAGE = 100;

/** Goes on from `from`, as far as this invocation allows. Returns where it stopped: `done` at the end. */
export async function eraseWaiting(
  ports: WaitingPorts,
  shop: Pick<Shop, "id">,
  erased: Erased,
  from: WaitingPlace = { in: "parked", after: [] },
): Promise<WaitingPlace> {
  const folders = keptFolders(shop.id);
  let place = from;
  while (place.in !== "done" && ports.has_room()) {
    switch (place.in) {
      case "parked": {
        const after = await eraseParked(ports, shop, erased, place.after);
        place = after === null ? { in: "kept", prefix: folders[0]!, after: "" } : { in: "parked", after };
        break;
      }
      case "kept": {
        const after = await eraseKept(ports, shop, place, erased);
        const next = folders[folders.indexOf(place.prefix) + 1];
        if (after !== null) place = { ...place, after };
        else place = next === undefined ? { in: "letters" } : { in: "kept", prefix: next, after: "" };
        break;
      }
      case "letters":
        await eraseDeadLetters(ports, shop.id, erased);
        place = { in: "done" };
    }
  }
  return place;
}

/** Returns the last row that was searched, null at the end. */
async function eraseParked(
  { db, has_room }: WaitingPorts,
  shop: Pick<Shop, "id">,
  { identifiers, received_until_ms }: Erased,
  from: readonly string[],
): Promise<readonly string[] | null> {
  let after = from;
  while (has_room()) {
    const rows = readParked(await selectParkedPage(db, shop.id, after, PAGE).all());
    const theirs = rows.filter(({ received_at, events }) =>
      received_at <= received_until_ms && speaksOf(identifiers, events)
    );
    if (theirs.length > 0) await db.batch(theirs.map((row) => rewriteParked(db, without(row))));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return null;
    after = [last.names[0]!, last.source, last.webhook_id];
  }
  return after;
}

function without(row: ParkedRow): ParkedRow {
  return { ...row, events: row.events.map(eraseEvent) };
}

/** Returns the last object that was searched, null at the end. */
async function eraseKept(
  ports: WaitingPorts,
  shop: Pick<Shop, "id">,
  { prefix, after: from }: { readonly prefix: string; readonly after: string },
  erased: Erased,
): Promise<string | null> {
  let after = from;
  for (;;) {
    const listed = await ports.mail.list({ prefix, ...(after !== "" && { startAfter: after }) });
    for (const { key } of listed.objects) {
      if (!ports.has_room()) return after;
      const stored = await ports.mail.get(key);
      after = key;
      if (stored === null) continue; // The webhook was recorded meanwhile; its content is erased in its order.
      const kept = readKept(await stored.json());
      // A raw one stays as it came, since its signature covers each byte: when it is taken, the erasure's mark erases it.
      if (kept.form === "raw") continue;
      const { webhook } = kept;
      const left = await withoutCustomer(ports, shop, webhook, erased);
      // Not written where the object was recorded and deleted meanwhile, since it would stay for ever.
      const onlyIf = { etagMatches: stored.etag };
      const { customMetadata } = stored;
      if (left !== null) {
        const text = JSON.stringify({ form: "read", webhook: left } satisfies KeptWebhook);
        await ports.mail.put(key, text, { onlyIf, ...(customMetadata !== undefined && { customMetadata }) });
      }
    }
    if (!listed.truncated) return null;
  }
}

/** Returns the webhook without the customer; null where it does not mention them. */
async function withoutCustomer(
  ports: Pick<WaitingPorts, "name_customer">,
  shop: Pick<Shop, "id">,
  { orders, stock, ...rest }: SpilledWebhook,
  erased: Erased,
): Promise<SpilledWebhook | null> {
  const left = await Promise.all(orders.map((webhook) => withoutThem(ports, shop, webhook, erased)));
  const wishes = stock?.events.filter((one) =>
    stock.received_at_ms > erased.received_until_ms || !speaksOf({ ...erased.identifiers, traces: [] }, one)
  );
  const is_changed = left.some((webhook, at) => webhook !== orders[at]) ||
    wishes?.length !== stock?.events.length;
  if (!is_changed) return null;
  return {
    ...rest,
    orders: left,
    ...(stock === undefined ? {} : { stock: { ...stock, events: wishes! } }),
  };
}

/** Erases the events of the customer's order, and in any other event the texts that mention the customer. */
async function withoutThem(
  { name_customer }: Pick<WaitingPorts, "name_customer">,
  shop: Pick<Shop, "id">,
  webhook: OrderWebhook,
  { customer, identifiers, asked_at_ms, received_until_ms }: Erased,
): Promise<OrderWebhook> {
  const orders = webhook.events.flatMap((event) => "order" in event ? [event.order] : []);
  const old = orders.filter(({ placed_at }) => Date.parse(placed_at) <= asked_at_ms);
  const emails = old.flatMap(({ customer: { email } }) => email ?? []);
  const names = await Promise.all(emails.map((email) => name_customer(shop.id, email)));
  const events = webhook.events.map(eraseEvent);
  if (customer !== null && names.includes(customer)) {
    return { ...webhook, events: [...events, ...erasedMark(asked_at_ms).events] };
  }
  const is_theirs = orders.length === 0 && webhook.received_at_ms <= received_until_ms &&
    speaksOf(identifiers, webhook.events);
  return is_theirs ? { ...webhook, events } : webhook;
}

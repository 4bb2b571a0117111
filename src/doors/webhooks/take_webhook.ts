/**
 * What a webhook of a found shop comes to: verified over its raw bytes, read, recorded, or kept as a dead letter. The
 * door, the spill and a replay call it alike; the answer is the sender's.
 */
import { answerPrivacy } from "../../flow/privacy/handle_privacy_request.ts";
import { takeUninstalled } from "../../flow/connect/uninstall_app.ts";
import { wake } from "../../flow/deliver/wake.ts";
import type { Shop } from "../../flow/ports.ts";
import { countIgnoredWebhook } from "../../flow/record/count_ignored.ts";
import type { OrderWebhook, Recorded } from "../../flow/record/order_webhook.ts";
import { recordAndAllocate } from "../../flow/record/record_and_allocate.ts";
import { type PicturesWebhook, recordPictures } from "../../flow/record/record_pictures.ts";
import { spillWebhook } from "../../flow/record/spill.ts";
import { recordStock, type StockRecorded, type StockWebhook } from "../../flow/stock/record_stock.ts";
import { withoutCardNumbers } from "../../orders/card_number.ts";
import { faultIn } from "../../sources/read/parse_error.ts";
import type { Reading } from "../../sources/source.ts";
import { asksForKinds, heldKinds } from "../connect/held_kinds.ts";
import { watchVersion } from "../connect/watch_version.ts";
import { logFailure } from "../log.ts";
import { inCell, type Ports } from "../ports.ts";
import { writableIn } from "../shop_moves.ts";
import type { Arrival, Background } from "./arrival.ts";
import { accept, type Answer, refuse, UNAVAILABLE } from "./answer.ts";
import { bury, type Refused } from "./bury.ts";
import { counted } from "./count_webhook.ts";
import { watchSender } from "./note_sender.ts";
import { providerPorts, takeProviderEvents } from "./provider_events.ts";
import { type Sender, senderNamed, sourcePortsOf } from "./sender.ts";
import { takeWayWebhook, verifyWayWebhook } from "./way_webhook.ts";

/**
 * Returns the answer. Throws in an outage, and while the shop moves, for what is kept as it came: privacy requests, providers' events and dead
 * letters. Order and stock events that cannot be recorded are spilled here, without card numbers.
 */
export async function takeWebhook(given: Arrival): Promise<Answer> {
  const { shop, webhook } = given;
  const ports = inCell(given.ports, shop);
  const arrival: Arrival = { ...given, ports };
  const sender = senderNamed(arrival.name);
  if (sender === null) return UNKNOWN_SOURCE;
  const secrets = shop.secrets[arrival.name] ?? [];
  const verified = "source" in sender
    ? await sender.source.verify(webhook, secrets, sourcePortsOf(ports, shop, sender.source))
    : "provider" in sender
    ? await sender.provider.verify(webhook, secrets, providerPorts(ports.ways.fetch))
    : "way" in sender
    ? await verifyWayWebhook(ports, shop, sender.way, webhook)
    : await (await import("./helpdesk_webhook.ts")).verifyHelpdesk(shop, webhook);
  if (!verified.ok) {
    if (verified.reason === "signature") {
      return counted(arrival, "refused", refuse(401, verified.reason, verified.message));
    }
    return unavailable(arrival, verified.message);
  }
  if (asksForKinds(arrival)) return accept(200, { held: heldKinds(arrival) });
  if ("source" in sender) watchVersion(arrival);
  const taken = await takeVerified(arrival, sender);
  if ("fault" in taken) {
    const answer = await bury({ ...arrival, ports: writableIn(ports, shop) }, sender, taken);
    return counted(arrival, "dead", answer);
  }
  // A test notification is not signed everywhere, and what was not taken comes again.
  if (taken.is_test === true || taken.status >= 300) return taken;
  return counted(arrival, taken.body["duplicate"] === true ? "repeated" : "taken", taken);
}

/** Takes a webhook that was verified, now or when it became a dead letter. */
export async function takeVerified(arrival: Arrival, sender: Sender): Promise<Answer | Refused> {
  const { ports, shop, webhook, now_ms, waits_since_ms, background } = arrival;
  const large = tooLarge(webhook);
  if (large !== null) return large;
  if ("provider" in sender) {
    return await takeProviderEvents({ ...arrival, ports: writableIn(ports, shop) }, sender.provider);
  }
  if ("way" in sender) {
    return await takeWayWebhook({ ...arrival, ports: writableIn(ports, shop) }, sender.way);
  }
  if ("helpdesk" in sender) {
    const { takeHelpdesk } = await import("./helpdesk_webhook.ts");
    return await takeHelpdesk({ ...arrival, ports: writableIn(ports, shop) });
  }
  const { source } = sender;
  const reading = await source.read(webhook, sourcePortsOf(ports, shop, source));
  // A test notification is not signed everywhere: it proves nobody.
  if (!reading.ok || reading.value.type !== "ignored" || reading.value.is_test !== true) {
    watchSender(arrival, source);
  }
  if (!reading.ok) {
    const { reason, message } = reading;
    return reason === "unavailable"
      ? unavailable(arrival, message)
      : { reason, message, fault: faultIn(message) };
  }
  if (reading.value.type === "ignored") {
    const { topic, is_test = false } = reading.value;
    // Anybody could fill a table with test notifications.
    if (!is_test) {
      const counting = countIgnoredWebhook(ports.db, shop, source.name, topic, now_ms);
      background(counting.catch((error) => logFailure("ignored_not_counted", { shop: shop.id }, error)));
    }
    return { ...accept(200, { ignored: topic }), is_test };
  }
  if (reading.value.type === "privacy") {
    const { id, asked } = reading.value;
    await answerPrivacy(writableIn(ports, shop), shop, source.name, asked, id, now_ms);
    return accept(202, { privacy: asked.what });
  }

  if (reading.value.type === "uninstalled") {
    const { store } = reading.value;
    const became = await takeUninstalled(
      writableIn(ports, shop),
      shop,
      { source: source.name, store },
      now_ms,
    );
    if (became === "unavailable") return UNAVAILABLE;
    return became === "uninstalled" ? accept(202, { uninstalled: true }) : accept(200, { ignored: became });
  }

  const { id: webhook_id, stock, pictures, left_out } = reading.value;
  const { received_at_ms } = webhook;
  const taken = await record(arrival, {
    orders: orderWebhooks(source.name, reading.value, { received_at_ms, waits_since_ms }),
    stock: stock === undefined ? undefined : {
      source: source.name,
      webhook_id,
      events: stock.map(withoutCardNumbers),
      received_at_ms,
    },
    pictures: pictures === undefined ? undefined : { source: source.name, pictures },
  });
  return left_out === undefined || "fault" in taken ? taken : { ...taken, body: { ...taken.body, left_out } };
}

/** Returns what a webhook says, order by order. */
export function orderWebhooks(
  source: string,
  { id, orders }: Extract<Reading, { type: "events" }>,
  times: Pick<OrderWebhook, "received_at_ms" | "waits_since_ms">,
): readonly OrderWebhook[] {
  return orders.map((order_events) => ({
    source,
    // Two groups of events in one webhook may belong to the same order, and an order takes each webhook id once.
    webhook_id: orders.length === 1 ? id : `${id}~${order_events.order}`,
    ...order_events,
    events: order_events.events.map(withoutCardNumbers),
    ...times,
  }));
}

/** Most bytes that are read: an order of 700 lines that was sent in many parcels has 2 MB at Shopify. */
export const BODY_MAX_BYTES = 8_000_000;

/** Refuses a body that would not leave a Worker the memory to read it. */
export function tooLarge({ body: { byteLength } }: Arrival["webhook"]): Refused | null {
  if (byteLength <= BODY_MAX_BYTES) return null;
  const message = `Cannot read webhook as it must have <= ${BODY_MAX_BYTES} bytes: got ${byteLength} bytes`;
  return { reason: "too_large", message, fault: faultIn(message) };
}

export const UNKNOWN_SOURCE = refuse(404, "unknown_source", "There is no such source");

/** All events of one webhook, for orders and for stock. */
interface WebhookEvents {
  readonly orders: readonly OrderWebhook[];
  readonly stock: StockWebhook | undefined;
  readonly pictures: PicturesWebhook | undefined;
}

function unavailable({ shop, name }: Arrival, message: string): Answer {
  logFailure("sender_unavailable", { shop: shop.id, source: name }, new Error(message));
  return UNAVAILABLE;
}

/**
 * Records the orders one by one: most webhooks have one order. A webhook that is recorded in part is spilled whole;
 * its recorded events are duplicates then.
 */
async function record(
  { ports, shop, now_ms, background }: Arrival,
  said: WebhookEvents,
): Promise<Answer | Refused> {
  const { orders, stock, pictures } = said;
  const recorded: Recorded[] = [];
  let stocked: StockRecorded | null = null;
  let pictured: "recorded" | "duplicate" | null = null;
  try {
    writableIn(ports, shop);
    for (const webhook of orders) {
      const result = await recordAndAllocate(ports, shop, webhook, now_ms);
      if (!result.ok) {
        if (result.reason === "contended") throw new Error(result.message);
        return { reason: result.reason, message: result.message, fault: faultIn(result.message) };
      }
      recorded.push(result.value);
      wakeDue(ports, background, result.value);
    }
    if (stock !== undefined) stocked = await recordStock(ports, shop, stock, now_ms);
    if (pictures !== undefined) pictured = await recordPictures(ports, shop, pictures);
  } catch (error) {
    return await keep(ports, shop, said, error);
  }
  if (stocked === "ignored" && recorded.length === 0 && pictured === null) {
    return accept(200, { ignored: "stock, which this shop does not track" });
  }
  if (recorded.length > 0 && recorded.every(({ outcome }) => outcome === "ignored") && stocked === null) {
    return accept(200, { ignored: "scans of a return that this shop has not approved" });
  }
  const first = recorded[0];
  const duplicate = recorded.every(({ outcome }) => outcome === "duplicate") && stocked !== "recorded" &&
    pictured !== "recorded";
  return accept(duplicate ? 200 : 202, {
    order: first?.number ?? orders[0]?.order ?? null,
    duplicate,
    ...(first === undefined || duplicate ? {} : { mails: decisions(first, now_ms) }),
    ...(first?.outcome === "parked" ? { parked: true } : {}),
  });
}

interface Answered {
  readonly kind: string;
  readonly owed: boolean;
  /** For a planned mail: the earliest time at which it leaves. */
  readonly due?: string;
  /** Why the mail is not owed. */
  readonly reason?: string;
}

/**
 * Returns which mails the webhook made the order owe, and why others are not owed, so that the answer shows it to
 * whoever connects a shop.
 */
function decisions({ decided }: Recorded, now_ms: number): readonly Answered[] {
  return decided.map(({ kind, against, due_at_ms }) => ({
    kind,
    owed: against === null,
    ...(against === null ? {} : { reason: against }),
    ...(against === null && due_at_ms > now_ms ? { due: new Date(due_at_ms).toISOString() } : {}),
  }));
}

function wakeDue(ports: Ports, background: Background, { due_keys }: Recorded): void {
  if (due_keys.length === 0) return;
  // The commit is done; if the wake-up is lost, the sweep finds the mail within a minute.
  background(
    wake(ports.wake_queue, due_keys).catch((error) => logFailure("wake_lost", {}, error)),
  );
}

async function keep(ports: Ports, shop: Shop, said: WebhookEvents, cause: unknown): Promise<Answer> {
  logFailure("record_failed", { shop: shop.id }, cause);
  try {
    await spillWebhook(ports, { form: "read", webhook: { shop_id: shop.id, ...said } });
  } catch (error) {
    logFailure("spill_failed", { shop: shop.id }, error);
    return UNAVAILABLE;
  }
  return accept(202, { order: orderNumberIn(said.orders[0]), duplicate: false, kept: true });
}

function orderNumberIn(webhook: OrderWebhook | undefined): string | null {
  const event = webhook?.events.find((event) => "order" in event);
  return event !== undefined && "order" in event ? event.order.number : webhook?.order ?? null;
}

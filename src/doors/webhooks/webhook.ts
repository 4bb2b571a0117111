/**
 * `POST /hooks/:shop/:source`: verifies the raw bytes, reads them, records their events; answers by the contract of
 * paths.
 */
import type { Context } from "hono";
import { answerPrivacy } from "../../flow/privacy/handle_privacy_request.ts";
import { wake } from "../../flow/deliver/wake.ts";
import type { Shop } from "../../flow/ports.ts";
import { recordAndAllocate } from "../../flow/record/record_and_allocate.ts";
import { recordStock, type StockRecorded, type StockWebhook } from "../../flow/stock/record_stock.ts";
import { spillWebhook } from "../../flow/record/spill.ts";
import { withoutCardNumbers } from "../../orders/card_number.ts";
import { SHOP_ID } from "../../orders/order_id.ts";
import type { PrivacyRequest, Source, SourcePorts, Webhook } from "../../sources/source.ts";
import { providerNamed } from "../../providers/table.ts";
import { sourceNamed, tokensOf } from "../../sources/table.ts";
import { senderAsker } from "./ask_sender.ts";
import { readBounded } from "../body.ts";
import { logFailure } from "../log.ts";
import { refuse, unavailable } from "./error_response.ts";
import { receiveProviderEvents } from "./provider_events.ts";
import { fetchOrStandIn } from "./stand_in_sender.ts";
import { countIgnoredWebhook } from "../../flow/record/count_ignored.ts";
import { type Ports, portsOf } from "../ports.ts";
import type { WaybillHono } from "../hono.ts";
import type { OrderWebhook, Recorded } from "../../flow/record/order_webhook.ts";

const BODY_MAX_BYTES = 1_000_000;

export async function receiveWebhook(context: Context<WaybillHono>): Promise<Response> {
  const ports = portsOf(context.env);
  const received_at_ms = ports.clock();
  const shop_id = context.req.param("shop") ?? "";
  const name = context.req.param("source") ?? "";
  const source = sourceNamed(name);
  const provider = providerNamed(name);
  if (source === null && provider === null) {
    return refuse(context, 404, "unknown_source", "There is no such source");
  }

  let shop: Shop | null;
  try {
    shop = SHOP_ID.test(shop_id) ? await ports.find_shop(shop_id, received_at_ms) : null;
  } catch (error) {
    logFailure("shop_not_read", { shop: shop_id }, error);
    return unavailable(context);
  }
  if (shop === null) return refuse(context, 404, "unknown_shop", "There is no such shop");

  const body = await readBounded(context.req.raw, BODY_MAX_BYTES);
  if (body === null) {
    return refuse(
      context,
      413,
      "too_large",
      `Cannot accept webhook as its body must be <= ${BODY_MAX_BYTES} bytes`,
    );
  }
  // The header is preferred, since it appears in no log; the query is for senders that can set only a URL.
  const token = context.req.header("X-Waybill-Token") ?? context.req.query("token");
  const webhook: Webhook = { headers: context.req.raw.headers, body, received_at_ms, token };
  if (source === null) return await receiveProviderEvents(context, ports, shop, provider!, webhook);
  const source_ports = sourcePortsOf(ports, shop, source);
  const verified = await source.verify(webhook, shop.secrets[source.name] ?? [], source_ports);
  if (!verified.ok) return refuseFor(context, shop, source, verified);
  const reading = await source.read(webhook, source_ports);
  if (!reading.ok) return refuseFor(context, shop, source, reading);
  if (reading.value.type === "ignored") {
    const counting = countIgnoredWebhook(ports.db, shop, source.name, reading.value.topic, received_at_ms);
    context.executionCtx.waitUntil(
      counting.catch((error) => logFailure("ignored_not_counted", { shop: shop.id }, error)),
    );
    return context.json({ accepted: true, ignored: reading.value.topic }, 200);
  }
  if (reading.value.type === "privacy") {
    const { id, asked } = reading.value;
    return await honour(context, ports, shop, { source: source.name, id, asked }, received_at_ms);
  }

  const { id: webhook_id, orders, stock } = reading.value;
  return await record(context, ports, shop, {
    orders: orders.map((order_events): OrderWebhook => ({
      source: source.name,
      // Two groups of events in one webhook may belong to the same order, and an order takes each webhook id once.
      webhook_id: orders.length === 1 ? webhook_id : `${webhook_id}~${order_events.order}`,
      ...order_events,
      events: order_events.events.map(withoutCardNumbers),
      received_at_ms,
    })),
    stock: stock === undefined ? undefined : {
      source: source.name,
      webhook_id,
      events: stock.map(withoutCardNumbers),
      received_at_ms,
    },
  });
}

/** All events of one webhook, for orders and for stock. */
interface WebhookEvents {
  readonly orders: readonly OrderWebhook[];
  readonly stock: StockWebhook | undefined;
}

function sourcePortsOf(ports: Ports, shop: Shop, source: Source): SourcePorts {
  return {
    registered_url: `${ports.public_url}/hooks/${shop.id}/${source.name}`,
    tokens: tokensOf(shop.secrets, source),
    date_names: shop.settings.date_names,
    ask: senderAsker(fetchOrStandIn(ports.ways.fetch, ports.config), source.hosts ?? []),
  };
}

const STATUS = { signature: 401, unreadable: 400, invalid: 422 } as const;

function refuseFor(
  context: Context<WaybillHono>,
  shop: Shop,
  { name }: Source,
  { reason, message }: { readonly reason: keyof typeof STATUS | "unavailable"; readonly message: string },
): Response {
  if (reason !== "unavailable") return refuse(context, STATUS[reason], reason, message);
  logFailure("sender_unavailable", { shop: shop.id, source: name }, new Error(message));
  return unavailable(context);
}

/**
 * Records a privacy request. In a D1 outage the sender must repeat: the webhook is never spilled, since it names a
 * customer who must be forgotten.
 */
async function honour(
  context: Context<WaybillHono>,
  ports: Ports,
  shop: Shop,
  { source, id, asked }: { readonly source: string; readonly id: string; readonly asked: PrivacyRequest },
  now_ms: number,
): Promise<Response> {
  try {
    await answerPrivacy(ports, shop, source, asked, id, now_ms);
    return context.json({ accepted: true, privacy: asked.what }, 202);
  } catch (error) {
    logFailure("privacy_failed", { shop: shop.id }, error);
    return unavailable(context);
  }
}

/**
 * Records the orders one by one: most webhooks have one order. A webhook that is recorded in part is spilled whole;
 * its recorded events are duplicates then.
 */
async function record(
  context: Context<WaybillHono>,
  ports: Ports,
  shop: Shop,
  said: WebhookEvents,
): Promise<Response> {
  const { orders, stock } = said;
  const recorded: Recorded[] = [];
  let stocked: StockRecorded | null = null;
  try {
    for (const webhook of orders) {
      const result = await recordAndAllocate(ports, shop, webhook, webhook.received_at_ms);
      if (!result.ok) {
        if (result.reason === "contended") throw new Error(result.message);
        return refuse(context, 422, result.reason, result.message);
      }
      recorded.push(result.value);
      wakeDue(context, ports, result.value);
    }
    if (stock !== undefined) stocked = await recordStock(ports, shop, stock, stock.received_at_ms);
  } catch (error) {
    return await keep(context, ports, shop, said, error);
  }
  if (stocked === "ignored" && recorded.length === 0) {
    return context.json({ accepted: true, ignored: "stock, which this shop does not track" }, 200);
  }
  const first = recorded[0];
  const duplicate = recorded.every(({ outcome }) => outcome === "duplicate") && stocked !== "recorded";
  return context.json({
    accepted: true,
    order: first?.number ?? orders[0]?.order ?? null,
    duplicate,
    ...(first === undefined || duplicate ? {} : { mails: decisions(first, orders[0]!.received_at_ms) }),
    ...(first?.outcome === "parked" ? { parked: true } : {}),
  }, duplicate ? 200 : 202);
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

function wakeDue(context: Context<WaybillHono>, ports: Ports, { due_keys }: Recorded): void {
  if (due_keys.length === 0) return;
  // The commit is done; if the wake-up is lost, the sweep finds the mail within a minute.
  context.executionCtx.waitUntil(
    wake(ports.wake_queue, due_keys).catch((error) => logFailure("wake_lost", {}, error)),
  );
}

async function keep(
  context: Context<WaybillHono>,
  ports: Ports,
  shop: Shop,
  said: WebhookEvents,
  cause: unknown,
): Promise<Response> {
  logFailure("record_failed", { shop: shop.id }, cause);
  try {
    await spillWebhook(ports, { shop_id: shop.id, ...said });
  } catch (error) {
    logFailure("spill_failed", { shop: shop.id }, error);
    return unavailable(context);
  }
  return context.json(
    { accepted: true, order: orderNumberIn(said.orders[0]), duplicate: false, kept: true },
    202,
  );
}

function orderNumberIn(webhook: OrderWebhook | undefined): string | null {
  const event = webhook?.events.find((event) => "order" in event);
  return event !== undefined && "order" in event ? event.order.number : webhook?.order ?? null;
}

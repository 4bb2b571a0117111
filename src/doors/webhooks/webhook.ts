/** `POST /hooks/:store/:source`: verify the raw bytes, read them, record what they tell; answers by the contract of paths. */
import type { Context } from "hono";
import { answerPrivacy } from "../../flow/privacy/handle_privacy_request.ts";
import { nudge } from "../../flow/deliver/wake.ts";
import type { Shop } from "../../flow/ports.ts";
import type { Recorded, Report } from "../../flow/record/record_event.ts";
import { recordOrder } from "../../flow/record/record_and_allocate.ts";
import { recordStock, type StockRecorded, type StockReport } from "../../flow/stock/record_stock.ts";
import { spillDelivery } from "../../flow/record/spill.ts";
import { withoutCardNumbers } from "../../orders/card_number.ts";
import { STORE_ID } from "../../orders/order_id.ts";
import type { Delivery, PrivacyAsked, Source, SourcePorts } from "../../sources/source.ts";
import { providerNamed } from "../../providers/table.ts";
import { sourceNamed, tokensOf } from "../../sources/table.ts";
import { asking } from "./ask_sender.ts";
import { readBounded } from "../body.ts";
import { logFailure } from "../log.ts";
import { refuse, unavailable } from "./error_response.ts";
import { receiveReports } from "./provider_events.ts";
import { countIgnored } from "../../sql/ignored.ts";
import { type Ports, portsOf } from "../ports.ts";
import type { WaybillHono } from "../web.ts";

const BODY_MAX_BYTES = 1_000_000;

export async function receiveWebhook(context: Context<WaybillHono>): Promise<Response> {
  const ports = portsOf(context.env);
  const received_at_ms = ports.clock();
  const store_id = context.req.param("store") ?? "";
  const name = context.req.param("source") ?? "";
  const source = sourceNamed(name);
  const provider = providerNamed(name);
  if (source === null && provider === null) {
    return refuse(context, 404, "unknown_source", "There is no such source");
  }

  let shop: Shop | null;
  try {
    shop = STORE_ID.test(store_id) ? await ports.find_shop(store_id, received_at_ms) : null;
  } catch (error) {
    logFailure("shop_not_read", { store: store_id }, error);
    return unavailable(context);
  }
  if (shop === null) return refuse(context, 404, "unknown_store", "There is no such store");

  const body = await readBounded(context.req.raw, BODY_MAX_BYTES);
  if (body === null) {
    return refuse(
      context,
      413,
      "too_large",
      `Cannot accept delivery as its body must be <= ${BODY_MAX_BYTES} bytes`,
    );
  }
  // A header stands in no log and no browser history; the query is for senders that can set nothing but an address.
  const token = context.req.header("X-Waybill-Token") ?? context.req.query("token");
  const delivery: Delivery = { headers: context.req.raw.headers, body, received_at_ms, token };
  if (source === null) return await receiveReports(context, ports, shop, provider!, delivery);
  const source_ports = sourcePortsOf(ports, shop, source);
  const verified = await source.verify(delivery, shop.secrets[source.name] ?? [], source_ports);
  if (!verified.ok) return refuseFor(context, shop, source, verified);
  const reading = await source.read(delivery, source_ports);
  if (!reading.ok) return refuseFor(context, shop, source, reading);
  if (reading.value.type === "ignored") {
    const counting = countIgnored(ports.db, shop.id, source.name, reading.value.topic, received_at_ms).run();
    context.executionCtx.waitUntil(
      counting.catch((error) => logFailure("ignored_not_counted", { store: shop.id }, error)),
    );
    return context.json({ accepted: true, ignored: reading.value.topic }, 200);
  }
  if (reading.value.type === "privacy") {
    const { id, asked } = reading.value;
    return await honour(context, ports, shop, { source: source.name, id, asked }, received_at_ms);
  }

  const { id: delivery_id, tellings, stock } = reading.value;
  return await record(context, ports, shop, {
    reports: tellings.map((telling): Report => ({
      source: source.name,
      // Two tellings of one delivery may turn out to mean one order, which takes each delivery once.
      delivery_id: tellings.length === 1 ? delivery_id : `${delivery_id}~${telling.order}`,
      ...telling,
      happenings: telling.happenings.map(withoutCardNumbers),
      received_at_ms,
    })),
    stock: stock === undefined ? undefined : {
      source: source.name,
      delivery_id,
      happenings: stock.map(withoutCardNumbers),
      received_at_ms,
    },
  });
}

/** All that one delivery tells: of orders, of stock. */
interface Told {
  readonly reports: readonly Report[];
  readonly stock: StockReport | undefined;
}

function sourcePortsOf(ports: Ports, shop: Shop, source: Source): SourcePorts {
  return {
    registered_url: `${ports.public_url}/hooks/${shop.id}/${source.name}`,
    tokens: tokensOf(shop.secrets, source),
    ask: asking(ports.ways.fetch, source.hosts ?? []),
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
  logFailure("sender_unavailable", { store: shop.id, source: name }, new Error(message));
  return unavailable(context);
}

/** When D1 is away the sender must ask again: such a delivery is never kept, as it names whom nobody may remember. */
async function honour(
  context: Context<WaybillHono>,
  ports: Ports,
  shop: Shop,
  { source, id, asked }: { readonly source: string; readonly id: string; readonly asked: PrivacyAsked },
  now_ms: number,
): Promise<Response> {
  try {
    await answerPrivacy(ports, shop, source, asked, id, now_ms);
    return context.json({ accepted: true, privacy: asked.what }, 202);
  } catch (error) {
    logFailure("privacy_failed", { store: shop.id }, error);
    return unavailable(context);
  }
}

/** One by one: most deliveries tell of one order. A delivery that is recorded in part is kept whole; what is known is a duplicate then. */
async function record(
  context: Context<WaybillHono>,
  ports: Ports,
  shop: Shop,
  told: Told,
): Promise<Response> {
  const { reports, stock } = told;
  const recorded: Recorded[] = [];
  let stocked: StockRecorded | null = null;
  try {
    for (const report of reports) {
      const result = await recordOrder(ports, shop, report, report.received_at_ms);
      if (!result.ok) {
        if (result.reason === "contended") throw new Error(result.message);
        return refuse(context, 422, result.reason, result.message);
      }
      recorded.push(result.value);
      wake(context, ports, result.value);
    }
    if (stock !== undefined) stocked = await recordStock(ports, shop, stock, stock.received_at_ms);
  } catch (error) {
    return await keep(context, ports, shop, told, error);
  }
  if (stocked === "ignored" && recorded.length === 0) {
    return context.json({ accepted: true, ignored: "stock, which this store does not track" }, 200);
  }
  const first = recorded[0];
  const duplicate = recorded.every(({ outcome }) => outcome === "duplicate") && stocked !== "recorded";
  return context.json({
    accepted: true,
    order: first?.number ?? reports[0]?.order ?? null,
    duplicate,
    ...(first === undefined || duplicate ? {} : { mails: verdicts(first, reports[0]!.received_at_ms) }),
    ...(first?.outcome === "parked" ? { parked: true } : {}),
  }, duplicate ? 200 : 202);
}

interface Answered {
  readonly kind: string;
  readonly owed: boolean;
  /** For what waits: when it leaves at the earliest. */
  readonly due?: string;
  /** Why it is not owed. */
  readonly reason?: string;
}

/** What this delivery made the order owe, or why it does not, so that whoever connects a shop sees it in the answer. */
function verdicts({ decided }: Recorded, now_ms: number): readonly Answered[] {
  return decided.map(({ kind, against, due_at_ms }) => ({
    kind,
    owed: against === null,
    ...(against === null ? {} : { reason: against }),
    ...(against === null && due_at_ms > now_ms ? { due: new Date(due_at_ms).toISOString() } : {}),
  }));
}

function wake(context: Context<WaybillHono>, ports: Ports, { nudges }: Recorded): void {
  if (nudges.length === 0) return;
  // The commit holds; should the nudge be lost, the sweep finds the mail within a minute.
  context.executionCtx.waitUntil(
    nudge(ports.nudges, nudges).catch((error) => logFailure("nudge_lost", {}, error)),
  );
}

async function keep(
  context: Context<WaybillHono>,
  ports: Ports,
  shop: Shop,
  told: Told,
  cause: unknown,
): Promise<Response> {
  logFailure("record_failed", { store: shop.id }, cause);
  try {
    await spillDelivery(ports, { store_id: shop.id, ...told });
  } catch (error) {
    logFailure("spill_failed", { store: shop.id }, error);
    return unavailable(context);
  }
  return context.json(
    { accepted: true, order: numberTold(told.reports[0]), duplicate: false, kept: true },
    202,
  );
}

function numberTold(report: Report | undefined): string | null {
  const told = report?.happenings.find((happening) => "order" in happening);
  return told !== undefined && "order" in told ? told.order.number : report?.order ?? null;
}

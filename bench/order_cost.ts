/** Counts what an order costs, its confirmation and its whole life: rows, round trips to D1, queue operations, sub-requests. Deterministic. */
import type { Figure } from "./bench.ts";
import { anOrder, type InventedOrder, post, postEvent, postOrder } from "./deliveries.ts";
import { largeDelivery, largeOrderCpu } from "./large_order.ts";
import { build, type House, start } from "./miniflare.ts";

interface Counts {
  readonly round_trips: number;
  readonly rows_read: number;
  readonly rows_written: number;
  readonly queue_sends: number;
  readonly r2_writes: number;
}

const SENT_WITHIN_MS = 10_000;

export async function orderCost(): Promise<readonly Figure[]> {
  const script = await build("bench/worker.ts", "dist/bench");
  const ingesting = await start({ script, consumers: false });
  await postOrder(ingesting.url, anOrder("warm-up")); // the store's settings are in the isolate from here on
  await counts(ingesting);
  const placed = anOrder("counted");
  await postOrder(ingesting.url, placed, "delivery-1");
  const webhook = await counts(ingesting);
  await postOrder(ingesting.url, placed, "delivery-1");
  const duplicate = await counts(ingesting);
  await postOrder(ingesting.url, placed, "delivery-2");
  const copy = await counts(ingesting);
  await post(ingesting.url, "shopify", await largeDelivery());
  const large = await counts(ingesting);
  await ingesting.miniflare.dispose();

  const whole = await start({ script, consumers: true });
  await postOrder(whole.url, anOrder("warm-up"));
  await sent(whole, 1);
  await counts(whole);
  await postOrder(whole.url, placed, "delivery-1");
  await sent(whole, 2);
  const river = await counts(whole);
  await live(whole, placed);
  const life = add(river, await counts(whole));
  await whole.miniflare.dispose();

  const send_round_trips = river.round_trips - webhook.round_trips;
  return [
    atMost("webhook of a new order: D1 round trips", webhook.round_trips, 1, "trips"),
    atMost("webhook of a new order: rows written", webhook.rows_written, 6, "rows"),
    told("webhook of a new order: rows read", webhook.rows_read, "rows"),
    atMost("webhook of a new order: queue sends", webhook.queue_sends, 1, "sends"),
    atMost("duplicate delivery: rows written", duplicate.rows_written, 0, "rows"),
    told("duplicate delivery: D1 round trips", duplicate.round_trips, "trips"),
    atMost("copy under another delivery id: rows written", copy.rows_written, 0, "rows"),
    atMost("send of its mail: D1 round trips", send_round_trips, 2, "trips"),
    told("send of its mail: rows written", river.rows_written - webhook.rows_written, "rows"),
    told("send of its mail: rows read", river.rows_read - webhook.rows_read, "rows"),
    told("send of its mail: R2 writes (archive, capture)", river.r2_writes, "writes"),
    atMost("whole river: queue sends a mail", river.queue_sends, 1, "sends"),
    // A message is one send, one read, one delete at list price.
    told("whole river: queue operations", river.queue_sends * 3, "operations"),
    told("whole river: rows written", river.rows_written, "rows"),
    atMost("a life of 5 webhooks and 6 mails: rows written", life.rows_written, 42, "rows"),
    atMost("a life: queue operations", life.queue_sends * 3, 18, "operations"),
    told("a life: D1 round trips", life.round_trips, "trips"),
    told("a life: rows read", life.rows_read, "rows"),
    atMost("Shopify order of 250 lines: rows written", large.rows_written, 8, "rows"),
    atMost("Shopify order of 250 lines: D1 round trips", large.round_trips, 1, "trips"),
    ...await largeOrderCpu(),
    told("whole river: sub-requests", river.round_trips + river.queue_sends + river.r2_writes, "requests"),
  ];
}

/** Paid, shipped, out for delivery, delivered, each with its mail, and the follow-up that the clock brings. */
async function live(house: House, { total_minor }: InventedOrder): Promise<void> {
  const { url } = house;
  const payment = { id: "pi_3Qe1", amount_minor: total_minor, transaction_id: "ch_3Qe1" };
  const shipment = { id: "p1", tracking: [{ number: "00340434161094042557", carrier: "DHL" }] };
  await postEvent(url, "counted", "payment.succeeded", { payment });
  await sent(house, 3);
  await postEvent(url, "counted", "shipment.shipped", { shipment });
  await sent(house, 4);
  await postEvent(url, "counted", "shipment.out_for_delivery", { shipment: { id: "p1" } });
  await sent(house, 5);
  await postEvent(url, "counted", "shipment.delivered", { shipment: { id: "p1" } });
  await sent(house, 6);
  await fetch(new URL("/bench/tick", url), { method: "POST", body: String(FOUR_DAYS_MS) });
  await sent(house, FOLLOWED_UP);
}

/** The follow-up is due on the third day, or in the morning after it. */
const FOUR_DAYS_MS = 4 * 86_400_000;
/** The counted order's six, and the confirmation of the one before it. */
const FOLLOWED_UP = 7;

function add(a: Counts, b: Counts): Counts {
  return {
    round_trips: a.round_trips + b.round_trips,
    rows_read: a.rows_read + b.rows_read,
    rows_written: a.rows_written + b.rows_written,
    queue_sends: a.queue_sends + b.queue_sends,
    r2_writes: a.r2_writes + b.r2_writes,
  };
}

/** What has been counted since the last call. */
async function counts({ url }: House): Promise<Counts> {
  return await (await fetch(new URL("/bench/counts", url), { method: "POST" })).json();
}

async function sent(house: House, mails: number): Promise<void> {
  const until = Date.now() + SENT_WITHIN_MS;
  while (Date.now() < until) {
    const [row] = await house.sql("select count(*) as count from messages where state = 'sent'");
    if (Number(row?.["count"]) >= mails) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Cannot count as ${mails} mails must be sent within ${SENT_WITHIN_MS} ms`);
}

function atMost(name: string, value: number, most: number, unit: string): Figure {
  return { name, value, unit, bound: `<= ${most}`, ok: value <= most };
}

function told(name: string, value: number, unit: string): Figure {
  return { name, value, unit, ok: true };
}

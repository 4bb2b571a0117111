/**
 * Counts the cost of an order, for its confirmation and its whole life: rows, round trips to D1, queue operations,
 * sub-requests. Deterministic.
 */
import type { Figure } from "./bench.ts";
import { anOrder, type InventedOrder, post, postEvent, postOrder } from "./webhooks.ts";
import { largeOrderCpu, largeWebhook } from "./large_order.ts";
import { build, type House, start } from "./miniflare.ts";
import { stockCost } from "./stock_cost.ts";
import kept from "../scripts/cost/counts.json" with { type: "json" };

export interface Counts {
  readonly round_trips: number;
  readonly rows_read: number;
  readonly rows_written: number;
  readonly queue_sends: number;
  readonly r2_writes: number;
  readonly r2_reads: number;
  /** Of these, the copies of mails that are archived. */
  readonly archived: number;
}

const SENT_WITHIN_MS = 90_000;

export async function orderCost(): Promise<readonly Figure[]> {
  const script = await build("bench/worker.ts", "dist/bench");
  const ingesting = await start({ script, consumers: false });
  await postOrder(ingesting.url, anOrder("warm-up")); // From here on the shop's settings are cached in the isolate.
  await counts(ingesting);
  const placed = anOrder("counted");
  await postOrder(ingesting.url, placed, "delivery-1");
  const webhook = await counts(ingesting);
  await postOrder(ingesting.url, placed, "delivery-1");
  const duplicate = await counts(ingesting);
  await postOrder(ingesting.url, placed, "delivery-2");
  const copy = await counts(ingesting);
  await post(ingesting.url, "shopify", await largeWebhook("warm-up")); // From here on the isolate has noted that Shopify was heard.
  await counts(ingesting);
  await post(ingesting.url, "shopify", await largeWebhook("counted"));
  const large = await counts(ingesting);
  await ingesting.miniflare.dispose();

  const { river, life } = await lifeBeside(script, 10, placed);
  const crowded = await lifeBeside(script, 1_000_000, placed);

  const send_round_trips = river.round_trips - webhook.round_trips;
  return [
    atMost("webhook of a new order: D1 round trips", webhook.round_trips, 1, "trips"),
    atMost("webhook of a new order: rows written", webhook.rows_written, 6, "rows"),
    counted("webhook of a new order: rows read", webhook.rows_read, "rows"),
    atMost("webhook of a new order: queue sends", webhook.queue_sends, 1, "sends"),
    atMost("duplicate delivery: rows written", duplicate.rows_written, 0, "rows"),
    counted("duplicate delivery: D1 round trips", duplicate.round_trips, "trips"),
    atMost("copy under another delivery id: rows written", copy.rows_written, 0, "rows"),
    atMost("send of its mail: D1 round trips", send_round_trips, 2, "trips"),
    counted("send of its mail: rows written", river.rows_written - webhook.rows_written, "rows"),
    counted("send of its mail: rows read", river.rows_read - webhook.rows_read, "rows"),
    counted("send of its mail: R2 writes (archive, capture)", river.r2_writes, "writes"),
    atMost("whole river: queue sends a mail", river.queue_sends, 1, "sends"),
    // A message is one send, one read, one delete at list price.
    counted("whole river: queue operations", river.queue_sends * 3, "operations"),
    counted("whole river: rows written", river.rows_written, "rows"),
    atMost("a life of 5 webhooks and 6 mails: rows written", life.rows_written, 42, "rows"),
    atMost("a life: queue operations", life.queue_sends * 3, 18, "operations"),
    same("the same among 1,000,000 stored orders: rows written", crowded.life, life, "rows_written", "rows"),
    same("the same: rows read", crowded.life, life, "rows_read", "rows"),
    same("the same: queue sends", crowded.life, life, "queue_sends", "sends"),
    dollars("list price of 1,000 mails: D1, queues, R2 archive", priceOf(life), 0.015),
    ...asKept(life),
    counted("a life: copies archived in R2", life.archived, "writes"),
    counted("a life: D1 round trips", life.round_trips, "trips"),
    counted("a life: rows read", life.rows_read, "rows"),
    atMost("Shopify order of 250 lines: rows written", large.rows_written, 8, "rows"),
    // One reads the pictures of its products.
    atMost("Shopify order of 250 lines: D1 round trips", large.round_trips, 2, "trips"),
    ...await stockCost(script),
    ...await largeOrderCpu(),
    counted("whole river: sub-requests", river.round_trips + river.queue_sends + river.r2_writes, "requests"),
  ];
}

/** Measures an order's whole life in a database that already stores `stored` orders. */
async function lifeBeside(script: string, stored: number, placed: InventedOrder) {
  const whole = await start({ script, consumers: true });
  await shop(whole, stored);
  await postOrder(whole.url, anOrder("warm-up"));
  await sent(whole, 1);
  await counts(whole);
  await postOrder(whole.url, placed, "delivery-1");
  await sent(whole, 2);
  const river = await counts(whole);
  await live(whole, placed);
  const life = add(river, await counts(whole));
  await whole.miniflare.dispose();
  return { river, life };
}

/** The counts from which docs/cost.md is made. */
function asKept({ rows_read, rows_written, queue_sends, archived }: Counts): readonly Figure[] {
  const measured = { rows_read, rows_written, queue_sends, copies: archived };
  return Object.entries(measured).map(([name, value]) => {
    const is_kept = kept[name as keyof typeof measured];
    return {
      name: `scripts/cost/counts.json: ${name}`,
      value,
      unit: "",
      bound: `= ${is_kept}`,
      ok: value === is_kept,
    };
  });
}

const STORED_AT_ONCE = 100_000;

/** Inserts last year's orders with their confirmations by SQL alone. */
async function shop(house: House, stored: number): Promise<void> {
  for (let from = 0; from < stored; from += STORED_AT_ONCE) {
    const until = Math.min(stored, from + STORED_AT_ONCE);
    const numbers = `with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${
      until - 1
    })`;
    await house.sql(`insert into orders (id, number, seq, state, updated_at)
      ${numbers} select 'demo/standard/old-' || i, '#' || i, 1, '{}', 1760000000000 + i from n`);
    await house.sql(`insert into messages (subject, kind, about, state, dated_at, closed_at, attempts)
      ${numbers} select 'demo/standard/old-' || i, 'order_confirmation', '', 'delivered', 1760000000000 + i,
        1760000000000 + i, 1 from n`);
  }
}

/** US dollars: https://developers.cloudflare.com/d1/platform/pricing/, …/queues/platform/pricing/, …/r2/pricing/ */
const PRICES = {
  rows_read: 0.001 / 1e6,
  rows_written: 1 / 1e6,
  queue_operations: 0.4 / 1e6,
  r2_class_a: 4.5 / 1e6,
};
const MAILS_OF_A_LIFE = 6;

/**
 * Price of 1,000 mails, without the provider and without the monthly free amounts. Counts a stored copy for each
 * mail, whether its kind keeps one or not.
 */
function priceOf({ rows_read, rows_written, queue_sends }: Counts): number {
  const life = rows_read * PRICES.rows_read + rows_written * PRICES.rows_written +
    queue_sends * 3 * PRICES.queue_operations + MAILS_OF_A_LIFE * PRICES.r2_class_a;
  return life / MAILS_OF_A_LIFE * 1_000;
}

/**
 * Plays paid, shipped, out for delivery and delivered, each with its mail, and the follow-up that becomes due by
 * time.
 */
async function live(house: House, { total_minor }: InventedOrder): Promise<void> {
  const { url } = house;
  const payment = { id: "pi_3Qe1", amount_minor: total_minor, transaction_id: "ch_3Qe1" };
  const shipment = { id: "p1", tracking: [{ number: "00340434161094042557", carrier: "DHL" }] };
  // After the order's own minute, within which the confirmation is the receipt.
  await postEvent(url, "counted", "payment.succeeded", { payment }, 90_000);
  await sent(house, 3);
  await postEvent(url, "counted", "shipment.shipped", { shipment });
  await sent(house, 4);
  await postEvent(url, "counted", "shipment.out_for_delivery", { shipment: { id: "p1" } });
  await sent(house, 5);
  await postEvent(url, "counted", "shipment.delivered", { shipment: { id: "p1" } });
  await sent(house, 6);
  const [follow_up] = await house.sql(FOLLOW_UP);
  const leap_ms = Number(follow_up!["due_at"]) - Date.now() + 1_000;
  await fetch(new URL("/bench/tick", url), { method: "POST", body: String(leap_ms) });
  await sent(house, FOLLOWED_UP);
}

/** The follow-up is due on the third day or the morning after it, whatever the hour of the benchmark. */
const FOLLOW_UP =
  "select due_at from messages where subject = 'demo/standard/counted' and kind = 'follow_up'";
/** Mails: six of the counted order, and the confirmation of the order before it. */
const FOLLOWED_UP = 7;

function add(a: Counts, b: Counts): Counts {
  return {
    round_trips: a.round_trips + b.round_trips,
    rows_read: a.rows_read + b.rows_read,
    rows_written: a.rows_written + b.rows_written,
    queue_sends: a.queue_sends + b.queue_sends,
    r2_writes: a.r2_writes + b.r2_writes,
    r2_reads: a.r2_reads + b.r2_reads,
    archived: a.archived + b.archived,
  };
}

/** Returns the counts since the last call. */
export async function counts({ url }: House): Promise<Counts> {
  return await (await fetch(new URL("/bench/counts", url), { method: "POST" })).json();
}

/** Counts by key: counting a million other rows would take longer than what is measured. */
const SENT = `select count(*) as count from messages
  where subject in ('demo/standard/warm-up', 'demo/standard/counted') and state = 'sent'`;

async function sent(house: House, mails: number): Promise<void> {
  const until = Date.now() + SENT_WITHIN_MS;
  while (Date.now() < until) {
    const [row] = await house.sql(SENT);
    if (Number(row?.["count"]) >= mails) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Cannot count as ${mails} mails must be sent within ${SENT_WITHIN_MS} ms`);
}

export function atMost(name: string, value: number, most: number, unit: string): Figure {
  return { name, value, unit, bound: `<= ${most}`, ok: value <= most };
}

export function counted(name: string, value: number, unit: string): Figure {
  return { name, value, unit, ok: true };
}

function same(name: string, one: Counts, other: Counts, count: keyof Counts, unit: string): Figure {
  return { name, value: one[count], unit, bound: `= ${other[count]}`, ok: one[count] === other[count] };
}

function dollars(name: string, value: number, most: number): Figure {
  return {
    name,
    value: Math.round(value * 10_000) / 10_000,
    unit: "USD",
    bound: `<= ${most}`,
    ok: value <= most,
  };
}

/** Counts what a mail costs that a program hands over, times how many a second are taken and sent, and sees whether a code waits for those before it. */
import type { Figure } from "./bench.ts";
import { API_TOKEN, build, type House, start } from "./miniflare.ts";
import { anOrder, postOrder } from "./webhooks.ts";
import { atMost, counted as told, counts } from "./order_cost.ts";

const BATCHES = 20;
const BATCH = 100;
const QUEUED = 10_000;
const ORDERS = 300;
const WITHIN_MS = 120_000;

export async function sendCost(): Promise<readonly Figure[]> {
  const script = await build("bench/worker.ts", "dist/bench");
  return [
    ...await costOf(script),
    ...await paceOf(script),
    ...await paceOfOrders(script),
    ...await codeBeside(script),
  ];
}

/** Rows of one mail: taken, and sent by the queue. */
async function costOf(script: string): Promise<readonly Figure[]> {
  const house = await start({ script, consumers: true });
  await hand(house, [mail("warm-up")]);
  await sent(house, 1);
  await counts(house);
  await hand(house, [mail("counted")]);
  await sent(house, 2);
  const one = await counts(house);
  await hand(house, Array.from({ length: BATCH }, (_, at) => mail(`batch-${at}`)));
  await sent(house, 2 + BATCH);
  const many = await counts(house);
  await house.miniflare.dispose();
  return [
    atMost("a mail handed over and sent: rows written", one.rows_written, 4, "rows"),
    told("a mail handed over and sent: rows read", one.rows_read, "rows"),
    told("a mail handed over and sent: D1 round trips", one.round_trips, "trips"),
    told("a mail handed over and sent: queue sends", one.queue_sends, "sends"),
    atMost(
      "one of a batch of 100: rows written",
      Math.round(many.rows_written / BATCH * 100) / 100,
      4,
      "rows",
    ),
  ];
}

/** Mails a second, taken alone and with their sending. */
async function paceOf(script: string): Promise<readonly Figure[]> {
  const house = await start({ script, consumers: true });
  await hand(house, [mail("warm-up")]);
  await sent(house, 1);
  const from_ms = performance.now();
  for (let batch = 0; batch < BATCHES; batch++) {
    await hand(house, Array.from({ length: BATCH }, (_, at) => mail(`pace-${batch}-${at}`)));
  }
  const taken_ms = performance.now() - from_ms;
  await sent(house, 1 + BATCHES * BATCH);
  const sent_ms = performance.now() - from_ms;
  await house.miniflare.dispose();
  const count = BATCHES * BATCH;
  return [
    told("taken through the send API, in batches of 100", Math.round(count / taken_ms * 1_000), "mails/s"),
    told("taken and sent, on this machine's local D1", Math.round(count / sent_ms * 1_000), "mails/s"),
  ];
}

/** The same for orders, each with its confirmation: one webhook an order. */
async function paceOfOrders(script: string): Promise<readonly Figure[]> {
  const house = await start({ script, consumers: true });
  await postOrder(house.url, anOrder("warm-up"));
  const done = "select count(*) as n from messages where kind = 'order_confirmation' and state = 'sent'";
  await until(house, done, 1);
  const from_ms = performance.now();
  for (let at = 0; at < ORDERS; at++) await postOrder(house.url, anOrder(`pace-${at}`));
  const taken_ms = performance.now() - from_ms;
  await until(house, done, 1 + ORDERS);
  const sent_ms = performance.now() - from_ms;
  await house.miniflare.dispose();
  return [
    told("beside it, orders by webhook", Math.round(ORDERS / taken_ms * 1_000), "orders/s"),
    told("orders by webhook with their confirmations sent", Math.round(ORDERS / sent_ms * 1_000), "orders/s"),
  ];
}

/** A code that is asked for behind 10,000 notices. */
async function codeBeside(script: string): Promise<readonly Figure[]> {
  const house = await start({ script, consumers: true });
  await hand(house, [mail("warm-up")]);
  await sent(house, 1);
  await house.sql(
    `insert into messages (subject, kind, about, state, dated_at, due_at, facts, valid_until, lane)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${QUEUED})
    select 'demo/~customer/' || i, 'sent_notice', 'n', 'owed', ${Date.now() - 60_000}, ${Date.now() - 60_000},
      '{"to":{"email":"a@b.example"},"facts":{"template":"reminder","title":"Soon","words":"Soon."}}',
      ${Date.now() + 86_400_000}, 1 from n`,
  );
  // The clock begins with them, as it does each minute.
  await fetch(new URL("/bench/tick", house.url), { method: "POST", body: "0" });
  const from_ms = performance.now();
  await hand(house, [{
    to: { email: "ada@lovelace.example" },
    template: "two_factor_code",
    data: { code: "771204" },
  }]);
  await until(house, "select count(*) as n from messages where kind = 'sent_code' and state = 'sent'", 1);
  const code_ms = performance.now() - from_ms;
  const before = await countOf(
    house,
    "select count(*) as n from messages where kind = 'sent_notice' and state = 'sent'",
  );
  await house.miniflare.dispose();
  return [
    atMost("a code behind 10,000 notices: until it has left", Math.round(code_ms), 5_000, "ms"),
    told("notices that left before it", before, "mails"),
  ];
}

function mail(id: string): object {
  return {
    id,
    to: { email: `${id}@lovelace.example`, locale: "en" },
    template: "activation",
    data: { url: "https://kontor.example/activate/1" },
  };
}

async function hand(house: House, messages: readonly object[]): Promise<void> {
  const answer = await fetch(new URL("/api/shops/demo/send", house.url), {
    method: "POST",
    headers: { Authorization: `Bearer ${API_TOKEN}` },
    body: JSON.stringify({ messages }),
  });
  if (answer.status !== 202) throw new Error(`Cannot hand over: ${answer.status} ${await answer.text()}`);
  await answer.body?.cancel();
}

const sent = (house: House, count: number) =>
  until(house, "select count(*) as n from messages where kind = 'sent_mail' and state = 'sent'", count);

async function until(house: House, sql: string, count: number): Promise<void> {
  const from_ms = performance.now();
  for (;;) {
    const n = await countOf(house, sql);
    if (n >= count) return;
    if (performance.now() - from_ms > WITHIN_MS) throw new Error(`Only ${n} of ${count} left in time`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function countOf(house: House, sql: string): Promise<number> {
  const [row] = await house.sql(sql);
  return Number(row?.["n"] ?? 0);
}

/**
 * What an order weighs before and after it goes into the archive, and what it costs there. The Worker's own code on local
 * D1 and R2: lives with their mails, months that pass, nights in which the archive is served.
 */
import { signStandard } from "../test/support/signing.ts";
import { customerNames } from "../src/links/customer_name.ts";
import { type Purpose, signLink } from "../src/links/signed_link.ts";
import type { Figure } from "./bench.ts";
import { atMost, counted, type Counts } from "./order_cost.ts";
import { build, type House, LINK_KEY, SEALING_KEY_BYTES, SECRET, start } from "./miniflare.ts";
import { anOrder, post } from "./webhooks.ts";

/** https://developers.cloudflare.com/d1/platform/limits/ */
const CELL_BYTES = 10_000_000_000;
const LINE_MAX_BYTES = 800;
/** Lives of one round, and rounds: what the file grows by from round to round is what its archived orders take. */
const LIVES = 120;
const ROUNDS = 4;
const AT_ONCE = 8;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Days on which the clock ticks: reminders, care, the end of the return window. */
const TICKS = [1, 4, 5, 8, 12, 29, 34, 36, 60] as const;
/** Days from one round to the next. */
const ROUND_DAYS = 200;
const HISTORY = 10_000;
const HISTORY_LIVE = 100;
const HISTORY_ROWS_MAX = 60;
const WAIT_MS = 120_000;

export async function archiveCost(): Promise<readonly Figure[]> {
  const script = await build("bench/worker.ts", "dist/bench");
  const house = await start({ script, consumers: true });
  const clock = clockOf(house);
  try {
    await house.sql(
      `update shops set settings = json_set(settings, '$.time_zone', 'UTC', '$.provider_reports', json('false'))`,
    );
    const sizes: { readonly before: number; readonly live: number }[] = [];
    let archived = NONE;
    for (let round = 0; round < ROUNDS; round++) {
      const before = await sizeOf(house);
      await lives(house, clock, round);
      sizes.push({ before, live: await sizeOf(house) });
      if (round === ROUNDS - 1) {
        const page = await visitsOf(house, clock, "order", `demo/standard/life-${round}-0`);
        archived = { ...archived, page_live: page };
      }
      await counts(house);
      await nightOf(house, clock);
      archived = { ...archived, night: await counts(house) };
    }
    const first = sizes[0]!;
    const live = Math.round((first.live - first.before) / LIVES);
    // What was freed is taken again, so the file grows by what stays.
    const line = Math.round((sizes.at(-1)!.live - sizes[1]!.live) / ((ROUNDS - 2) * LIVES));
    const page = await visitsOf(house, clock, "order", `demo/standard/life-${ROUNDS - 1}-0`);
    const back = await lateNews(house, clock, `life-${ROUNDS - 1}-1`);
    const history = await historyPages(house, clock);
    return [
      counted("an order of two lines, five webhooks and its mails", live, "bytes"),
      atMost("the same in the archive", line, LINE_MAX_BYTES - 1, "bytes"),
      counted("live orders that one cell holds", Math.floor(CELL_BYTES / live / 1_000) * 1_000, "orders"),
      counted("archived orders that one cell holds", Math.floor(CELL_BYTES / line / 1_000) * 1_000, "orders"),
      counted("an order's object", await objectBytes(house), "bytes"),
      counted("rows written as an order goes", Math.round(archived.night.rows_written / LIVES), "rows"),
      counted("rows written as late news brings one back", back.rows_written, "rows"),
      counted("page of an order: rows read", archived.page_live.rows_read, "rows"),
      counted("page of an archived order: rows read", page.rows_read, "rows"),
      atMost(
        "page of an archived order: reads of R2 more",
        page.r2_reads - archived.page_live.r2_reads,
        1,
        "reads",
      ),
      ...history,
    ];
  } finally {
    await house.miniflare.dispose();
  }
}

interface Measured {
  readonly night: Counts;
  readonly page_live: Counts;
}
const NO_COUNTS: Counts = {
  round_trips: 0,
  rows_read: 0,
  rows_written: 0,
  queue_sends: 0,
  r2_writes: 0,
  r2_reads: 0,
  archived: 0,
};
const NONE: Measured = { night: NO_COUNTS, page_live: NO_COUNTS };

/** The house's time, which only goes ahead; this process signs with it. */
interface HouseClock {
  readonly now: () => number;
  /** Moves the house to `at_ms` and lets a tick run. */
  readonly passTo: (at_ms: number, tick?: "tick" | "round") => Promise<void>;
}

function clockOf({ url }: House): HouseClock {
  let ahead_ms = 0;
  const now = () => Date.now() + ahead_ms;
  return {
    now,
    passTo: async (at_ms, tick = "tick") => {
      const by_ms = Math.max(0, Math.round(at_ms - now()));
      const answer = await fetch(new URL(`/bench/${tick}`, url), { method: "POST", body: String(by_ms) });
      if (!answer.ok) throw new Error(`Cannot pass as the tick must run: ${await answer.text()}`);
      ahead_ms += by_ms;
    },
  };
}

async function lives(house: House, clock: HouseClock, round: number): Promise<void> {
  const begun = clock.now();
  for (let at = 0; at < LIVES; at += AT_ONCE) {
    await Promise.all(
      Array.from(
        { length: Math.min(AT_ONCE, LIVES - at) },
        (_, index) => life(house, clock, `${round}-${at + index}`),
      ),
    );
  }
  for (const day of TICKS) {
    await clock.passTo(begun + day * DAY_MS);
    await settle(house, clock);
  }
}

async function life(house: House, clock: HouseClock, name: string): Promise<void> {
  const id = `life-${name}`;
  const lines = (anOrder(id)["lines"] as readonly { quantity: number; unit_price_minor: number }[]).slice(
    0,
    2,
  );
  const total_minor = lines.reduce((sum, line) => sum + line.quantity * line.unit_price_minor, 0);
  const order = {
    ...anOrder(id),
    placed_at: new Date(clock.now()).toISOString(),
    customer: { email: `${id}@bench.example`, name: "Ada Lovelace", first_name: "Ada" },
    lines,
    shipping: undefined,
    total_minor,
    payment: { status: "pending" },
  };
  await send(house, clock, "order.placed", { order });
  await send(house, clock, "payment.succeeded", {
    order_id: id,
    payment: { id: `pi-${name}`, amount_minor: total_minor },
  });
  const tracking = [{ number: `0034043416109404${name}`, carrier: "DHL" }];
  await send(house, clock, "shipment.shipped", { order_id: id, shipment: { id: "p1", tracking } });
  await send(house, clock, "shipment.out_for_delivery", { order_id: id, shipment: { id: "p1" } });
  await send(house, clock, "shipment.delivered", { order_id: id, shipment: { id: "p1" } });
}

async function send({ url }: House, clock: HouseClock, type: string, data: object): Promise<void> {
  const body = JSON.stringify({ type, timestamp: new Date(clock.now()).toISOString(), data });
  const at_s = Math.floor(clock.now() / 1_000);
  await post(url, "standard", { body, headers: await signStandard(SECRET, crypto.randomUUID(), at_s, body) });
}

/** Waits until nothing that is due is open. */
async function settle(house: House, clock: HouseClock): Promise<void> {
  await until(async () => {
    const [open] = await house.sql(
      `select (select count(*) from messages where due_at <= ${clock.now()}) +
         (select count(*) from orders where deadline_at <= ${clock.now()}) as count`,
    );
    if (Number(open!["count"]) === 0) return true;
    await clock.passTo(clock.now() + 60_000);
    return false;
  }, "all that is due must leave");
}

/** A night in which all that is over goes. */
async function nightOf(house: House, clock: HouseClock): Promise<void> {
  const day = Math.ceil((clock.now() + (ROUND_DAYS - TICKS.at(-1)!) * DAY_MS) / DAY_MS) * DAY_MS;
  await clock.passTo(day + 3.5 * HOUR_MS, "round");
  await until(async () => {
    const [left] = await house.sql("select count(*) as count from orders where line is null");
    return Number(left!["count"]) === 0;
  }, "every order must go");
}

async function until(isDone: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + WAIT_MS;
  while (!await isDone()) {
    if (performance.now() > end) throw new Error(`Cannot measure as ${what} within ${WAIT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function lateNews(house: House, clock: HouseClock, id: string): Promise<Counts> {
  await counts(house);
  await send(house, clock, "payment.refunded", { order_id: id, refund: { id: "late", amount_minor: 100 } });
  const cost = await counts(house);
  const [row] = await house.sql(
    `select line is null as is_back from orders where id = 'demo/standard/${id}'`,
  );
  if (row!["is_back"] !== 1) throw new Error("Cannot measure as late news must bring its order back");
  return cost;
}

/** A customer of 10,000 orders of which the newest 100 are whole: the first page, one far back, and a search. */
async function historyPages(house: House, clock: HouseClock): Promise<readonly Figure[]> {
  const customer = await customerNames(SEALING_KEY_BYTES)("demo", "many@bench.example");
  const [whole] = await house.sql(
    `select state from orders where line is null and state <> '{}' limit 1`,
  );
  const state = String(whole!["state"]);
  const quoted = state.replaceAll("'", "''");
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${HISTORY})`;
  const line =
    `json_array(strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i, 'unixepoch'), 100, 'EUR', 'delivered')`;
  const is_archived = `i <= ${HISTORY - HISTORY_LIVE}`;
  await house.sql(`${numbers} insert into orders (id, number, seq, state, updated_at, line, object)
    select 'demo/bench/' || i, '#' || i, 1, case when ${is_archived} then '{}' else '${quoted}' end, 0,
      case when ${is_archived} then ${line} end, case when ${is_archived} then 'object' end from n`);
  await house.sql(`${numbers} insert into customer_orders (customer, placed_at, order_id)
    select '${customer}', strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i, 'unixepoch'), 'demo/bench/' || i from n`);
  const back = 5_000;
  const bucket = await house.miniflare.getR2Bucket("MAIL");
  for (const from of [back, HISTORY - HISTORY_LIVE]) {
    for (let at = from; at > from - 60; at--) {
      const id = `demo/bench/${at}`;
      const row = {
        id,
        number: `#${at}`,
        seq: 1,
        state,
        fold_version: 0,
        folded_to: null,
        fingerprints: null,
      };
      await bucket.put(
        `orders/${id}/object`,
        await gzip({ format: 1, order: row, events: [], messages: [] }),
      );
    }
  }
  const token = await tokenOf(clock, "history", customer);
  const far = new TextEncoder().encode(
    `${new Date((1_700_000_000 + back) * 1_000).toISOString()} demo/bench/${back}`,
  ).toBase64({ alphabet: "base64url", omitPadding: true });
  const pages = {
    "first page": `/h/${token}`,
    "page of 20 archived orders": `/h/${token}?after=${far}`,
  };
  const figures: Figure[] = [];
  for (const [name, path] of Object.entries(pages)) {
    const { rows_read, r2_reads } = await visit(house, path);
    const called = `${HISTORY} orders, ${HISTORY - HISTORY_LIVE} of them archived: ${name}`;
    figures.push(
      atMost(`${called}: rows read`, rows_read, HISTORY_ROWS_MAX, "rows"),
      counted(`${called}: reads of R2`, r2_reads, "reads"),
    );
  }
  return figures;
}

async function visitsOf(house: House, clock: HouseClock, purpose: Purpose, subject: string): Promise<Counts> {
  return await visit(house, `/o/${await tokenOf(clock, purpose, subject)}`);
}

async function visit(house: House, path: string): Promise<Counts> {
  await (await fetch(new URL(path, house.url))).text(); // From here on the isolate knows the shop.
  await counts(house);
  const page = await fetch(new URL(path, house.url));
  if (page.status !== 200) throw new Error(`Cannot count as the page must open: got ${page.status}`);
  await page.text();
  return await counts(house);
}

async function tokenOf(clock: HouseClock, purpose: Purpose, subject: string): Promise<string> {
  const now_ms = clock.now();
  return await signLink([LINK_KEY], {
    purpose,
    subject,
    expires_at_ms: now_ms + 30 * DAY_MS,
    issued_at_ms: now_ms,
  });
}

async function counts({ url }: House): Promise<Counts> {
  return await (await fetch(new URL("/bench/counts", url), { method: "POST" })).json();
}

async function sizeOf({ miniflare }: House): Promise<number> {
  const db = await miniflare.getD1Database("DB");
  return (await db.prepare("select 1").all()).meta.size_after;
}

async function objectBytes({ miniflare }: House): Promise<number> {
  const bucket = await miniflare.getR2Bucket("MAIL");
  const { objects } = await bucket.list({ prefix: "orders/demo/standard/" });
  return Math.round(objects.reduce((sum, { size }) => sum + size, 0) / objects.length);
}

async function gzip(value: unknown): Promise<ArrayBuffer> {
  const stream = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(stream).arrayBuffer();
}

/** Counts what a page of a customer's history reads among 1,000,000 orders: one customer has 10,000 of them, another ten. */
import { customerNames } from "../src/links/customer_name.ts";
import { signLink } from "../src/links/signed_link.ts";
import type { Figure } from "./bench.ts";
import { cast } from "./pictures_cast.ts";
import { build, type House, LINK_KEY, SEALING_KEY_BYTES, start } from "./miniflare.ts";
import type { Order } from "../src/orders/state.ts";

const ORDERS = 1_000_000;
const MANY = 10_000;
const FEW = 10;
/** Rows that one statement inserts: D1 would stop a statement that inserts a million. */
const STEP = 50_000;
const ROWS_MAX = 60;
const VISITS = 20;

export async function historyCost(): Promise<readonly Figure[]> {
  const house = await start({ script: await build("bench/worker.ts", "dist/bench"), consumers: false });
  try {
    const name = customerNames(SEALING_KEY_BYTES);
    const [many, few] = [await name("demo", "many@bench.example"), await name("demo", "few@bench.example")];
    await fill(house, many, few);
    const first = await visit(house, `/h/${await token(many)}`);
    const last = await pageBefore(house, many, MANY - 30);
    const search = await visit(house, `/h/${await token(many)}?q=nothing-like-it`);
    const small = await visit(house, `/h/${await token(few)}`);
    return [
      rows("first page of 10,000 orders", first.rows_read),
      rows("last but one page of 10,000 orders", last.rows_read),
      rows("search among 10,000 orders", search.rows_read),
      rows("page of a customer with ten orders", small.rows_read),
      {
        name: "rows written by any of them",
        value: first.rows_written,
        unit: "rows",
        bound: "<= 0",
        ok: first.rows_written === 0,
      },
      { name: "first page of 10,000 orders", value: first.median_ms, unit: "ms", ok: true },
      { name: "page of a customer with ten orders", value: small.median_ms, unit: "ms", ok: true },
    ];
  } finally {
    await house.miniflare.dispose();
  }
}

async function fill(house: House, many: string, few: string): Promise<void> {
  const state = JSON.stringify(anOrder()).replaceAll("'", "''");
  for (let from = 0; from < ORDERS; from += STEP) {
    const numbers = `with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${
      from + STEP - 1
    })`;
    // Only the orders that a page reads are complete: a million complete ones would fill the memory and prove no
    // more.
    await house.sql(`${numbers} insert into orders (id, number, seq, state, updated_at)
      select 'demo/bench/' || i, '#' || i, 1, case when i < ${
      MANY + FEW
    } then '${state}' else '{}' end, 0 from n`);
    await house.sql(`${numbers} insert into customer_orders (customer, placed_at, order_id)
      select case when i < ${MANY} then '${many}' when i < ${MANY + FEW} then '${few}'
        else 'demo/~customer/' || (i / 3) end,
        strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i, 'unixepoch'), 'demo/bench/' || i from n`);
  }
}

function anOrder(): Order {
  return cast("https://shop.example").english;
}

/** Opens the page through the same link to older orders that the page itself has. */
async function pageBefore(house: House, customer: string, skipped: number) {
  const [row] = await house.sql(
    `select placed_at, order_id from customer_orders where customer = '${customer}'
     order by placed_at desc limit 1 offset ${skipped}`,
  );
  const after = new TextEncoder().encode(`${row!["placed_at"]} ${row!["order_id"]}`).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
  return await visit(house, `/h/${await token(customer)}?after=${after}`);
}

async function visit({ url }: House, path: string) {
  const took: number[] = [];
  await counts(url);
  for (let count = 0; count < VISITS; count++) {
    const began = performance.now();
    const page = await fetch(new URL(path, url));
    if (page.status !== 200) throw new Error(`Cannot count as the page must open: got ${page.status}`);
    await page.text();
    took.push(performance.now() - began);
  }
  const { rows_read, rows_written } = await counts(url);
  const median_ms = took.sort((a, b) => a - b)[VISITS / 2]!;
  return {
    rows_read: rows_read / VISITS,
    rows_written,
    median_ms: Math.round(median_ms * 10) / 10,
  };
}

async function counts(url: URL): Promise<{ readonly rows_read: number; readonly rows_written: number }> {
  return await (await fetch(new URL("/bench/counts", url), { method: "POST" })).json();
}

async function token(subject: string): Promise<string> {
  const now_ms = Date.now();
  return await signLink([LINK_KEY], {
    purpose: "history",
    subject,
    expires_at_ms: now_ms + 3_600_000,
    issued_at_ms: now_ms,
  });
}

function rows(name: string, value: number): Figure {
  return { name: `${name}: rows read`, value, unit: "rows", bound: `<= ${ROWS_MAX}`, ok: value <= ROWS_MAX };
}

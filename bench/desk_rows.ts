/**
 * What each screen of the desk reads in a shop with a million orders: the Worker's own pages on local D1, whose rows are
 * made by SQL. Most of the orders lie in the archive, as they would; every list that can be long is.
 */
import type { Figure } from "./bench.ts";
import { atMost, counted } from "./order_cost.ts";
import { API_TOKEN, build, type House, start } from "./miniflare.ts";
import { anOrder, postOrder } from "./webhooks.ts";

const ORDERS = 1_000_000;
/** Of these; the others lie in the archive. */
const LIVE = 50_000;
const ROWS_MAX = 300;
/** Rows that one statement makes. */
const AT_ONCE = 100_000;
const DAY_MS = 86_400_000;

/** Screens by their paths below `/admin/demo`. */
const SCREENS: Readonly<Record<string, string>> = {
  "Today": "",
  "Cases": "/cases",
  "Cases, solved": "/cases?list=solved",
  "Cases of one kind": "/cases?kind=question",
  "Cases by tag, way and age": "/cases?tag=none&way=chat&days=1",
  "a case": "/cases/case-1",
  "Orders": "/orders",
  "Orders, later page of one channel": "/orders?channel=web&from=2026-01-01",
  "Orders, late": "/orders?list=late",
  "Orders, late to one country": "/orders?list=late&country=AT",
  "an order": "/orders?id=standard/live-7",
  "Returns": "/returns",
  "Stock": "/stock",
  "one SKU": "/stock/item?sku=SKU-7",
  "Feedback": "/feedback",
  "Feedback, low": "/feedback?list=low",
  "Mails, failed": "/mails?state=failed",
  "Mails, bounced": "/mails?state=bounced",
  "Mails, kept back": "/mails?state=shadowed",
  "All kinds of mail": "/mails/kinds",
  "one kind": "/mails/kinds/order_confirmation",
  "Unreachable": "/unreachable",
  "Suppressions": "/suppressions",
  "Waiting": "/waiting",
  "Channels": "/channels",
  "Domain": "/domain",
  "Settings": "/settings",
  "Settings, senders": "/settings/senders",
  "one sender": "/settings/senders/shopify",
  "Settings, brand": "/settings/brand",
  "Settings, promises": "/settings/promises",
  "Settings, answers": "/settings/answers",
  "People": "/people",
  "Audit": "/audit",
};

export async function deskRows(): Promise<readonly Figure[]> {
  const script = await build("bench/worker.ts", "dist/bench");
  const persist = await Deno.makeTempDir({ prefix: "waybill-desk-" });
  const house = await start({ script, consumers: false, persist });
  try {
    await fill(house);
    const cookie = await signIn(house);
    const figures: Figure[] = [counted("orders of the shop", ORDERS, "orders")];
    for (const [name, path] of Object.entries(SCREENS)) {
      // The first look may make what an isolate keeps.
      await look(house, cookie, path);
      figures.push(atMost(name, await look(house, cookie, path), ROWS_MAX, "rows"));
    }
    return figures;
  } finally {
    await house.miniflare.dispose();
    await Deno.remove(persist, { recursive: true });
  }
}

async function look(house: House, cookie: string, path: string): Promise<number> {
  await counts(house);
  const answer = await fetch(new URL(`/admin/demo${path}`, house.url), {
    headers: { cookie },
    redirect: "manual",
  });
  await answer.body?.cancel();
  if (answer.status !== 200) throw new Error(`${path} must answer 200: answers ${answer.status}`);
  return (await counts(house)).rows_read;
}

async function counts(house: House): Promise<{ readonly rows_read: number }> {
  return await (await fetch(new URL("/bench/counts", house.url), { method: "POST" })).json();
}

async function signIn(house: House): Promise<string> {
  const page = await (await fetch(new URL("/admin/demo", house.url))).text();
  const form = page.split("<form").find((one) => one.includes('name="token"'))!;
  const body = new FormData();
  body.set("form", /name="form" value="([^"]+)"/.exec(form)![1]!);
  body.set("shop", "demo");
  body.set("token", API_TOKEN);
  const answer = await fetch(new URL("/admin", house.url), {
    method: "POST",
    body,
    redirect: "manual",
    headers: { "Sec-Fetch-Site": "same-origin", Origin: house.url.origin },
  });
  await answer.body?.cancel();
  return answer.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
}

/** Everything that a shop may have much of. */
async function fill(house: House): Promise<void> {
  await house.sql(
    `update shops set settings = json_set(settings, '$.order_index', json('true'), '$.figures', json('true'),
       '$.stock', json('{"track": true}'), '$.time_zone', 'UTC')`,
  );
  await postOrder(house.url, anOrder("model"));
  const now = Date.now();
  const model = "(select state from orders where id = 'demo/standard/model')";
  const moment = (days: string) => `strftime('%Y-%m-%dT%H:%M:%fZ', ${now} / 1000 - ${days}, 'unixepoch')`;
  const placed = moment("n * 60");
  const line = `json_array(${placed}, 12890, 'EUR', 'delivered')`;
  await made(
    house,
    ORDERS - LIVE,
    (numbers) =>
      `insert into orders (id, number, seq, state, line, object, updated_at)
     select 'demo/standard/old-' || n, '#' || n, 5, '{}', ${line}, 'orders/old-' || n, ${now} from ${numbers}`,
  );
  await made(house, LIVE, (numbers) =>
    `insert into orders (id, number, seq, state, updated_at)
     select 'demo/standard/live-' || n, '#L' || n, 5, ${model}, ${now} from ${numbers}`);
  await made(house, ORDERS - LIVE, (numbers) =>
    `insert into order_terms (shop_id, term, placed_at, order_id)
     select 'demo', value, ${placed}, 'demo/standard/old-' || n
     from ${numbers} cross join json_each('["~all", "~channel:web", "~country:DE"]')`);
  await made(house, LIVE, (numbers) =>
    `insert into order_terms (shop_id, term, placed_at, order_id)
     select 'demo', value, ${moment("n")}, 'demo/standard/live-' || n
     from ${numbers} cross join json_each('["~all", "~todo", "~returns", "~unpaid", "~channel:pos", "~country:AT"]')`);
  await made(house, LIVE, (numbers) =>
    `insert into order_terms (shop_id, term, placed_at, order_id)
     select 'demo', '~due', '2026-01-' || printf('%02d', 1 + n % 28), 'demo/standard/live-' || n from ${numbers}`);
  for (
    const [kind, state] of [
      ["order_confirmation", "delivered"],
      ["shipment_shipped", "failed"],
      ["order_cancelled", "bounced"],
      ["delay_notice", "shadowed"],
      ["backorder_notice", "sent"],
    ]
  ) {
    await made(
      house,
      LIVE,
      (numbers) =>
        `insert into messages (subject, kind, about, state, dated_at, closed_at, lane)
       select 'demo/standard/live-' || n, '${kind}', '', '${state}', ${now} - n, ${now} - n, 0 from ${numbers}`,
    );
  }
  await made(house, LIVE, (numbers) =>
    `insert into feedback (order_id, about, score, words, rated_at)
     select 'demo/standard/live-' || n, 'delivery', 1 + n % 5, 'Fine', ${now} - n from ${numbers}`);
  await made(
    house,
    LIVE,
    (numbers) =>
      `insert into open_lines (shop_id, sku, placed_at, order_id, line_id, quantity, sent, available, allocated_at)
     select 'demo', 'SKU-' || (n % 400), ${moment("n")}, 'demo/standard/live-' || n, '1', 1, 0, 0, ${
        moment("n")
      }
     from ${numbers}`,
  );
  await made(
    house,
    LIVE,
    (numbers) =>
      `insert into cases (shop_id, id, kind, topic, state, next, due_at, opened_at, changed_at, order_id)
     select 'demo', 'case-' || n, 'question', 'Where is it?', case n % 2 when 0 then 'open' else 'solved' end,
       case n % 4 when 0 then 'shop' when 2 then 'customer' else 'nobody' end, ${now} + n, ${now} - n, ${now} - n,
       'demo/standard/live-' || n from ${numbers}`,
  );
  await made(
    house,
    LIVE,
    (numbers) =>
      `insert into case_entries (shop_id, case_id, at, id, type, author, words)
     select 'demo', 'case-' || n, ${now} - n, 'e', 'message', 'customer', 'Where is it?' from ${numbers}`,
  );
  await made(house, LIVE, (numbers) =>
    `insert into audit (shop_id, id, at, person, way, act, order_id)
     select 'demo', 'a' || n, ${now} - n, 'Kaja', 'desk', 'mail.send_again', 'demo/standard/live-' || n from ${numbers}`);
  await made(house, LIVE, (numbers) =>
    `insert into suppressions (shop_id, address, class, reason, at)
     select 'demo', n || '@example.com', 'all', 'bounced', ${now} from ${numbers}`);
  await made(house, 5_000, (numbers) =>
    `insert into unreachable_orders (shop_id, order_id, since, reason)
     select 'demo', 'demo/standard/live-' || n, ${now} - n, 'no_address' from ${numbers}`);
  await made(
    house,
    5_000,
    (numbers) =>
      `insert into parked (ref, source, webhook_id, received_at, known_as, events)
     select 'demo/~number/x' || n, 'dhl', 'w' || n, ${
        now - 3 * DAY_MS
      }, 'demo/~number/x' || n, '[]' from ${numbers}`,
  );
  await made(
    house,
    5_000,
    (numbers) =>
      `insert into dead_letters (shop_id, id, source, topic, reason, field, rule, got, headers, bytes, received_at, last_at,
       count) select 'demo', 'd' || n, 'shopify', 'orders/create', 'invalid', 'currency', 'must be given', 'nothing', '{}',
       2, ${now} - n, ${now} - n, 1 from ${numbers}`,
  );
  await made(house, 100, (numbers) =>
    `insert into people (shop_id, id, email, name, role, invited_at)
     select 'demo', 'p' || n, 'p' || n || '@bench.example', 'P', 'agent', ${now} from ${numbers}`);
  for (
    const [kind, lane, due] of [["order_changed", 0, `${now} - n * 1000`], [
      "follow_up",
      1,
      `${now} + n * 1000`,
    ]]
  ) {
    await made(
      house,
      LIVE,
      (numbers) =>
        `insert into messages (subject, kind, about, state, dated_at, due_at, lane)
       select 'demo/standard/live-' || n, '${kind}', '', 'owed', ${due}, ${due}, ${lane} from ${numbers}`,
    );
  }
  await made(
    house,
    480,
    (numbers) =>
      `insert into daily_stats (shop_id, day, kind, sent, delivered, bounced, complained, failed)
     select 'demo', date(${now} / 1000 - 86400 * (n / 16), 'unixepoch'), 'kind_' || (n % 16), 9, 9, 0, 0, 0
     from ${numbers}`,
  );
}

/** Runs the statement that `insert` writes for all numbers from 1 to `count`, some at a time. */
async function made(house: House, count: number, insert: (numbers: string) => string): Promise<void> {
  for (let from = 1; from <= count; from += AT_ONCE) {
    const until = Math.min(count, from + AT_ONCE - 1);
    const numbers =
      `(with recursive numbers (n) as (select ${from} union all select n + 1 from numbers where n < ${until})
      select n from numbers)`;
    await house.sql(insert(numbers));
  }
}

/**
 * What each screen of the desk reads in a shop with a million orders: the Worker's own pages on local D1, whose rows are
 * made by SQL. Most of the orders lie in the archive, as they would; every list that can be long is.
 */
import type { Figure } from "./bench.ts";
import { atMost, counted } from "./order_cost.ts";
import { SOURCE_NAMES } from "../src/sources/table.ts";
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
  "Cases of one colleague": "/cases?who=Kaja",
  "Cases solved, by tag": "/cases?list=solved&tag=none",
  "Returns": "/returns",
  "Stock": "/stock",
  "one SKU": "/stock/item?sku=SKU-7",
  "Feedback": "/feedback",
  "Feedback, low": "/feedback?list=low",
  "Mails, failed": "/mails?state=failed",
  "Mails, bounced": "/mails?state=bounced",
  "Mails, kept back": "/mails?state=shadowed",
  "a mail": "/mails/{mail}",
  "All kinds of mail": "/mails/kinds",
  "one kind": "/mails/kinds/order_confirmation",
  "Own templates": "/mails/own",
  "one own template": "/mails/own/t-7",
  "Unreachable": "/unreachable",
  "Suppressions": "/suppressions",
  "Waiting": "/waiting",
  "a dead letter": "/waiting/letters/d7",
  "Channels": "/channels",
  "Domain": "/domain",
  "Deliverability": "/deliverability",
  "Figures of a week": "/figures?days=7",
  "Figures of a quarter": "/figures?days=90",
  "Trials": "/figures/trials",
  "Settings": "/settings",
  "Settings, senders": "/settings/senders",
  "one sender": "/settings/senders/shopify",
  "Settings, brand": "/settings/brand",
  "Settings, promises": "/settings/promises",
  "Settings, answers": "/settings/answers",
  "People": "/people",
  "Programs": "/programs",
  "one receiver of webhooks, of 20": "/programs/hooks/h1",
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
    const mail = await firstMail(house, cookie);
    for (const [name, screen] of Object.entries(SCREENS)) {
      const path = screen.replace("{mail}", mail);
      // The first look may make what an isolate keeps.
      await look(house, cookie, path);
      const rows = await look(house, cookie, path);
      figures.push(atMost(name, rows, ROWS_MAX, "rows"));
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

/** Returns how the list names its first mail. */
async function firstMail(house: House, cookie: string): Promise<string> {
  const list = await fetch(new URL("/admin/demo/mails?state=failed", house.url), { headers: { cookie } });
  return /href="\/admin\/demo\/mails\/((?!kinds|own)[^"?/]+)"/.exec(await list.text())![1]!;
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
  await fillKept(house, now);
}

/** What programs, senders, figures and trials leave, each up to its bound. */
async function fillKept(house: House, now: number): Promise<void> {
  const bucket = await house.miniflare.getR2Bucket("MAIL");
  await bucket.put("dead/demo/d7", JSON.stringify({ id: 7, name: "#7", currency: null }));
  await house.sql(`update cases set assignee = 'Kaja', tags = '["fragile"]' where id >= 'case-2'`);
  const day = (days: string) => `date(${now} / 1000 - 86400 * ${days}, 'unixepoch')`;
  const mail = { "order_confirmation|sent": 2_000, "follow_up|sent": 1_900, "follow_up|clicked": 300 };
  const counts = JSON.stringify({ mail });
  await made(
    house,
    400,
    (numbers) =>
      `insert into figures (shop_id, day, counts) select 'demo', ${day("n")}, '${counts}' from ${numbers}`,
  );
  await made(
    house,
    2_000,
    (numbers) =>
      `insert into text_versions (shop_id, kind, locale, at, id, person, texts)
     select 'demo', 'order_confirmation', 'en', ${now} - n, 'v' || n, 'Kaja', '{}' from ${numbers}`,
  );
  const template = JSON.stringify({
    title: "Welcome",
    lane: "now",
    variables: [],
    texts: { en: { subject: "Hi", body: "Hello" } },
  });
  await made(house, 2_000, (numbers) =>
    `insert into own_templates (shop_id, name, at, id, person, content)
     select 'demo', 't-' || (n % 100), ${now} - n, 'v' || n, 'Kaja', '${template}' from ${numbers}`);
  const side = { of: 9_000, value: 0.1 };
  const compared = { usual: side, tried: side, better: 9, worse: 9, verdict: "open" };
  const judged = JSON.stringify({ questions: compared, clicks: compared, stars: compared });
  const plan = JSON.stringify({
    days: 6,
    difference: 1.5,
    outlook: { mails_a_day: 2_000, questions: 20, clicks: 20 },
  });
  await made(
    house,
    60,
    (numbers) =>
      `insert into trials (shop_id, id, kind, state, started_at, counts_from, ends_at, person, trial, result)
     select 'demo', 't' || n, case n when 1 then 'follow_up' when 2 then 'feedback_request' else 'shipment_shipped' end,
       case when n <= 3 then 'running' else 'over' end, ${now} - n * ${DAY_MS}, ${now} - n * ${DAY_MS},
       ${now} + ${30 * DAY_MS}, 'Kaja', '${plan}', '${judged}' from ${numbers}`,
  );
  await made(house, 20_000, (numbers) =>
    `insert into trial_orders (shop_id, trial, order_id, tried, sent_at)
     select 'demo', 't1', 'demo/standard/live-' || n, n % 2, ${now} - ${5 * DAY_MS} from ${numbers}`);
  await made(house, 100, (numbers) =>
    `insert into api_tokens (shop_id, id, name, digest, scopes, made_at)
     select 'demo', 'k' || n, 'Program ' || n, 'd' || n, 'read', ${now} - n from ${numbers}`);
  await made(house, 20, (numbers) =>
    `insert into webhook_endpoints (shop_id, id, url, types, made_at, state)
     select 'demo', 'h' || n, 'https://receiver.example/' || n, '[]', ${now} - n, 'on' from ${numbers}`);
  await made(house, LIVE, (numbers) =>
    `insert into webhook_deliveries (shop_id, endpoint, id, type, body, at)
     select 'demo', 'h' || (1 + n % 20), 'w' || n, 'message.sent', '{}', ${now} - n from ${numbers}`);
  const sources = `json_each('${JSON.stringify(SOURCE_NAMES)}')`;
  await house.sql(
    `insert into senders_seen (shop_id, source, first_at, last_at, topic)
     select 'demo', value, ${now - 90 * DAY_MS}, ${now}, 'orders/create' from ${sources} where true
     on conflict do nothing`,
  );
  await made(house, 8, (numbers) =>
    `insert into sender_counts (shop_id, source, day, taken)
     select 'demo', value, ${day("(n - 1)")}, 9000 from ${numbers} cross join ${sources} where true
     on conflict do nothing`);
  await made(house, 26, (numbers) =>
    `insert into dmarc_weeks (shop_id, week, seq, sources)
     select 'demo', ${day("7 * n")}, 1, '[]' from ${numbers}`);
  await made(
    house,
    13_000,
    (numbers) =>
      `insert into dmarc_reports (shop_id, week, reporter, report_id, mails, at)
     select 'demo', ${day("7 * (1 + n / 500)")}, 'mailbox-' || (n % 40) || '.example', 'r' || n, 9, ${now}
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

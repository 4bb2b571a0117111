import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../../src/doors/ports.ts";
import { caseAbout } from "../../support/cases.ts";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { type DeskPage, type DeskVisitor, deskVisitor, openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";

let desk: DeskVisitor;
/** A shop is remembered for half a minute: each test begins later. */
let now_ms = NOW_MS;

beforeAll(openHouse);
beforeEach(async () => {
  now_ms += 60_000;
  vi.useFakeTimers({ toFake: ["Date"], now: now_ms });
  for (
    const table of [
      "messages",
      "parked",
      "circuits",
      "daily_stats",
      "ignored_topics",
      "quotas",
      "suppressions",
      "contradictions",
    ]
  ) {
    await env.DB.prepare(`delete from ${table}`).run();
  }
  await openDesks();
  desk = deskVisitor();
  await desk.signIn("demo", TOKENS.demo);
});

const run = (sql: string) => env.DB.prepare(sql).run();
const count = (shop: string, day: string, kind: string, figures: string) =>
  run(`insert into daily_stats (shop_id, day, kind, sent, delivered, bounced, complained, failed)
       values ('${shop}', '${day}', '${kind}', ${figures})`);
/** What is read, without markup. */
const textOf = ({ html }: DeskPage) => html.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

describe("today", () => {
  test("says that all is well where it is, and what is not counted", async () => {
    const text = textOf(await desk.get("/admin/demo"));
    expect(text).toContain("All good. Nothing needs your attention.");
    expect(text).toContain(
      "Sent not counted Delivered not counted Bounced 0 Marked as spam 0 Failed 0",
    );
    expect(text).toContain("no emails counted on these days");
    expect(text).toContain("Turn on the setting figures");
    expect(text).not.toContain("provider_reports");
  });

  test("says how many webhooks of a storefront could not be read, with a link to them", async () => {
    const day = new Date(now_ms).toISOString().slice(0, 10);
    for (const [field, times] of [["line_items.0.price", 2], ["currency", 1]] as const) {
      await run(`insert into refusals (shop_id, day, source, field, rule, count)
        values ('demo', '${day}', 'shopify', '${field}', 'must be given', ${times})`);
    }
    await run(`insert into refusals (shop_id, day, source, field, rule, count)
      values ('other', '${day}', 'shopify', 'currency', 'must be given', 9)`);
    await run(
      `insert into dead_letters (shop_id, id, source, topic, reason, field, rule, got, headers, bytes, received_at, last_at, count)
      values ('demo', 'l', 'shopify', 'orders/create', 'invalid', 'currency', 'must be given', 'nothing', '{}', 2, ${now_ms}, ${now_ms}, 3)`,
    );
    await run(`insert into events (order_id, seq, source, webhook_id, received_at, events)
      with recursive n (seq) as (select 1 union all select seq + 1 from n where seq < 1237)
      select 'demo/shopify/counted', seq, 'shopify', 'c' || seq, ${now_ms - 60_000}, '[]' from n`);
    const page = await desk.get("/admin/demo");
    expect(textOf(page)).toContain("3 of 1,240 webhooks from Shopify couldn’t be read");
    const [, href] = /href="([^"]+)"[^>]*>(?:<[^>]+>)*See why/.exec(page.html) ?? [];
    expect(href).toBe("/admin/demo/waiting#letters");
    expect((await desk.get(href!.split("#")[0]!)).html).toContain('id="letters"');
    await run("delete from events");
    await run("delete from refusals");
    await run("delete from dead_letters");
  });

  test("lists everything that needs a person, of this shop alone", async () => {
    const late = now_ms - 3_600_000;
    for (const shop of ["demo", "other"]) {
      await run(`insert into messages (subject, kind, about, state, dated_at, due_at, lane) values
        ('${shop}/standard/1', 'order_confirmation', '', 'owed', ${late}, ${late}, 0),
        ('${shop}/standard/2', 'order_confirmation', '', 'owed', ${late}, ${now_ms - 60_000}, 0),
        ('${shop}/standard/3', 'follow_up', '', 'owed', ${late}, ${late}, 1)`);
      await run(`insert into messages (subject, kind, about, state, reason, dated_at, closed_at) values
        ('${shop}/standard/4', 'order_confirmation', '', 'failed', 'refused by ${shop}', ${late}, ${late}),
        ('${shop}/standard/5', 'order_confirmation', '', 'unknown', 'time-out', ${late}, ${late})`);
      await run(`insert into circuits values ('${shop}', 'ses', 3, ${now_ms + 60_000}, '503 of ${shop}'),
        ('${shop}', 'resend', 1, ${now_ms - 1}, 'was')`);
      await run(
        `insert into parked (ref, source, webhook_id, known_as, received_at, names, events) values
        ('${shop}/~tracking/1', 'easypost', 'a', '${shop}/~tracking/1', ${now_ms - 90_000_000}, '[]', '[]'),
        ('${shop}/~tracking/2', 'easypost', 'b', '${shop}/~tracking/2', ${now_ms - 1_000}, '[]', '[]')`,
      );
    }
    const page = await desk.get("/admin/demo");
    const text = textOf(page);
    expect(text).toContain("One email is overdue, the oldest since 22 Nov, 12:0");
    expect(text).toContain("ses is paused until");
    expect(text).toContain("503 of demo");
    expect(text).toContain("One email failed permanently");
    expect(text).toContain("One email may not have been sent");
    expect(text).toContain("One webhook event has waited for an order for more than a day");
    expect(text).not.toContain("of other");
    expect(text).not.toContain("by other");
    expect(text).not.toContain("resend");
    const oldest = /href="(\/admin\/demo\/mails\/[\w-]+)">See the oldest/.exec(page.html)![1]!;
    expect(textOf(await desk.get(oldest))).toContain("Order confirmation");
  });

  test("adds up the last seven days, in the shop's own time zone, and rates them in words", async () => {
    await count("demo", "2026-11-15", "order_confirmation", "900, 900, 900, 900, 900");
    await count("demo", "2026-11-16", "order_confirmation", "400, 380, 20, 0, 1");
    await count("demo", "2026-11-22", "order_confirmation", "300, 290, 2, 0, 0");
    await count("demo", "2026-11-22", "follow_up", "300, 290, 2, 4, 0");
    await count("other", "2026-11-22", "follow_up", "9, 9, 9, 9, 9");
    await run(`update daily_stats set repeated = 7, seconds = '{"0": 280, "8": 20}' where shop_id = 'demo'
      and kind = 'follow_up'`);
    await run(`insert into messages (subject, kind, about, state, dated_at, due_at, lane) values
      ('demo/standard/1', 'feedback_request', '', 'owed', ${now_ms - 1_000}, ${now_ms}, 1)`);
    const text = textOf(await desk.get("/admin/demo"));
    expect(text).toContain("Sent 1,000 Delivered 960 Bounced 24 Marked as spam 4 Failed 1");
    expect(text).toContain("Spam complaint rate 0.4 % 4 of 1,000 emails");
    expect(text).toContain("Above 0.3%. Gmail and Yahoo may reject your emails or send them to spam.");
    expect(text).toContain("Bounce rate 2.4 % 24 of 1,000 emails");
    expect(text).toContain("Close to 5%");
    expect(text).toContain("Spam complaints are close to or above the limit of Gmail and Yahoo");
    expect(text).toContain("most of them “Follow-up”");
    expect(text).toContain("24 of 1,000 emails bounced, most of them “Order confirmation”");
    expect(text).toContain("Follow-up 300 290 2 4 0 7 0.5 s");
  });

  test("says at its side how promises are kept, what is due, and who has the cases", async () => {
    const settings = { ...SHOP, order_index: true, figures: true };
    const before = await env.DB.prepare("select settings from shops where id = 'demo'").first<string>(
      "settings",
    );
    await env.DB.prepare("update shops set settings = ?1 where id = 'demo'").bind(JSON.stringify(settings))
      .run();
    forgetPorts();
    const today = new Date(now_ms).toISOString().slice(0, 10);
    const term = (day: string, id: string) =>
      `('demo', '~due', '${day}', 'demo/standard/${id}'), ('other', '~due', '${day}', 'other/standard/${id}')`;
    await run(`insert into order_terms (shop_id, term, placed_at, order_id) values
      ${term("2026-11-01", "d1")}, ${term(today, "d2")}, ${term(today, "d3")}, ${term("2027-01-01", "d4")}`);
    await run(`insert into figures (shop_id, day, counts) values
      ('demo', '${
      new Date(now_ms - 86_400_000).toISOString().slice(0, 10)
    }', '{"promise":{"dhl|DE|stated|kept":18,"dhl|DE|stated|late":2}}')`);
    for (const [id, who] of [["w1", "Kaja"], ["w2", "Kaja"], ["w3", null]] as const) {
      await env.DB.batch([...caseAbout(env.DB, "demo/standard/w", id, [])]);
      await env.DB.prepare("update cases set assignee = ?1 where id = ?2").bind(who, id).run();
    }
    const page = await desk.get("/admin/demo");
    const text = textOf(page);
    expect(text).toContain("Arrives today 2 Late 1 Emails sent today 0");
    expect(text).toContain("Promises kept 90 % of 20");
    expect(text).toContain("Who has the cases Kaja 2 Nobody 1");
    expect(page.html).toContain('href="/admin/demo/cases?who=Kaja"');
    expect(page.html).toContain('href="/admin/demo/orders?list=late"');
    await env.DB.batch(
      ["order_terms", "figures", "cases"].map((table) => env.DB.prepare(`delete from ${table}`)),
    );
    await env.DB.prepare("update shops set settings = ?1 where id = 'demo'").bind(before).run();
    forgetPorts();
  });

  test("its navigation counts what waits on other pages, of this shop alone", async () => {
    const counted = ({ html }: DeskPage) =>
      [...html.matchAll(/<span class="label">([^<]+)<\/span><span class="n">([^<]+)</g)].map((
        [, name, count],
      ) => `${name} ${count}`);
    expect(counted(await desk.get("/admin/demo"))).toEqual([]);
    await env.DB.batch([
      ...caseAbout(env.DB, "demo/standard/n", "n1", []),
      ...caseAbout(env.DB, "demo/standard/n", "n2", []),
      ...caseAbout(env.DB, "other/standard/n", "n3", []),
    ]);
    await run("update cases set kind = 'return' where id = 'n2'");
    expect(counted(await desk.get("/admin/demo"))).toEqual(["Cases 2", "Returns 1"]);
    await run("update open_counts set cases = 120 where shop_id = 'demo'");
    expect(counted(await desk.get("/admin/demo/settings"))).toEqual(["Cases 99+", "Returns 1"]);
    await run("delete from cases");
    await run("delete from open_counts");
  });
});

describe("what waits", () => {
  test("is shown by what it waits for, this shop's alone, page by page", async () => {
    for (let at = 10; at < 70; at++) {
      await run(
        `insert into parked (ref, source, webhook_id, known_as, received_at, names, events) values
        ('demo/~tracking/JJ${at}', 'easypost', 'a', 'demo/~tracking/JJ${at}', ${now_ms - 90_000_000},
         '["demo/~tracking/JJ${at}", "demo/~number/x"]', '[{"type":"shipment.delivered"}]')`,
      );
    }
    await run(`insert into parked (ref, source, webhook_id, known_as, received_at, names, events) values
        ('other/~tracking/1', 'easypost', 'a', 'other/~tracking/1', 0, '["other/~tracking/1"]', '[]')`);
    await run(`insert into ignored_topics values ('demo', 'shopify', 'products/<b>', 1284, ${now_ms}),
      ('other', 'stripe', 'secret.topic', 1, 0)`);
    const first = await desk.get("/admin/demo/waiting");
    expect(textOf(first)).toContain(
      "shipment.delivered EasyPost for tracking number JJ10, order x Over a day",
    );
    expect(textOf(first)).toContain("1,284 times");
    expect(first.html).toContain("products/&lt;b&gt;");
    expect(first.html).not.toMatch(/JJ60|secret\.topic/);
    const next = /href="(\/admin\/demo\/waiting\?after=[\w-]+)"/.exec(first.html)![1]!;
    expect(textOf(await desk.get(next))).toContain("JJ69");
    expect((await desk.get("/admin/demo/waiting?after=x")).status).toBe(404);
  });
});

describe("sums that contradict themselves", () => {
  test("are listed by order, source and webhook, this shop's alone", async () => {
    await run(`insert into contradictions
      (order_id, about, shop_id, source, webhook_id, received_at, currency, stated_minor, parts_minor) values
      ('demo/shopify/881', 'total', 'demo', 'shopify', 'wh-<1>', ${now_ms}, 'EUR', 12000, 12890),
      ('other/shopify/882', 'total', 'other', 'shopify', 'wh-secret', ${now_ms}, 'EUR', 1, 2)`);
    const page = await desk.get("/admin/demo/waiting");
    expect(textOf(page)).toContain(
      "Shopify 881 Shopify total: €120.00 as sent, €128.90 by its parts. Webhook wh-&lt;1&gt;",
    );
    expect(page.html).toContain('href="/admin/demo/orders?id=shopify%2F881"');
    expect(page.html).not.toContain("wh-secret");
  });

  test("are none where all adds up", async () => {
    expect(textOf(await desk.get("/admin/demo/waiting"))).toContain("All amounts add up.");
  });
});

describe("the channels", () => {
  test("stand in their order with what is wrong and what is used of the day", async () => {
    await openDesks(undefined, {
      channels: ["ses", "resend", "postmark"],
      quotas: { ses: 2_000 },
      warm_up: { started_on: "2026-11-20" },
    });
    now_ms += 60_000;
    vi.setSystemTime(now_ms);
    await run(`insert into circuits values ('demo', 'ses', 4, ${now_ms + 600_000}, '429 slow down'),
      ('demo', 'resend', 2, ${now_ms - 1}, '500'), ('other', 'postmark', 9, ${now_ms + 600_000}, 'x')`);
    await run(
      "insert into quotas values ('demo', 'ses', '2026-11-22', 34), ('other', 'resend', '2026-11-22', 99)",
    );
    const text = textOf(await desk.get("/admin/demo/channels"));
    expect(text).toContain("ses first 429 slow down Paused until 22 Nov, 13:");
    expect(text).toMatch(
      /34 of 2,000 today resend then 500 2 failures in a row no limit postmark then Available/,
    );
    expect(text).toContain("Domain warm-up since 20 November 2026: 34 of today’s 200 emails sent");
  });
});

describe("the domain check", () => {
  const answers: Readonly<Record<string, string>> = {
    "TXT _dmarc.kontor.example": '"v=DMARC1; p=reject; rua=mailto:d@kontor.example"',
    "MX kontor.example": "10 mx.kontor.example.",
    "TXT resend._domainkey.kontor.example": `"v=DKIM1; p=<script>"`,
  };

  function dns(): string[] {
    const asked: string[] = [];
    vi.spyOn(globalThis, "fetch").mockImplementation((input) => {
      const { searchParams, host } = new URL(String(input));
      expect(host).toBe("cloudflare-dns.com");
      const question = `${searchParams.get("type")} ${searchParams.get("name")}`;
      asked.push(question);
      const data = answers[question];
      const type = { TXT: 16, MX: 15, CNAME: 5 }[searchParams.get("type")!];
      return Promise.resolve(
        Response.json(data === undefined ? { Status: 3 } : { Status: 0, Answer: [{ type, data }] }),
      );
    });
    return asked;
  }

  test("makes no lookup before the button is pressed, then says what exists and what to set", async () => {
    await openDesks(undefined, { channels: ["resend", "ses", "capture"] });
    vi.setSystemTime(now_ms += 60_000);
    const asked = dns();
    const page = await desk.get("/admin/demo/domain");
    expect(asked).toEqual([]);
    const checked = await desk.submit(page, "/admin/demo/domain", { channel: "" });
    vi.restoreAllMocks();
    const text = textOf(checked);
    expect(text).toMatch(/resend Not ready .* ses Works, but could be better/);
    expect(text).toContain("OK DMARC");
    expect(text).toContain("OK MX kontor.example: 1 MX");
    expect(checked.html).toContain('<code class="copy">resend._domainkey.kontor.example</code>');
    expect(checked.html).toContain("v=spf1 include:amazonses.com ~all");
    expect(checked.html).not.toContain("<script>");
    // Both channels ask the same of the domain: once is enough.
    expect(new Set(asked).size).toBe(asked.length);
  });

  test("accepts a channel's own selectors and return path, and refuses invalid names", async () => {
    const asked = dns();
    const page = await desk.get("/admin/demo/domain");
    const given = { channel: "postmark", selectors: "20261122pm, second", return_path: "pm.kontor.example" };
    await desk.submit(page, "/admin/demo/domain", given);
    expect(asked).toEqual(expect.arrayContaining([
      "TXT 20261122pm._domainkey.kontor.example",
      "TXT second._domainkey.kontor.example",
      "CNAME pm.kontor.example",
    ]));
    asked.length = 0;
    for (
      const wrong of [{ selectors: "a b c d e f g" }, { selectors: "<x>" }, { return_path: "not a name" }]
    ) {
      const answer = await desk.submit(page, "/admin/demo/domain", { ...given, ...wrong });
      expect(answer.status).toBe(422);
      expect(answer.html).toContain("must be hostnames");
    }
    expect(asked).toEqual([]);
    vi.restoreAllMocks();
  });
});

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { insertAct } from "../../../src/sql/audit.ts";
import { insertEntry } from "../../../src/sql/cases.ts";
import { upsertFeedback } from "../../../src/sql/requests.ts";
import { caseAbout } from "../../support/cases.ts";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { type DeskVisitor, deskVisitor, hiddenOf, openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";
import { mailsOf, sendEvent, settled } from "../../support/river.ts";
import { mailsTo } from "../../support/visitor.ts";

let desk: DeskVisitor;

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  desk = deskVisitor();
  await desk.signIn("demo", TOKENS.demo);
});

async function place(id: string, changed: Partial<typeof ADAS_ORDER> = {}): Promise<void> {
  await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id, number: `#${id}`, ...changed } });
}

async function conversation(
  id: string,
  conversation: string,
  words = "Where is it?",
  topic = "A question",
): Promise<void> {
  const said = [{ id: conversation, author: "customer", words }] as const;
  await env.DB.batch([...caseAbout(env.DB, `demo/standard/${id}`, conversation, said, topic)]);
}

describe("an order", () => {
  test("is found by its number, its tracking number or its payment, however it is typed", async () => {
    await place("found");
    await mailsOf("#found", 1);
    const payment = { id: "pay_found", amount_minor: 1, transaction_id: "ch_found" };
    await sendEvent("payment.succeeded", NOW, { order_id: "found", payment });
    await sendEvent("shipment.shipped", NOW, {
      order_id: "found",
      shipment: { id: "p1", tracking: [{ carrier: "DHL", number: "JJD0099" }] },
    });
    for (const number of ["#found", "found", " FOUND ", "jjd-0099", "pay_found", "ch_found"]) {
      const page = await desk.get(`/admin/demo/orders?${new URLSearchParams({ number })}`);
      expect(page.status, number).toBe(200);
      expect(page.html).toContain("Order #found");
    }
    const { html } = await desk.get("/admin/demo/orders?id=standard/found");
    expect(html).toContain("order.placed");
    expect(html).toContain("payment.succeeded");
    expect(html).toContain("€128.90");
    expect(html).toContain("Ada Lovelace");
    expect(html).toContain("DHL JJD0099 Shipped");
    expect(html).toMatch(/href="https:\/\/waybill.test\/o\/[\w-]+"/);
  });

  test("shows all its mails with their times, those of its conversations too", async () => {
    await place("told");
    await mailsOf("#told", 1);
    await settled("told");
    await env.DB.prepare(
      `update messages set state = 'delivered', event_at = ?1, opened_at = ?2 where subject = 'demo/standard/told'
       and kind = 'order_confirmation'`,
    ).bind(NOW_MS + 60_000, NOW_MS + 120_000).run();
    await conversation("told", "t1");
    await env.DB.prepare(
      `insert into messages (subject, kind, about, state, dated_at) values ('demo/~conversation/t1', 'support_reply', 'a', 'sent', 0)`,
    ).run();
    const { html } = await desk.get("/admin/demo/orders?number=told");
    expect(html).toMatch(/Delivered <time[^>]*>22 Nov, 13:01<\/time>/);
    expect(html).toMatch(/Opened <time[^>]*>22 Nov, 13:02<\/time>/);
    expect(html).toContain("Answer of the shop");
  });

  test("shows events, mails, messages, notes, ratings and acts in one list, the newest first, and what is to come", async () => {
    await place("line");
    await mailsOf("#line", 1);
    await settled("line");
    const id = "demo/standard/line";
    const at = (minutes: number) => NOW_MS - minutes * 60_000;
    await conversation("line", "line-talk", "Where is my parcel?");
    await env.DB.batch([
      env.DB.prepare("update case_entries set at = ?1 where case_id = 'line-talk'").bind(at(50)),
      insertEntry(env.DB, "demo", "line-talk", {
        id: "n",
        type: "note",
        author: "shop",
        person: "Ben",
        words: "Left without its ring.",
      }, at(40)),
      upsertFeedback(env.DB, id, { about: "delivery", score: 2, words: "Too slow" }, at(30)),
      insertAct(env.DB, "demo", {
        id: "act-line",
        person: "Carla",
        way: "desk",
        act: "mail.send_again",
        order_id: id,
        detail: { about: `${id}/order_confirmation/` },
      }, at(20)),
      insertAct(env.DB, "demo", {
        id: "act-case",
        person: "Dora",
        way: "desk",
        act: "case.take",
        order_id: id,
        case_id: "line-talk",
      }, at(10)),
      env.DB.prepare(
        `insert into messages (subject, kind, about, state, lane, dated_at, due_at) values (?1, 'feedback_request', '', 'owed', 'bulk', ?2, ?2),
           (?1, 'shipment_delivered', '', 'suppressed', 'bulk', ?3, null)`,
      ).bind(id, NOW_MS + 86_400_000, at(5)),
      env.DB.prepare(
        "update messages set reason = 'overtaken', closed_at = ?2 where subject = ?1 and kind = 'shipment_delivered'",
      ).bind(id, at(5)),
    ]);
    const { html } = await desk.get("/admin/demo/orders?number=line");
    const [to_come, past] = html.split("What happened") as [string, string];
    expect(to_come).toContain("To come");
    expect(to_come).toContain("Survey");
    const order = [
      "Not sent",
      "Carla",
      "Rated the delivery: 2 of 5",
      "Too slow",
      "Note, for the team only",
      "Left without its ring.",
      "The customer wrote",
      "Where is my parcel?",
    ].map((text) => [text, past.indexOf(text)] as const);
    expect(order.filter(([, found]) => found < 0)).toEqual([]);
    expect(order.map(([, found]) => found)).toEqual(
      order.map(([, found]) => found).toSorted((a, b) => a - b),
    );
    expect(past).not.toContain("Dora");
    expect(past).toContain("order.placed");
    expect(past).toMatch(/href="\/admin\/demo\/mails\/[\w-]+#again"/);
    expect(html).toContain("to come");
  });

  test("gets another address, which a confirmation goes to, and the audit says who did it", async () => {
    await place("slip", { customer: { email: "slip@lovelace.example" } });
    await mailsOf("#slip", 1);
    await settled("slip");
    const page = await desk.get("/admin/demo/orders?number=slip");
    const same = await desk.submit(page, "/admin/demo/orders/correct", { email: "slip@lovelace.example" });
    expect(same.html).toContain("Enter another email address than the order has.");
    const after = await desk.submit(page, "/admin/demo/orders/correct", { email: "right@lovelace.example" });
    expect(after.html).toContain("The address is corrected.");
    expect(after.html).toContain("corrected an email address");
    expect((await mailsTo("right@lovelace.example", "order_confirmation", 1)).length).toBe(1);
  });

  test("of another shop is found by no name", async () => {
    await env.DB.batch([
      env.DB.prepare(
        `insert into orders (id, number, seq, state, updated_at, fingerprints, folded_to)
         select 'other/standard/9', '#9', 1, state, 0, '[]', '' from orders where id = 'demo/standard/found'`,
      ),
      env.DB.prepare("insert into refs values ('other/~number/9', 'other/standard/9')"),
    ]);
    for (
      const query of [
        "number=9",
        "number=%239",
        "id=../other/standard/9",
        "id=standard/9",
        "id=other/standard/9",
        "number=other/standard/9",
        "id=",
      ]
    ) {
      const page = await desk.get(`/admin/demo/orders?${query}`);
      expect(page.status, query).toBe(404);
      expect(page.html).toContain("No order found");
    }
  });

  test("shows what prevents its mails, with a way to correct it", async () => {
    await place("flags", { customer: { email: "slip@gmial.example" } });
    await mailsOf("#flags", 1);
    await settled("flags");
    await env.DB.prepare(
      `update orders set state = json_set(state, '$.failed_addresses', json_array('slip@gmial.example'))
       where id = 'demo/standard/flags'`,
    ).run();
    await env.DB.prepare(
      `insert into suppressions (shop_id, address, class, reason, at) values
         ('demo', 'slip@gmial.example', 'all', 'bounced', 0), ('other', 'slip@gmial.example', 'care', 'blocked', 0)`,
    ).run();
    const { html } = await desk.get("/admin/demo/orders?number=flags");
    expect(html).toContain(
      "Emails to slip@gmial.example bounce, so Waybill isn’t sending any for this order.",
    );
    expect(html).toContain("is on the suppression list for all emails (bounced).");
    expect(html).not.toContain("blocked by the shop");
    const correction = /href="https:\/\/waybill\.test(\/a\/[\w-]+)"/.exec(html)![1]!;
    expect((await desk.get(correction)).html).toContain("slip@gmial.example");
  });

  test("of a guest without an address, and of one who was forgotten, says so", async () => {
    await place("guest", { customer: {} });
    expect((await desk.get("/admin/demo/orders?number=guest")).html).toContain("no usable email address");
    await env.DB.prepare(
      `update orders set state = json_set(state, '$.erased_at', ?) where id = 'demo/standard/guest'`,
    ).bind(NOW).run();
    const { html } = await desk.get("/admin/demo/orders?number=guest");
    expect(html).toContain("The customer’s data was deleted on 22 November 2026");
    expect(html).not.toContain("View the customer’s page");
  });

  test("never becomes markup, whatever its customer is called", async () => {
    const evil = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
    await place("evil", {
      number: `<b>evil</b>`,
      customer: { email: "e@example.org", name: evil, first_name: evil },
    });
    await conversation("evil", "evil-talk", evil, evil);
    for (const path of ["/orders?id=standard/evil", "", `/orders?number=${encodeURIComponent(evil)}`]) {
      const { html } = await desk.get(`/admin/demo${path}`);
      expect(html).toContain("&lt;script&gt;");
      expect(html).not.toMatch(/<script>|<img|<b>evil/);
    }
  });
});

describe("a conversation", () => {
  const ANSWER = "/admin/demo/orders/answer";
  const CLOSE = "/admin/demo/orders/close";

  test("is on the first page until it is closed; an answer goes out once, however often it is sent", async () => {
    await place("asked", { customer: { email: "asks@example.org", name: "Ada" } });
    await mailsOf("#asked", 1);
    await conversation("asked", "q1");
    expect((await desk.get("/admin/demo")).html).toContain("A question");
    const page = await desk.get("/admin/demo/orders?number=asked");
    expect(page.html).toContain("Where is it?");
    const fields = { message: "On its way.\n\nTomorrow.", author: "Grace" };
    const after = await desk.submit(page, ANSWER, fields);
    expect(after.html).toContain("Your reply is on its way.");
    vi.setSystemTime(NOW_MS + 5_000);
    await desk.submit(page, ANSWER, fields);
    const [mail] = await mailsTo("asks@example.org", "support_reply", 1);
    expect(mail!.text).toContain("Tomorrow.");
    expect(mail!.text).toContain("Grace");
    const { results } = await env.DB.prepare(
      `select e.author from cases c join case_entries e on e.shop_id = c.shop_id and e.case_id = c.id
       where c.order_id = 'demo/standard/asked' and e.type = 'message' order by e.at, e.author`,
    ).all();
    expect(results).toEqual([{ author: "customer" }, { author: "shop" }]);
    const closed = await desk.submit(after, CLOSE);
    expect(closed.html).toContain("The conversation is closed.");
    expect(closed.html).not.toContain("Close conversation");
    await mailsTo("asks@example.org", "support_resolved", 1);
    expect((await desk.get("/admin/demo")).html).not.toContain("id=standard%2Fasked");
  });

  test("accepts no empty answer, and none about another order or another shop's", async () => {
    await place("mine");
    await conversation("mine", "q2");
    await conversation("theirs", "q3");
    await env.DB.prepare(
      "update cases set shop_id = 'other', order_id = 'other/standard/theirs' where id = 'q3'",
    ).run();
    const page = await desk.get("/admin/demo/orders?number=mine");
    expect((await desk.submit(page, ANSWER, { message: "  " })).html).toContain(
      "Please write something first.",
    );
    const given = { ...hiddenOf(page, ANSWER), message: "x" };
    const answer = (fields: object) => desk.post(ANSWER, { ...given, ...fields });
    expect((await answer({ order: "other/standard/theirs", conversation: "q3" })).status).toBe(404);
    expect((await answer({ order: "" })).status).toBe(404);
    expect((await answer({ conversation: "q3" })).headers.get("Location")).toContain("note=gone");
    const close = hiddenOf(page, CLOSE);
    expect((await desk.post(CLOSE, { ...close, order: "other/standard/theirs", conversation: "q3" })).status)
      .toBe(404);
    const { results } = await env.DB.prepare("select id, state from cases where id in ('q2', 'q3')")
      .all();
    expect(results).toEqual([{ id: "q2", state: "open" }, { id: "q3", state: "open" }]);
    const said = await env.DB.prepare(
      "select 1 from case_entries where author = 'shop' and words = 'x'",
    ).all();
    expect(said.results).toEqual([]);
  });
});

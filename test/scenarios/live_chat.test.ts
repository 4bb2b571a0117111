import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../src/doors/ports.ts";
import { answerCase } from "../../src/flow/cases/answer_case.ts";
import { noteAtDesk } from "../../src/flow/cases/live_chat.ts";
import type { RequestPorts } from "../../src/flow/customer/receive_request.ts";
import { ADAS_ORDER, NOW, NOW_MS } from "../support/cast.ts";
import { DEMO, openHouse, recording } from "../support/house.ts";
import { passTo, sendEvent, settled } from "../support/river.ts";
import { formOf, mailsTo, type Page, pathFor, type Visitor, visitor } from "../support/visitor.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

const ports: RequestPorts = { ...recording, wake_queue: env.NUDGES };
const MINUTE_MS = 60_000;

/** An order and a browser in which its customer has proven the mailbox. */
async function opened(id: string) {
  const email = `${id}@lovelace.example`;
  const order_id = `demo/standard/${id}`;
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer: { ...ADAS_ORDER.customer, email } },
  });
  await settled(id);
  const path = await pathFor("order", order_id);
  const customer = visitor();
  const page = await customer.prove(await customer.get(`${path}/prove?for=chat`), email);
  return { email, order_id, path, customer, page };
}

/** Sends the chat's form without a script, and goes where the answer leads. */
async function say({ customer, path }: { readonly customer: Visitor; readonly path: string }, words: string) {
  return await customer.submit(await customer.get(path), { words });
}

async function scripted(
  { customer, path }: { readonly customer: Visitor; readonly path: string },
  words: string,
) {
  const { action, hidden } = formOf(await customer.get(path));
  const answer = await customer.post(action, { ...hidden, words }, { Accept: "application/json" });
  return { ...answer, told: JSON.parse(answer.html) as Readonly<Record<string, unknown>> };
}

async function here(
  { customer, path }: { readonly customer: Visitor; readonly path: string },
  page: Page,
  fields: Readonly<Record<string, string>> = {},
) {
  const seen = /data-answered="(\d+)"/.exec(page.html)![1]!;
  return await customer.post(`${path}/chat/here`, { ...formOf(page).hidden, seen, ...fields });
}

async function caseOf(order_id: string) {
  return (await env.DB.prepare("select * from cases where order_id = ?").bind(order_id).first())!;
}

async function mailOf(case_id: unknown) {
  const { results } = await env.DB.prepare(
    "select about, state, reason, due_at from messages where subject = ? and kind = 'support_reply' order by about",
  ).bind(`demo/~conversation/${case_id}`).all();
  return results;
}

function answer(case_id: unknown, id: string, words: string, person = "Ben") {
  return answerCase(ports, DEMO, { case_id: String(case_id), id, words, person }, Date.now());
}

describe("the live chat of an order's page", () => {
  test("is one thread with the desk's case, without a script as well: the words reach the case, the answer the page", async () => {
    const chat = await opened("plain");
    expect(chat.page.html).toContain('id="chat"');
    const page = await say(chat, "Is the mill loud?");
    expect(page.html).toContain("Is the mill loud?");
    const { id, next, proven } = await caseOf(chat.order_id);
    expect([next, proven]).toEqual(["shop", 1]);
    await answer(id, "a1", "As loud as a coffee mill.");
    const after = await chat.customer.get(chat.path);
    expect(after.html).toContain("As loud as a coffee mill.");
    expect(after.html).toContain("Ben");
    await say(chat, "Thank you!");
    const cases = await env.DB.prepare("select count(*) as count from cases where order_id = ?")
      .bind(chat.order_id).first("count");
    expect(cases).toBe(1);
  });

  test("says nothing to whoever only has the link, and asks them for a code", async () => {
    const chat = await opened("stranger");
    await say(chat, "My door code is 1234.");
    const stranger = visitor();
    const page = await stranger.get(chat.path);
    expect(page.html).not.toContain("1234");
    expect(page.html).toContain(`${chat.path}/prove?for=chat`);
    for (const path of [`${chat.path}/chat/events`, `${chat.path}/chat/events?after=1~2`]) {
      const asked = await stranger.get(path);
      expect([asked.status, asked.headers.get("Location")]).toEqual([303, `${chat.path}/prove?for=chat`]);
    }
  });

  test("an answer that the page has not shown goes by mail after five minutes, once and with those that followed", async () => {
    const chat = await opened("left");
    await say(chat, "Is the mill loud?");
    const { id } = await caseOf(chat.order_id);
    await answer(id, "a1", "No.");
    vi.setSystemTime(NOW_MS + 2 * MINUTE_MS);
    await answer(id, "a2", "Not at all.", "Anna");
    await mailsTo(chat.email, "support_reply", 0);
    await passTo(new Date(NOW_MS + 6 * MINUTE_MS).toISOString());
    const [mail] = await mailsTo(chat.email, "support_reply", 1);
    expect(mail!.text).toMatch(/No\.\s+Not at all\./);
    expect(await mailOf(id)).toMatchObject([{ reason: "with_next" }, { state: "sent" }]);
    await passTo(new Date(NOW_MS + 60 * MINUTE_MS).toISOString());
    await mailsTo(chat.email, "support_reply", 1);
  });

  test("an answer that the page has shown goes by no mail, nor does one that was answered", async () => {
    const chat = await opened("seen");
    await say(chat, "Is the mill loud?");
    const { id } = await caseOf(chat.order_id);
    vi.setSystemTime(NOW_MS + 1_000);
    await answer(id, "a1", "No.");
    expect((await here(chat, await chat.customer.get(chat.path))).status).toBe(204);
    expect(await mailOf(id)).toMatchObject([{ state: "suppressed", reason: "seen_on_page" }]);
    vi.setSystemTime(NOW_MS + 2_000);
    await answer(id, "a2", "Really not.");
    await say(chat, "Good!");
    await passTo(new Date(NOW_MS + 60 * MINUTE_MS).toISOString());
    await mailsTo(chat.email, "support_reply", 0);
  });

  test("a page that shows an older answer keeps back no mail with a newer one", async () => {
    const chat = await opened("older");
    await say(chat, "Is the mill loud?");
    const { id } = await caseOf(chat.order_id);
    vi.setSystemTime(NOW_MS + 1_000);
    await answer(id, "a1", "No.");
    const shown = await chat.customer.get(chat.path);
    vi.setSystemTime(NOW_MS + 2_000);
    await answer(id, "a2", "But the lid clatters.");
    await here(chat, shown);
    await passTo(new Date(NOW_MS + 10 * MINUTE_MS).toISOString());
    const [mail] = await mailsTo(chat.email, "support_reply", 1);
    expect(mail!.text).toContain("But the lid clatters.");
  });

  test("a second click says it once; the shop is alerted once, and not while somebody has the case open", async () => {
    const chat = await opened("twice");
    const page = await chat.customer.get(chat.path);
    await chat.customer.submit(page, { words: "Is the mill loud?" });
    await chat.customer.submit(page, { words: "Is the mill loud?" });
    await say(chat, "Hello?");
    const { id } = await caseOf(chat.order_id);
    const said = () =>
      env.DB.prepare("select words from case_entries where case_id = ? and author = 'customer'").bind(id)
        .all().then(({ results }) => results.map(({ words }) => words));
    expect(await said()).toHaveLength(2);
    const alerts = () =>
      env.DB.prepare("select count(*) as count from messages where kind = 'shop_alert' and about like ?")
        .bind(`customer_request:${id}:%`).first("count");
    expect(await alerts()).toBe(1);
    await answer(id, "a1", "No.");
    await noteAtDesk(ports, DEMO, String(id), { person: "Ben", is_writing: false }, Date.now());
    await say(chat, "And the lid?");
    expect(await alerts()).toBe(1);
    await answer(id, "a2", "Neither.");
    vi.setSystemTime(NOW_MS + 5 * MINUTE_MS);
    await say(chat, "And the drawer?");
    expect(await alerts()).toBe(2);
  });

  test("the script gets the thread and a new token, and a refusal in words", async () => {
    const chat = await opened("script");
    const { status, told } = await scripted(chat, "Is the mill <loud>?");
    expect(status).toBe(200);
    expect(told["html"]).toContain("Is the mill &lt;loud&gt;?");
    expect(told["version"]).not.toBe("");
    const empty = await scripted(chat, " ");
    expect([empty.status, empty.told["error"]]).toEqual([400, "Please fill in what’s missing."]);
    const expired = await chat.customer.post(`${chat.path}/chat`, { words: "Kept", form: "x" });
    expect(expired.status).toBe(400);
    expect(expired.html).toContain("Kept");
  });

  test("an open page is told within a look what the shop says, and that somebody writes", async () => {
    const chat = await opened("live");
    const { told } = await scripted(chat, "Is the mill loud?");
    const { id } = await caseOf(chat.order_id);
    const response = await exports.default.fetch(
      new URL(
        `${chat.path}/chat/events?after=${encodeURIComponent(String(told["version"]))}`,
        "https://waybill.test",
      ),
      { headers: { cookie: chat.customer.cookie() } },
    );
    expect(response.headers.get("Content-Type")).toContain("text/event-stream");
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const until = async (text: string) => {
      let read = "";
      while (!read.includes(text)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`The stream ended with ${read}`);
        read += value;
      }
      return read;
    };
    await until("retry:");
    await noteAtDesk(ports, DEMO, String(id), { person: "Ben", is_writing: true }, Date.now());
    expect(await until("event: chat")).not.toContain("No, it is quiet.");
    vi.setSystemTime(NOW_MS + 1_000);
    await answer(id, "a1", "No, it is quiet.");
    await until("No, it is quiet.");
    await reader.cancel();
  });

  test("where nothing was said the open page is not held", async () => {
    const chat = await opened("silent");
    expect((await chat.customer.get(`${chat.path}/chat/events?after=x`)).status).toBe(204);
  });

  test("a solved matter is taken up again for two days, then new words open a new case", async () => {
    const { path: _, ...browser } = await opened("again");
    // A link of the test's own is valid for a day.
    const say_anew = async (words: string) =>
      await say({ ...browser, path: await pathFor("order", browser.order_id) }, words);
    const chat = browser;
    await say_anew("Is the mill loud?");
    const { id } = await caseOf(chat.order_id);
    await answerCase(ports, DEMO, { case_id: String(id), id: "a1", words: "No.", then: "solve" }, Date.now());
    vi.setSystemTime(NOW_MS + 47 * 60 * MINUTE_MS);
    await say_anew("And the lid?");
    expect(await caseOf(chat.order_id)).toMatchObject({ id, state: "open", next: "shop" });
    await answerCase(ports, DEMO, { case_id: String(id), id: "a2", words: "No.", then: "solve" }, Date.now());
    vi.setSystemTime(NOW_MS + 120 * 60 * MINUTE_MS);
    await say_anew("And the drawer?");
    const { results } = await env.DB.prepare("select state from cases where order_id = ? order by opened_at")
      .bind(chat.order_id).all();
    expect(results.map(({ state }) => state)).toEqual(["solved", "open"]);
  });

  test("names the time within which four of five answers came in working hours, and none before five are measured", async () => {
    const monday_ms = Date.parse("2026-11-23T10:00:00.000Z");
    vi.setSystemTime(monday_ms);
    await env.DB.prepare("delete from cases where state = 'solved'").run();
    const solve = async (index: number, minutes: number) => {
      await env.DB.prepare(
        `insert into cases (shop_id, id, kind, topic, state, next, opened_at, answered_at, changed_at)
         values ('demo', ?1, 'question', 'x', 'solved', 'nobody', ?2, ?3, ?3)`,
      ).bind(`solved-${index}`, monday_ms - 3_600_000, monday_ms - 3_600_000 + minutes * MINUTE_MS).run();
    };
    const chat = await opened("measured");
    const shown = async () => {
      forgetPorts();
      return (await chat.customer.get(chat.path)).html;
    };
    for (const [index, minutes] of [10, 20, 30, 40].entries()) await solve(index, minutes);
    expect(await shown()).not.toContain("usually reply within");
    await solve(4, 59);
    expect(await shown()).toContain("usually reply within 40 minutes");
    vi.setSystemTime(Date.parse("2026-11-23T22:00:00.000Z"));
    const closed = await shown();
    expect(closed).not.toContain("usually reply within");
    expect(closed).toContain("be back on Tue, Nov 24, 9:00 AM.");
  });

  test("more than twenty messages a minute are refused in words", async () => {
    const chat = await opened("flood");
    let page = await chat.customer.get(chat.path);
    let last = 0;
    for (let count = 0; count < 22 && last !== 429; count++) {
      const { action, hidden } = formOf(page);
      last = (await chat.customer.post(action, { ...hidden, words: `${count}` })).status;
      page = await chat.customer.get(chat.path);
    }
    expect(last).toBe(429);
  });

  test("a shop that wants none has none", async () => {
    const { settings } = DEMO;
    await env.DB.prepare("update shops set settings = ?").bind(
      JSON.stringify({ ...settings, support: { ...settings.support, live_chat: false } }),
    ).run();
    forgetPorts();
    const chat = await opened("none");
    expect(chat.page.html).not.toContain('id="chat"');
    expect((await chat.customer.post(`${chat.path}/chat`, { words: "x" })).status).toBe(404);
  });
});

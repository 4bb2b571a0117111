/**
 * The walk of a new agent's first day: 20 mixed cases are waiting, and all of them are cleared through the desk alone, by
 * what its pages say. It counts pages and presses; the queue must be empty at the end.
 */
import type { Judging } from "./flows_judge.ts";
import { stepsOf } from "./flows_steps.ts";
import { linkIn, mailed, WITHIN_MS } from "./mailbox.ts";
import { API_TOKEN, type House, SECRET } from "./miniflare.ts";
import { signShopify } from "../test/support/signing.ts";
import { anOrder, postEvent, postOrder } from "./webhooks.ts";

/** A quarter of an hour for 20 cases leaves this for each, of a person who reads. */
const PRESSES_MAX = 6;
const HOUR_MS = 3_600_000;

const QUESTIONS = [
  "The teapot has a crack.",
  "Can you gift wrap it? It is for my sister.",
  "Is the glaze safe for the dishwasher?",
  "It was to come on Monday. Where is it?",
  "Which size do I need for 12 cups?",
  "I was charged twice, please look at it.",
  "Ich habe die falsche Farbe bekommen.",
  "My neighbour says he did not get it.",
  "Where is my invoice? Our accountant asks for it.",
  "The lid is missing, and it was to be a present on Sunday.",
  "Can the courier leave it in the shed?",
] as const;
const RETURNS = 3;
const WISHES = 2;

export async function walkFirstDay(judging: Judging, house: House): Promise<void> {
  const { studio: { page }, way: { name }, faults } = judging;
  const { see, next, go } = stepsOf(judging);
  const waiting = await fill(judging, house);
  await joinAsAgent(judging);
  await go("Cases");
  await see("first_day_cases");
  const seen = new Set<string>();
  let cleared = 0;
  let presses = 0;
  const began = Date.now();
  for (; cleared < waiting + 5; cleared++) {
    await page.goto("/admin/demo/cases");
    const line = page.locator(".queue li a.name").first();
    if (await line.count() === 0) break;
    await Promise.all([page.waitForEvent("load"), line.click()]);
    const kind = await kindOf(judging);
    if (!seen.has(kind)) await see(`first_day_${kind}`);
    seen.add(kind);
    const pressed = await clear(judging, kind);
    if (pressed > PRESSES_MAX) faults.push(`${name}: a case of ${kind} takes ${pressed} presses`);
    presses += pressed + 1;
  }
  if (cleared !== waiting) faults.push(`${name}: ${cleared} cases were cleared of ${waiting}`);
  await page.goto("/admin/demo/cases");
  await see("first_day_done");
  const left = await house.sql("select kind, topic from cases where state = 'open' and next = 'shop'");
  for (const { kind, topic } of left) faults.push(`${name}: ${kind} is left: ${topic}`);
  console.log(
    `${name}: ${cleared} cases of ${seen.size} kinds, ${presses} presses, ${
      Math.round((Date.now() - began) / 1_000)
    } s of the machine`,
  );
  await page.goto("/admin/demo");
  await next("Sign out");
}

/** What the case is about, by the kind that its page shows. */
async function kindOf({ studio: { page } }: Judging): Promise<string> {
  return await page.locator("#kind").inputValue();
}

/** Does what the page says, and returns how often something was pressed. */
async function clear(judging: Judging, kind: string): Promise<number> {
  const { studio: { page } } = judging;
  const { next } = stepsOf(judging);
  const here = page.url().replace(/\?.*$/, "");
  const pressed = async (label: string | RegExp) => {
    await Promise.all([
      page.waitForEvent("load"),
      page.locator("main").getByRole("link", { name: label }).first().click(),
    ]);
  };
  const answer = async (words: string) => {
    await page.getByLabel("Your words").fill(words);
    await next("Send and solve");
    await page.getByRole("status").first().waitFor();
  };
  switch (kind) {
    case "return": {
      await next(/^Approve$/);
      await page.getByRole("status").getByText("Decided.").waitFor();
      return 1;
    }
    case "cancellation":
    case "address": {
      await Promise.all([
        page.waitForEvent("load"),
        page.getByRole("button", { name: /^(Promise to cancel it|Say that the address is changed)$/ })
          .click(),
      ]);
      await page.goto(here);
      if (await page.getByRole("button", { name: "Solved" }).count() > 0) {
        await next("Solved");
      }
      return 2;
    }
    case "bounce": {
      await pressed("Correct the address");
      await page.getByLabel("New email address").fill("charles@lovelace.example");
      await next("Correct and send a confirmation");
      return 2;
    }
    case "dead_letter": {
      await pressed("Open the webhook");
      await page.goto(here);
      await page.getByLabel("Your words").fill(
        "The store sends a currency of four letters; its developer knows.",
      );
      await next("Save as note");
      await page.goto(here);
      await next("Solved");
      return 4;
    }
    case "shortage": {
      await answer("The blue mug ran out. Would you like it in red, or your money back?");
      return 1;
    }
    default:
      await answer("I am sorry for that. I have looked into it, and a new one leaves today.");
      return 1;
  }
}

/** A shop's bad morning. Returns how many cases wait for the shop. */
async function fill({ url, way: { name }, studio: { page } }: Judging, house: House): Promise<number> {
  await house.sql("delete from circuits");
  await house.sql("update cases set state = 'solved', next = 'nobody', due_at = null where state = 'open'");
  const now = Date.now();
  const place = async (id: string, more: object = {}) => {
    const order = `${name}-day-${id}`;
    const email = `${order}@lovelace.example`;
    await postOrder(url, {
      ...anOrder(order),
      customer: { email, name: "Ada Lovelace", first_name: "Ada" },
      ...more,
    });
    return { order, email, path: linkIn((await mailed(url, email, "order_confirmation", 1))[0]!, "/o/") };
  };
  for (const [at, words] of QUESTIONS.entries()) {
    const late = words.includes("Monday")
      ? { promised: { from: day(now - 9 * 24 * HOUR_MS), until: day(now - 5 * 24 * HOUR_MS) } }
      : {};
    const { path } = await place(`q${at}`, late);
    await page.goto(`${path}/ask`);
    await page.getByLabel("Your message").fill(words);
    await send("Send");
  }
  for (let at = 0; at < RETURNS; at++) {
    const { order } = await place(`r${at}`);
    await postEvent(url, order, "shipment.shipped", { shipment: { id: "p1" } });
    await postEvent(url, order, "shipment.delivered", { shipment: { id: "p1" } }, 1_000);
    await postEvent(url, order, "return.requested", {
      return: { id: `ret-${at}`, lines: [{ line_id: "1", quantity: 1, reason: "too_small" }] },
    }, 2_000);
  }
  for (let at = 0; at < WISHES; at++) {
    const { path } = await place(`c${at}`);
    await page.goto(`${path}/cancel`);
    await send("Request cancellation");
  }
  const angry = await place("angry");
  await postEvent(url, angry.order, "shipment.shipped", { shipment: { id: "p1" } });
  await postEvent(url, angry.order, "shipment.delivered", { shipment: { id: "p1" } }, 1_000);
  await page.goto(`${angry.path}?rating=1`);
  await send("Send my rating");
  await Promise.all([page.waitForEvent("load"), page.getByRole("link", { name: "Add a word" }).click()]);
  await page.locator("textarea").first().fill("The box was wet and nobody answers the telephone!");
  await Promise.all([
    page.waitForEvent("load"),
    page.locator("form", { has: page.locator("textarea") }).getByRole("button").first().click(),
  ]);
  await unreadable(url);
  for (const kind of ["bounce", "shortage"]) await raised(house, kind, await place(kind), now);
  const until = Date.now() + WITHIN_MS;
  const wanted = QUESTIONS.length + RETURNS + WISHES + 1 + 1 + 2;
  for (;;) {
    const [row] = await house.sql(
      "select count(*) as count from cases where state = 'open' and next = 'shop'",
    );
    if (Number(row!["count"]) >= wanted || Date.now() > until) return Number(row!["count"]);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  async function send(label: string | RegExp): Promise<void> {
    await Promise.all([
      page.waitForEvent("load"),
      page.locator("main").getByRole("button", { name: label }).first().click(),
    ]);
  }
}

/** A store whose currency nobody knows. */
async function unreadable(url: URL): Promise<void> {
  const body = JSON.stringify({
    id: 99,
    name: "#99",
    currency: "EURO",
    line_items: [],
    created_at: new Date().toISOString(),
  });
  const headers = await signShopify(SECRET, body);
  const answer = await fetch(new URL("/hooks/demo/shopify", url), {
    method: "POST",
    headers: { ...headers, "x-shopify-topic": "orders/create", "x-shopify-webhook-id": crypto.randomUUID() },
    body,
  });
  await answer.body?.cancel();
}

/** A case that a provider's report or the stock brings, which no sender of this walk does. */
async function raised(
  { sql }: House,
  kind: string,
  { order, email }: { readonly order: string; readonly email: string },
  now: number,
): Promise<void> {
  const id = `demo/standard/${order}`;
  if (kind === "bounce") {
    await sql(
      `update messages set state = 'bounced', reason = 'hard: 5.1.1 mailbox does not exist', event_at = ${now}
       where subject = '${id}'`,
    );
    await sql(
      `update orders set state = json_set(state, '$.failed_addresses', json_array('${email}')) where id = '${id}'`,
    );
  }
  await sql(
    `insert into cases (shop_id, id, kind, topic, state, next, due_at, opened_at, changed_at, order_id, reader)
     values ('demo', '${kind}-${order}', '${kind}', '${
      kind === "bounce" ? "No mail reaches Ada" : "2 × Blue mug"
    }',
       'open', 'shop', ${now + HOUR_MS}, ${now}, ${now}, '${id}',
       ${kind === "bounce" ? "null" : `'{"email":"${email}","name":"Ada Lovelace","locale":"en"}'`})`,
  );
}

/** The owner invites somebody, who comes in by the mail's link and code. */
async function joinAsAgent(judging: Judging): Promise<void> {
  const { studio: { page }, way: { name }, url } = judging;
  const { next, go } = stepsOf(judging);
  const email = `nia-${name}@kontor.example`;
  await page.goto("/admin/demo");
  await page.getByLabel("Token").fill(API_TOKEN);
  await next("Sign in");
  await go("People");
  await page.getByLabel("Name that colleagues see").fill("Nia");
  await page.getByLabel("Email address").fill(email);
  await next("Send the invitation");
  const invitation = linkIn((await mailed(url, email, "shop_alert", 1))[0]!, "/admin/~join/");
  await page.goto("/admin/demo");
  await next("Sign out");
  await page.goto(invitation);
  await Promise.all([page.waitForEvent("load"), page.locator("main button").first().click()]);
  const code = /\b(\d{6})\b/.exec((await mailed(url, email, "verification_code", 1))[0]!)![1]!;
  await page.locator("input[name=code]").fill(code);
  await Promise.all([page.waitForEvent("load"), page.locator("main button").first().click()]);
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

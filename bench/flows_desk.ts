/** The walk of the shop's staff through the desk: sign-in by token, every page, a fault on each. */
import { Buffer } from "node:buffer";
import { anOrder, postEvent, postOrder } from "./webhooks.ts";
import { SHARES, WEEK } from "./desk_week.ts";
import { walkDeskOrders } from "./flows_desk_orders.ts";
import type { Judging } from "./flows_judge.ts";
import { stepsOf } from "./flows_steps.ts";
import { linkIn, mailed } from "./mailbox.ts";
import { API_TOKEN, type House } from "./miniflare.ts";

export async function walkDesk(judging: Judging, house: House): Promise<void> {
  const { studio: { page }, way: { name }, url, faults } = judging;
  const { see, next, go } = stepsOf(judging);
  const email = `desk-${name}@lovelace.example`;
  const order = `${name}-desk`;
  await postOrder(url, { ...anOrder(order), customer: { email, name: "Ada Lovelace" } });
  await page.goto(`${linkIn((await mailed(url, email, "order_confirmation", 1))[0]!, "/o/")}/ask`);
  await page.getByLabel("Your message").fill("The teapot has a crack.");
  await next("Send");
  await mailed(url, email, "support_received", 1);
  await sentBack(judging);
  await prepare(house, name);
  await page.goto("/admin/demo");
  await see("desk_sign_in");
  await page.getByLabel("Token").fill("not-the-token-not-the-token-not-the-token");
  await next("Sign in");
  await see("desk_refused");
  await page.getByLabel("Token").fill(API_TOKEN);
  await next("Sign in");
  await see("desk_today");
  await house.sql("delete from circuits");
  await handleCase(judging, order);
  await decideReturn(judging);
  await go("Orders");
  await see("desk_orders");
  await go("Email problems");
  await see("desk_mails");
  await page.getByRole("checkbox").first().check();
  await next("Send selected again");
  await page.getByRole("status").getByText("queued again").waitFor();
  await see("desk_mails_again");
  await page.goto("/admin/demo/mails?state=bounced");
  await page.locator(".lines a.name").first().click();
  await page.getByRole("heading", { name: "Sent email" }).waitFor();
  await see("desk_mail");
  await page.getByRole("searchbox", { name: "Order, tracking or payment number" }).fill(order);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await see("desk_order");
  const waiting = page.getByRole("button", { name: "Send reply" });
  await page.getByLabel("Your reply").first().fill(
    "We have sent you a new one.\n\nIt should be there on Friday.",
  );
  await page.getByLabel("Your name (optional)").first().fill("Grace");
  await Promise.all([page.waitForEvent("load"), waiting.first().click()]);
  await mailed(url, email, "support_reply", 1);
  await Promise.all([
    page.waitForEvent("load"),
    page.getByRole("button", { name: "Close conversation" }).first().click(),
  ]);
  await page.getByRole("status").getByText("is closed").waitFor();
  await see("desk_order_answered");
  await walkDeskOrders(judging, house, { order, email });
  await page.goto(`/admin/demo/orders?number=${name}-wrong`);
  await see("desk_order_bounced");
  const correction = await page.getByRole("link", { name: "Correct the address" }).getAttribute("href");
  const corrected = await page.goto(new URL(correction!).pathname);
  if (corrected?.status() !== 200) faults.push(`${name}: the desk leads to no correction`);
  await page.goto("/admin/demo/orders?number=nobody");
  await see("desk_no_order");
  await go("Suppressions");
  await page.getByLabel("Email address or phone number").fill(`blocked-${name}@example.org`);
  await next("Add");
  await see("desk_suppressions");
  await page.getByLabel("File to import").setInputFiles({
    name: "list.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("email,class\nnobody\nada@example.org,everything\n"),
  });
  await next(/^Import$/);
  await see("desk_import_refused");
  await go("People");
  await page.getByLabel("Name that colleagues see").fill("Ben");
  await page.getByLabel("Email address").fill(`ben-${name}@kontor.example`);
  await next("Send the invitation");
  await page.getByRole("status").getByText("on its way").waitFor();
  await see("desk_people");
  await go("Audit");
  await page.getByText("invited a colleague").first().waitFor();
  await see("desk_audit");
  const invitation = linkIn(
    (await mailed(url, `ben-${name}@kontor.example`, "shop_alert", 1))[0]!,
    "/admin/~join/",
  );
  await page.goto(invitation);
  await see("desk_invitation");
  await page.goto("/admin/demo");
  await go("Waiting");
  await see("desk_waiting");
  await down(house);
  await go("Channels");
  await see("desk_channels");
  await page.locator("#way-telegram summary").click();
  await page.locator("#telegram-bot_token").fill("nonsense");
  await page.locator("#telegram-bot_username").fill("kontor_bot");
  await page.locator("#telegram-webhook_secret").fill("not-a-real-secret-0123");
  await Promise.all([
    page.waitForEvent("load"),
    page.locator("#way-telegram").getByRole("button", { name: "Save" }).click(),
  ]);
  await see("desk_channels_wrong");
  await go("Domain check");
  await see("desk_domain");
  await page.goto("/admin/demo");
  await next("Sign out");
  await page.goto("/admin/demo/mails");
  await page.getByRole("heading", { name: "Sign in to your desk" }).waitFor();
  await house.sql("delete from circuits");
}

/** A customer wants to send a part of a delivered order back. */
async function sentBack(
  { studio: { page }, way: { name }, url }: Judging,
): Promise<void> {
  const order = `${name}-returned`;
  const email = `returned-${name}@lovelace.example`;
  await postOrder(url, {
    ...anOrder(order),
    customer: { email, name: "Mary Somerville" },
  });
  const path = linkIn(
    (await mailed(url, email, "order_confirmation", 1))[0]!,
    "/o/",
  );
  await postEvent(url, order, "shipment.shipped", { shipment: { id: "p1" } });
  await postEvent(url, order, "shipment.delivered", { shipment: { id: "p1" } });
  await page.goto(`${path}/return`);
  await page.getByLabel("Quantity: Article number 2").selectOption("1");
  await pressed("Next: tell us why");
  await page.getByLabel("1 × Article number 2").selectOption("too_small");
  await pressed("Request my return");
  await mailed(url, email, "return_received_request", 1);

  async function pressed(name: string): Promise<void> {
    await Promise.all([
      page.waitForEvent("load"),
      page.getByRole("button", { name, exact: true }).click(),
    ]);
  }
}

/** Finds the case of an order in the list, takes it, keeps a note and a draft, puts it off and takes it up again. */
async function handleCase(judging: Judging, order: string): Promise<void> {
  const { studio: { page }, way: { name, javaScriptEnabled }, faults } = judging;
  const { see, next, go } = stepsOf(judging);
  await go("Cases");
  await see("desk_cases");
  if (javaScriptEnabled) {
    await page.keyboard.press("j");
    await Promise.all([
      page.waitForEvent("load"),
      page.keyboard.press("Enter"),
    ]);
    if (!/\/cases\/./.test(page.url())) {
      faults.push(`${name}: the keys open no case`);
    }
    await go("Cases");
  }
  const line = page.locator(".queue li").filter({
    has: page.getByRole("link", { name: `#${order}`, exact: true }),
  });
  await Promise.all([
    page.waitForEvent("load"),
    line.locator("a.name").click(),
  ]);
  await see("desk_case");
  await next("I take it");
  await page.getByRole("status").getByText("It is yours").waitFor();
  await page.getByLabel("Your words").fill(
    "The potter has none of this glaze until Monday.",
  );
  await next("Save as note");
  await page.getByRole("status").getByText("The note is saved").waitFor();
  await page.getByLabel("Your words").fill("A new one leaves on Monday.");
  await next("Keep as draft");
  await page.getByRole("status").getByText("Your draft is kept").waitFor();
  if (
    await page.getByLabel("Your words").inputValue() !==
      "A new one leaves on Monday."
  ) {
    faults.push(`${name}: a draft is not kept`);
  }
  await see("desk_case_noted");
  await next("Snooze");
  await page.getByRole("status").getByText("It comes back").waitFor();
  await page.goto(page.url().replace(/\?.*$/, ""));
  await next(/^Send$/);
  await page.getByRole("status").getByText("Your answer is on its way")
    .waitFor();
  await see("desk_case_answered");
}

/** Approves the return that a customer asked for, and notes that it has arrived. */
async function decideReturn(judging: Judging): Promise<void> {
  const { studio: { page }, way: { name }, url } = judging;
  const { see, next, go } = stepsOf(judging);
  const choose = async () => {
    await go("Returns");
    // The link leads to a part of the page, so that without a change of address nothing is loaded.
    const line = page.locator(".queue li").filter({ hasText: `#${name}-returned` });
    await page.goto((await line.locator("a.name").getAttribute("href"))!);
    await page.getByRole("heading", { name: "Mary Somerville" }).waitFor();
  };
  await choose();
  await see("desk_returns");
  await next("Approve");
  await page.getByRole("status").getByText("Saved").waitFor();
  await mailed(url, `returned-${name}@lovelace.example`, "return_approved", 1);
  await choose();
  await see("desk_returns_decided");
  await next("It has arrived");
  await page.getByRole("status").getByText("Saved").waitFor();
}

/** Prepares a shop with a bad week, so that each page has something to show. */
async function prepare(house: House, name: string): Promise<void> {
  const email = `${name}-wrong@gmial.example`;
  const number = `${name}-wrong`;
  await postOrder(house.url, { ...anOrder(number), customer: { email, name: "Charles Babbage" } });
  await mailed(house.url, email, "order_confirmation", 1);
  const now = Date.now();
  const subject = `demo/standard/${number}`;
  await house.sql(
    `update messages set state = 'bounced', reason = 'hard: 5.1.1 mailbox does not exist', event_at = ${now}
     where subject = '${subject}'`,
  );
  await house.sql(
    `update orders set state = json_set(state, '$.failed_addresses', json_array('${email}')) where id = '${subject}'`,
  );
  for (
    const [at, reason] of [
      "Gave up after 16 attempts: 451 4.7.1 greylisted",
      "550 5.7.1 message refused by policy",
      "the address has a local part that no header can carry",
    ].entries()
  ) {
    await house.sql(
      `insert into messages (subject, kind, about, state, reason, dated_at, attempts, channel, closed_at, lane)
       values ('${subject}', 'shipment_shipped', 'p${at}', 'failed', '${reason}', ${
        now - 7_200_000 * (at + 1)
      },
         ${16 - 7 * at}, 'ses', ${now - 3_600_000 * (at + 1)}, 0) on conflict do nothing`,
    );
  }
  await house.sql(
    `insert into parked (ref, source, webhook_id, known_as, received_at, names, events)
     values ('demo/~tracking/JJD0003900991234', 'easypost', 'evt_${name}', 'demo/~tracking/JJD0003900991234',
       ${now - 200_000_000}, '["demo/~tracking/JJD0003900991234"]', '[{"type":"shipment.delivered"}]')
     on conflict do nothing`,
  );
  await house.sql(
    `insert into ignored_topics values ('demo', 'shopify', 'products/update', 1284, ${now}) on conflict do nothing`,
  );
  await house.sql(
    `insert into dead_letters values ('demo', '${name}', 'shopify', 'orders/create', 'invalid', 'currency',
       'must be an ISO 4217 code', 'text of 4 characters', '{}', 812, ${now}, ${now}, 3, null) on conflict do nothing`,
  );
  await house.sql(
    `insert into held_requests values ('demo', 'shopify', ${now}, ${now + 100_000_000}, 'waiting', null)
     on conflict do nothing`,
  );
  await down(house);
  for (const [at, row] of WEEK.toReversed().entries()) {
    const day = new Date(now - at * 86_400_000).toISOString().slice(0, 10);
    for (const [kind, share] of Object.entries(SHARES)) {
      const figures = row.map((count, column) =>
        Math.round(count * (column === 3 ? Number(kind === "follow_up") : share))
      );
      await house.sql(
        `insert into daily_stats (shop_id, day, kind, sent, delivered, bounced, complained, failed)
         values ('demo', '${day}', '${kind}', ${figures.join(", ")})
         on conflict do update set sent = excluded.sent, delivered = excluded.delivered, bounced = excluded.bounced,
           complained = excluded.complained, failed = excluded.failed`,
      );
    }
  }
}

/** Opens the circuit of the only channel: until it is closed, nothing is sent. */
async function down({ sql }: House): Promise<void> {
  await sql(
    `insert into circuits values ('demo', 'capture', 3, ${Date.now() + 600_000}, '503 Service Unavailable')
     on conflict do update set open_until = excluded.open_until`,
  );
}

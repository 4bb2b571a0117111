/**
 * The walk of the inbox: a customer and two people at the desk. A canned answer with its names filled in, a draft over a reload,
 * who is answering, cases that become one, a question to the customer, words that open a solved case again, snooze.
 * What it comes to is asked of the desk, the page, the mailbox and the API.
 */
import type { Browser, Page } from "playwright-core";
import { atDesk, pressed } from "./flows_chat.ts";
import type { Judging } from "./flows_judge.ts";
import { stepsOf } from "./flows_steps.ts";
import { linkIn, mailed, WITHIN_MS } from "./mailbox.ts";
import { API_TOKEN, type House } from "./miniflare.ts";
import { anOrder, postOrder } from "./webhooks.ts";

/** After the first of the times until which a case can be snoozed. */
const LATER_MS = 4 * 3_600_000;
const CANNED = {
  title: "Where it is",
  words: "Dear {name},\n\norder {order}: {status}.\n\n{me} from {shop}",
};

/** Gives the shop the canned answer of the walk; before its first walk, as an isolate reads the settings again after half a minute only. */
export async function offerCanned({ sql }: House): Promise<void> {
  await sql(
    `update shops set settings = json_set(settings, '$.support', json('${
      JSON.stringify({ canned: [CANNED] }).replaceAll("'", "''")
    }'))`,
  );
}

export async function walkInbox(judging: Judging, house: House, browser: Browser): Promise<void> {
  const { studio: { page }, way: { name, javaScriptEnabled }, url, faults } = judging;
  const { see, next } = stepsOf(judging);
  const is = (right: boolean, what: string) => {
    if (!right) faults.push(`${name}: ${what}`);
  };
  const email = `inbox-${name}@lovelace.example`;
  const order = `${name}-inbox`;
  await postOrder(url, { ...anOrder(order), customer: { email, name: "Ada Lovelace", first_name: "Ada" } });
  const path = linkIn((await mailed(url, email, "order_confirmation", 1))[0]!, "/o/");
  for (const words of ["Does the teapot pour well?", "And is the lid in the box?"]) {
    await page.goto(`${path}/ask`);
    await page.getByLabel("Your message").fill(words);
    await next("Send");
  }
  const cases = await house.sql(
    `select id from cases where order_id = 'demo/standard/${order}' order by opened_at`,
  );
  const [first, second] = cases.map(({ id }) => String(id));
  const at = `/admin/demo/cases/${first}`;
  const ben = await atDesk(judging, house, browser, "Ben", "inbox");
  const anna = await atDesk(judging, house, browser, "Anna", "inbox");
  try {
    // A draft outlives a reload, and a colleague reads who is answering.
    await ben.goto(at);
    await ben.locator("#words").fill("It pours like a");
    await pressed(ben, "Keep as draft");
    await ben.goto(at);
    is(await ben.locator("#words").inputValue() === "It pours like a", "a draft is gone after a reload");
    await anna.goto(at);
    is(await anna.getByText("Ben is answering").count() > 0, "nobody reads that Ben is answering");

    // A canned answer leaves with its names filled in.
    await ben.getByRole("link", { name: CANNED.title }).click();
    const written = await ben.locator("#words").inputValue();
    is(
      /^Dear Ada,/.test(written) && written.includes(`#${order}`) && !/[{}]/.test(written),
      `a canned answer reads ${written}`,
    );
    await pressed(ben, "Send");
    const [answer] = await mailed(url, email, "support_reply", 1);
    is(answer!.includes("Dear Ada,") && !/[{}]/.test(answer!), "the mail has no names or has braces");

    // With scripts Anna's page shows Ben's answer by itself. Without, it is older: her words are kept, and do not leave.
    await anna.locator("#words").fill("It does not pour at all.");
    if (javaScriptEnabled) await anna.getByText(`order #${order}`).first().waitFor({ timeout: WITHIN_MS });
    else {
      await pressed(anna, "Send");
      is(
        await anna.getByText("a colleague has answered meanwhile").count() > 0,
        "Anna's answer over Ben's is not held back",
      );
    }
    is((await mailed(url, email, "support_reply", 1)).length === 1, "both answers left");

    // Two cases become one.
    await ben.goto(`/admin/demo/cases/${second}`);
    await ben.getByLabel("Merge into the case with this number").fill(first!);
    await pressed(ben, "Merge");
    await ben.goto(at);
    is(await ben.getByText("And is the lid in the box?").count() > 0, "the merged case's words are missing");
    is((await caseOf(url, second!)).id === first, "the API does not lead from one case to the other");

    // A question waits for the customer on their page. It is answered after the case was solved, which opens it again.
    await api(url, `cases/${first}/ask`, {
      id: `ask-${name}`,
      message: "Which lid do you mean?",
      author: "Ben",
    });
    await mailed(url, email, "support_reply", 2);
    await page.goto(path);
    await see("inbox_question");
    await Promise.all([page.waitForEvent("load"), page.getByRole("link", { name: "Your answer" }).click()]);
    await see("inbox_reply");
    await ben.goto(at);
    await pressed(ben, "Solved");
    is((await caseOf(url, first!)).state === "solved", "the case is not solved");
    await page.getByLabel("Your answer").fill("The small one.");
    await next("Send my answer");
    await page.goto(path);
    is(await page.getByRole("link", { name: "Your answer" }).count() === 0, "the page still asks");
    const again = await caseOf(url, first!);
    is(again.state === "open" && again.next === "shop", "the customer's words do not open the case again");
    await ben.goto(at);
    is(await ben.getByText("The small one.").count() > 0, "the desk does not show the customer's answer");
    await judgeAtDesk(judging, ben, "inbox_case");

    // Snoozed, it comes back by the clock.
    await pressed(ben, "Snooze");
    is((await caseOf(url, first!)).next === "later", "the case is not snoozed");
    await round(url, LATER_MS);
    try {
      await until(
        async () => (await caseOf(url, first!)).next === "shop",
        "The snoozed case does not come back",
      );
    } finally {
      // Webhooks of the next walk are signed by this machine's clock.
      await round(url, -LATER_MS);
    }
  } finally {
    await ben.context().close();
    await anna.context().close();
  }
}

interface CaseJson {
  readonly id: string;
  readonly state: string;
  readonly next: string;
}

async function caseOf(url: URL, id: string): Promise<CaseJson> {
  return await api(url, `cases/${id}`) as CaseJson;
}

async function api(url: URL, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(new URL(`/api/shops/demo/${path}`, url), {
    method: body === undefined ? "GET" : "POST",
    headers: { Authorization: `Bearer ${API_TOKEN}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path} is answered ${answer.status}: ${await answer.text()}`);
  return await answer.json();
}

/** Moves the clock by `ms` and begins a round of the shops. */
async function round(url: URL, ms: number): Promise<void> {
  await (await fetch(new URL("/bench/round", url), { method: "POST", body: String(ms) })).body?.cancel();
}

async function until(is: () => Promise<boolean>, otherwise: string): Promise<void> {
  const end = Date.now() + WITHIN_MS;
  while (!await is()) {
    if (Date.now() > end) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Looks at the desk of a colleague as at the walk's own pages. */
async function judgeAtDesk(judging: Judging, page: Page, state: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await stepsOf({ ...judging, studio: { page, session } }).see(state);
}

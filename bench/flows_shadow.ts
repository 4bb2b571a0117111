/**
 * The walk of shadow mode: it begins, a week of orders is recorded and nothing leaves, the desk shows what would have gone
 * with its preview; it ends without a storm, and what happens then is sent. Beside it the other settings of mails and the
 * orders that nobody can write to.
 */
import type { Judging } from "./flows_judge.ts";
import { stepsOf } from "./flows_steps.ts";
import { mailed, WITHIN_MS } from "./mailbox.ts";
import { API_TOKEN, type House } from "./miniflare.ts";
import { anOrder, postEvent, postOrder } from "./webhooks.ts";

const DAY_MS = 86_400_000;
/** Days before today on which the orders of the week were placed. */
const WEEK = [6, 5, 4, 3, 2, 1, 0];

export async function walkShadow(
  judging: Judging,
  house: House,
): Promise<void> {
  const { studio: { page }, way: { name }, url, faults } = judging;
  const { see, next, go } = stepsOf(judging);
  await house.sql("delete from circuits");
  await page.goto("/admin/demo");
  await page.getByLabel("Token").fill(API_TOKEN);
  await next("Sign in");

  await go("Settings");
  await see("desk_settings");
  await next("Start shadow mode");
  await page.getByRole("status").getByText("Saved").waitFor();
  await see("desk_settings_shadow");

  const before = await caught(url);
  for (const day of WEEK) {
    const placed_at = new Date(Date.now() - day * DAY_MS).toISOString();
    const customer = {
      email: `week-${day}-${name}@lovelace.example`,
      name: "Ada Lovelace",
    };
    await postOrder(url, {
      ...anOrder(`${name}-week-${day}`),
      placed_at,
      customer,
    });
  }
  for (const day of WEEK) {
    await postEvent(url, `${name}-week-${day}`, "payment.succeeded", {
      payment: { id: `p-${name}-${day}`, amount_minor: 1_000 },
    });
  }
  await settled(house, `${name}-week`);
  const kept = await house.sql(
    `select count(*) as count from messages where state = 'shadowed' and subject like 'demo/standard/${name}-week-%'`,
  );
  if (Number(kept[0]!["count"]) < WEEK.length) {
    faults.push(`${name}: shadow mode kept ${kept[0]!["count"]} mails`);
  }
  if (await caught(url) !== before) {
    faults.push(`${name}: a mail left in shadow mode`);
  }

  await go("Today");
  await see("desk_today_shadow");
  await page.goto("/admin/demo/mails?state=shadowed");
  await see("desk_mails_shadowed");
  await page.locator(".lines a.name").first().click();
  await page.getByRole("heading", { name: "The email that would have gone" })
    .waitFor();
  await page.frameLocator("iframe").getByText("Article number 1", {
    exact: true,
  }).first().waitFor();
  await see("desk_mail_shadowed");

  await go("Settings");
  await next("End shadow mode and send from now on");
  await page.getByRole("status").getByText("Saved").waitFor();
  await postEvent(url, `${name}-week-0`, "shipment.shipped", {
    shipment: {
      id: "s1",
      tracking: [{ number: `JD${name}0146`, carrier: "DHL" }],
    },
  });
  const email = `week-0-${name}@lovelace.example`;
  await mailed(url, email, "shipment_shipped", 1);
  await settled(house, `${name}-week`);
  const left = await caught(url, `-${name}@lovelace.example`);
  if (left !== 1) {
    faults.push(
      `${name}: ${left} mails left once shadow mode had ended, for one piece of news`,
    );
  }

  await switchedOff(judging);
  await unreachable(judging, house);
  await page.goto("/admin/demo");
  await next("Sign out");
}

/** A kind is switched off, a copy and a rule are added; a wrong one is refused with its reason. */
async function switchedOff(judging: Judging): Promise<void> {
  const { studio: { page }, way: { name }, url } = judging;
  const { see, next, go } = stepsOf(judging);
  await go("Settings");
  await page.locator("#kind-feedback_request").selectOption("off");
  await next("Save which emails go");
  await page.getByLabel("Goes to").fill("kontor@reviews.example");
  await page.locator("#copies").getByRole("button", { name: "Add" }).click();
  await page.getByText("kontor@reviews.example").waitFor();
  await page.getByLabel("Channels").fill("shopfy:pos");
  await next("Send these no emails");
  await page.getByRole("alert").waitFor();
  await see("desk_settings_refused");
  await page.getByLabel("Channels").fill("marktplatz, amazon-*");
  await next("Send these no emails");
  await see("desk_settings_changed");
  const order = `${name}-market`;
  await postOrder(url, { ...anOrder(order), channel: "Marktplatz" });
  await page.goto(`/admin/demo/orders?number=${order}`);
  await page.getByText("doesn’t want this email for such orders").first()
    .waitFor();
  await see("desk_order_by_rule");
  await go("Settings");
  await page.locator("#orders").getByRole("button", { name: "Remove" }).first()
    .click();
  await page.getByText("All orders get their emails.").waitFor();
  await page.locator("#copies").getByRole("button", { name: "no more copies" })
    .first().click();
  await page.getByText("No copies are sent.").waitFor();
  await page.locator("#kind-feedback_request").selectOption("on");
  await next("Save which emails go");
}

/** An order without an address, and one whose address is none, are corrected and taken off the list. */
async function unreachable(judging: Judging, house: House): Promise<void> {
  const { studio: { page }, way: { name }, url } = judging;
  const { see, next, go } = stepsOf(judging);
  const lost = [`${name}-lost-1`, `${name}-lost-2`];
  await postOrder(url, {
    ...anOrder(lost[0]!),
    customer: {
      name: "Grace Hopper",
      email_given: "grace.hopper(at)gmial.com",
      phone: "+49 30 5550199",
    },
  });
  await postOrder(url, {
    ...anOrder(lost[1]!),
    customer: { name: "Charles Babbage" },
  });
  await settled(house, `${name}-lost`);
  await go("Unreachable");
  await see("desk_unreachable");
  const line = page.locator("li", { hasText: lost[0]! });
  await line.getByLabel("Correct email address").fill(
    `grace-${name}@gmail.example`,
  );
  await line.getByRole("button", { name: "Save and send" }).click();
  await page.getByRole("status").getByText("on its way").waitFor();
  await mailed(url, `grace-${name}@gmail.example`, "order_confirmation", 1);
  await next(`Order #${lost[1]!} needs no emails`);
  await page.getByRole("status").getByText("Removed").waitFor();
  await see("desk_unreachable_done");
}

/** How many mails were caught, to addresses that end so. */
async function caught(url: URL, ending = ""): Promise<number> {
  const listed = await (await fetch(new URL("/dev/mail", url), {
    headers: { accept: "application/json" },
  }))
    .json() as readonly { readonly to: string; readonly kind: string }[];
  return listed.filter(({ to, kind }) =>
    to.startsWith("week-") && to.endsWith(ending) && kind !== "shop_alert"
  ).length;
}

/** Waits until nothing that is due is open for orders whose id begins so. */
async function settled({ sql }: House, start: string): Promise<void> {
  const until = Date.now() + WITHIN_MS;
  while (Date.now() < until) {
    const [row] = await sql(
      `select count(*) as count from messages
       where subject like 'demo/standard/${start}%' and due_at is not null and due_at <= ${Date.now()}`,
    );
    if (row!["count"] === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const open = await sql(
    `select subject, kind, state from messages where subject like 'demo/standard/${start}%' and due_at <= ${Date.now()}`,
  );
  throw new Error(
    `Cannot go on as these must be settled within ${WITHIN_MS} ms: ${JSON.stringify(open)}`,
  );
}

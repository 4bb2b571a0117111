/**
 * The walk of a shop's figures: a quarter of counted days with a week that stands out, the cases behind it and what was done; then
 * another day of a mail is tried on half of the orders, stopped and made live, another text is tried, and deliverability is looked at.
 */
import type { Judging } from "./flows_judge.ts";
import { stepsOf } from "./flows_steps.ts";
import { API_TOKEN, type House } from "./miniflare.ts";
import { playYear } from "./year/play.ts";

const DAY_MS = 86_400_000;
const DAYS = 100;
/** Another day for each way: the one that a walk made live is in the isolate's memory for a while. */
const DAYS_TRIED: Readonly<Record<string, string>> = {
  phone: "6",
  phone_plain: "7",
  desktop: "8",
  desktop_plain: "9",
};

export async function walkFigures(judging: Judging, house: House): Promise<void> {
  const { studio: { page }, way } = judging;
  const { see, next, go } = stepsOf(judging);
  await countedDays(house);
  await page.goto("/admin/demo");
  await page.getByLabel("Token").fill(API_TOKEN);
  await next("Sign in");

  await page.goto("/admin/demo/figures");
  await page.getByText("Arrived later than promised").first().waitFor();
  await see("desk_figures");
  await page.getByText("What we did about it").first().click();
  await page.getByLabel(/^What you did/).first().fill("Called the carrier");
  await next("Note it");
  await page.getByRole("status").getByText("Noted").waitFor();
  await go("Cases behind it");
  await see("desk_figures_cases");

  await page.goto("/admin/demo/figures");
  await go("Versions side by side");
  await see("desk_trials_none");
  await page.getByRole("combobox", { name: "Email", exact: true }).selectOption("follow_up");
  await page.getByLabel("Days").fill(DAYS_TRIED[way.name]!);
  await page.getByLabel("Difference to be seen").selectOption("2");
  await next("Start");
  await page.getByRole("status").getByText("The trial has started").waitFor();
  await see("desk_trials_running");
  await next(/^Stop it/);
  await page.getByRole("status").getByText("The trial is stopped").waitFor();
  await next(/^Make it live/);
  await page.getByRole("status").getByText("The tried version is live").waitFor();
  await see("desk_trials_live");

  await page.goto("/admin/demo/mails/kinds/shipment_shipped?locale=en");
  await page.getByLabel("Headline: part of the order", { exact: true }).fill("It is on its way to you");
  await page.getByText("Try it on half of the orders").click();
  await see("desk_mail_trial");
  await next("Start");
  await page.getByRole("status").getByText("The trial has started").waitFor();
  await next(/^Stop it/);

  await page.goto("/admin/demo/deliverability");
  await see("desk_deliverability");
}

/** The last days as a played year counts them, with a digest that names what stood out. */
async function countedDays({ sql }: House): Promise<void> {
  await sql(
    `update shops set settings = json_patch(settings, '{"figures":true,"schedule":{"follow_up_days":3}}'), trials = null where id = 'demo'`,
  );
  await sql("delete from trials");
  const first = new Date(Date.now() - 365 * DAY_MS).toISOString().slice(0, 10);
  for (const { day, counts: played } of playYear(first, 1, []).days.slice(-DAYS)) {
    // A played year has no follow-ups: as many as confirmations, of which a third is clicked.
    const sent = played.mail?.["order_confirmation|sent"] ?? 0;
    const counts = {
      ...played,
      mail: { ...played.mail, "follow_up|sent": sent, "follow_up|clicked": Math.round(sent / 3) },
    };
    await sql(
      `insert into figures (shop_id, day, counts) values ('demo', '${day}', '${JSON.stringify(counts)}')
       on conflict do update set counts = excluded.counts`,
    );
  }
  const week = new Date(Date.now() - (new Date().getUTCDay() || 7) * DAY_MS).toISOString().slice(0, 10);
  const found = {
    family: "late",
    parts: { carrier: "hermes" },
    days: 7,
    cases: 92,
    of: 310,
    rate: { value: 0.297, from: 0.249, to: 0.35 },
    usual: 0.07,
    usual_of: 3_400,
    since: week,
    chance: 1e-9,
    evidence: [{ part: "country", value: "de", cases: 70 }],
  };
  const digest = JSON.stringify({ week, is_early: false, found: [found], followed: [] });
  await sql(
    `insert into digests (shop_id, week, digest) values ('demo', '${week}', '${digest}')
     on conflict do update set digest = excluded.digest, done = '[]'`,
  );
}

import { expect, test } from "vitest";
import { countOrder } from "../../../src/flow/figures/count_order.ts";
import { isFiguresDue } from "../../../src/flow/figures/close_days.ts";
import { serveFigures } from "../../../src/flow/figures/serve_figures.ts";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { readFigureDays, selectFigures } from "../../../src/sql/figures.ts";
import { ADAS_ORDER, NOW_MS, placed, SHOP as SETTINGS } from "../../support/cast.ts";
import type { RecordPorts } from "../../../src/flow/ports.ts";
import { plainHouse } from "../../support/plain_house.ts";

const DAY_MS = 86_400_000;
const { env } = plainHouse();
const recording = {
  db: env.DB,
  mail: env.MAIL,
  storefronts: [],
  name_customer: (shop_id: string) => Promise.resolve(`${shop_id}/~customer/x`),
  pause: () => Promise.resolve(),
} as RecordPorts;
const cell = { db: recording.db, directory: recording.db };
const SHOP = { id: "demo", secrets: {}, settings: { ...SETTINGS, figures: true } };
const TODAY = "2026-11-22"; // A Sunday.
/** In the night after it. */
const NIGHT_MS = Date.parse("2026-11-23T03:00:00Z");

async function rows(table: string) {
  return (await env.DB.prepare(`select * from ${table}`).all<Record<string, unknown>>()).results;
}

async function days() {
  return readFigureDays(await selectFigures(recording.db, "demo", "2026-11-01", "2026-12-31").all());
}

test("a day's counts, mails, questions and ratings become one row, and no row of it is left", async () => {
  const { db } = recording;
  const order = fold([placed(ADAS_ORDER)])!;
  await db.batch([
    ...countOrder(db, SHOP, null, order, NOW_MS),
    ...countOrder(db, SHOP, null, order, NOW_MS),
  ]);
  await db.batch([
    db.prepare(
      `insert into daily_stats (shop_id, day, kind, sent, delivered, seconds)
       values ('demo', ?1, 'order_confirmation', 3, 2, '{"12": 3}')`,
    ).bind(TODAY),
    db.prepare(
      `insert into messages (subject, kind, about, state, dated_at, closed_at, channel)
       values ('demo/shopify/1', 'order_confirmation', '', 'sent', ?1, ?1, 'ses')`,
    ).bind(NOW_MS - 3_600_000),
    db.prepare(
      `insert into messages (subject, kind, about, state, dated_at, closed_at, channel)
       values ('demo/shopify/1', 'invoice', '', 'sent', ?1, ?1, 'ses')`,
    ).bind(NOW_MS - 7_200_000),
    db.prepare(
      `insert into cases (shop_id, id, kind, topic, state, next, opened_at, changed_at, order_id)
       values ('demo', 'c1', 'where', 'Where is it?', 'solved', 'nobody', ?1, ?2, 'demo/shopify/1')`,
    ).bind(NOW_MS, NOW_MS + 60_000),
    db.prepare(
      "insert into feedback (order_id, about, score, rated_at) values ('demo/shopify/1', 'nps', 9, ?1)",
    )
      .bind(NOW_MS),
  ]);
  const key = { subject: "demo/shopify/1", kind: "invoice", about: "" } as const;
  const bounced = {
    key,
    type: "bounced",
    bounce: "soft",
    recipient: "ada@mail.example",
    at_ms: NOW_MS,
  } as const;
  for (let times = 0; times < 2; times++) await recordOutcomes(recording, SHOP, [bounced], NOW_MS);

  await serveFigures(cell, SHOP, NIGHT_MS);
  const last = (await days()).at(-1)!;
  expect(last.day).toBe(TODAY);
  expect(last.counts).toMatchObject({
    ordered: { de: 2 },
    mail: { "order_confirmation|sent": 3, "order_confirmation|delivered": 2, "invoice|bounced": 1 },
    took: { "order_confirmation|12": 3 },
    // A domain of one mail is no longer named.
    route: { "ses|other|bounced": 1 },
    asked: { "where|order_confirmation||": 1 },
    solved: { "36|alone": 1 },
    rated: { "nps|9|": 1 },
  });
  expect(await rows("figure_counts")).toEqual([]);

  // What is done again changes nothing, and reads no more than a year's rows.
  const before = await rows("figures");
  await serveFigures(cell, SHOP, NIGHT_MS + 3_600_000);
  expect(await rows("figures")).toEqual(before);
  expect(before).toHaveLength(35);
});

test("the week has one digest, and a shop that has just begun gets no mail", async () => {
  const digests = await rows("digests");
  expect(digests.map(({ week }) => week)).toEqual([TODAY]);
  expect(JSON.parse(String(digests[0]!["digest"]))).toMatchObject({ found: [], followed: [] });
  expect((await rows("messages")).filter(({ kind }) => kind === "shop_alert")).toEqual([]);
});

test("something that stands out is told once by mail", async () => {
  const counts = (late: number) =>
    JSON.stringify({ promise: { "dpd|de|rule|kept": 100 - late, "dpd|de|rule|late": late } });
  await env.DB.prepare("delete from figures").run();
  await env.DB.prepare("delete from digests").run();
  await recording.db.batch(
    Array.from(
      { length: 80 },
      (_, ago) =>
        recording.db.prepare("insert into figures (shop_id, day, counts) values ('demo', ?1, ?2)").bind(
          new Date(Date.parse(TODAY) - (ago + 1) * DAY_MS).toISOString().slice(0, 10),
          counts(ago < 6 ? 30 : 4),
        ),
    ),
  );
  await serveFigures(cell, SHOP, NIGHT_MS);
  await serveFigures(cell, SHOP, NIGHT_MS + 3_600_000);
  const alerts = (await rows("messages")).filter(({ kind }) => kind === "shop_alert");
  expect(alerts.map(({ about }) => about)).toEqual([`week_stands_out:${TODAY}`]);
  expect(JSON.parse(String(alerts[0]!["facts"])).facts.detail).toBe(
    "late: 180 / 600 = 30 % (4 %)",
  );
});

test.each([
  ["in the night after a day without a row", "2026-11-23T02:10:00Z", "2026-11-21", true],
  ["while those who count may still be at work", "2026-11-23T00:30:00Z", "2026-11-21", false],
  ["once it has its row", "2026-11-23T09:00:00Z", TODAY, false],
  ["for a shop that never had one", "2026-11-23T09:00:00Z", null, true],
])("figures are due %s: %s", (_, at, last, due) => {
  const settings = { figures: true, time_zone: "Europe/Berlin" };
  expect(isFiguresDue(settings, last, Date.parse(at))).toBe(due);
  expect(isFiguresDue({ ...settings, figures: false }, last, Date.parse(at))).toBe(false);
});

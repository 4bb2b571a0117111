import { expect, test } from "vitest";
import { countOrder } from "../../../src/flow/figures/count_order.ts";
import { isFiguresDue } from "../../../src/flow/figures/close_days.ts";
import { serveFigures } from "../../../src/flow/figures/serve_figures.ts";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { noteDone } from "../../../src/flow/figures/note_done.ts";
import { readEvidence } from "../../../src/flow/figures/read_evidence.ts";
import { readDigests, readFigureDays, selectDigests, selectFigures } from "../../../src/sql/figures.ts";
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
    ...[["shopify", "2026-11-21", '{"h22": [9, 0, 0, 0], "h23": [3, 0, 0, 0]}'], [
      "shopify",
      TODAY,
      '{"h08": [3, 1, 1, 0], "h23": [8, 0, 0, 0]}',
    ], ["dhl", "2026-11-19", '{"h08": [3, 0, 0, 0]}']].map(([source, day, hours]) =>
      db.prepare("insert into sender_counts (shop_id, source, day, hours) values ('demo', ?1, ?2, ?3)")
        .bind(source, day, hours)
    ),
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
    ordered: { "de|de|visa": 2 },
    mail: { "order_confirmation|sent": 3, "order_confirmation|delivered": 2, "invoice|bounced": 1 },
    took: { "order_confirmation|12": 3 },
    // A domain of one mail is no longer named.
    route: { "ses|other|bounced": 1 },
    refused: { "ses|other|invoice|bounced": 1 },
    heard: { "shopify|taken": 7, "shopify|refused": 1 },
    hours: { "shopify|heard": 2, "shopify|silent": 22, "dhl|silent": 24 },
    asked: { "where|order_confirmation|||||": 1 },
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
  const { facts } = JSON.parse(String(alerts[0]!["facts"]));
  expect(facts).toEqual({
    topic: "week_stands_out",
    count: 1,
    desk: "figures",
    found: [{
      words: "Arrived later than promised: 180 of 600. 30 %, usual is 4 %. Since 16 November 2026.",
      name: "late",
    }],
  });
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

test("what was done about a finding is kept once, and stands beside it in the next digest", async () => {
  const done = { name: "late|carrier=dpd", words: "Called them", by: "Kaja" };
  expect(await noteDone(recording.db, SHOP, { ...done, name: "late|carrier=dhl" }, NIGHT_MS)).toBe(false);
  expect(await noteDone(recording.db, SHOP, done, NIGHT_MS)).toBe(false);
  const digest = {
    week: TODAY,
    found: [{ family: "late", parts: { carrier: "dpd" }, since: "2026-11-16", usual: 0.04, usual_of: 800 }],
    followed: [],
    is_early: false,
  };
  await recording.db.prepare("delete from digests").run();
  await recording.db.prepare("insert into digests (shop_id, week, digest) values ('demo', ?1, ?2)")
    .bind(TODAY, JSON.stringify(digest)).run();
  for (let times = 0; times < 2; times++) {
    expect(await noteDone(recording.db, SHOP, done, NIGHT_MS)).toBe(true);
  }
  expect(JSON.parse(String((await rows("digests"))[0]!["done"]))).toEqual([{ ...done, day: "2026-11-23" }]);
  await serveFigures(cell, SHOP, NIGHT_MS + 7 * DAY_MS);
  const [next] = readDigests(await selectDigests(recording.db, "demo", 1).all());
  expect(next!.digest.followed).toMatchObject([{ done: [{ words: "Called them", by: "Kaja" }] }]);
});

test("behind a finding stand the cases of its days that it counts", async () => {
  await recording.db.prepare("delete from cases").run();
  const opened = (id: string, kind: string, at: number) =>
    recording.db.prepare(
      `insert into cases (shop_id, id, kind, topic, state, next, opened_at, changed_at, order_id)
       values ('demo', ?1, ?2, 'Hello', 'open', 'shop', ?3, ?3, 'demo/shopify/7')`,
    ).bind(id, kind, at);
  await recording.db.batch([
    opened("c-asked", "question", NOW_MS),
    opened("c-other", "where", NOW_MS),
    opened("c-before", "question", NOW_MS - 20 * DAY_MS),
  ]);
  const about = { family: "unprompted", parts: { topic: "question" } } as const;
  const found = await readEvidence(recording.db, SHOP, about, { week: TODAY, days: 7 });
  expect(found.map(({ id }) => id)).toEqual(["c-asked"]);
  const bounced = { family: "bounced", parts: {} } as const;
  expect(await readEvidence(recording.db, SHOP, bounced, { week: TODAY, days: 7 })).toEqual([]);
});

test("the week's arrivals are learnt from, and hold for orders from Monday on", async () => {
  await recording.db.batch([
    recording.db.prepare("delete from digests"),
    recording.db.prepare("delete from figures"),
    recording.db.prepare("insert or ignore into shops (id, settings, secrets) values ('demo', '{}', '')"),
    recording.db.prepare("insert into figures (shop_id, day, counts) values ('demo', '2026-11-20', ?1)")
      .bind(JSON.stringify({ lead: { "dhl|paket|de|2": 40, "dhl|paket|de|3": 40 } })),
  ]);
  await serveFigures(cell, SHOP, NIGHT_MS);
  const learnt = await recording.db.prepare("select learnt from shops where id = 'demo'").first<string>(
    "learnt",
  );
  expect(JSON.parse(learnt!)["|paket|de"]).toEqual({
    told: [{ since: "2026-11-23", days: { days_min: 2, days_max: 3 } }],
    cases: 80,
    kept: 0,
    kept_of: 0,
  });
});

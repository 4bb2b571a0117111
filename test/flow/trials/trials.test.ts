import { beforeEach, describe, expect, test } from "vitest";
import { serveRound } from "../../../src/flow/clock/serve_round.ts";
import { publishTexts } from "../../../src/flow/desk/own_texts.ts";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import type { RecordPorts, Shop } from "../../../src/flow/ports.ts";
import { adoptTrial } from "../../../src/flow/trials/adopt_trial.ts";
import { stopTrial } from "../../../src/flow/trials/end_trial.ts";
import { sentInTrial } from "../../../src/flow/trials/note_trial.ts";
import { readTrials } from "../../../src/flow/trials/read_trials.ts";
import { type NewTrial, readOutlook, startTrial } from "../../../src/flow/trials/start_trial.ts";
import { shopFinder } from "../../../src/flow/find_shop.ts";
import { readSealingKeys, seal, sealingRing } from "../../../src/sealed.ts";
import { DAY_MS } from "../../../src/orders/days.ts";
import { isTried } from "../../../src/orders/trial.ts";
import * as trials from "../../../src/sql/trials.ts";
import { plainHouse } from "../../support/plain_house.ts";

const { env } = plainHouse();
const db = env.DB;
const NOW_MS = Date.parse("2026-11-22T10:00:00Z");
const KEYS = readSealingKeys("dGVzdC1zZWFsaW5nLWtleS10ZXN0LXNlYWxpbmctMDA=")!;
const GIVEN = {
  name: "Kontor",
  from: { email: "orders@kontor.example" },
  support_email: "help@kontor.example",
  figures: true,
  time_zone: "Europe/Berlin",
};
const ports = { db, directory: db, storefronts: ["standard"], shop_changed: () => undefined };
const TEXT: NewTrial = {
  id: "trial-1",
  kind: "shipment_shipped",
  texts: { en: { subject_all: "Order {number} has left" } },
  difference: 1.5,
  person: "Kaja",
};

async function rows(sql: string) {
  return (await db.prepare(sql).all<Record<string, unknown>>()).results;
}

/** As an isolate finds it that does not remember it. */
async function shop(): Promise<Shop> {
  return (await shopFinder(db, KEYS, [])("demo", NOW_MS))!;
}

/** Twelve weeks of so many mails a day, each twentieth with a question. */
async function history(a_day: number): Promise<void> {
  await db.batch(
    Array.from(
      { length: 84 },
      (_, ago) =>
        db.prepare("insert into figures (shop_id, day, counts) values ('demo', ?1, ?2)").bind(
          new Date(NOW_MS - (ago + 1) * DAY_MS).toISOString().slice(0, 10),
          JSON.stringify({
            mail: {
              "shipment_shipped|sent": a_day,
              "shipment_shipped|clicked": Math.round(a_day * 0.3),
              "follow_up|sent": a_day,
              "follow_up|clicked": Math.round(a_day * 0.2),
            },
            asked: { "where|shipment_shipped|dhl|tracked": Math.round(a_day / 20) },
          }),
        ),
    ),
  );
}

beforeEach(async () => {
  for (
    const table of [
      "shops",
      "figures",
      "trials",
      "trial_orders",
      "cases",
      "feedback",
      "messages",
      "audit",
      "text_versions",
    ]
  ) {
    await db.prepare(`delete from ${table}`).run();
  }
  await db.prepare("insert into shops (id, settings, secrets, cell) values ('demo', ?1, ?2, 1)")
    .bind(JSON.stringify(GIVEN), await seal(await sealingRing(KEYS), "{}", "demo", new Uint8Array(12))).run();
});

describe("a trial starts", () => {
  test("where the shop's volume shows the difference, and says how long that takes", async () => {
    await history(200);
    const outlook = await readOutlook(ports, await shop(), "shipment_shipped", 1.5, NOW_MS);
    expect(outlook).toMatchObject({
      mails_a_day: 200,
      questions: expect.any(Number),
      clicks: expect.any(Number),
    });
    const started = await startTrial(ports, await shop(), TEXT, NOW_MS);
    expect(started).toEqual({ ok: true, value: outlook });
    expect((await shop()).settings.trials).toEqual([
      { id: "trial-1", kind: "shipment_shipped", counts_from: NOW_MS, texts: TEXT.texts },
    ]);
    // A second click starts no second one.
    expect(await startTrial(ports, await shop(), TEXT, NOW_MS)).toMatchObject({ ok: true });
    expect(await startTrial(ports, await shop(), { ...TEXT, id: "trial-2" }, NOW_MS)).toMatchObject({
      reason: "running",
    });
    expect(await rows("select id from trials")).toHaveLength(1);
  });

  test.each<[string, Partial<NewTrial>, string]>([
    ["without anything that differs", { texts: { en: {} } }, "nothing"],
    ["with both texts and days", { days: 4 }, "nothing"],
    ["with a variable that there is not", { texts: { en: { subject_all: "Hi {nobody}" } } }, "invalid"],
    ["with days of a kind that has none", { texts: undefined, days: 4 }, "invalid"],
    ["with the usual days", { kind: "follow_up", texts: undefined, days: 3 }, "invalid"],
    ["with a day too few", { kind: "payment_reminder", texts: undefined, days: [3] }, "invalid"],
    [
      "with a mail that is off at the shop",
      { kind: "feedback_request", texts: undefined, days: 3 },
      "invalid",
    ],
  ])("not %s", async (_, change, reason) => {
    await history(200);
    const given = { ...TEXT, ...change } as NewTrial;
    expect(await startTrial(ports, await shop(), given, NOW_MS)).toMatchObject({ ok: false, reason });
    expect(await rows("select id from trials")).toEqual([]);
    expect((await shop()).settings.trials).toBeUndefined();
  });

  test("not at a shop of few mails, which is told how long it would take", async () => {
    await history(3);
    const refused = await startTrial(ports, await shop(), TEXT, NOW_MS);
    expect(refused).toMatchObject({ ok: false, reason: "volume" });
    expect(refused).toMatchObject({ message: expect.stringMatching(/it (?:would take \d+|never would)$/) });
  });

  test("another day counts once no mail is left that was planned before", async () => {
    await history(200);
    const given: NewTrial = { id: "t", kind: "follow_up", days: 6, difference: 1.5, person: "Kaja" };
    expect(await startTrial(ports, await shop(), given, NOW_MS)).toMatchObject({ ok: true });
    const [trial] = (await shop()).settings.trials!;
    expect(trial).toMatchObject({ days: 6, counts_from: NOW_MS + 6 * DAY_MS });
    const key = { subject: "demo/standard/1", kind: "follow_up", about: "" } as const;
    const found = await shop();
    expect(sentInTrial(db, found, key, "en", NOW_MS + DAY_MS)).toEqual([]);
    expect(sentInTrial(db, found, key, "en", NOW_MS + 7 * DAY_MS)).toHaveLength(1);
  });
});

/** So many orders of each version were sent their mail, of which so many asked. */
async function sent(count: number, asked: { readonly usual: number; readonly tried: number }): Promise<void> {
  const found = await shop();
  const halves = { usual: [] as string[], tried: [] as string[] };
  for (let at = 0; halves.usual.length < count || halves.tried.length < count; at++) {
    const id = `demo/standard/${at}`;
    halves[isTried({ id: "trial-1" }, id) ? "tried" : "usual"].push(id);
  }
  for (const half of ["usual", "tried"] as const) {
    for (const [at, subject] of halves[half].slice(0, count).entries()) {
      const key = { subject, kind: "shipment_shipped", about: "p1" } as const;
      await db.batch([
        ...sentInTrial(db, found, key, "en", NOW_MS + at),
        ...sentInTrial(db, found, { ...key, about: "p2" }, "en", NOW_MS + at + 5_000),
        ...(at < asked[half]
          ? [
            db.prepare(
              `insert into cases (shop_id, id, kind, topic, state, next, opened_at, changed_at, order_id)
               values ('demo', ?1, 'where', 'Where?', 'open', 'shop', ?2, ?2, ?3)`,
            ).bind(`c-${subject}`, NOW_MS + at + 60_000, subject),
          ]
          : []),
      ]);
    }
  }
}

const round = (at_ms: number) =>
  serveRound({ db, directory: db }, ["demo"], at_ms, (error) => {
    throw error;
  });

describe("the guard of the clock", () => {
  beforeEach(async () => {
    await history(200);
    await startTrial(ports, await shop(), TEXT, NOW_MS);
  });

  test("keeps what a trial that goes on has brought, so that a look at it reads none of its orders", async () => {
    await sent(60, { usual: 2, tried: 3 });
    expect((await readTrials(db, "demo"))[0]!.judged.questions.usual).toMatchObject({ of: 0 });
    await round(NOW_MS + 2 * DAY_MS);
    const [trial] = await readTrials(db, "demo");
    expect(trial).toMatchObject({ state: "running", ended_at: null });
    expect(trial!.judged.questions).toMatchObject({
      usual: { of: 60, value: 2 / 60 },
      tried: { of: 60, value: 3 / 60 },
    });
  });

  test("stops a version that is clearly worse, once its day is over, with a row in the audit and an alert", async () => {
    await sent(60, { usual: 2, tried: 25 });
    await round(NOW_MS + 3_600_000);
    expect((await readTrials(db, "demo"))[0]).toMatchObject({ state: "running" });
    await round(NOW_MS + 2 * DAY_MS);
    await round(NOW_MS + 2 * DAY_MS + 1_800_000);
    expect((await shop()).settings.trials).toBeUndefined();
    const [trial] = await readTrials(db, "demo");
    expect(trial).toMatchObject({ state: "worse", ended_at: NOW_MS + 2 * DAY_MS });
    expect(trial!.judged.questions).toMatchObject({
      usual: { of: 60, value: 2 / 60 },
      tried: { of: 60, value: 25 / 60 },
      better: 0,
      worse: 23,
      verdict: "worse",
    });
    expect(await rows("select person, way, act from audit")).toEqual([
      { person: "Waybill", way: "clock", act: "trial.worse" },
    ]);
    const alerts = await rows("select about, facts from messages where kind = 'shop_alert'");
    expect(alerts.map(({ about }) => about)).toEqual(["trial_worse:trial-1"]);
    expect(JSON.parse(String(alerts[0]!["facts"])).facts).toEqual({
      topic: "trial_worse",
      detail: "Parcel on its way",
      desk: "trials",
    });
    expect(await rows("select order_id from trial_orders")).toEqual([]);
  });

  test("lets one go on that is as good, until its days are over", async () => {
    await sent(40, { usual: 3, tried: 3 });
    await round(NOW_MS + 2 * DAY_MS);
    expect((await shop()).settings.trials).toHaveLength(1);
    const [row] = await rows("select ends_at from trials");
    await round(Number(row!["ends_at"]));
    expect((await readTrials(db, "demo"))[0]).toMatchObject({ state: "over" });
    expect((await shop()).settings.trials).toBeUndefined();
  });

  test("mends what a start left undone", async () => {
    await db.prepare("update shops set trials = null").run();
    await round(NOW_MS + 1_800_000);
    expect((await shop()).settings.trials).toHaveLength(1);
  });
});

describe("an order in a trial", () => {
  beforeEach(async () => {
    await history(200);
    await startTrial(ports, await shop(), TEXT, NOW_MS);
  });

  test("counts once, in a language whose text is tried, and its first click too", async () => {
    const found = await shop();
    const key = { subject: "demo/standard/1", kind: "shipment_shipped", about: "p1" } as const;
    expect(sentInTrial(db, found, key, "de", NOW_MS)).toEqual([]);
    expect(sentInTrial(db, found, { ...key, kind: "invoice" }, "en", NOW_MS)).toEqual([]);
    await db.batch([
      ...sentInTrial(db, found, key, "en-GB", NOW_MS),
      ...sentInTrial(db, found, key, "en", NOW_MS + 1),
    ]);
    const recording = {
      db,
      mail: env.MAIL,
      storefronts: [],
      pause: () => Promise.resolve(),
    } as unknown as RecordPorts;
    for (const at_ms of [NOW_MS + 5, NOW_MS + 9]) {
      await recordOutcomes(
        recording,
        found,
        [{ key, type: "clicked", recipient: "a@b.example", at_ms }],
        at_ms,
      );
    }
    expect(await rows("select order_id, tried, sent_at, clicked_at from trial_orders")).toEqual([{
      order_id: key.subject,
      tried: isTried({ id: "trial-1" }, key.subject) ? 1 : 0,
      sent_at: NOW_MS,
      clicked_at: NOW_MS + 5,
    }]);
  });
});

describe("a person", () => {
  beforeEach(async () => {
    await history(200);
    await startTrial(ports, await shop(), TEXT, NOW_MS);
  });

  test("stops a trial once", async () => {
    expect(await stopTrial(ports, "demo", ({ id }) => id === "trial-1", NOW_MS)).toBe(true);
    expect(await stopTrial(ports, "demo", ({ id }) => id === "trial-1", NOW_MS)).toBe(false);
    expect((await readTrials(db, "demo"))[0]).toMatchObject({ state: "stopped" });
    expect((await shop()).settings.trials).toBeUndefined();
  });

  test("makes the tried version live, which ends the trial", async () => {
    const adopted = await adoptTrial(ports, await shop(), { trial: "trial-1", person: "Kaja" }, NOW_MS);
    expect(adopted.ok).toBe(true);
    const found = await shop();
    expect(found.settings.brand.texts).toEqual({ en: { shipment_shipped: TEXT.texts!["en"] } });
    expect(found.settings.trials).toBeUndefined();
    expect((await readTrials(db, "demo"))[0]).toMatchObject({ state: "adopted" });
    expect(await adoptTrial(ports, found, { trial: "none", person: "Kaja" }, NOW_MS)).toMatchObject({
      reason: "unknown",
    });
  });

  test("makes a tried day live", async () => {
    const given: NewTrial = { id: "t2", kind: "follow_up", days: 6, difference: 1.5, person: "Kaja" };
    await startTrial(ports, await shop(), given, NOW_MS);
    await adoptTrial(ports, await shop(), { trial: "t2", person: "Kaja" }, NOW_MS);
    const { settings } = await shop();
    expect(settings.schedule.follow_up_days).toBe(6);
    expect(settings.trials).toHaveLength(1);
  });

  test("who changes the live text ends the trial of it", async () => {
    await publishTexts(ports, await shop(), {
      id: "v1",
      kind: "shipment_shipped",
      locale: "en",
      texts: { subject_all: "Sent {number}" },
      person: "Kaja",
    }, NOW_MS);
    expect((await shop()).settings.trials).toBeUndefined();
  });
});

test("no statement of a trial scans a table", async () => {
  const steps: string[] = [];
  const explaining = {
    prepare: (sql: string) => ({
      bind: (...values: unknown[]) => ({ sql, values }),
    }),
  } as unknown as D1Database;
  const row = { shop_id: "demo", id: "t" };
  const of = { trial: "t", order_id: "demo/standard/1" };
  const made = [
    trials.selectTrials(explaining, "demo", 20),
    trials.selectTrial(explaining, "demo", "t"),
    trials.selectRunningTrials(explaining, ["demo"]),
    trials.endTrial(explaining, row, { state: "over", result: "{}" }, 1),
    trials.markAdopted(explaining, row),
    trials.markTrialClick(explaining, "demo", of, 1),
    trials.selectTrialOrders(explaining, "demo", "t", { asked_days: 1, rated_days: 14, no_questions: [] }),
    trials.deleteTrialOrders(explaining, "demo", "t"),
  ] as unknown as readonly { readonly sql: string; readonly values: readonly unknown[] }[];
  for (const { sql, values } of made) {
    const { results } = await db.prepare(`explain query plan ${sql}`).bind(...values).all<
      { detail: string }
    >();
    steps.push(...results.map(({ detail }) => detail));
  }
  expect(steps.filter((step) => /\bSCAN\b/.test(step) && !/SCAN (json_each|\(subquery)/.test(step))).toEqual(
    [],
  );
  expect(steps.length).toBeGreaterThan(made.length);
});

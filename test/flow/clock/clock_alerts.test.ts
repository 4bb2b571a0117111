import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { StockPorts } from "../../../src/flow/ports.ts";
import { readStandalone } from "../../../src/messages/standalone.ts";
import { ShopSettings } from "../../../src/orders/shop.ts";
import { insertCase } from "../../../src/sql/cases.ts";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { passHalfHour, passMinute } from "../../support/clock.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";

const CASE = {
  shop_id: "demo",
  kind: "question",
  topic: "?",
  next: "shop",
  due_at: null,
  order_id: null,
  customer: null,
  proven: true,
  reader: null,
} as const;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

beforeAll(openHouse);
beforeEach(async () => {
  for (const table of ["messages", "daily_stats"]) await env.DB.prepare(`delete from ${table}`).run();
  await env.DB.prepare("delete from shops where id <> 'demo'").run();
});

const queue = { sendBatch: () => Promise.resolve() } as unknown as StockPorts["wake_queue"];
const ports: Omit<StockPorts, "errand_queue"> = {
  ...recording,
  mail: env.MAIL,
  find_shop: (id) => Promise.resolve(id === "demo" || id === "other" ? { ...DEMO, id } : null),
  wake_queue: queue,
  bulk_wake_queue: queue,
};

async function alerts(kind: "shop_alert" | "shop_digest" = "shop_alert") {
  const found = (await rows("messages")).filter((row) => row["kind"] === kind);
  return found.map(({ subject, about, facts }) => ({
    subject,
    about,
    facts: readStandalone(kind, String(facts)).facts,
  }));
}

describe("a mail that is due for too long", () => {
  async function owe(subject: string, lane: 0 | 1, due_at: number) {
    await env.DB.prepare(
      `insert into messages (subject, kind, about, state, dated_at, due_at, lane)
       values (?1, 'order_confirmation', '', 'owed', ?2, ?2, ?3)`,
    ).bind(subject, due_at, lane).run();
  }

  test("is reported to its own shop once a day, with how many there are", async () => {
    await owe("demo/standard/1", 0, NOW_MS - 5 * MINUTE_MS);
    await owe("demo/standard/2", 0, NOW_MS - HOUR_MS);
    await owe("demo/standard/3", 1, NOW_MS - DAY_MS);
    await owe("other/standard/1", 1, NOW_MS - DAY_MS);
    await owe("closed/standard/1", 0, NOW_MS - DAY_MS);
    for (const later_ms of [0, MINUTE_MS, HOUR_MS]) await passMinute(ports, NOW_MS + later_ms);
    const of_day = "mails_overdue:2026-11-22";
    expect(await alerts()).toEqual([
      { subject: "demo/~shop/", about: of_day, facts: { topic: "mails_overdue", count: 3 } },
      { subject: "other/~shop/", about: of_day, facts: { topic: "mails_overdue", count: 1 } },
    ]);
  });

  test.each([
    ["an urgent one of four minutes", 0, 4 * MINUTE_MS],
    ["one that can wait, of 23 hours", 1, 23 * HOUR_MS],
    ["one that was given a later time", 0, -MINUTE_MS],
  ])("is not %s", async (_, lane, age_ms) => {
    await owe("demo/standard/1", lane as 0 | 1, NOW_MS - age_ms);
    await passMinute(ports, NOW_MS);
    expect(await alerts()).toEqual([]);
  });
});

async function count(shop: string, day: string, figures: Readonly<Record<string, number>>) {
  const names = Object.keys(figures);
  await env.DB.prepare(
    `insert into daily_stats (shop_id, day, kind, ${names.join(", ")})
     values (?, ?, 'order_confirmation', ${names.map(() => "?").join(", ")})`,
  ).bind(shop, day, ...Object.values(figures)).run();
}

async function open(shop: string, settings: Partial<v.InferInput<typeof ShopSettings>> | string) {
  const text = typeof settings === "string" ? settings : JSON.stringify({ ...SHOP, ...settings });
  await env.DB.prepare("insert into shops (id, settings, secrets) values (?, ?, '')").bind(shop, text)
    .run();
}

describe("too many complaints or bounces", () => {
  test("of seven days are reported once a day, each with its share", async () => {
    await count("demo", "2026-11-21", { delivered: 500, bounced: 60, complained: 1 });
    await count("demo", "2026-11-16", { delivered: 440, complained: 2 });
    for (const later_ms of [0, HOUR_MS]) await passHalfHour(ports, NOW_MS + later_ms);
    expect((await alerts()).map(({ facts }) => facts)).toEqual([
      { topic: "bounce_rate", count: 60, detail: "60 / 1000 = 6 %" },
      { topic: "complaint_rate", count: 3, detail: "3 / 1000 = 0.3 %" },
    ]);
    await passHalfHour(ports, NOW_MS + DAY_MS);
    expect(await alerts()).toHaveLength(4);
  });

  test("of eight days ago, or of another shop, are not this shop's", async () => {
    await count("demo", "2026-11-14", { delivered: 500, bounced: 500 });
    await count("other", "2026-11-21", { delivered: 500, bounced: 500 });
    await passHalfHour(ports, NOW_MS);
    expect(await alerts()).toEqual([]);
  });
});

describe("the mail of the morning", () => {
  const SEVEN_IN_BERLIN = Date.parse("2026-11-23T06:00:00Z");

  test("comes once, from seven o'clock on in the shop's zone, with the figures of the day before", async () => {
    await open("berlin", { digest: true });
    await open("silent", {});
    await count("berlin", "2026-11-22", { sent: 40, bounced: 2, failed: 1 });
    await count("berlin", "2026-11-21", { sent: 7 });
    await passHalfHour(ports, SEVEN_IN_BERLIN - 1);
    expect(await alerts("shop_digest")).toEqual([]);
    for (const later_ms of [0, 30 * MINUTE_MS, HOUR_MS]) {
      await passHalfHour(ports, SEVEN_IN_BERLIN + later_ms);
    }
    expect(await alerts("shop_digest")).toEqual([{
      subject: "berlin/~shop/",
      about: "2026-11-22",
      facts: { day: "2026-11-22", sent: 40, failed: 1, bounced: 2, reasons: [] },
    }]);
  });

  test("keeps each zone's own day, and is not made up for in the afternoon", async () => {
    await open("auckland", { digest: true, time_zone: "Pacific/Auckland" });
    await open("chicago", { digest: true, time_zone: "America/Chicago" });
    await passHalfHour(ports, Date.parse("2026-11-22T18:00:00Z")); // 07:00 on the 23rd in Auckland, noon in Chicago
    expect((await alerts("shop_digest")).map(({ subject, about }) => [subject, about])).toEqual([
      ["auckland/~shop/", "2026-11-22"],
    ]);
  });

  test("of one shop is not held up by another whose settings cannot be read", async () => {
    await open("broken", JSON.stringify({ digest: true }));
    await open("fine", { digest: true });
    await expect(passHalfHour(ports, SEVEN_IN_BERLIN)).rejects.toThrow("1 shops were not served");
    expect((await alerts("shop_digest")).map(({ subject }) => subject)).toEqual(["fine/~shop/"]);
  });
});

describe("what the desk counts as open", () => {
  const THREE = Date.parse("2026-11-22T03:00:00Z");
  const countsOf = async (shop_id: string) =>
    (await rows("open_counts")).find((row) => row["shop_id"] === shop_id);
  beforeEach(async () => {
    await env.DB.prepare("delete from cases").run();
    await insertCase(env.DB, { ...CASE, id: "one" }, NOW_MS).run();
  });

  test("is counted anew once a night, so that a wrong count ends", async () => {
    await env.DB.prepare("update open_counts set cases = 9, letters = 4 where shop_id = 'demo'").run();
    await passHalfHour(ports, THREE - 1);
    await passHalfHour(ports, THREE + 30 * MINUTE_MS);
    expect(await countsOf("demo")).toMatchObject({ cases: 9, letters: 4 });
    await passHalfHour(ports, THREE);
    expect(await countsOf("demo")).toMatchObject({ cases: 1, returns: 0, letters: 0 });
  });

  test("is counted for the other shops of a round where one has unreadable settings", async () => {
    await env.DB.prepare("insert into shops (id, settings, secrets) values ('broken', '{}', '')").run();
    await env.DB.prepare("update open_counts set cases = 9 where shop_id = 'demo'").run();
    await expect(passHalfHour(ports, THREE)).rejects.toThrow("1 shops were not served");
    expect(await countsOf("demo")).toMatchObject({ cases: 1 });
  });
});

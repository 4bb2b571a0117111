/** No alarm of the first page stands that nobody can end: each is put aside, done through its link, or ends with its cause. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ALARM_DAYS, ALARM_NAMES, type AlarmName } from "../../../src/flow/desk/dismiss_alarm.ts";
import { readActs, selectActs } from "../../../src/sql/audit.ts";
import english from "../../../templates/admin/locales/en.json";
import { NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { type DeskVisitor, openDesks, ownersDesk } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";

const DAY_MS = 86_400_000;
let now_ms = NOW_MS;
let desk: DeskVisitor;

beforeAll(openHouse);
beforeEach(async () => {
  at(now_ms + DAY_MS);
  for (
    const table of [
      "messages",
      "parked",
      "daily_stats",
      "ignored_topics",
      "dismissed_alarms",
      "circuits",
      "dead_letters",
      "refusals",
    ]
  ) {
    await run(`delete from ${table}`);
  }
  await openDesks();
  // Nothing is amiss: what is counted and reported leaves nothing to advise.
  await settings('{"figures": true, "provider_reports": true, "channels": ["capture"]}');
  await counted("1, 1, 0, 0, 0")();
  at(now_ms + 60_000);
  desk = await ownersDesk();
});

function at(ms: number): void {
  now_ms = ms;
  vi.useFakeTimers({ toFake: ["Date"], now: now_ms });
}
const run = (sql: string) => env.DB.prepare(sql).run();
const settings = (json: string) =>
  run(`update shops set settings = json_patch(settings, '${json}') where id = 'demo'`);
const today = () => new Date(now_ms).toISOString().slice(0, 10);
const wrong = (state: string) => async (name: string) =>
  void await run(`insert into messages (subject, kind, about, state, dated_at, closed_at) values
    ('demo/standard/${name}', 'order_confirmation', '', '${state}', ${now_ms}, ${now_ms})`);
const counted = (figures: string) => async () =>
  void await run(`insert into daily_stats (shop_id, day, kind, sent, delivered, bounced, complained, failed)
    values ('demo', '${today()}', 'follow_up', ${figures}) on conflict do update set sent = excluded.sent, delivered = excluded.delivered,
      bounced = excluded.bounced, complained = excluded.complained, failed = excluded.failed`);

/** How each alarm comes about, again with another name. */
const CAUSES: Readonly<Record<AlarmName, (name: string) => Promise<unknown>>> = {
  failed: wrong("failed"),
  unknown: wrong("unknown"),
  bounced: wrong("bounced"),
  parked: (name) =>
    run(`insert into parked (ref, source, webhook_id, known_as, received_at, names, events) values
      ('demo/~tracking/${name}', 'easypost', '${name}', 'demo/~tracking/${name}', ${
      now_ms - DAY_MS - 1
    }, '[]', '[]')`),
  complaint_rate: counted("300, 290, 0, 9, 0"),
  bounce_rate: counted("300, 240, 60, 0, 0"),
  failed_mails: counted("300, 290, 0, 0, 4"),
  unreported: async () => {
    await settings('{"provider_reports": true}');
    await counted("300, 10, 0, 0, 0")();
  },
  ignored: (name) =>
    run(`insert into ignored_topics values ('demo', 'shopify', 'topic/${name}', 3, ${now_ms})`),
  not_counted: async () => {
    await run("delete from daily_stats");
    await settings('{"figures": false, "digest": false}');
  },
  no_reports: () => settings('{"provider_reports": false, "channels": ["ses"]}'),
  one_channel: () => settings('{"provider_reports": false, "channels": ["ses"]}'),
};

/** Returns what the page shows of an alarm: whether its button stands there. */
async function stands(alarm: AlarmName): Promise<boolean> {
  return (await desk.get("/admin/demo")).html.includes(`name="alarm" value="${alarm}"`);
}

async function putAside(alarm: AlarmName): Promise<void> {
  const { html } = await desk.get("/admin/demo");
  const form = html.split("<form").find((one) => one.includes(`name="alarm" value="${alarm}"`))!;
  const token = /name="form" value="([^"]+)"/.exec(form)![1]!;
  expect((await desk.post("/admin/demo/alarms/dismiss", { form: token, alarm })).status).toBe(303);
}

describe("an alarm", () => {
  test.each(ALARM_NAMES)(
    "%s is put aside, by name in the audit, and comes back with news or in time",
    async (alarm) => {
      expect(await stands(alarm)).toBe(false);
      await CAUSES[alarm]("one");
      at(now_ms + 60_000);
      expect(await stands(alarm)).toBe(true);
      await putAside(alarm);
      expect(await stands(alarm)).toBe(false);
      const [act] = readActs(await selectActs(cellOf("demo"), "demo", null, 1).all());
      expect(act).toMatchObject({ act: "alarm.dismiss", detail: { about: alarm } });
      const days = ALARM_DAYS[alarm];
      at(now_ms + (days === null ? 60_000 : days * DAY_MS));
      desk = await ownersDesk();
      if (days === null) expect(await stands(alarm)).toBe(false);
      await run("delete from daily_stats");
      await CAUSES[alarm]("two");
      at(now_ms + 60_000);
      expect(await stands(alarm)).toBe(true);
    },
  );

  test("that was put aside counts what came since alone", async () => {
    for (const name of ["a", "b", "c"]) await CAUSES.failed(name);
    at(now_ms + 60_000);
    await putAside("failed");
    at(now_ms + 60_000);
    await CAUSES.failed("d");
    expect((await desk.get("/admin/demo")).html).toContain("One email failed permanently");
    // The list forgets nothing.
    const { html } = await desk.get("/admin/demo/mails?state=failed");
    for (const name of ["a", "b", "c", "d"]) {
      const id = new TextEncoder().encode(`demo/standard/${name}/order_confirmation/`)
        .toBase64({ alphabet: "base64url", omitPadding: true });
      expect(html).toContain(`/admin/demo/mails/${id}`);
    }
  });

  test("of webhooks that could not be read ends when the last of them is done with", async () => {
    await run(`insert into refusals (shop_id, day, source, field, rule, count)
      values ('demo', '${today()}', 'shopify', 'currency', 'must be given', 3)`);
    await run(
      `insert into dead_letters (shop_id, id, source, topic, reason, field, rule, got, headers, bytes, received_at, last_at, count)
      values ('demo', 'l1', 'shopify', 'orders/create', 'invalid', 'currency', 'must be given', 'nothing', '{}', 2, ${now_ms}, ${now_ms}, 3)`,
    );
    expect((await desk.get("/admin/demo")).html).toContain("webhooks from Shopify couldn’t be read");
    await run("delete from dead_letters");
    expect((await desk.get("/admin/demo")).html).not.toContain("couldn’t be read");
  });

  test("of a channel that is left alone ends with the pause", async () => {
    await run(`insert into circuits values ('demo', 'ses', 3, ${now_ms + 60_000}, '503')`);
    expect((await desk.get("/admin/demo")).html).toContain("ses is paused until");
    at(now_ms + 120_000);
    expect((await desk.get("/admin/demo")).html).not.toContain("is paused until");
  });

  test("of topics that are ignored ends a week after the last of them", async () => {
    await CAUSES.ignored("one");
    expect(await stands("ignored")).toBe(true);
    at(now_ms + 7 * DAY_MS);
    desk = await ownersDesk();
    expect(await stands("ignored")).toBe(false);
  });

  test("of another name is none", async () => {
    await CAUSES.failed("one");
    const { html } = await desk.get("/admin/demo");
    const form = html.split("<form").find((one) => one.includes('name="alarm"'))!;
    const token = /name="form" value="([^"]+)"/.exec(form)![1]!;
    expect((await desk.post("/admin/demo/alarms/dismiss", { form: token, alarm: "held" })).status).toBe(404);
  });
});

/** What the other alarms end with; their buttons lead there. */
const END_WITH_THEIR_CAUSE: Readonly<Record<string, string>> = {
  overdue: "the mail leaves, fails or is no longer true: a test of the ledger each",
  overdue_more: "the same",
  circuit: "the pause is over",
  unread: "the last webhook is taken again or deleted",
  unread_more: "the same",
  unreachable: "the address is corrected or the order dismissed there",
  shadow: "shadow mode is switched off in the settings",
  held: "the erasure is stopped there, or done",
};
/** Advice by its words, with the alarm by which it is put aside. */
const SAID_AS: Readonly<Record<string, AlarmName>> = {
  complaints: "complaint_rate",
  bounces: "bounce_rate",
  failed: "failed_mails",
};

describe("everything that the first page calls out", () => {
  test("is put aside by a name, or named here with what it ends with", () => {
    const said = Object.keys(english).flatMap((key) =>
      /^(?:call|improve)\.(?<name>\w+)$/.exec(key)?.groups?.["name"] ?? []
    ).filter((name) => !name.endsWith("_link"));
    expect(said.length).toBeGreaterThan(15);
    expect(
      said.filter((name) =>
        !(name in END_WITH_THEIR_CAUSE) && !(ALARM_NAMES as readonly string[]).includes(SAID_AS[name] ?? name)
      ),
    ).toEqual([]);
  });
});

describe("a rate", () => {
  test("says how far it can be trusted, and a single complaint of 240 mails is none", async () => {
    await counted("240, 239, 0, 1, 0")();
    expect(await stands("complaint_rate")).toBe(false);
    await run("delete from daily_stats");
    await counted("1000, 990, 0, 4, 0")();
    const said = /95 % sure: [^<]+/.exec((await desk.get("/admin/demo")).html)?.[0];
    expect(said).toBe("95 % sure: between 0.16 % and 1.02 %");
  });
});

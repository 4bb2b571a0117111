import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import * as desk from "../../src/sql/desk.ts";
import * as audit from "../../src/sql/audit.ts";
import * as dmarc from "../../src/sql/dmarc.ts";
import * as feedback from "../../src/sql/feedback.ts";
import * as messages from "../../src/sql/messages.ts";
import * as notices from "../../src/sql/notices.ts";
import * as terms from "../../src/sql/order_terms.ts";
import * as open from "../../src/sql/open_counts.ts";
import * as orders from "../../src/sql/orders.ts";
import * as people from "../../src/sql/people.ts";
import * as shortages from "../../src/sql/shortages.ts";
import * as templates from "../../src/sql/own_templates.ts";
import * as texts from "../../src/sql/texts.ts";
import * as webhooks from "../../src/sql/webhooks.ts";
import { NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";

beforeAll(openHouse);

const KEY = { subject: "demo/standard/1", kind: "order_confirmation", about: "" } as const;
const AFTER = { ...KEY, at: NOW_MS };

type Make = (db: D1Database) => D1PreparedStatement;

/** Every statement of the desk, and the indexes it must use. */
const STATEMENTS: Readonly<Record<string, readonly [Make, RegExp]>> = {
  selectRecentWrong: [
    (db) => desk.selectRecentWrong(db, "demo", "failed", AFTER, 10),
    /USING INDEX messages_wrong_recent \(state=\? AND <expr>=\? AND <expr><\?\)/,
  ],
  selectWrongCount: [
    (db) => desk.selectWrongCount(db, "demo"),
    /messages_wrong_recent \(state=\? AND <expr>=\?\)/,
  ],
  selectWrongCalls: [
    (db) => desk.selectWrongCalls(db, "demo"),
    /messages_wrong_recent \(state=\? AND <expr>=\? AND <expr>>\?\)/,
  ],
  selectShadowed: [
    (db) => desk.selectShadowed(db, "demo", AFTER, 10),
    /USING INDEX messages_shadowed \(<expr>=\? AND closed_at<\?\)/,
  ],
  selectShadowedCounts: [
    (db) => desk.selectShadowedCounts(db, "demo", NOW_MS),
    /messages_shadowed \(<expr>=\? AND closed_at>\?\)/,
  ],
  selectUnreachableCount: [
    (db) => desk.selectUnreachableCount(db, "demo"),
    /unreachable_orders_open \(shop_id=\?\)/,
  ],
  selectMails: [(db) => desk.selectMails(db, "demo", KEY.subject), /PRIMARY KEY \(subject=\?\)/],
  selectMail: [(db) => desk.selectMail(db, KEY), /PRIMARY KEY \(subject=\? AND kind=\? AND about=\?\)/],
  selectOverdueMails: [
    (db) => desk.selectOverdueMails(db, "demo", NOW_MS, 10),
    /messages_due \(<expr>=\? AND lane=\? AND due_at<\?\)/,
  ],
  selectStaleParkedCount: [
    (db) => desk.selectStaleParkedCount(db, "demo", NOW_MS, 1),
    /PRIMARY KEY \(ref>\? AND ref<\?\)/,
  ],
  selectSuppressionCount: [
    (db) => desk.selectSuppressionCount(db, "demo", NOW_MS),
    /PRIMARY KEY \(shop_id=\?\)/,
  ],
};

const WORD = { sku: "MILL", expected_on: "2026-12-04", back_at: null, person: "Kaja", at: NOW_MS };
const TEXTS = { shop_id: "demo", kind: KEY.kind, locale: "en" };
const VERSION = { id: "v1", at: NOW_MS, person: "Kaja", texts: {} };
const RATED = { rated_at: NOW_MS, order_id: KEY.subject, about: "delivery" };
const LATE = { from: "", before: "2026-11-22" };
const BY_TERM =
  /order_terms|sqlite_autoindex_order_terms|PRIMARY KEY \(shop_id=\? AND term=\? AND placed_at>\? AND placed_at<\?\)/;

/** The statements of stock, ratings and lists of orders. */
const LISTS: Readonly<Record<string, readonly [Make, RegExp]>> = {
  selectShortLines: [
    (db) =>
      shortages.selectShortLines(db, "demo", { sku: "MILL", placed_at: "~", order_id: "", line_id: "" }, 10),
    /open_lines_short \(shop_id=\? AND sku>\?\)/,
  ],
  selectShortLinesOf: [
    (db) => shortages.selectShortLinesOf(db, "demo", "MILL", 10),
    /open_lines_short \(shop_id=\? AND sku=\?\)/,
  ],
  selectCountsOf: [
    (db) => shortages.selectCountsOf(db, "demo", ["MILL"], 10),
    /PRIMARY KEY \(shop_id=\? AND sku=\?\)/,
  ],
  selectStockWords: [
    (db) => shortages.selectStockWords(db, "demo", ["MILL"]),
    /PRIMARY KEY \(shop_id=\? AND sku=\?\)/,
  ],
  upsertStockWord: [(db) => shortages.upsertStockWord(db, "demo", WORD), /^$/],
  selectToldOf: [
    (db) => shortages.selectToldOf(db, [KEY.subject], 10),
    /PRIMARY KEY \(subject=\? AND kind=\?\)/,
  ],
  selectOrdersOf: [(db) => orders.selectOrdersOf(db, [KEY.subject], 10), /PRIMARY KEY \(id=\?\)/],
  selectRatings: [
    (db) => feedback.selectRatings(db, "demo", "all", RATED, 10),
    /feedback_recent \(<expr>=\? AND rated_at<\?\)/,
  ],
  selectLowRatings: [
    (db) => feedback.selectRatings(db, "demo", "low", RATED, 10),
    /feedback_low \(<expr>=\? AND rated_at<\?\)/,
  ],
  selectRatingCases: [
    (db) => feedback.selectRatingCases(db, [KEY.subject], 10),
    /cases_order \(order_id=\?\)/,
  ],
  selectDueCounts: [
    (db) => terms.selectDueCounts(db, "demo", "2026-11-22", 10),
    /PRIMARY KEY \(shop_id=\? AND term=\? AND placed_at>\? AND placed_at<\?\)/,
  ],
  selectOpenCounts: [(db) => open.selectOpenCounts(db, "demo"), /PRIMARY KEY \(shop_id=\?\)/],
  recount: [(db) => open.recount(db, "demo"), /cases_open_kind \(shop_id=\? AND next=\?\)/],
  selectLateOrders: [
    (db) =>
      terms.selectOrdersBetween(db, "demo", { term: "~due", terms: [], order: "oldest" }, LATE, null, 10),
    BY_TERM,
  ],
  selectOrdersOfChannel: [
    (db) =>
      terms.selectOrdersBetween(
        db,
        "demo",
        { term: "~channel:pos", terms: ["~country:DE"], order: "newest" },
        LATE,
        { placed_at: "2026-11-21", order_id: KEY.subject },
        10,
      ),
    BY_TERM,
  ],
  selectTermsOf: [
    (db) => terms.selectTermsOf(db, "demo", "~channel:", 10),
    /PRIMARY KEY \(shop_id=\? AND term>\? AND term<\?\)/,
  ],
  insertVersion: [(db) => texts.insertVersion(db, TEXTS, VERSION), /^$/],
  selectVersions: [
    (db) => texts.selectVersions(db, TEXTS, 10),
    /PRIMARY KEY \(shop_id=\? AND kind=\? AND locale=\?\)/,
  ],
  upsertDraft: [(db) => texts.upsertDraft(db, TEXTS, "Kaja", {}, NOW_MS), /^$/],
  selectDraft: [
    (db) => texts.selectDraft(db, TEXTS, "Kaja"),
    /PRIMARY KEY \(shop_id=\? AND kind=\? AND locale=\? AND person=\?\)/,
  ],
  deleteDraft: [
    (db) => texts.deleteDraft(db, TEXTS, "Kaja"),
    /PRIMARY KEY \(shop_id=\? AND kind=\? AND locale=\? AND person=\?\)/,
  ],
  selectTemplateVersions: [
    (db) => templates.selectTemplateVersions(db, "demo", "welcome", 20),
    /PRIMARY KEY \(shop_id=\? AND name=\?\)/,
  ],
  selectTemplates: [
    (db) => templates.selectTemplates(db, "demo"),
    /SEARCH own_templates USING PRIMARY KEY \(shop_id=\? AND name<\?\)/,
  ],
  insertTemplateVersion: [
    (db) =>
      templates.insertTemplateVersion(
        db,
        "demo",
        { name: "welcome", at: 1, id: "1", person: "Kaja", content: null },
        null,
      ),
    /PRIMARY KEY \(shop_id=\? AND name=\?/,
  ],
  deleteOldTemplateVersions: [
    (db) => templates.deleteOldTemplateVersions(db, "demo", "welcome", 20),
    /PRIMARY KEY \(shop_id=\? AND name=\?\)/,
  ],
  releaseHeld: [(db) => messages.releaseHeld(db, KEY.subject, NOW_MS), /PRIMARY KEY \(subject=\?\)/],
};

const REPORT = { week: "2026-11-16", reporter: "r.example", report_id: "1", mails: 1 };

/** The statements of people, audit and DMARC reports. */
const MORE: Readonly<Record<string, readonly [Make, RegExp]>> = {
  selectDmarcWeek: [
    (db) => dmarc.selectDmarcWeek(db, "demo", "2026-11-16"),
    /PRIMARY KEY \(shop_id=\? AND week=\?\)/,
  ],
  selectDmarcWeeks: [
    (db) => dmarc.selectDmarcWeeks(db, "demo", "2026-11-16"),
    /PRIMARY KEY \(shop_id=\? AND week>\?\)/,
  ],
  selectReportCount: [
    (db) => dmarc.selectReportCount(db, "demo", "2026-11-16", 10),
    /PRIMARY KEY \(shop_id=\? AND week=\?\)/,
  ],
  selectReporters: [
    (db) => dmarc.selectReporters(db, "demo", "2026-11-16", 10),
    /PRIMARY KEY \(shop_id=\? AND week>\?\)/,
  ],
  insertReport: [(db) => dmarc.insertReport(db, "demo", REPORT, 1), /^$/],
  writeWeek: [(db) => dmarc.writeWeek(db, "demo", { week: "2026-11-16", seq: 0, sources: [] }), /^$/],
  deleteOldWeeks: [
    (db) => dmarc.deleteOldWeeks(db, "demo", "2026-06-01")[1]!,
    /PRIMARY KEY \(shop_id=\? AND week<\?\)/,
  ],
  selectPerson: [(db) => people.selectPerson(db, "demo", "x"), /PRIMARY KEY \(shop_id=\? AND id=\?\)/],
  selectPersonByEmail: [
    (db) => people.selectPersonByEmail(db, "demo", "a@b.example"),
    /people_email \(email=\? AND shop_id=\?\)/,
  ],
  selectPeople: [(db) => people.selectPeople(db, "demo"), /PRIMARY KEY \(shop_id=\?\)/],
  selectShopsOfPerson: [
    (db) => people.selectShopsOfPerson(db, "a@b.example", 10),
    /COVERING INDEX people_email \(email=\?\)/,
  ],
  insertPerson: [
    (db) =>
      people.insertPerson(db, {
        shop_id: "demo",
        id: "x",
        email: "a@b.example",
        name: "A",
        role: "agent",
        invited_at: 1,
      }),
    /PRIMARY KEY \(shop_id=\?\)/,
  ],
  updateRole: [
    (db) => people.updateRole(db, "demo", "x", "agent"),
    /PRIMARY KEY \(shop_id=\? AND id=\?\)/,
  ],
  updateLanguage: [
    (db) => people.updateLanguage(db, "demo", "x", "de"),
    /PRIMARY KEY \(shop_id=\? AND id=\?\)/,
  ],
  noteJoined: [(db) => people.noteJoined(db, "demo", "x", 1), /PRIMARY KEY \(shop_id=\? AND id=\?\)/],
  deletePerson: [(db) => people.deletePerson(db, "demo", "x"), /PRIMARY KEY \(shop_id=\? AND id=\?\)/],
  selectActs: [
    (db) => audit.selectActs(db, "demo", { at: 1, id: "x" }, 50),
    /audit_time \(shop_id=\? AND .*at.*\)/,
  ],
  selectActsOfOrder: [
    (db) => audit.selectActsOfOrder(db, KEY.subject, 50),
    /USING INDEX audit_order \(order_id=\?\)/,
  ],
  insertNotice: [
    (db) =>
      notices.insertNotice(db, "demo", {
        service: "slack",
        id: "a",
        topic: "dead_letter",
        order_number: null,
        count: null,
        case_id: null,
      }, 1),
    /SEARCH cases USING .*\(shop_id=\? AND id=\?\)/,
  ],
  selectNoticeShops: [
    (db) => notices.selectNoticeShops(db, NOW_MS, 10),
    /COVERING INDEX notices_due \(due_at<\?\)/,
  ],
  selectNotices: [
    (db) => notices.selectNotices(db, "demo", "slack", NOW_MS, 10),
    /PRIMARY KEY \(shop_id=\? AND service=\?\)/,
  ],
  claimNotices: [
    (db) => notices.claimNotices(db, "demo", "slack", { now_ms: NOW_MS, until_ms: NOW_MS, limit: 10 }),
    /PRIMARY KEY \(shop_id=\? AND service=\?/,
  ],
  deleteNotices: [
    (db) => notices.deleteNotices(db, "demo", "slack", ["a"]),
    /PRIMARY KEY \(shop_id=\? AND service=\? AND id=\?\)/,
  ],
  deleteServiceNotices: [
    (db) => notices.deleteServiceNotices(db, "demo", "slack"),
    /PRIMARY KEY \(shop_id=\? AND service=\?\)/,
  ],
  putOffNotices: [
    (db) => notices.putOffNotices(db, "demo", "slack", ["a"], 1),
    /PRIMARY KEY \(shop_id=\? AND service=\? AND id=\?\)/,
  ],
  noteTelling: [(db) => notices.noteTelling(db, "demo", "slack", null, 1), /^$/],
  deleteNoticeService: [
    (db) => notices.deleteNoticeService(db, "demo", "slack"),
    /PRIMARY KEY \(shop_id=\? AND service=\?\)/,
  ],
  selectNoticeServices: [
    (db) => notices.selectNoticeServices(db, "demo"),
    /PRIMARY KEY \(shop_id=\?\)/,
  ],
  deleteOldActs: [
    (db) => audit.deleteOldActs(db, "demo", NOW_MS),
    /COVERING INDEX audit_time \(shop_id=\? AND at<\?\)/,
  ],
};

describe("query plans of the desk", () => {
  test("every statement is tested here", () => {
    const made = Object.entries(desk).filter(([name, value]) =>
      typeof value === "function" && !["wrongAt", "readMails"].includes(name)
    );
    expect(Object.keys(STATEMENTS).sort()).toEqual(made.map(([name]) => name).sort());
  });

  test("every statement of people, audit, notices and DMARC reports is tested here", () => {
    const made = Object.entries({ ...people, ...audit, ...notices, ...dmarc }).filter(([name, value]) =>
      typeof value === "function" && !["readActs", "insertAct", "readDmarcWeeks"].includes(name)
    );
    expect(Object.keys(MORE).sort()).toEqual(made.map(([name]) => name).sort());
  });

  for (const [name, [make, index]] of Object.entries({ ...STATEMENTS, ...LISTS, ...MORE })) {
    test(`${name} scans no table and sorts only rows that its limit allows`, async () => {
      const steps = await planOf(make);
      // A subquery that was bounded is walked once more, and a recursion its own rows.
      expect(
        steps.filter((step) =>
          /\bSCAN\b/.test(step) &&
          !/SCAN (CONSTANT ROW|json_each|\(subquery|messages$|terms$|newest$)/.test(step)
        ),
      )
        .toEqual([]);
      expect(steps.join("\n")).toMatch(index);
    });
  }

  test("what one receiver of webhooks was told is read by its own index and needs no sorting", async () => {
    const plan = (await planOf((db) => webhooks.selectDeliveries(db, "demo", "h1", null, 50))).join();
    expect(plan).toMatch(/webhook_deliveries_endpoint/);
    expect(plan).not.toMatch(/TEMP B-TREE|\bSCAN\b/);
  });

  test("the list of recent failures needs no sorting", async () => {
    expect((await planOf(STATEMENTS["selectRecentWrong"]![0])).join()).not.toMatch(/TEMP B-TREE/);
  });

  test.each(["selectActs", "selectActsOfOrder", "deleteOldActs"])("%s needs no sorting", async (name) => {
    expect((await planOf(MORE[name]![0])).join()).not.toMatch(/TEMP B-TREE/);
  });
});

async function planOf(make: Make): Promise<readonly string[]> {
  const explaining = { prepare: (sql: string) => env.DB.prepare(`explain query plan ${sql}`) } as D1Database;
  const { results } = await make(explaining).all<{ detail: string }>();
  return results.map(({ detail }) => detail);
}

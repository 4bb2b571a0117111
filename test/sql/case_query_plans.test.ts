import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import * as cases from "../../src/sql/cases.ts";
import * as chats from "../../src/sql/live_chat.ts";
import * as slack from "../../src/sql/slack_posts.ts";
import { NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";

beforeAll(openHouse);

const CUSTOMER = "demo/~customer/x";
const OPENED = {
  shop_id: "demo",
  id: "c",
  kind: "question",
  topic: "?",
  next: "shop",
  due_at: NOW_MS,
  proven: true,
  order_id: null,
  customer: null,
  reader: null,
} as const;
const SAID = { id: "m", type: "message", author: "customer", words: "?" } as const;

const POST = { channel: "C1", ts: "1.1", case_id: "c", is_first: 1, said_at: 1, entry_id: null } as const;

type Make = (db: D1Database) => D1PreparedStatement | readonly D1PreparedStatement[];

/** Every statement about cases that sql/ can make. */
const STATEMENTS: Readonly<Record<string, Make>> = {
  selectCase: (db) => cases.selectCase(db, "demo", "c"),
  selectEntries: (db) => cases.selectEntries(db, "demo", "c"),
  selectCaseList: (db) => [
    cases.selectCaseList(db, "demo", "shop", { at: 1, id: "c" }, 10),
    cases.selectCaseList(db, "demo", "solved", { at: 1, id: "c" }, 10),
  ],
  selectCaseCount: (db) => cases.selectCaseCount(db, "demo", "shop", 10),
  selectCasesOfOrder: (db) => cases.selectCasesOfOrder(db, "demo/standard/1"),
  selectCasesOfCustomer: (db) => cases.selectCasesOfCustomer(db, CUSTOMER),
  insertCase: (db) => cases.insertCase(db, OPENED, NOW_MS),
  raiseCase: (db) => cases.raiseCase(db, { ...OPENED, order_id: "demo/standard/1" }, NOW_MS),
  insertActOf: (db) => cases.insertActOf(db, "demo", "c", { id: "a", act: "short", words: "" }, NOW_MS),
  moveCases: (db) =>
    (["solved", "solved_unless_written"] as const).flatMap((state) =>
      cases.moveCases(
        db,
        { order_id: "demo/standard/1", kind: "shortage", act: "short_over", to: { state } },
        NOW_MS,
      )
    ),
  solveLetterCases: (db) => cases.solveLetterCases(db, "demo", NOW_MS),
  insertEntry: (db) => cases.insertEntry(db, "demo", "c", SAID, NOW_MS),
  updateCase: (db) => cases.updateCase(db, "demo", "c", { state: "solved" }, NOW_MS),
  noteAnswered: (db) => cases.noteAnswered(db, "demo", "c", NOW_MS),
  takeBackEntry: (db) => cases.takeBackEntry(db, "demo", "c", { at: NOW_MS, id: "e" }),
  moveEntries: (db) => cases.moveEntries(db, "demo", "a", "b"),
  selectLateCases: (db) => cases.selectLateCases(db, "demo", NOW_MS, 10),
  selectSilentCases: (db) => cases.selectSilentCases(db, "demo", NOW_MS, 10),
  noteReminded: (db) => cases.noteReminded(db, "demo", "c", NOW_MS),
  wakeSnoozed: (db) => cases.wakeSnoozed(db, "demo", NOW_MS),
  selectAnswerTimes: (db) => cases.selectAnswerTimes(db, "demo", 10),
  selectAutomaticAnswers: (db) => cases.selectAutomaticAnswers(db, CUSTOMER, NOW_MS),
  selectConversationMessages: (db) => cases.selectConversationMessages(db, "demo/standard/1"),
  selectConversationPage: (db) => cases.selectConversationPage(db, "demo/standard/1", null, 10),
  selectTalk: (db) => cases.selectTalk(db, "demo/standard/1"),
  selectLastWords: (db) => cases.selectLastWords(db, "demo", ["c"]),
  selectEntriesOfOrder: (db) => cases.selectEntriesOfOrder(db, "demo/standard/1"),
  selectThread: (db) => slack.selectThread(db, "demo", "C1", "c"),
  selectCaseOfThread: (db) => slack.selectCaseOfThread(db, "demo", "C1", "1.1"),
  selectPostsOfCase: (db) => slack.selectPostsOfCase(db, "demo", "c"),
  insertPost: (db) => slack.insertPost(db, "demo", POST),
  noteSaid: (db) => slack.noteSaid(db, "demo", POST, 1),
  deletePost: (db) => slack.deletePost(db, "demo", POST),
  deletePosts: (db) => slack.deletePosts(db, "demo"),
  selectChatState: (db) => chats.selectChatState(db, "demo", "c"),
  selectEntryCount: (db) => chats.selectEntryCount(db, "demo", "c"),
  noteCustomerHere: (db) => chats.noteCustomerHere(db, "demo", "c", { seen_at: 1, is_writing: true }, NOW_MS),
  noteWatcher: (db) => chats.noteWatcher(db, "demo", "c", { person: "Ben", is_writing: true }, NOW_MS),
  selectWaitingReply: (db) => chats.selectWaitingReply(db, "demo/~conversation/c", NOW_MS),
  withdrawWaitingReplies: (db) =>
    chats.withdrawWaitingReplies(db, "demo/~conversation/c", "with_next", NOW_MS),
  selectCaseIds: (db) => [
    cases.selectCaseIds(db, { order: "demo/standard/1" }),
    cases.selectCaseIds(db, { customer: CUSTOMER }),
  ],
  deleteCaseLedgers: (db) => [
    cases.deleteCaseLedgers(db, "demo", { order: "demo/standard/1" }),
    cases.deleteCaseLedgers(db, "demo", { customer: CUSTOMER }),
  ],
  deleteCases: (db) => [
    ...cases.deleteCases(db, { order: "demo/standard/1" }),
    ...cases.deleteCases(db, { customer: CUSTOMER }),
  ],
};

describe("query plans of cases", () => {
  test("every statement is tested here", () => {
    const made = Object.entries({ ...cases, ...chats, ...slack }).filter(([name, value]) =>
      typeof value === "function" && !name.startsWith("read")
    );
    expect(Object.keys(STATEMENTS).sort()).toEqual(made.map(([name]) => name).sort());
  });

  for (const [name, make] of Object.entries(STATEMENTS)) {
    test(`${name} scans no table and walks each list in the order of its index`, async () => {
      const steps = await planOf(make);
      expect(
        steps.filter((step) =>
          /\bSCAN\b/.test(step) && !/SCAN (CONSTANT ROW|c VIRTUAL|json_each|\(subquery)/.test(step)
        ),
      )
        .toEqual([]);
      if (/^select(?:CaseList|LateCases|SilentCases|AnswerTimes)$/.test(name)) {
        expect(steps.join()).not.toMatch(/TEMP B-TREE/);
      }
    });
  }
});

async function planOf(make: Make): Promise<readonly string[]> {
  const explaining = { prepare: (sql: string) => env.DB.prepare(`explain query plan ${sql}`) } as D1Database;
  const steps: string[] = [];
  for (const statement of [make(explaining)].flat()) {
    const { results } = await statement.all<{ detail: string }>();
    steps.push(...results.map(({ detail }) => detail));
  }
  return steps;
}

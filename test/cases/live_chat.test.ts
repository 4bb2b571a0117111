import { describe, expect, test } from "vitest";
import type { Case } from "../../src/cases/case.ts";
import {
  chatCase,
  type ChatState,
  chatVersion,
  isCustomerHere,
  isCustomerWriting,
  watchersAt,
  writersAt,
} from "../../src/cases/live_chat.ts";
import { NOW_MS } from "../support/cast.ts";

const HOUR_MS = 3_600_000;

const CASE: Case = {
  shop_id: "demo",
  id: "a",
  kind: "question",
  topic: "?",
  state: "open",
  next: "shop",
  due_at: NOW_MS,
  opened_at: NOW_MS - 100 * HOUR_MS,
  changed_at: NOW_MS - HOUR_MS,
  answered_at: null,
  order_id: "demo/standard/1",
  customer: null,
  proven: true,
  reader: null,
  assignee: null,
  tags: [],
  drafts: [],
  merged_into: null,
};
const STATE: ChatState = {
  changed_at: NOW_MS,
  newest: "m1",
  answered_at: null,
  seen_at: null,
  here_at: null,
  writing_at: null,
  watchers: {},
};

describe("the case that a chat continues", () => {
  test.each<readonly [string, Partial<Case>, string | null]>([
    ["an open one", {}, "a"],
    ["an open one that is snoozed", { next: "later" }, "a"],
    ["one that was solved yesterday", { state: "solved", changed_at: NOW_MS - 24 * HOUR_MS }, "a"],
    ["none that was solved three days ago", { state: "solved", changed_at: NOW_MS - 72 * HOUR_MS }, null],
    ["none that went into another", { state: "merged" }, null],
    ["none whose writer is not proven", { proven: false }, null],
    ["none of the shop's own", { kind: "shortage" }, null],
    ["none of a program's", { kind: "bounce" }, null],
    ["a claim", { kind: "claim" }, "a"],
  ])("is %s", (_, changed, id) => {
    expect(chatCase([{ ...CASE, ...changed }], NOW_MS)?.id ?? null).toBe(id);
  });

  test("of several is the one that changed last", () => {
    const cases = [CASE, { ...CASE, id: "b", changed_at: NOW_MS - 1 }, {
      ...CASE,
      id: "c",
      changed_at: NOW_MS - 2 * HOUR_MS,
    }];
    expect(chatCase(cases, NOW_MS)?.id).toBe("b");
    expect(chatCase([], NOW_MS)).toBeNull();
  });
});

describe("who is there", () => {
  test("is who said so within a minute and a half, and writes who said so within eight seconds", () => {
    const chat = {
      ...STATE,
      here_at: NOW_MS - 80_000,
      writing_at: NOW_MS - 7_000,
      watchers: {
        Ben: [NOW_MS - 80_000, NOW_MS - 7_000],
        Anna: [NOW_MS - 80_000, 0],
        Grace: [NOW_MS - 100_000, NOW_MS - 9_000],
      },
    } as const;
    expect([isCustomerHere(chat, NOW_MS), isCustomerWriting(chat, NOW_MS)]).toEqual([true, true]);
    expect(watchersAt(chat, NOW_MS)).toEqual(["Anna", "Ben"]);
    expect(watchersAt(chat, NOW_MS, "Ben")).toEqual(["Anna"]);
    expect(writersAt(chat, NOW_MS)).toEqual(["Ben"]);
    expect(writersAt(chat, NOW_MS, "Ben")).toEqual([]);
    const later = NOW_MS + 20_000;
    expect([isCustomerHere(chat, later), isCustomerWriting(chat, later), watchersAt(chat, later)])
      .toEqual([false, false, []]);
    expect([isCustomerHere(STATE, NOW_MS), isCustomerWriting(STATE, NOW_MS)]).toEqual([false, false]);
  });
});

describe("the name of what a page shows", () => {
  test("differs with a change, an entry and a writer, and holds nothing that ends a line", () => {
    const names = [
      chatVersion(STATE, []),
      chatVersion({ ...STATE, changed_at: 1 }, []),
      chatVersion({ ...STATE, newest: "m2" }, []),
      chatVersion(STATE, ["Ben\nid: 1"]),
      chatVersion(STATE, ["Ben~Anna"]),
      chatVersion(STATE, ["Ben", "Anna"]),
    ];
    expect(new Set(names).size).toBe(names.length);
    expect(names.join("")).not.toMatch(/[\r\n\0]/);
  });
});

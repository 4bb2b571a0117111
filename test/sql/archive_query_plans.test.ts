import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import * as archive from "../../src/sql/archive.ts";
import { NOW, NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";

beforeAll(openHouse);

const ROW = { id: "demo/standard/1", number: "#1", seq: 1, deadline_at: null, line: null, object: null };
const FOLDED = { to: "", fingerprints: [] };
const RAW = {
  ...ROW,
  order: null,
  state: "{}",
  updated_at: NOW_MS,
  fold_version: 1,
  folded_to: "",
  fingerprints: "[]",
};
const LINE_LEFT = {
  line: { placed_at: NOW, total_minor: 1, currency: "EUR", state: "delivered" },
  object: "o",
  deadline_at: null,
};
const ARCHIVED = { order: RAW, events: [], messages: [], fold_version: 1, folded: FOLDED };
const PASS = { days: 120, after: "", begun_at: NOW_MS, until: 0, under_way: null };

/** A verb's statements by the verb's name and what each does. */
const STATEMENTS: Readonly<Record<string, (db: D1Database) => D1PreparedStatement>> = {
  selectWhole_order: (db) => archive.selectWhole(db, ROW.id)[0]!,
  selectWhole_events: (db) => archive.selectWhole(db, ROW.id)[1]!,
  selectWhole_messages: (db) => archive.selectWhole(db, ROW.id)[2]!,
  selectWhole_ledger: (db) => archive.selectWhole(db, ROW.id)[3]!,
  leaveLine_guard: (db) => archive.leaveLine(db, RAW, "[]", LINE_LEFT, NOW_MS)[0]!,
  leaveLine_events: (db) => archive.leaveLine(db, RAW, "[]", LINE_LEFT, NOW_MS)[1]!,
  leaveLine_messages: (db) => archive.leaveLine(db, RAW, "[]", LINE_LEFT, NOW_MS)[2]!,
  leaveLine_order: (db) => archive.leaveLine(db, RAW, "[]", LINE_LEFT, NOW_MS)[4]!,
  putBack_guard: (db) => archive.putBack(db, ROW.id, "o", ARCHIVED)[0]!,
  refillOrder: (db) => archive.refillOrder(db, RAW, NOW_MS),
  selectObject: (db) => archive.selectObject(db, ROW.id),
  selectArchives: (db) => archive.selectArchives(db, ["demo"]),
  claimArchive: (db) => archive.claimArchive(db, "demo", 120, NOW_MS, NOW_MS),
  saveArchive: (db) => archive.saveArchive(db, "demo", PASS),
  selectQuiet: (db) => archive.selectQuiet(db, "demo", "", NOW_MS, 10)[0]!,
  selectQuiet_last: (db) => archive.selectQuiet(db, "demo", "", NOW_MS, 10)[1]!,
  selectAwaited: (db) => archive.selectAwaited(db, "demo", ROW.id),
};

/** Each verb of the archive; `leaveLine` also inserts one webhook, `putBack` rows of JSON. */
const VERBS = Object.entries(archive).filter(([, value]) => typeof value === "function").map(([name]) =>
  name
);

describe("the query plans of the archive", () => {
  test("every verb has one here", () => {
    expect([...new Set(Object.keys(STATEMENTS).map((name) => name.split("_")[0]!))].sort()).toEqual(
      VERBS.sort(),
    );
  });

  for (const [name, make] of Object.entries(STATEMENTS)) {
    test(`${name} scans no table`, async () => {
      const explaining = {
        prepare: (sql: string) => env.DB.prepare(`explain query plan ${sql}`),
      } as D1Database;
      const { results } = await make(explaining).all<{ readonly detail: string }>();
      const own = /json_each|CONSTANT ROW|\(subquery/;
      expect(results.map(({ detail }) => detail).filter((step) => /\bSCAN\b/.test(step) && !own.test(step)))
        .toEqual([]);
    });
  }
});

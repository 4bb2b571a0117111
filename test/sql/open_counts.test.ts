import { beforeEach, expect, test } from "vitest";
import { insertCase, moveCases, raiseCase, updateCase, wakeSnoozed } from "../../src/sql/cases.ts";
import { deleteDeadLetters, upsertDeadLetter } from "../../src/sql/dead_letters.ts";
import { readOpenCounts, recount } from "../../src/sql/open_counts.ts";
import { NOW_MS } from "../support/cast.ts";
import { plainHouse } from "../support/plain_house.ts";

const ORDER = "demo/standard/1";
const CASE = {
  shop_id: "demo",
  kind: "question",
  topic: "?",
  next: "shop",
  due_at: NOW_MS,
  order_id: ORDER,
  customer: null,
  proven: true,
  reader: null,
} as const;
const LETTER = {
  source: "shopify",
  topic: "orders/create",
  reason: "invalid",
  field: "currency",
  rule: "must be given",
  got: "nothing",
  headers: "{}",
  bytes: 2,
  received_at: NOW_MS,
  last_at: NOW_MS,
  count: 1,
  tried_at: null,
} as const;

let db: D1Database;
beforeEach(() => {
  db = plainHouse().env.DB;
});

const counts = () => readOpenCounts(db, "demo");

test("a shop for which nothing waits has no counts", async () => {
  expect(await counts()).toEqual({ cases: 0, returns: 0, ratings: 0, shortages: 0, letters: 0 });
});

test("cases in which the shop acts next are counted, by their kind too", async () => {
  await db.batch([
    insertCase(db, { ...CASE, id: "question" }, NOW_MS),
    insertCase(db, { ...CASE, id: "return", kind: "return" }, NOW_MS),
    insertCase(db, { ...CASE, id: "rating", kind: "rating" }, NOW_MS),
    insertCase(db, { ...CASE, id: "short", kind: "shortage", next: "customer" }, NOW_MS),
    insertCase(db, { ...CASE, id: "other", shop_id: "other" }, NOW_MS),
  ]);
  expect(await counts()).toMatchObject({ cases: 3, returns: 1, ratings: 1, shortages: 0 });
});

test("the same case inserted twice is counted once", async () => {
  for (const _ of [1, 2]) await insertCase(db, { ...CASE, id: "one" }, NOW_MS).run();
  expect(await counts()).toMatchObject({ cases: 1 });
});

test("a case leaves the count as it is answered, and comes back as its customer writes or its time comes", async () => {
  await insertCase(db, { ...CASE, id: "one" }, NOW_MS).run();
  await updateCase(db, "demo", "one", { next: "customer", due_at: NOW_MS }, NOW_MS).run();
  expect(await counts()).toMatchObject({ cases: 0 });
  await updateCase(db, "demo", "one", { next: "later", due_at: NOW_MS }, NOW_MS).run();
  expect(await counts()).toMatchObject({ cases: 0 });
  await wakeSnoozed(db, "demo", NOW_MS).run();
  expect(await counts()).toMatchObject({ cases: 1 });
  await updateCase(db, "demo", "one", { kind: "return" }, NOW_MS).run();
  expect(await counts()).toMatchObject({ cases: 1, returns: 1 });
  await updateCase(db, "demo", "one", { tags: ["late"] }, NOW_MS).run();
  expect(await counts()).toMatchObject({ cases: 1, returns: 1 });
});

test("a case that ends by itself leaves the count, and is counted again where it is taken up again", async () => {
  const short = { ...CASE, id: "short", kind: "shortage" } as const;
  await raiseCase(db, short, NOW_MS).run();
  expect(await counts()).toMatchObject({ cases: 1, shortages: 1 });
  const ended = { order_id: ORDER, kind: "shortage", act: "back", to: { state: "solved" } } as const;
  await db.batch([...moveCases(db, ended, NOW_MS)]);
  expect(await counts()).toMatchObject({ cases: 0, shortages: 0 });
  await raiseCase(db, short, NOW_MS).run();
  await raiseCase(db, short, NOW_MS).run();
  expect(await counts()).toMatchObject({ cases: 1, shortages: 1 });
  await db.prepare("delete from cases").run();
  expect(await counts()).toMatchObject({ cases: 0, shortages: 0 });
});

test("dead letters are counted until they are deleted, a copy not again", async () => {
  for (const id of ["a", "b", "b"]) await upsertDeadLetter(db, "demo", { ...LETTER, id }).run();
  expect(await counts()).toMatchObject({ letters: 2 });
  await deleteDeadLetters(db, "demo", ["a"]).run();
  expect(await counts()).toMatchObject({ letters: 1 });
});

test("counting anew finds the same", async () => {
  await insertCase(db, { ...CASE, id: "return", kind: "return" }, NOW_MS).run();
  await upsertDeadLetter(db, "demo", { ...LETTER, id: "a" }).run();
  const before = await counts();
  await db.prepare("update open_counts set cases = 7, letters = 9").run();
  await recount(db, "demo").run();
  expect(await counts()).toEqual(before);
});

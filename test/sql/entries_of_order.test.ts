import { expect, test } from "vitest";
import { insertCase, NEWEST_MAX, selectEntriesOfOrder } from "../../src/sql/cases.ts";
import { NOW_MS } from "../support/cast.ts";
import { plainHouse } from "../support/plain_house.ts";

const ORDER = "demo/standard/1";

test("of each case of an order the newest entries are read, the oldest of them first", async () => {
  const db = plainHouse().env.DB;
  const entries = { long: NEWEST_MAX + 10, short: 2 };
  for (const [id, count] of Object.entries(entries)) {
    const about = { shop_id: "demo", kind: "question", topic: "?", next: "shop", due_at: null } as const;
    await insertCase(
      db,
      { ...about, id, order_id: ORDER, customer: null, proven: true, reader: null },
      NOW_MS,
    ).run();
    for (let at = 0; at < count; at++) {
      await db.prepare(
        `insert into case_entries (shop_id, case_id, at, id, type, author, person, words)
         values ('demo', ?1, ?2, ?3, 'message', 'customer', null, ?4)`,
      ).bind(id, NOW_MS + at, `e${at}`, `Message ${at}`).run();
    }
  }
  const { results } = await selectEntriesOfOrder(db, ORDER).all<
    { case_id: string; words: string; state: string }
  >();
  const wordsOf = (id: string) => results.filter(({ case_id }) => case_id === id).map(({ words }) => words);
  expect(wordsOf("long")).toEqual(Array.from({ length: NEWEST_MAX }, (_, at) => `Message ${at + 10}`));
  expect(wordsOf("short")).toEqual(["Message 0", "Message 1"]);
  expect(new Set(results.map(({ state }) => state))).toEqual(new Set(["open"]));
});

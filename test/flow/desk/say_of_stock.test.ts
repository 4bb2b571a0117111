import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sayOfStock } from "../../../src/flow/desk/say_of_stock.ts";
import { hours, NOW_MS } from "../../support/cast.ts";
import { openHouse } from "../../support/house.ts";
import {
  confirmed,
  later,
  level,
  missingOf,
  owedTo,
  placeOrders,
  postStock,
  sweepUntilDone,
  TRACKING,
} from "../../support/stock.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

const say = (sku: string, is: Parameters<typeof sayOfStock>[2]["is"], now_ms: number) =>
  sayOfStock({ db: env.DB }, TRACKING, { sku, is, person: "Kaja" }, now_ms);

async function shortOf(sku: string): Promise<readonly string[]> {
  const ids = await placeOrders(sku, 2);
  await postStock(later(0.2), level(sku, 0, { at: hours(0.2) }));
  await sweepUntilDone(later(1));
  for (const id of ids) await confirmed(id, ["1"]);
  return ids;
}

const promisedFor = async (sku: string) =>
  (await env.DB.prepare("select expected_on from open_lines where sku = ? order by order_id").bind(sku).all())
    .results.map((row) => row["expected_on"]);

describe("what a person says of a SKU", () => {
  test("a date goes to everybody who waits, before any day that a sender names", async () => {
    await shortOf("DATED");
    expect(await promisedFor("DATED")).toEqual([null, null]);
    expect((await say("DATED", { expected_on: "2026-12-04" }, later(3))).ok).toBe(true);
    await sweepUntilDone(later(3));
    expect(await promisedFor("DATED")).toEqual(["2026-12-04", "2026-12-04"]);
    await postStock(later(5), level("DATED", 0, { at: hours(5), expected_on: "2026-12-24" }));
    await sweepUntilDone(later(7));
    expect(await promisedFor("DATED")).toEqual(["2026-12-04", "2026-12-04"]);
  });

  test("what is back goes to those who waited, until stock is counted anew", async () => {
    const ids = await shortOf("BACK");
    expect(await missingOf("BACK")).toHaveLength(2);
    expect((await say("BACK", "back", later(3))).ok).toBe(true);
    await sweepUntilDone(later(3));
    expect(await missingOf("BACK")).toEqual([]);
    expect(await Promise.all(ids.map(owedTo))).toEqual([["back_on_track"], ["back_on_track"]]);
    await postStock(later(5), level("BACK", 1, { at: hours(5) }));
    await sweepUntilDone(later(7));
    expect(await missingOf("BACK")).toEqual(["back-2"]);
  });

  test.each(
    [
      ["nobody waits", "NOBODY", { expected_on: "2026-12-04" }, "not_short"],
      ["the day is over", "DATED", { expected_on: "2026-11-20" }, "past"],
    ] as const,
  )("is not kept where %s", async (_, sku, is, reason) => {
    expect(await say(sku, is, later(8))).toMatchObject({ ok: false, reason });
    const kept = await env.DB.prepare("select count(*) as count from stock_words where sku = ?").bind(sku)
      .first<number>("count");
    expect(kept).toBe(sku === "DATED" ? 1 : 0);
  });
});

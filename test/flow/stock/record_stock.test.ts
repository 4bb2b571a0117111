import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { recordStock } from "../../../src/flow/stock/record_stock.ts";
import type { ItemLevel, ItemNamed } from "../../../src/stock/event.ts";
import { hours, NOW, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording, rows } from "../../support/house.ts";
import {
  later,
  level,
  missingOf,
  orderOf,
  placeOrders,
  postStock,
  sweepUntilDone,
  workOf,
} from "../../support/stock.ts";

beforeAll(openHouse);

async function levelsOf(sku: string) {
  const { results } = await env.DB.prepare(
    "select location, quantity, at from stock where sku = ?1 order by location",
  ).bind(sku).all();
  return results;
}

describe("what is counted", () => {
  test("is kept by its own time, whatever the order of arrival, and a copy changes nothing", async () => {
    expect(await postStock(later(3), level("TIME", 5, { at: hours(2) }))).toBe("recorded");
    expect(await postStock(later(3), level("TIME", 9, { at: hours(1) }))).toBe("duplicate");
    expect(await postStock(later(3), level("TIME", 5, { at: hours(2) }))).toBe("duplicate");
    expect(await levelsOf("TIME")).toEqual([{ location: "", quantity: 5, at: hours(2) }]);
  });
  test("at the same instant is the lower, whichever comes first", async () => {
    for (const [sku, quantities] of [["TIE-A", [4, 3]], ["TIE-B", [3, 4]]] as const) {
      for (const quantity of quantities) await postStock(NOW_MS, level(sku, quantity));
      expect(await levelsOf(sku)).toMatchObject([{ quantity: 3 }]);
    }
  });
  test("is kept by place", async () => {
    await postStock(
      NOW_MS,
      level("PLACES", 1, { location: "berlin" }),
      level("PLACES", 2, { location: "osaka" }),
    );
    await postStock(later(1), level("PLACES", 7, { location: "berlin", at: hours(1) }));
    expect(await levelsOf("PLACES")).toMatchObject([{ quantity: 7 }, { quantity: 2 }]);
  });
  test("in the future is as of now, so that it can be overtaken", async () => {
    await postStock(NOW_MS, level("AHEAD", 5, { at: hours(1_000) }));
    await postStock(later(1), level("AHEAD", 1, { at: hours(1) }));
    expect(await levelsOf("AHEAD")).toMatchObject([{ quantity: 1 }]);
  });
  test("by nobody is not written for what was never counted", async () => {
    expect(await postStock(NOW_MS, level("UNCOUNTED", null))).toBe("duplicate");
    expect(await levelsOf("UNCOUNTED")).toEqual([]);
  });
  test("costs one row while nobody waits for it", async () => {
    await postStock(NOW_MS, level("LONELY", 5));
    expect(await workOf("LONELY")).toEqual([]);
  });
  test("is not kept for a shop that does not track its stock, nor is what its orders need", async () => {
    const before = (await rows("open_lines")).length;
    const report = { source: "standard", webhook_id: "x", received_at_ms: NOW_MS };
    expect(await recordStock(recording, DEMO, { ...report, events: [level("OFF", 1)] }, NOW_MS)).toBe(
      "ignored",
    );
    const order = orderOf("off-1", "OFF");
    await recordEvent(recording, DEMO, { ...report, order: order.id, events: [placed(order)] }, NOW_MS);
    expect(await levelsOf("OFF")).toEqual([]);
    expect((await rows("open_lines")).length).toBe(before);
    expect(await workOf("OFF")).toEqual([]);
  });
});

describe("an item that a storefront counts by its own id", () => {
  const counted = (item: string, quantity: number, location = "1", at = NOW): ItemLevel => ({
    type: "stock.item_changed",
    item,
    location,
    available_quantity: quantity,
    basis: "free",
    at,
  });
  const named = (item: string, sku: string, at = NOW): ItemNamed => ({
    type: "stock.item_named",
    item,
    sku,
    at,
  });

  test("is kept until it has a name, and then belongs to its SKU", async () => {
    await postStock(NOW_MS, counted("271", 3), counted("271", 4, "2"), counted("2710", 9));
    expect(await levelsOf("ITEM")).toEqual([]);
    await postStock(NOW_MS, named("271", "ITEM"));
    expect(await levelsOf("ITEM")).toMatchObject([
      { location: "271/1", quantity: 3 },
      { location: "271/2", quantity: 4 },
    ]);
    expect(await levelsOf("")).toMatchObject([{ location: "2710/1", quantity: 9 }]);
    await postStock(later(1), counted("271", 1, "1", hours(1)));
    expect(await levelsOf("ITEM")).toMatchObject([{ quantity: 1 }, { quantity: 4 }]);
  });
  test("named once more says nothing new; renamed it moves, whatever arrives first", async () => {
    await postStock(NOW_MS, counted("272", 3), named("272", "OLD-NAME"));
    expect(await postStock(later(1), named("272", "OLD-NAME", hours(1)))).toBe("duplicate");
    await postStock(later(3), named("272", "NEW-NAME", hours(3)));
    expect(await postStock(later(3), named("272", "OLD-NAME", hours(2)))).toBe("duplicate");
    expect(await levelsOf("NEW-NAME")).toMatchObject([{ location: "272/1" }]);
    expect(await levelsOf("OLD-NAME")).toEqual([]);
  });
  test("of the same SKU as another is counted beside it", async () => {
    await postStock(
      NOW_MS,
      counted("273", 1),
      counted("274", 2),
      named("273", "TWINS"),
      named("274", "TWINS"),
    );
    expect(await levelsOf("TWINS")).toMatchObject([{ quantity: 1 }, { quantity: 2 }]);
  });
  test("is checked when it gets its name, for the orders that wait already", async () => {
    await placeOrders("WAITED", 2);
    await postStock(NOW_MS, counted("275", -1));
    expect(await workOf("WAITED")).toEqual([]);
    await postStock(NOW_MS, named("275", "WAITED"));
    await sweepUntilDone(later(1));
    expect(await missingOf("WAITED")).toEqual(["waited-2"]);
  });
});

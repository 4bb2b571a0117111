import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { forgetWatch, notifyWatchers, watchStock } from "../../../src/flow/stock/watch_stock.ts";
import type { StandaloneMail } from "../../../src/messages/standalone.ts";
import { hours, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import {
  later,
  level,
  orderOf,
  postOrderEvents,
  postStock,
  stocking,
  sweepUntilDone,
  TRACKING,
} from "../../support/stock.ts";

beforeAll(openHouse);

const HOUR_MS = 3_600_000;

async function ask(sku: string, email: string, at: number, shop = TRACKING): Promise<void> {
  const request = {
    sku,
    at: hours(at),
    customer: { email, name: "Ada", locale: "de-DE" },
    product: { title: "Mill" },
  };
  const statements = await watchStock(recording, shop, request, later(at));
  if (statements.length > 0) await env.DB.batch([...statements]);
}

async function toldOf(sku: string): Promise<readonly string[]> {
  const { results } = await env.DB.prepare(
    "select json_extract(facts, '$.to.email') as email from messages where about like ?1 order by about",
  )
    .bind(`${sku}@%`).all<{ email: string }>();
  return results.map(({ email }) => email);
}

async function waitingFor(sku: string): Promise<readonly string[]> {
  const { results } = await env.DB.prepare("select email from stock_watches where sku = ?1 order by asked_at")
    .bind(sku).all<{ email: string }>();
  return results.map(({ email }) => email);
}

describe("a person who asked for a back-in-stock mail", () => {
  test("gets one mail, first asked first served, for no more people than there are free pieces, and again after it ran out", async () => {
    for (const [index, email] of ["a", "b", "c"].entries()) {
      await ask("MILL", `${email}@example.com`, index / 100);
    }
    await postOrderEvents("mill-1", NOW_MS, placed(orderOf("mill-1", "MILL")));
    await postStock(later(1), level("MILL", 3, { at: hours(1) }));
    await sweepUntilDone(later(2), stocking);
    expect(await toldOf("MILL")).toEqual(["a@example.com", "b@example.com"]);
    expect(await waitingFor("MILL")).toEqual(["c@example.com"]);

    // The pieces last: they may be about to buy them.
    await postStock(later(3), level("MILL", 3, { at: hours(3) }));
    await sweepUntilDone(later(4), stocking);
    expect(await waitingFor("MILL")).toEqual(["c@example.com"]);
    await postStock(later(5), level("MILL", 4, { at: hours(5) }));
    await sweepUntilDone(later(6), stocking);
    expect(await waitingFor("MILL")).toEqual([]);
    expect(await toldOf("MILL")).toHaveLength(3);

    // One piece is an order's, so there is none.
    await ask("MILL", "d@example.com", 6);
    await postStock(later(7), level("MILL", 1, { at: hours(7) }));
    await sweepUntilDone(later(8), stocking);
    expect(await waitingFor("MILL")).toEqual(["d@example.com"]);
    await postStock(later(9), level("MILL", 2, { at: hours(9) }));
    await sweepUntilDone(later(10), stocking);
    expect(await waitingFor("MILL")).toEqual([]);
  });

  test("gets a mail about a piece that a cancelled order leaves", async () => {
    await postStock(NOW_MS, level("FREED", 1));
    await postOrderEvents("freed-1", NOW_MS, placed(orderOf("freed-1", "FREED")));
    await ask("FREED", "a@example.com", 0.1);
    await sweepUntilDone(later(1), stocking);
    expect(await toldOf("FREED")).toEqual([]);
    await postOrderEvents("freed-1", later(1), { type: "order.cancelled", at: hours(1) });
    await sweepUntilDone(later(2), stocking);
    expect(await toldOf("FREED")).toEqual(["a@example.com"]);
  });

  test("gets the mail in the morning, not at night", async () => {
    await ask("NIGHT", "a@example.com", 0);
    await postStock(later(10), level("NIGHT", 1, { at: hours(10) }));
    await sweepUntilDone(later(11), stocking); // midnight in Berlin
    const due_at = await env.DB.prepare("select due_at from messages where about like 'NIGHT@%'").first<
      number
    >(
      "due_at",
    );
    expect(new Date(due_at!).toISOString()).toBe("2026-11-23T07:00:00.000Z");
  });

  test("is counted once, however often they ask and however they write their address", async () => {
    await ask("AGAIN", "ada@lovelace.example", 0);
    await ask("AGAIN", "Ada@Lovelace.example", 1);
    expect(await waitingFor("AGAIN")).toEqual(["ada@lovelace.example"]);
  });

  test("is forgotten for one SKU or for all", async () => {
    await ask("FORGET-1", "eve@example.com", 0);
    await ask("FORGET-2", "eve@example.com", 0);
    await ask("FORGET-3", "eve@example.com", 0);
    await forgetWatch(env.DB, TRACKING, "EVE@example.com", "FORGET-1").run();
    expect(await waitingFor("FORGET-1")).toEqual([]);
    expect(await waitingFor("FORGET-2")).toHaveLength(1);
    await forgetWatch(env.DB, TRACKING, "eve@example.com").run();
    expect([...await waitingFor("FORGET-2"), ...await waitingFor("FORGET-3")]).toEqual([]);
  });

  test("cannot ask a shop that does not track its stock", async () => {
    await ask("OFF", "a@example.com", 0, DEMO);
    expect(await waitingFor("OFF")).toEqual([]);
  });

  test("gets one mail when two sweeps run at the same time", async () => {
    for (const email of ["a", "b"]) await ask("RACE", `${email}@example.com`, 0);
    const both = await Promise.allSettled([
      notifyWatchers(stocking, TRACKING, "RACE", 1, NOW_MS),
      notifyWatchers(stocking, TRACKING, "RACE", 1, NOW_MS),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(1);
    expect(await toldOf("RACE")).toEqual(["a@example.com"]);
    expect(await waitingFor("RACE")).toEqual(["b@example.com"]);
  });

  test("gets what the mail shows: product, name and language", async () => {
    await ask("FACTS", "ada@lovelace.example", 0);
    const [standalone] = await notifyWatchers(stocking, TRACKING, "FACTS", 1, NOW_MS);
    expect(standalone).toEqual<StandaloneMail<"back_in_stock">>({
      kind: "back_in_stock",
      about: `FACTS@${hours(0)}`,
      due_at_ms: NOW_MS,
      valid_until_ms: NOW_MS + 48 * HOUR_MS,
      to: { email: "ada@lovelace.example", name: "Ada" },
      locale: "de-DE",
      facts: { product: { title: "Mill" } },
    });
  });
});

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fold } from "../../../src/orders/fold/fold.ts";
import { revokeLinks } from "../../../src/sql/customers.ts";
import { ADAS_ORDER, NOW_MS, placed } from "../../support/cast.ts";
import { openHouse } from "../../support/house.ts";
import { customerOf, type Page, pathFor, tokenFor, visitor } from "../../support/visitor.ts";

const EMAIL = "many@lovelace.example";
const COUNT = 53;

beforeAll(async () => {
  await openHouse();
  const customer = await customerOf(EMAIL);
  await env.DB.batch(
    Array.from({ length: COUNT }, (_, index) => orderRows(customer, index)).flat(),
  );
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

function orderRows(customer: string, index: number, email: string = EMAIL): D1PreparedStatement[] {
  const id = `demo/standard/h${index}`;
  const title = index === 40 ? "Café-Kanne „Nordwind“" : `Thing ${index}`;
  // Two in a row were placed in the same instant: neither may be lost between two pages.
  const placed_at = new Date(NOW_MS - Math.floor(index / 2) * 86_400_000).toISOString();
  const order = fold([placed({
    ...ADAS_ORDER,
    id: `h${index}`,
    number: `#H${index}`,
    placed_at,
    customer: { ...ADAS_ORDER.customer, email },
    lines: [{ ...ADAS_ORDER.lines[0]!, title }],
  })]);
  return [
    env.DB.prepare("insert into orders (id, number, seq, state, updated_at) values (?, ?, 1, ?, 0)")
      .bind(id, `#H${index}`, JSON.stringify(order)),
    env.DB.prepare("insert into customer_orders (customer, placed_at, order_id) values (?, ?, ?)")
      .bind(customer, placed_at, id),
  ];
}

describe("a whole number", () => {
  test("finds its order at once, however many are newer, and nobody else's", async () => {
    const number = async (query: string) => numbers(await visitor().get(`${await historyPath()}?q=${query}`));
    const name = (ref: string, id: string) =>
      env.DB.prepare("insert into refs (ref, order_id) values (?, ?)").bind(ref, id);
    expect(await number("h51")).toEqual([]); // beyond what one search looks through
    await env.DB.batch([
      name("demo/~number/h51", "demo/standard/h51"),
      name("demo/~tracking/JD014600", "demo/standard/h50"),
    ]);
    expect(await number("H51")).toEqual(["51"]);
    expect(await number("jd01+4600")).toEqual(["50"]);
    await env.DB.batch([
      ...orderRows(await customerOf("else@lovelace.example"), 90, "else@lovelace.example"),
      name("demo/~number/h90", "demo/standard/h90"),
    ]);
    expect(await number("h90")).toEqual([]);
  });
});

function numbers({ html }: Page): readonly string[] {
  return [...html.matchAll(/#H(\d+)/g)].map(([, number]) => number!);
}

function older({ html }: Page): string | null {
  return /href="(\/h\/[^"]+after=[^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? null;
}

async function historyPath(): Promise<string> {
  return await pathFor("history", await customerOf(EMAIL));
}

describe("the history", () => {
  test("shows every order once, newest first, page by page", async () => {
    const seen: string[] = [];
    for (let path: string | null = await historyPath(); path !== null;) {
      const page = await visitor().get(path);
      expect(page.status).toBe(200);
      seen.push(...numbers(page));
      path = older(page);
    }
    expect(seen).toHaveLength(COUNT);
    expect(new Set(seen).size).toBe(COUNT);
    expect(seen.map((number) => Math.floor(Number(number) / 2))).toEqual(
      seen.map((number) => Math.floor(Number(number) / 2)).toSorted((a, b) => a - b),
    );
  });

  test("its links open the orders", async () => {
    const page = await visitor().get(await historyPath());
    const order = await visitor().get(/href="(\/o\/[\w-]+)"/.exec(page.html)![1]!);
    expect(order.status).toBe(200);
  });

  test("finds by number and by item, and says how far back it searched", async () => {
    const path = await historyPath();
    expect(numbers(await visitor().get(`${path}?q=h7`))).toEqual(["7"]);
    const first = await visitor().get(`${path}?q=${encodeURIComponent("NORDWIND cafe")}`);
    expect(numbers(first)).toEqual([]);
    expect(first.html).toContain("durchsucht bis zum");
    expect(numbers(await visitor().get(older(first)!))).toEqual(["40"]);
  });

  test("what was searched for stands in the page as text", async () => {
    const page = await visitor().get(
      `${await historyPath()}?q=${encodeURIComponent('"><script>alert(1)</script>')}`,
    );
    expect(page.html).not.toContain("<script");
  });

  test("a cursor that was made up finds no other customer's order", async () => {
    const path = await historyPath();
    for (const text of ["", "~ ~", "9999 demo/standard/other", "💥", `${"x".repeat(400)}`]) {
      const after = new TextEncoder().encode(text).toBase64({ alphabet: "base64url" });
      const page = await visitor().get(`${path}?after=${after}`);
      expect(page.status).toBe(200);
      for (const number of numbers(page)) expect(Number(number)).toBeLessThan(COUNT);
    }
    expect((await visitor().get(`${path}?after=%00%ff`)).status).toBe(200);
  });

  test("opens for no link of another purpose or customer, and not once its links are revoked", async () => {
    const customer = await customerOf("revoked@lovelace.example");
    await env.DB.batch(orderRows(customer, 100));
    const token = await tokenFor({ purpose: "history", subject: customer });
    expect(numbers(await visitor().get(`/h/${token}`))).toEqual(["100"]);
    expect((await visitor().get(`/o/${token}`)).status).toBe(404);
    expect((await visitor().get(`/h/${await tokenFor({ purpose: "order", subject: customer })}`)).status)
      .toBe(404);
    await revokeLinks(env.DB, customer, NOW_MS + 1, NOW_MS).run();
    expect((await visitor().get(`/h/${token}`)).status).toBe(404);
    vi.setSystemTime(NOW_MS + 120_000);
    expect((await visitor().get(`/h/${await tokenFor({ purpose: "history", subject: customer })}`)).status)
      .toBe(200);
  });
});

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { OPERATIONS } from "../../../scripts/openapi/operations.ts";
import { forgetPorts } from "../../../src/doors/ports.ts";
import { insertEndpoint } from "../../../src/sql/webhooks.ts";
import { NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { openHouse } from "../../support/house.ts";
import { API_TOKENS, ask, openShops, ORDERS } from "../../support/strangers.ts";

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  forgetPorts();
  await openShops();
  const endpoint = { id: "own-hook-001", url: "https://erp.kontor.example/hook", types: "" };
  await insertEndpoint(cellOf("demo"), "demo", endpoint, NOW_MS).run();
});

/** A list that is given out by pages. */
interface Paged {
  /** With the query that chooses it. */
  readonly path: string;
  /** The operation's part of the answer that holds the items. */
  readonly items: string;
  readonly page_max: number;
  /** Makes one item for each place; three neighbours have the same moment. */
  readonly make: (places: readonly number[]) => Promise<unknown>;
}

const MOMENT = `(${NOW_MS} - value / 6)`;
const PLACE = "printf('%06d', value)";

/** `insert into … select … from json_each(?1)`: one row for each place. */
const rowsOf = (sql: string) => (places: readonly number[]) =>
  cellOf("demo").prepare(`insert into ${sql}`).bind(JSON.stringify(places)).run();

/** Copies of an order, under each of `terms`. */
const ordersUnder =
  (term: string, moment: string, state = "orders.state") => async (places: readonly number[]) => {
    await rowsOf(
      `orders (id, number, seq, state, updated_at)
     select 'demo/standard/x' || ${PLACE}, '#x' || value, orders.seq, ${state}, updated_at
     from json_each(?1) join orders where orders.id = '${ORDERS.own}'`,
    )(places);
    await rowsOf(
      `order_terms (shop_id, term, placed_at, order_id)
     select 'demo', '${term}', ${moment}, 'demo/standard/x' || ${PLACE} from json_each(?1)`,
    )(places);
  };
const PLACED = "'2026-11-20T' || printf('%06d', value / 6)";
const RETURNED = `json_set(orders.state, '$.returns', json('[${
  JSON.stringify({ id: "r", status: "requested", at: "2026-11-20T10:00:00.000Z", lines: [] })
}]'))`;

const casesIn = (state: string, next: string) =>
  rowsOf(
    `cases (shop_id, id, kind, topic, state, next, due_at, opened_at, changed_at)
     select 'demo', 'c' || ${PLACE}, 'question', 'question', '${state}', '${next}', ${MOMENT}, 1, ${MOMENT} from json_each(?1)`,
  );
const mailsIn = (state: string) =>
  rowsOf(
    `messages (subject, kind, about, state, dated_at, closed_at)
     select '${ORDERS.own}', 'order_confirmation', ${PLACE}, '${state}', 0, ${MOMENT} from json_each(?1)`,
  );
const ratings = rowsOf(
  `feedback (order_id, about, score, rated_at)
   select 'demo/standard/x' || ${PLACE}, 'delivery', 1, ${MOMENT} from json_each(?1)`,
);
const keptIn = (folder: string) => (places: readonly number[]) =>
  Promise.all(
    places.map((place) =>
      env.MAIL.put(`${folder}/demo/${String(NOW_MS + place).padStart(15, "0")}-${"a".repeat(16)}`, "{}")
    ),
  );

/** The lists of each operation that takes `after`. */
const LISTS: Readonly<Record<string, readonly Paged[]>> = {
  "GET /mails": ["failed", "unknown", "bounced", "shadowed"].map((state) => ({
    path: `mails?state=${state}`,
    items: "mails",
    page_max: 100,
    make: mailsIn(state),
  })),
  "GET /unreachable": [{
    path: "unreachable",
    items: "unreachable",
    page_max: 100,
    make: async (places) => {
      await ordersUnder("~all", PLACED)(places);
      await rowsOf(
        `unreachable_orders (shop_id, order_id, since, reason)
         select 'demo', 'demo/standard/x' || ${PLACE}, ${MOMENT}, 'no_address' from json_each(?1)`,
      )(places);
    },
  }],
  "GET /suppressions": [{
    path: "suppressions",
    items: "suppressions",
    page_max: 1_000,
    make: rowsOf(
      `suppressions (shop_id, address, class, reason, at)
       select 'demo', printf('%06d', value / 3) || '@lovelace.example',
         case value % 3 when 0 then 'all' when 1 then 'progress' else 'care' end, 'blocked', 1
       from json_each(?1)`,
    ),
  }],
  "GET /cases": [
    ...["shop", "later", "customer"].map((list) => ({
      path: `cases?list=${list}`,
      items: "cases",
      page_max: 50,
      make: casesIn("open", list),
    })),
    { path: "cases?list=solved", items: "cases", page_max: 50, make: casesIn("solved", "nobody") },
    { path: "cases?kind=question&days=30", items: "cases", page_max: 50, make: casesIn("open", "shop") },
  ],
  "GET /orders": [
    ...["todo", "case"].map((list) => ({
      path: `orders?list=${list}`,
      items: "orders",
      page_max: 50,
      make: ordersUnder(`~${list}`, PLACED),
    })),
    { path: "orders?country=XX", items: "orders", page_max: 50, make: ordersUnder("~country:XX", PLACED) },
  ],
  "GET /stock/short": [{
    path: "stock/short",
    items: "short",
    page_max: 200,
    // Of the first SKU more lines than a page holds; an order has three of them.
    make: rowsOf(
      `open_lines (shop_id, sku, placed_at, order_id, line_id, quantity, sent, available)
       select 'demo', 'S' || (value / 900), '2026-11-20T10:00:00.000Z', 'demo/standard/x' || (value / 6), value, 1, 0, 0
       from json_each(?1)`,
    ),
  }],
  "GET /feedback": ["low", "all"].map((list) => ({
    path: `feedback?list=${list}`,
    items: "ratings",
    page_max: 100,
    make: ratings,
  })),
  "GET /returns": [{
    path: "returns",
    items: "returns",
    page_max: 50,
    make: ordersUnder("~returns", PLACED, RETURNED),
  }],
  "GET /conversations": [{
    path: `conversations?order=${ORDERS.own}`,
    items: "messages",
    page_max: 100,
    make: async (places) => {
      await rowsOf(
        `cases (shop_id, id, kind, topic, state, next, opened_at, changed_at, order_id)
         select distinct 'demo', 'c' || (value / 120), 'question', 'question', 'open', 'shop', 1, 1, '${ORDERS.own}'
         from json_each(?1) where true on conflict do nothing`,
      )(places);
      await rowsOf(
        `case_entries (shop_id, case_id, at, id, type, author, words)
         select 'demo', 'c' || (value / 120), ${MOMENT}, value, 'message', 'customer', 'Words ' || value from json_each(?1)`,
      )(places);
    },
  }],
  "GET /dead-letters": [{
    path: "dead-letters",
    items: "dead_letters",
    page_max: 100,
    make: rowsOf(
      `dead_letters (shop_id, id, source, topic, reason, field, rule, got, headers, bytes, received_at, last_at, count)
       select 'demo', 'd' || ${PLACE}, 'shopify', 'orders/create', 'invalid', 'currency', 'must be given', 'nothing', '{}', 2, 1, ${MOMENT}, 1
       from json_each(?1)`,
    ),
  }],
  "GET /spill": ["spill", "set-aside"].map((folder) => ({
    path: "spill",
    items: "kept",
    page_max: 100,
    make: keptIn(folder),
  })),
  "GET /webhooks/{id}/events": [{
    path: "webhooks/own-hook-001/events",
    items: "events",
    page_max: 100,
    make: async (places) => {
      // Another endpoint is told of the same.
      for (const name of ["own-hook-001", "other"]) {
        await rowsOf(
          `webhook_deliveries (shop_id, endpoint, id, type, body, at)
           select 'demo', '${name}', 'e' || ${PLACE}, 'webhook.test', '{}', ${MOMENT} from json_each(?1)`,
        )(places);
      }
    },
  }],
  "GET /audit": [{
    path: "audit",
    items: "acts",
    page_max: 100,
    make: rowsOf(
      `audit (shop_id, id, at, person, way, act)
       select 'demo', 'a' || ${PLACE}, ${MOMENT}, 'Ann', 'desk', 'case.solve' from json_each(?1)`,
    ),
  }],
  "GET /ignored": [{
    path: "ignored",
    items: "ignored",
    page_max: 100,
    make: rowsOf(
      `ignored_topics (shop_id, source, topic, count, last_at)
       select 'demo', 'source' || (value / 90), ${PLACE}, 1, 1 from json_each(?1)`,
    ),
  }],
  "GET /parked": [{
    path: "parked",
    items: "parked",
    page_max: 100,
    // Each waits under two names.
    make: async (places) => {
      for (const name of ["a", "b"]) {
        await rowsOf(
          `parked (ref, source, webhook_id, known_as, received_at, names, events)
           select 'demo/${name}' || (value / 6), 'standard', 'w' || ${PLACE}, 'demo/a' || (value / 6), 1,
             json_array('demo/a' || (value / 6), 'demo/b' || (value / 6)), '[]' from json_each(?1)`,
        )(places);
      }
    },
  }],
};

/** Walks a list to its end; `between` is called once, after the first page. Returns its pages. */
async function walk({ path, items }: Paged, between?: () => Promise<unknown>): Promise<string[][]> {
  const pages: string[][] = [];
  let after: string | null = null;
  do {
    const next: string = after === null
      ? ""
      : `${path.includes("?") ? "&" : "?"}after=${encodeURIComponent(after)}`;
    const response = await ask({
      method: "GET",
      path: `/api/shops/demo/${path}${next}`,
      headers: { Authorization: `Bearer ${API_TOKENS.demo}` },
    });
    const said: { readonly after: string | null } & Record<string, unknown> = await response.json();
    expect(response.status, JSON.stringify(said)).toBe(200);
    pages.push((said[items] as unknown[]).map((item) => JSON.stringify(item)));
    if (pages.length === 1) await between?.();
    if (pages.length > 40) throw new Error(`The list must end: ${path}`);
    after = said.after;
  } while (after !== null);
  return pages;
}

describe("a list that is given out by pages", () => {
  test("is walked below, whichever operation of the document takes `after`", () => {
    const paged = Object.entries(OPERATIONS).filter(([, { query }]) =>
      query !== undefined && "after" in query
    );
    expect(Object.keys(LISTS).toSorted()).toEqual(paged.map(([name]) => name).toSorted());
  });

  test("goes on where the last item of a page goes away in between", async () => {
    const shadowed = LISTS["GET /mails"]!.find(({ path }) => path.endsWith("shadowed"))!;
    await shadowed.make(Array.from({ length: 240 }, (_, place) => place * 2));
    const [first, ...rest] = await walk(shadowed);
    const { key } = JSON.parse(first!.at(-1)!) as { readonly key: string };
    const sendAgain = () =>
      cellOf("demo").prepare("update messages set state = 'pending', closed_at = null where about = ?")
        .bind(key.split("/").at(-1)!).run();
    expect(await walk(shadowed, sendAgain)).toEqual([first, ...rest]);
  });

  for (const [name, lists] of Object.entries(LISTS)) {
    for (const [at, list] of lists.entries()) {
      test(`gives each item once, also where others come in between: ${name} ${at} ${list.path}`, async () => {
        const places = Array.from({ length: Math.ceil(list.page_max * 2.4) }, (_, place) => place * 2);
        const before = (await walk(list)).flat().length;
        await list.make(places);

        const pages = await walk(list);
        const all = pages.flat();
        expect(pages.length).toBeGreaterThan(2);
        expect(Math.max(...pages.map(({ length }) => length))).toBe(list.page_max);
        expect([all.length, new Set(all).size]).toEqual([before + places.length, before + places.length]);

        const newcomers = [1, places.length + 1 - (places.length % 2), places.length * 2 + 1];
        const during = (await walk(list, () => list.make(newcomers))).flat();
        expect(new Set(during).size).toBe(during.length);
        expect(all.filter((item) => !during.includes(item))).toEqual([]);
        expect((await walk(list)).flat().length).toBe(all.length + newcomers.length);
      });
    }
  }
});

/** Lists what a shop is short of, and takes what its program says of a SKU: a date, or that it is back. */
import { Hono } from "hono";
import * as v from "valibot";
import { sayOfStock } from "../../flow/desk/say_of_stock.ts";
import { selectShortLines, type ShortLine } from "../../sql/shortages.ts";
import { Day, FilledText } from "../../values/schemas.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const PAGE_MAX = 200;
const ACTING = {
  sku: v.pipe(FilledText, v.maxLength(128)),
  author: v.optional(v.pipe(FilledText, v.maxLength(100)), "API"),
};
export const Said = v.union([
  v.object({ ...ACTING, expected_on: Day }),
  v.object({ ...ACTING, back: v.literal(true) }),
], "Must have expected_on, or back: true");

export const stockApi = new Hono<ApiHono>();

stockApi.get("/short", async (context) => {
  const { ports, shop } = context.var;
  const cursor = context.req.query("after");
  const at = cursor === undefined
    ? ["", "", "", ""]
    : await openCursor(ports, shop.id, "stock short", cursor, 4);
  if (at === null) return complain(context, 400, "after", "must be what the page before it gave");
  const [sku, placed_at, order_id, line_id] = at as [string, string, string, string];
  const after = { sku, placed_at, order_id, line_id };
  const { results } = await selectShortLines(ports.db, shop.id, after, PAGE_MAX).all<ShortLine>();
  const last = results.length < PAGE_MAX ? undefined : results.at(-1);
  return context.json({
    tracked: shop.settings.stock.track,
    short: results.map(({ sku, order_id, line_id, quantity, placed_at, expected_on }) => ({
      sku,
      order: order_id,
      line: line_id,
      quantity,
      placed_at,
      expected_on,
    })),
    after: last === undefined ? null : await sealCursor(ports, shop.id, "stock short", [
      last.sku,
      last.placed_at,
      last.order_id,
      last.line_id,
    ]),
  });
});

stockApi.post("/say", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Said, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { sku, author } = read.value;
  const is = "back" in read.value ? "back" as const : { expected_on: read.value.expected_on };
  const said = await sayOfStock(ports, shop, { sku, is, person: author }, ports.clock());
  if (!said.ok) {
    return said.reason === "past"
      ? complain(context, 422, "expected_on", "must be today or later")
      : complain(context, 404, "sku", "must be a SKU for which an order waits");
  }
  await noteAct(context, is === "back" ? "stock.back" : "stock.date", {
    person: author,
    detail: { about: sku },
  });
  return context.json({ said: true }, 202);
});

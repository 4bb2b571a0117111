/** Shows what the shop is short of, who waits for it and what they were told; a person tells a date, or that it is back. */
import type { Context } from "hono";
import { Hono } from "hono";
import { StockItemPage, StockPage } from "../../../templates/admin/stock.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w } from "../../../templates/admin/words.ts";
import { sayOfStock } from "../../flow/desk/say_of_stock.ts";
import { readOrderRows, selectOrdersOf } from "../../sql/orders.ts";
import {
  type CountOf,
  selectCountsOf,
  selectShortLines,
  selectShortLinesOf,
  selectStockWords,
  selectToldOf,
  type ShortLine,
  type StockWord,
  type ToldOf,
} from "../../sql/shortages.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import { openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf } from "./desk_view.ts";
import { itemView, shortageViews } from "./stock_view.ts";
import type { DeskHono } from "./desk_env.ts";

/** Lines of one page of the list. With counts and words of their SKUs it stays below 300 rows. */
const LINES_MAX = 150;
const COUNTS_MAX = 60;
/** Orders of one SKU's page. */
const ORDERS_MAX = 25;
const SKU_MAX = 128;
const NOTES = { told: "good", back: "good", past: "bad", not_short: "bad", empty: "bad" } as const;

export const stockPages = new Hono<DeskHono>();

stockPages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports: { db }, shop } = desk;
  const after = (context.req.query("after") ?? "").slice(0, SKU_MAX);
  // Behind every line of the SKU.
  const place = { sku: after, placed_at: "~", order_id: "", line_id: "" };
  const read = (await selectShortLines(db, shop.id, place, LINES_MAX).all<ShortLine>()).results;
  const { lines, next } = wholeSkus(read);
  const skus = [...new Set(lines.map(({ sku }) => sku))];
  const [counted, said] = await db.batch([
    selectCountsOf(db, shop.id, skus, COUNTS_MAX),
    selectStockWords(db, shop.id, skus),
  ]);
  const view = {
    frame: await frameOf(desk, "stock", { note: noteOf(context) }),
    lead: shop.settings.stock.track ? null : w("stock.not_tracked"),
    items: shortageViews(desk, lines, {
      counts: counted!.results as unknown as readonly CountOf[],
      words: said!.results as unknown as readonly StockWord[],
      is_cut: read.length === LINES_MAX && next === null,
    }),
    next: next === null ? null : `${homeOf(desk)}/stock?${new URLSearchParams({ after: next })}`,
  };
  return await context.html(<StockPage view={view} />);
});

stockPages.get("/item", async (context) => {
  const { desk } = context.var;
  const { ports: { db }, shop } = desk;
  const sku = (context.req.query("sku") ?? "").slice(0, SKU_MAX);
  const [short, counted, said] = await db.batch([
    selectShortLinesOf(db, shop.id, sku, ORDERS_MAX),
    selectCountsOf(db, shop.id, [sku], COUNTS_MAX),
    selectStockWords(db, shop.id, [sku]),
  ]);
  const lines = short!.results as unknown as readonly ShortLine[];
  const counts = counted!.results as unknown as readonly CountOf[];
  if (lines.length === 0 && counts.length === 0) return problemPage(context, 404);
  const ids = [...new Set(lines.map(({ order_id }) => order_id))];
  const [found, told] = await db.batch([
    selectOrdersOf(db, ids, ORDERS_MAX),
    selectToldOf(db, ids, ORDERS_MAX),
  ]);
  const frame = await frameOf(desk, "stock", { note: noteOf(context) });
  const view = await itemView(desk, frame, {
    sku,
    lines,
    counts,
    word: said!.results[0] as StockWord | undefined,
    orders: readOrderRows(found!),
    told: told!.results as unknown as readonly ToldOf[],
    is_cut: lines.length === ORDERS_MAX,
  });
  return await context.html(<StockItemPage view={view} />);
});

stockPages.post("/say", async (context) => {
  const opened = await openForm(context, "stock");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const sku = field(opened.form, "sku", SKU_MAX);
  const is_back = field(opened.form, "do", 10) === "back";
  const day = field(opened.form, "expected_on", 10);
  if (!is_back && !/^\d{4}-\d{2}-\d{2}$/.test(day)) return back(context, sku, "empty");
  const said = await sayOfStock(desk.ports, desk.shop, {
    sku,
    is: is_back ? "back" : { expected_on: day },
    person: desk.person,
  }, desk.now_ms);
  if (!said.ok) return back(context, sku, said.reason);
  await noteAct(desk, opened.id, is_back ? "stock.back" : "stock.date", { detail: { about: sku } });
  return back(context, sku, is_back ? "back" : "told");
});

/** Leaves out the last SKU where the page ends within it, so that no number of a SKU is of a part of its lines. */
function wholeSkus(
  read: readonly ShortLine[],
): { readonly lines: readonly ShortLine[]; readonly next: string | null } {
  const last = read.at(-1)?.sku;
  const lines = read.filter(({ sku }) => sku !== last);
  if (read.length < LINES_MAX || last === undefined) return { lines: read, next: null };
  // One SKU fills the page: it is shown as far as it was read, and the next begins after it.
  return lines.length === 0 ? { lines: read, next: last } : { lines, next: lines.at(-1)!.sku };
}

function back(context: Context<DeskHono>, sku: string, note: keyof typeof NOTES): Response {
  const path = `${homeOf(context.var.desk)}/stock`;
  return context.redirect(`${path}/item?${new URLSearchParams({ sku, note })}`, 303);
}

function noteOf(context: Context<DeskHono>): FrameView["note"] {
  const note = context.req.query("note") ?? "";
  return Object.hasOwn(NOTES, note)
    ? { tone: NOTES[note as keyof typeof NOTES], text: w(`stock.note_${note as keyof typeof NOTES}`) }
    : null;
}

/** Words what a shop is short of: how many wait since when, what is counted, what they were told and answered. It decides nothing. */
import type { ShortageView, StockItemView, WaitingOrderView } from "../../../templates/admin/stock.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { deskLocale, w } from "../../../templates/admin/words.ts";
import { dayText } from "../../mail/format/dates.ts";
import { oneLine } from "../../mail/format/text.ts";
import { dayIn } from "../../orders/days.ts";
import type { StoredOrder } from "../../sql/orders.ts";
import type { CountOf, ShortLine, StockWord, ToldOf } from "../../sql/shortages.ts";
import { deskToken } from "./desk_form.tsx";
import { countText, homeOf, momentView, orderPath } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";

interface Known {
  readonly counts: readonly CountOf[];
  readonly words: readonly StockWord[];
  /** True where more lines are short than were read. */
  readonly is_cut: boolean;
}

export function shortageViews(
  desk: Desk,
  lines: readonly ShortLine[],
  { counts, words, is_cut }: Known,
): readonly ShortageView[] {
  return [...Map.groupBy(lines, ({ sku }) => sku)].map(([sku, of_sku]) => ({
    ...summaryOf(desk, sku, of_sku, counts.filter((count) => count.sku === sku), is_cut),
    href: `${homeOf(desk)}/stock/item?${new URLSearchParams({ sku })}`,
    said: saidText(desk, words.find((word) => word.sku === sku)),
  }));
}

function summaryOf(
  desk: Desk,
  sku: string,
  lines: readonly ShortLine[],
  counts: readonly CountOf[],
  is_cut: boolean,
): Omit<ShortageView, "href" | "said"> {
  const orders = new Set(lines.map(({ order_id }) => order_id)).size;
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const since = lines.flatMap(({ allocated_at }) => allocated_at ?? []).toSorted()[0];
  const days = [...new Set(lines.flatMap(({ expected_on }) => expected_on ?? []))].toSorted();
  const open = lines.filter(({ expected_on }) => expected_on === null).length;
  return {
    sku,
    waiting: w(is_cut ? "stock.waiting_more" : "stock.waiting", {
      orders,
      pieces: countText(pieces),
    }),
    since: since === undefined ? null : momentView(desk, Date.parse(since)),
    promised: days.length === 0 ? w("stock.no_date") : w(open > 0 ? "stock.dates_and_none" : "stock.dates", {
      dates: days.map((day) => dayText(deskLocale(), day)).join(", "),
    }),
    is_undated: days.length === 0,
    counted: countedText(counts),
  };
}

function countedText(counts: readonly CountOf[]): string {
  if (counts.length === 0 || counts.some(({ quantity }) => quantity === null)) return w("stock.uncounted");
  const sum = counts.reduce((all, { quantity }) => all + (quantity ?? 0), 0);
  const basis = counts.toSorted((a, b) => a.at < b.at ? 1 : -1)[0]!.basis;
  return w(basis === "free" ? "stock.counted_free" : "stock.counted_on_hand", { count: countText(sum) });
}

function saidText(desk: Desk, word: StockWord | undefined): string | null {
  if (word === undefined) return null;
  const values = { person: oneLine(word.person), at: momentView(desk, word.at).text };
  return word.expected_on === null
    ? w("stock.said_back", values)
    : w("stock.said_date", { ...values, date: dayText(deskLocale(), word.expected_on) });
}

interface Item {
  readonly sku: string;
  readonly lines: readonly ShortLine[];
  readonly counts: readonly CountOf[];
  readonly word: StockWord | undefined;
  readonly orders: readonly StoredOrder[];
  readonly told: readonly ToldOf[];
  readonly is_cut: boolean;
}

export async function itemView(desk: Desk, frame: FrameView, item: Item): Promise<StockItemView> {
  const { sku, lines, counts, word, orders, told, is_cut } = item;
  const title =
    orders.flatMap((row) =>
      "line" in row
        ? []
        : row.order.details.lines.filter((line) => line.sku === sku).map((line) => line.title)
    )[0];
  return {
    frame,
    ...summaryOf(desk, sku, lines, counts, is_cut),
    title: title === undefined ? null : oneLine(title),
    said: saidText(desk, word),
    orders: lines.map((line) =>
      waitingView(
        desk,
        line,
        orders.find(({ id }) => id === line.order_id),
        told.find(({ subject }) => subject === line.order_id),
      )
    ),
    say: lines.length === 0 ? null : {
      form: { action: `${homeOf(desk)}/stock/say`, token: await deskToken(desk, "stock") },
      day_min: dayIn(desk.shop.settings.time_zone, desk.now_ms),
      orders: new Set(lines.map(({ order_id }) => order_id)).size,
    },
  };
}

function waitingView(
  desk: Desk,
  line: ShortLine,
  row: StoredOrder | undefined,
  told: ToldOf | undefined,
): WaitingOrderView {
  const order = row === undefined || "line" in row ? null : row.order;
  const answer = order?.delay_answers.at(-1);
  const left = told !== undefined && told.closed_at !== null && LEFT.includes(told.state);
  return {
    href: orderPath(desk, line.order_id),
    number: oneLine(row?.number ?? line.order_id),
    name: oneLine(order?.details.customer.name) || w("order.no_customer"),
    placed: momentView(desk, Date.parse(line.placed_at)),
    pieces: w("stock.pieces", { count: line.quantity }),
    promised: line.expected_on === null
      ? w("stock.no_date")
      : w("stock.date", { date: dayText(deskLocale(), line.expected_on) }),
    told: left
      ? { label: w("stock.told", { at: momentView(desk, told.closed_at!).text }), tone: "good" }
      : told?.state === "owed" || told?.state === "sending"
      ? { label: w("stock.being_told"), tone: "quiet" }
      : { label: w("stock.not_told"), tone: "warn" },
    answer: answer === undefined ? null : w(`stock.answer_${answer.answer}`),
  };
}

/** States of a mail that its reader may have. */
const LEFT: readonly string[] = ["sent", "delivered", "complained", "unknown"];

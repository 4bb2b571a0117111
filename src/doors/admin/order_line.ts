/** What the desk's list says of one order: its state, what it is promised for, and what of it calls for somebody. It decides nothing. */
import type { OrderLineView } from "../../../templates/admin/orders.tsx";
import type { StateView, Tone } from "../../../templates/admin/view.ts";
import { deskLocale, w, wordFor } from "../../../templates/admin/words.ts";
import { windowText } from "../../mail/format/dates.ts";
import { oneLine } from "../../mail/format/text.ts";
import { type ProgressState, progressState } from "../../mail/view/progress.ts";
import { accountOf } from "../../orders/account/account.ts";
import type { Request } from "../../orders/event.ts";
import { dayIn } from "../../orders/days.ts";
import { formatMinor } from "../../orders/money.ts";
import { windowToShow } from "../../orders/promise.ts";
import { correctableParties } from "../../orders/reachable.ts";
import { dueOn, searchTerms } from "../../orders/search_terms.ts";
import type { Order } from "../../orders/state.ts";
import type { ArchivedRow, OrderRow, StoredOrder } from "../../sql/orders.ts";
import { momentView, orderPath } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";

const GOOD: readonly ProgressState[] = ["delivered", "picked_up"];
const BAD: readonly ProgressState[] = ["failed", "exception", "attempted", "returned_to_sender"];
const GOODS_SHOWN = 3;
/** Of one order; the rest stands on its page. */
const CALLS_SHOWN = 3;

export function toneOf(state: ProgressState): Tone {
  if (GOOD.includes(state)) return "good";
  return BAD.includes(state) ? "bad" : "quiet";
}

/** One order in a list: of one in the archive, its line. */
export function orderLine(desk: Desk, row: StoredOrder): OrderLineView {
  return "line" in row ? archivedLine(desk, row) : wholeLine(desk, row);
}

function archivedLine(desk: Desk, { id, number, line }: ArchivedRow): OrderLineView {
  return {
    href: orderPath(desk, id),
    number: oneLine(number),
    name: w("orders.archived"),
    state: { label: wordFor("progress", line.state), tone: "quiet" },
    goods: "",
    promise: null,
    calls: [],
    sum: formatMinor(line.total_minor, line.currency, deskLocale()),
    placed: momentView(desk, Date.parse(line.placed_at)),
  };
}

function wholeLine(desk: Desk, { id, number, order }: OrderRow): OrderLineView {
  const { details } = order;
  const state = progressState(order);
  const shown = details.lines.slice(0, GOODS_SHOWN).map(({ quantity, title }) =>
    quantity === 1 ? oneLine(title) : `${quantity} × ${oneLine(title)}`
  );
  const more = details.lines.length - shown.length;
  return {
    href: orderPath(desk, id),
    number: oneLine(number),
    name: oneLine(details.customer.name) || w("order.no_customer"),
    state: { label: wordFor("progress", state), tone: toneOf(state) },
    goods: [...shown, ...(more > 0 ? [w("orders.more", { count: more })] : [])].join(", "),
    promise: promiseOf(desk, order),
    calls: callsOf(desk, order).slice(0, CALLS_SHOWN),
    sum: formatMinor(details.total_minor, details.currency, deskLocale()),
    placed: momentView(desk, Date.parse(details.placed_at)),
  };
}

/** For when goods that are still to come are promised; null where nothing is. */
function promiseOf({ shop: { settings } }: Desk, order: Order): string | null {
  const window = dueOn(order, settings) === null ? null : windowToShow(order, settings);
  return window === null ? null : windowText(deskLocale(), window);
}

/** What only asks or tells is named by its matter. */
function askedFor(about: Request): string {
  if (about === "question") return w("kind.question");
  return about === "delivery_note" ? w("kind.courier_note") : wordFor("request", about);
}

/** What of the order calls for somebody, the most urgent first. */
function callsOf({ shop: { settings }, now_ms }: Desk, order: Order): readonly StateView[] {
  const due_on = dueOn(order, settings);
  const lists = searchTerms(order);
  const { disputes } = accountOf(order);
  const asked = order.open_requests?.map(({ about }) => askedFor(about)) ?? [];
  const has_case = order.open_conversations.length > 0;
  const call = (label: string, tone: Tone) => [{ label, tone }];
  return [
    ...(disputes.some(({ outcome }) => outcome === "opened") ? call(w("kind.dispute"), "bad") : []),
    ...(due_on !== null && due_on < dayIn(settings.time_zone, now_ms)
      ? call(w("orderlist.late"), "bad")
      : []),
    ...(correctableParties(order).length > 0 ? call(w("orders.unreachable"), "bad") : []),
    ...[...new Set(asked)].flatMap((label) => call(label, "warn")),
    ...(order.returns.some(({ status }) => status === "requested")
      ? call(w("orders.return_asked"), "warn")
      : []),
    ...(has_case && asked.length === 0 ? call(w("orderlist.case"), "warn") : []),
    ...(lists.includes("~short") ? call(w("orderlist.short"), "warn") : []),
    ...(order.hold !== undefined && Date.parse(order.hold.until) > now_ms
      ? call(w("orderlist.held"), "quiet")
      : []),
  ];
}

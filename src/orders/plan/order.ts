/** Plans the mails about the order as a whole: confirmed, changed, cancelled, out of stock, late. */
import { hasLeft, lastShown, type Ledger, wasSent } from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";
import { accountOf } from "../account/account.ts";
import { isCalledOff } from "../called_off.ts";
import { canStart } from "../account/shop_waits.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import { aboutSooner } from "./about.ts";
import { planCancellation, planRestoration } from "./cancellation.ts";
import type { Change } from "../change.ts";
import type { Order } from "../state.ts";
import { hasOpenGoods, hasShipped, isUnderway, isUnreported, waitsForCustomer } from "../goods/arrival.ts";
import { duePieces, type Pieces } from "../goods/parts.ts";
import { isPhysical } from "../goods/way.ts";
import { owedSince } from "../owed_since.ts";
import { orderedAt } from "../placing.ts";
import { customerZone } from "../zone.ts";
import { DAY_MS, endOfDay } from "../days.ts";
import { windowToShow } from "../promise.ts";
import { lastCorrection } from "../reachable.ts";
import { planned } from "./planned_message.ts";
import { missedSinceShown } from "./since_told.ts";

export function planOrder(input: PlanInput): readonly PlannedMessage[] {
  const confirmation = planConfirmation(input);
  // Skips other news, which the mail about the restored order includes.
  const restoration = planRestoration(input, confirmation);
  if (restoration !== null) return [confirmation, ...restoration];
  return [
    confirmation,
    ...planChange(input),
    ...planCancellation(input),
    ...planStock(input),
    ...planPromise(input),
  ];
}

/** Plans the confirmation once the order is concluded; again, with the present state, to a corrected address. */
function planConfirmation(input: PlanInput): PlannedMessage {
  const { order, ledger } = input;
  const { is_concluded, concluded_at } = accountOf(order);
  const about = confirmationAbout(input);
  const against = order.cancelled !== undefined
    ? "order_cancelled"
    : is_concluded || wasSent(ledger, "order_confirmation", about)
    ? null
    : "not_concluded";
  const since = [owedSince(order), concluded_at].sort().at(-1)!;
  const corrected = lastCorrection(order, "customer");
  // An address that a storefront changes in an order that is long over is the customer's own news, not the order's.
  const is_over = corrected?.by === "storefront" && !hasOpenGoods(order) &&
    input.now_ms - Date.parse(since) > input.shop.mail_max_age_days * DAY_MS;
  return planned(
    input,
    "order_confirmation",
    about,
    corrected?.at ?? since,
    against ?? (is_over ? "too_old" : null),
  );
}

/**
 * Returns `about` of the owed confirmation: the time of a corrected address, or the time at which a failed or
 * abandoned checkout was finished; otherwise empty. For a confirmation that has left, the `about` that it had.
 */
export function confirmationAbout({ order, ledger }: Pick<PlanInput, "order" | "ledger">): string {
  const corrected = lastCorrection(order, "customer");
  // Where there was no address before, the first confirmation was not sent and is owed now.
  if (corrected?.from !== undefined) return corrected.at;
  const { is_concluded, concluded_at } = accountOf(order);
  const is_late = is_concluded && concluded_at !== orderedAt(order.details);
  return is_late && !wasSent(ledger, "order_confirmation", "") ? concluded_at : "";
}

/**
 * Plans a mail for changes after the last mail that showed the order; before the confirmation leaves, it shows them
 * itself.
 */
function planChange(input: PlanInput): readonly PlannedMessage[] {
  const { order, ledger } = input;
  const shown = lastShown(ledger, "changes");
  const newest = order.changes.at(-1);
  if (newest === undefined || shown === undefined || order.changes.length <= shown) return [];
  const news = changesSince(order, shown);
  const is_news = news.some(({ what }) => what === "total") && accountOf(order).open_minor > 0 ||
    news.some(({ what }) => what !== "total") && hasOpenGoods(order);
  return isCalledOff(order) || !is_news ? [] : [planned(input, "order_changed", newest.at, newest.at)];
}

/**
 * Returns the changes after the first `shown`. Where and how goods are brought matters only while some are to leave: what
 * has left goes to the address that it bears.
 */
export function changesSince(order: Order, shown: number): readonly Change[] {
  const is_to_leave = duePieces(order, ({ way }) => isPhysical(way)).length > 0;
  return order.changes.slice(shown).flatMap(({ changes }) => changes)
    .filter(({ what }) => is_to_leave || what !== "shipping_address" && what !== "shipping_method");
}

/** Compares with the stock shown last: lines that ran out since, or the first time at which all are back. */
function planStock(input: PlanInput): readonly PlannedMessage[] {
  const { order, ledger } = input;
  const shown = lastShown(ledger, "backordered");
  if (shown === undefined || order.cancelled !== undefined || hasShipped(order)) return [];
  const missing = backordered(input);
  const news_at = order.stock_changed_at ?? owedSince(order);
  if (missing.some((line_id) => !shown.includes(line_id))) {
    return [planned(input, "backorder_notice", news_at, news_at)];
  }
  // Lines that were refunded do not count as back in stock.
  const is_back = duePieces(order, ({ line }) => shown.includes(line.id)).length > 0;
  return is_back && missing.length === 0 ? [planned(input, "back_on_track", news_at, news_at)] : [];
}

/** Returns the lines that the shop calls out of stock and that have pieces to be sent. */
export function backordered({ order }: Pick<PlanInput, "order">): readonly string[] {
  return missingPieces(order).map(({ line }) => line.id);
}

export function missingPieces(order: Order): readonly Pieces[] {
  return duePieces(order, ({ line }) => line.stock?.available === false);
}

/**
 * Numbers repeated dates: a date may be announced, withdrawn and announced again, each time in a mail of its own:
 * `2026-12-01`, `2026-12-01:2`.
 */
function anew(ledger: Ledger, kind: OrderKind, about: string): string {
  const shown = ledger.filter((mail) => mail.kind === kind && mail.about.startsWith(about) && hasLeft(mail));
  return shown.length === 0 ? about : `${about}:${shown.length + 1}`;
}

/**
 * Plans a mail for a date later than the one shown, or earlier before any goods have left. A new date is sent on
 * arrival, a missed date by the clock. A date within the window shown is no news.
 */
function planPromise(input: PlanInput): readonly PlannedMessage[] {
  const { order, shop, ledger, now_ms } = input;
  const shown = lastShown(ledger, "expected");
  const now = windowToShow(order, shop);
  if (shown === undefined || now === null || isCalledOff(order) || !isUnderway(order)) return [];
  // The mail about goods back in stock shows the date itself.
  if (planStock(input).length > 0) return [];
  // A new date that has passed before it can be shown is no news.
  const is_over = now_ms >= endOfDay(customerZone(order, shop), now.until);
  if (now.until > shown.until && !is_over) {
    const about = anew(ledger, "delay_notice", now.until);
    return [planned(input, "delay_notice", about, new Date(now_ms).toISOString())];
  }
  // An earlier date by the shop's own changed rule is no promise.
  const is_promised = order.promised !== undefined || order.details.promised !== undefined;
  if (is_promised && now.until < (shown.from ?? shown.until) && !hasShipped(order)) {
    const about = anew(ledger, "back_on_track", aboutSooner(now.until));
    return [planned(input, "back_on_track", about, new Date(now_ms).toISOString())];
  }
  const missed_ms = missedSinceShown(input, shown);
  // Of goods whose way nobody reports it is not known that they have not arrived.
  if (now_ms < missed_ms || isUnreported(order, shop) || waitsForCustomer(order)) return [];
  // While the shop waits for its customer's money, nothing is late.
  if (!hasShipped(order) && !canStart(accountOf(order))) return [];
  // Who was told that it is late is not told so again for an earlier day, which a carrier named in between.
  if (ledger.some((entry) => hasLeft(entry) && isMissedSince(entry, shown.until))) return [];
  return [planned(input, "delay_notice", `missed:${shown.until}`, new Date(missed_ms).toISOString())];
}

function isMissedSince({ kind, about }: Ledger[number], day: string): boolean {
  return kind === "delay_notice" && about.startsWith("missed:") && about.slice("missed:".length) > day;
}

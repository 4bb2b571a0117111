/** Words an order that was called off, cancelled or refunded in full: where its goods are is said beside it, and what becomes of the money. Pure. */
import type { TextKey } from "../../../templates/locales/translate.ts";
import { sentences } from "../../../templates/parts/sentences.ts";
import { accountOf } from "../../orders/account/account.ts";
import { type CalledOffGoods, calledOffGoods, piecesWithCustomer } from "../../orders/goods/ended.ts";
import { isPhysical, wayOf } from "../../orders/goods/way.ts";
import type { Order } from "../../orders/state.ts";
import { moneyAfterCancellation } from "./cancelled_money.ts";
import type { SituationInput } from "./situation_input.ts";

const HEADLINES: Readonly<Record<CalledOffGoods, TextKey>> = {
  moving: "status.cancelled_moving",
  waiting: "status.cancelled_waiting",
  held: "status.cancelled",
  sent: "status.cancelled_sent",
  coming_back: "status.cancelled",
  kept: "status.cancelled_sent",
  part_kept: "status.cancelled_rest",
  here: "status.cancelled",
};

export function cancelledHeadline({ order, words: { t } }: Pick<SituationInput, "order" | "words">): string {
  return t(HEADLINES[calledOffGoods(order)]);
}

/** Returns whether only what had not left was cancelled, and the customer has the rest. */
export function isRestCancelled(order: Order): boolean {
  return order.cancelled !== undefined && calledOffGoods(order) === "part_kept";
}

/** Returns what the customer does with goods that are outside the shop, and where the fact does not say it what becomes of the money. */
export function nextOfCalledOff(input: SituationInput): string | null {
  const { order, words: { t, locale } } = input;
  const goods = calledOffGoods(order);
  const what_to_do = ofGoods(input, goods);
  const said = sentences(locale, what_to_do === null ? null : t(what_to_do), moneyOf(input, goods));
  return said === "" ? null : said;
}

function ofGoods({ order, state, way }: SituationInput, goods: CalledOffGoods): TextKey | null {
  switch (goods) {
    case "moving":
      // A shop that refunds a parcel under way may want the customer to keep it.
      if (state === "refunded") return "ended.held";
      return way === "local" ? "ended.moving_local" : "ended.moving";
    case "waiting":
      return "ended.waiting";
    case "held":
      return "ended.held";
    case "coming_back":
      return "ended.coming_back";
    case "sent":
    case "kept":
      if (state !== "cancelled" || !mayComeBack(order, goods)) return null;
      return hangsOnGoods(order) ? "ended.kept" : "ended.kept_settled";
    case "part_kept":
    case "here":
      return null;
  }
}

/** Nothing that was sent by email comes back. */
function mayComeBack(order: Order, goods: CalledOffGoods): boolean {
  return goods === "sent" || piecesWithCustomer(order).some(({ line }) => isPhysical(wayOf(line)));
}

/** Returns whether what becomes of the money depends on whether the goods come back: it was paid, or the carrier took it. */
function hangsOnGoods(order: Order): boolean {
  const money = moneyAfterCancellation(order);
  return money === "owed" || money === "rest_owed" ||
    money === "none" && accountOf(order).class === "on_delivery";
}

function moneyOf({ order, state, words: { t } }: SituationInput, goods: CalledOffGoods): string | null {
  if (state !== "cancelled" || order.cancelled === undefined) return null;
  const money = moneyAfterCancellation(order);
  // Of what the customer keeps nobody knows yet that there is nothing to pay.
  const is_asked = (goods === "kept" || goods === "sent") && mayComeBack(order, goods);
  if (is_asked && (money === "none" || hangsOnGoods(order))) return null;
  if (goods === "part_kept" && (money === "owed" || money === "rest_owed")) {
    return t("cancelled.money_owed_rest");
  }
  return t(`cancelled.money_${money}`);
}

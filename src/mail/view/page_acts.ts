/**
 * Chooses what an order's page puts first: one filled button at most and two quiet ones, by what the situation asks for. It
 * offers nothing that the order does not, and never the carrier's page as the main act.
 */
import type { TextKey, Translate } from "../../../templates/locales/translate.ts";
import type { ActsView, LinkView, OrderView } from "../../../templates/view.ts";
import type { Offer } from "../../customers/offers.ts";
import { directionsTo } from "./handing_over.ts";
import type { ProgressState } from "./progress.ts";

/** A link to the form of one of the order's offers. */
export interface OfferLink extends LinkView {
  readonly offer: Offer;
}

interface Choice {
  readonly primary?: Offer;
  readonly others: readonly Offer[];
}

const HERE: Choice = { others: ["address", "cancel", "note"] };
const AWAY: Choice = { others: ["problem", "ask"] };
const HELD: Choice = { primary: "held", others: ["problem", "ask"] };
const HOME: Choice = { others: ["problem", "return", "rate"] };
const OVER: Choice = { others: ["ask"] };
/** Something goes back: the label is the main act where there is one. */
const RETURNING: Choice = { others: ["ask", "return"] };
/** What was to go back is not here: a person can help. */
const OVERDUE: Choice = { primary: "ask", others: ["return"] };
/** A parcel is waited for: the same page takes "found" and "still missing". */
const WAITING: Choice = { primary: "problem", others: ["ask"] };

/** The shop has to say how it goes on. */
const HALTED: Choice = { primary: "ask", others: ["cancel"] };

const CHOICES: Readonly<Record<ProgressState, Choice>> = {
  cancelled: OVER,
  refunded: OVER,
  failed: HERE,
  voided: HALTED,
  unpaid: HERE,
  preparing: HERE,
  preparing_pickup: HERE,
  digital: OVER,
  sent: { others: ["rate", "ask"] },
  handed_over: { others: ["return", "ask"] },
  completed: AWAY,
  partly_shipped: AWAY,
  partly_delivered: AWAY,
  partly_collected: AWAY,
  shipped: AWAY,
  out_for_delivery: AWAY,
  ready_for_pickup: AWAY,
  attempted: AWAY,
  exception: HELD,
  returned_to_sender: HELD,
  delivered: HOME,
  picked_up: HOME,
};

const SHORT: Partial<Readonly<Record<Offer, TextKey>>> = {
  address: "act.short_address",
  cancel: "act.short_cancel",
  problem: "act.short_problem",
  return: "act.short_return",
  ask: "act.short_ask",
  rate: "act.short_rate",
  delay: "act.short_delay",
  held: "act.short_held",
  note: "act.short_note",
};

const OTHERS_MAX = 2;

export function pageActs(
  view: Pick<OrderView, "to_pay" | "pickup" | "shipments" | "situation">,
  state: ProgressState,
  offers: readonly OfferLink[],
  t: Translate,
  label: LinkView | null = null,
): ActsView {
  const link = (offer: Offer | undefined): LinkView | null => {
    const found = offers.find((one) => one.offer === offer);
    const key = found === undefined ? undefined : SHORT[found.offer];
    if (found === undefined) return null;
    const label = view.situation.is_waiting && offer === "problem" ? "act.short_waiting" : key;
    return { href: found.href, label: label === undefined ? found.label : t(label) };
  };
  const { primary, others } = view.situation.is_waiting
    ? WAITING
    : view.situation.requests.length > 0 || view.situation.is_claim
    ? OVER
    : view.situation.returning?.step === "overdue"
    ? OVERDUE
    : isReturning(view)
    ? RETURNING
    : CHOICES[state];
  const pay = payLink(view, t);
  const delay = pay === null ? link("delay") : null;
  const first = pay ?? delay ?? directions(view, state, t) ?? label ?? link(primary);
  return {
    primary: first,
    // Whether to wait or cancel is one question.
    others: others.filter((offer) => delay === null || offer !== "cancel").map(link)
      .filter((one) => one !== null).filter(({ href }) => href !== first?.href).slice(0, OTHERS_MAX),
  };
}

/** The offers that the page lists: how they liked it is asked of nobody whose request, claim or return is not at its end. */
export function offersListed(
  offers: readonly OfferLink[],
  view: Pick<OrderView, "situation">,
): readonly OfferLink[] {
  const { is_claim, is_waiting, requests } = view.situation;
  const is_settling = is_claim || is_waiting || requests.length > 0 || isReturning(view);
  return is_settling ? offers.filter(({ offer }) => offer !== "rate") : offers;
}

function isReturning({ situation: { returning } }: Pick<OrderView, "situation">): boolean {
  return returning !== null && returning.step !== "refunded" && returning.step !== "declined";
}

function payLink({ to_pay }: Pick<OrderView, "to_pay">, t: Translate): LinkView | null {
  return to_pay === null || to_pay.pay_url === null
    ? null
    : { href: to_pay.pay_url, label: t("page.pay_now", { amount: to_pay.amount }) };
}

/** A search for the place of collection on a map. */
function directions(
  { pickup, shipments }: Pick<OrderView, "pickup" | "shipments">,
  state: ProgressState,
  t: Translate,
): LinkView | null {
  if (state !== "ready_for_pickup") return null;
  const [known] = shipments.flatMap(({ waiting }) => waiting?.directions ?? []);
  const at_shop = pickup === null || pickup.lines.length < 2 ? null : directionsTo(pickup.lines);
  const href = known ?? at_shop;
  return href === null ? null : { href, label: t("page.directions") };
}

/**
 * Reads gift cards and store credit that a WooCommerce plugin deducted from the total, in the form of each known
 * plugin.
 */
import * as v from "valibot";
import type { OrderDetails } from "../../orders/event.ts";
import { amount } from "../read/amounts.ts";
import { fitting, words } from "../read/fields.ts";
import type { WoocommerceOrder } from "./order.ts";

type GiftCards = NonNullable<OrderDetails["gift_cards"]>;

/** WooCommerce Gift Cards lists `{code, amount}`, PW Gift Cards `{number, amount}`. */
function cardIn(currency: string) {
  const Code = v.nullish(v.pipe(v.union([v.string(), v.number()]), v.transform(String)));
  return v.object({ code: Code, number: Code, amount: amount(currency) });
}

/** Meta data key of the order in which YITH Gift Cards writes `{"AAAA-BBBB": 15}`. */
const YITH_KEY = "_ywgc_applied_gift_cards";

/** Returns each card under its code, with the amount that it paid. */
export function giftCardsOf(order: WoocommerceOrder): GiftCards {
  const Card = cardIn(order.currency);
  const listed = [...order.gift_cards, ...order.pw_gift_cards_redeemed].map((card) => fitting(Card, card))
    .filter((card) => card !== undefined)
    .map(({ code, number, amount }) => named(code ?? number, amount));
  const Applied = v.record(v.string(), amount(order.currency));
  const applied = order.meta_data.map((meta) => valueUnder(YITH_KEY, meta)).map((value) =>
    fitting(Applied, value)
  );
  const by_yith = applied.flatMap((cards) => Object.entries(cards ?? {})).map(([code, paid]) =>
    named(code, paid)
  );
  return [...listed, ...by_yith].filter(({ amount_minor }) => amount_minor > 0);
}

/** Labels a card by the end of its code, enough for its owner; the whole code is as good as money. */
function named(code: string | null | undefined, paid_minor: number): GiftCards[number] {
  const text = words(code ?? undefined);
  const label = text === undefined || text.length <= SHOWN_MAX ? undefined : `…${text.slice(-SHOWN_MAX)}`;
  return { ...(label === undefined ? {} : { label }), amount_minor: Math.abs(paid_minor) };
}

const SHOWN_MAX = 4;

function valueUnder(key: string, meta: unknown): unknown {
  if (typeof meta !== "object" || meta === null) return undefined;
  const entry = meta as { readonly key?: unknown; readonly value?: unknown };
  return entry.key === key ? entry.value : undefined;
}

/** The input from which the content of one mail is built, and the error for missing input. */
import type { OrderView } from "../../../templates/view.ts";
import type { FactsShown } from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { Wording } from "../format/amounts.ts";
import { textOrNull } from "../format/text.ts";
import type { Order } from "../../orders/state.ts";

export interface ContentInput {
  readonly kind: OrderKind;
  readonly about: string;
  readonly order: Order;
  readonly shop: ShopSettings;
  readonly facts_shown: FactsShown;
  readonly view: OrderView;
  readonly words: Wording;
  /** The reader receives the order as a present: the mail shows no prices and does not spoil the surprise. */
  readonly is_present: boolean;
  /** True where the giver keeps secret what is inside. */
  readonly is_secret: boolean;
}

/** Longest text of a shop or carrier that a mail repeats. */
const QUOTE_MAX = 400;

export function missing({ kind, about }: ContentInput, what: string): Error {
  return new Error(`Cannot render ${kind} as its order must hold ${what}: it is about "${about}"`);
}

/**
 * Returns a shop's or carrier's own text; null when it is only a code such as `card_declined`, which no customer
 * should have to read.
 */
export function quoted(text: string | undefined): string | null {
  const line = textOrNull(text);
  if (line === null || /^[\w.:-]*[_\d:][\w.:-]*$/.test(line) || /^[A-Z0-9]+$/.test(line)) return null;
  return line.length <= QUOTE_MAX ? line : `${line.slice(0, QUOTE_MAX).trimEnd()}…`;
}

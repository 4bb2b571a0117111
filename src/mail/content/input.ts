/** The input from which the content of one mail is built, and the error for missing input. */
import type { OrderView } from "../../../templates/view.ts";
import type { FactsShown } from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { Wording } from "../format/amounts.ts";
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
  readonly now_ms: number;
}

export function missing({ kind, about }: ContentInput, what: string): Error {
  return new Error(`Cannot render ${kind} as its order must hold ${what}: it is about "${about}"`);
}

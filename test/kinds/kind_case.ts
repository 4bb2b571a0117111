/** All that the tests know of one kind of an order's mail. A kind without it does not compile. */
import type { FactsShown } from "../../src/messages/ledger.ts";
import type { OrderDetails } from "../../src/orders/event.ts";
import type { Order } from "../../src/orders/state.ts";
import type { Given } from "../support/plan_input.ts";

export interface KindCase {
  /** A telling order, and what was told before. */
  readonly sample: (details: OrderDetails) => Situated;
  /** What a reader of the text part must find, whatever the words around it. */
  readonly says: readonly string[];
  /** Nothing needs to have happened to its order: it can be written of any. */
  readonly suits_any_order?: true;
  /** The situations in which it is owed. */
  readonly sent: Readonly<Record<string, Given>>;
  /** The nearest ones in which it would be wrong. */
  readonly not: Readonly<Record<string, Given>>;
}

export interface Situated {
  readonly order: Order;
  readonly about?: string;
  readonly facts_shown?: FactsShown;
}

/** Declares the input and the result of a plan. */
import type { OrderKind, SmsKind, SuppressionReason } from "../../messages/message.ts";
import type { ShopSettings } from "../shop.ts";
import type { FactsShown, Ledger } from "../../messages/ledger.ts";
import type { Order } from "../state.ts";

export interface PlannedMessage {
  readonly kind: OrderKind | SmsKind;
  readonly about: string;
  /** Milliseconds since the epoch; in the future for a mail that waits. */
  readonly due_at_ms: number;
  /** Reason why a planned mail must not be sent; null if there is none. */
  readonly against: SuppressionReason | null;
  /**
   * Facts of a message that the shop does not want: later messages build on them. Such a message stays closed when the
   * shop changes its mind.
   */
  readonly kept_back?: FactsShown;
  /** Why a message that is owed waits although its own time has come; absent where nothing holds it. */
  readonly waits?: "held";
}

/** Complete input of a plan. */
export interface PlanInput {
  readonly order: Order;
  readonly shop: ShopSettings;
  /** Messages of the order so far. */
  readonly ledger: Ledger;
  readonly now_ms: number;
}

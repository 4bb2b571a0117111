/** What a plan reads and what it returns. */
import type { OrderKind, SmsKind, SuppressionReason } from "../../messages/message.ts";
import type { ShopSettings } from "../shop.ts";
import type { Ledger } from "../../messages/ledger.ts";
import type { Order } from "../state.ts";

export interface PlannedMessage {
  readonly kind: OrderKind | SmsKind;
  readonly about: string;
  /** Milliseconds since the epoch; in the future for what can wait. */
  readonly due_at_ms: number;
  /** Set when the mail is planned by the facts and must not go out all the same. */
  readonly against: SuppressionReason | null;
}

/** All that a plan looks at. */
export interface PlanInput {
  readonly order: Order;
  readonly shop: ShopSettings;
  /** What the customer has been told so far. */
  readonly ledger: Ledger;
  readonly now_ms: number;
}

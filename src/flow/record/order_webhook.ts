/** What one webhook says about one order, and what recording it returned. */
import type { Reference } from "../../orders/reference.ts";
import type { OrderEvent } from "../../orders/event.ts";
import type { PlannedMessage } from "../../orders/plan/plan_input.ts";
import type { MessageKey } from "../../messages/message.ts";

/** What one verified webhook says about one order. */
export interface OrderWebhook {
  readonly source: string;
  /** Unique per shop and source. */
  readonly webhook_id: string;
  /** What the sender itself calls the order. */
  readonly order: string;
  /** How the storefront may call it. A webhook that brings the order itself goes by the sender's own name alone. */
  readonly also?: readonly Reference[];
  readonly events: readonly OrderEvent[];
  readonly received_at_ms: number;
  /** Asked for rather than told: what an order had gone through that is older than its shop writes about owes no mail. */
  readonly is_reconciled?: boolean;
}

export interface Recorded {
  readonly outcome: "recorded" | "duplicate" | "parked";
  /** Null while the order is not known. */
  readonly order_id: string | null;
  /** The order's number as the customer sees it; null while the order is not known. */
  readonly number: string | null;
  /** Mails whose verdict this webhook set or changed: owed, or the reason against. */
  readonly decided: readonly PlannedMessage[];
  /** Mails that became due with this commit: whoever answers the sender wakes them. */
  readonly due_keys: readonly MessageKey[];
  /** SKUs of which there may be too little for it. */
  readonly scarce: readonly string[];
}

export type RecordRefusal = "too_many_events" | "contended";

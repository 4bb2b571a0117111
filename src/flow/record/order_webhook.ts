/** What one webhook says about one order, and what recording it returned. */
import type { Reference } from "../../orders/reference.ts";
import type { OrderEvent } from "../../orders/event.ts";
import type { PlannedMessage } from "../../orders/plan/plan_input.ts";
import type { MessageKey } from "../../messages/message.ts";

/** What one verified webhook says about one order. */
export interface OrderWebhook {
  readonly source: string;
  /** The sender's id of the webhook, unique for each shop and source. */
  readonly webhook_id: string;
  /** What the sender itself calls the order. */
  readonly order: string;
  /** Further names by which the order is looked for. Not used for a webhook that brings the order itself. */
  readonly also?: readonly Reference[];
  /** See `OrderEvents`. */
  readonly goes_back?: true;
  readonly events: readonly OrderEvent[];
  /** By line: the names under which the pictures of its product are kept, the most exact first. */
  readonly pictured_as?: Readonly<Record<string, readonly string[]>>;
  readonly received_at_ms: number;
  /** Since when it waits to be recorded, where that is later than its receipt: somebody took a dead letter again. */
  readonly waits_since_ms?: number | undefined;
  /** True where Waybill asked the storefront for it: an order that is older than the shop's limit then owes no mail. */
  readonly is_reconciled?: boolean;
}

export interface Recorded {
  /** `ignored`: scans of a parcel that goes back and is of no return that an order knows. */
  readonly outcome: "recorded" | "duplicate" | "parked" | "ignored";
  /** Null while the order is unknown. */
  readonly order_id: string | null;
  /** The order's number as the customer sees it; null while the order is unknown. */
  readonly number: string | null;
  /** Messages that this webhook owed, suppressed or changed. */
  readonly decided: readonly PlannedMessage[];
  /** Keys of messages that became due with this commit; the door that answers the sender wakes them. */
  readonly due_keys: readonly MessageKey[];
  /** SKUs that may be short for this order. */
  readonly scarce: readonly string[];
}

export type RecordRefusal = "too_many_events" | "too_large" | "contended";

/** Context and result of one attempt to record a webhook. */
import type { NameCustomer } from "../../links/customer_name.ts";
import type { Result } from "../../result.ts";
import type { LoadOptions } from "./load_order.ts";
import type { Shop } from "../ports.ts";
import type { Fingerprinted } from "./fingerprints.ts";
import type { Recorded, RecordRefusal } from "./order_webhook.ts";

export interface RecordContext {
  readonly db: D1Database;
  readonly name_customer: NameCustomer;
  readonly shop: Shop;
  /** The webhook itself. */
  readonly fingerprinted: Fingerprinted;
  readonly now_ms: number;
  /** Since when the webhook waits to be recorded, in milliseconds since the epoch. */
  readonly waits_since_ms: number;
  /** See `OrderWebhook`. */
  readonly is_reconciled: boolean;
}

export type CommitAttempt =
  | { readonly type: "refused"; readonly refusal: Result<never, RecordRefusal> }
  | (
    & { readonly type: "done"; readonly recorded: Pick<Recorded, "outcome" | "number" | "order_id"> }
    & Committed
  )
  /** Load again with `options`: another writer was first, parked events must be merged, or all events are needed. */
  | ({ readonly type: "again"; readonly options: LoadOptions } & Committed);

/** Committed so far: whether this webhook is included, which messages changed, which of them are due, which SKUs may be short. */
export interface Committed extends Pick<Recorded, "decided" | "due_keys" | "scarce"> {
  readonly includes_this_webhook: boolean;
}

export const NOTHING_COMMITTED: Committed = {
  includes_this_webhook: false,
  decided: [],
  due_keys: [],
  scarce: [],
};

export function addCommitted(before: Committed, now: Committed): Committed {
  return {
    includes_this_webhook: before.includes_this_webhook || now.includes_this_webhook,
    decided: [...before.decided, ...now.decided],
    due_keys: [...before.due_keys, ...now.due_keys],
    scarce: [...before.scarce, ...now.scarce],
  };
}

/** How one attempt at recording a webhook begins and ends. */
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
  /** See `OrderWebhook`. */
  readonly is_reconciled: boolean;
}

export type CommitAttempt =
  | { readonly type: "refused"; readonly refusal: Result<never, RecordRefusal> }
  | (
    & { readonly type: "done"; readonly recorded: Pick<Recorded, "outcome" | "number" | "order_id"> }
    & Committed
  )
  /** Another writer was first, parked events are to be joined, or all events are needed: look again. */
  | ({ readonly type: "again"; readonly options: LoadOptions } & Committed);

/** What a step has committed: whether the webhook itself, which verdicts on mails, which of those are due, what may not suffice. */
interface Committed extends Pick<Recorded, "decided" | "due_keys" | "scarce"> {
  readonly includes_this_webhook: boolean;
}

export const NOTHING_COMMITTED: Committed = {
  includes_this_webhook: false,
  decided: [],
  due_keys: [],
  scarce: [],
};

/** How one attempt at recording a delivery begins and ends. */
import type { NameCustomer } from "../../links/customer_name.ts";
import type { Result } from "../../result.ts";
import type { Look } from "./load_order.ts";
import type { Shop } from "../ports.ts";
import type { Printed } from "./fingerprints.ts";
import type { Recorded, RecordRefusal } from "./record_event.ts";

export interface Writing {
  readonly db: D1Database;
  readonly name_customer: NameCustomer;
  readonly shop: Shop;
  /** The delivery itself. */
  readonly told: Printed;
  readonly now_ms: number;
  /** See `Report`. */
  readonly is_reconciled: boolean;
}

export type Step =
  | { readonly type: "refused"; readonly refusal: Result<never, RecordRefusal> }
  | ({ readonly type: "done"; readonly recorded: Pick<Recorded, "outcome" | "number" | "order_id"> } & Gain)
  /** Another writer was first, parked events are to be joined, or all events are needed: look again. */
  | ({ readonly type: "again"; readonly look: Look } & Gain);

/** What a step has committed: whether the delivery itself, which verdicts on mails, which of those are due, what may not suffice. */
interface Gain extends Pick<Recorded, "decided" | "nudges" | "scarce"> {
  readonly mine: boolean;
}

export const NO_GAIN: Gain = { mine: false, decided: [], nudges: [], scarce: [] };

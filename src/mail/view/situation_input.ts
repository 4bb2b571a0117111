/** What a situation is worded from. */
import type { DeliveryWay } from "../../orders/event.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { Order } from "../../orders/state.ts";
import type { Wording } from "../format/amounts.ts";
import type { Party } from "../../orders/party.ts";
import type { ProgressState } from "./progress.ts";

export interface SituationInput {
  readonly order: Order;
  readonly shop: ShopSettings;
  readonly state: ProgressState;
  readonly way: DeliveryWay;
  /** The day or days of arrival, while they are ahead. */
  readonly expected: string | null;
  /** The last day that was promised, where it has passed. */
  readonly late_since: string | null;
  /** The day or days that were stated with the order, where those to come are later. */
  readonly moved_from: string | null;
  /** The paying customer, or the recipient of a present. */
  readonly reader: Party;
  readonly words: Wording;
  readonly now_ms: number;
}

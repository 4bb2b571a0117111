/** A customer's right that an own shop passes on, in Waybill's own event format: the same as on the customer's page, without the code. */
import * as v from "valibot";
import { EmailAddress, Instant } from "../../orders/event.ts";
import type { PrivacyAsked } from "../source.ts";

export const PRIVACY_TOLD = ["customer.data_requested", "customer.erase_requested"] as const;

export const PrivacyTold = v.object({
  type: v.picklist(PRIVACY_TOLD),
  at: Instant,
  customer: v.object({ email: EmailAddress }),
});

export function privacyAsked({ type, at, customer }: v.InferOutput<typeof PrivacyTold>): PrivacyAsked {
  return {
    what: type === "customer.data_requested" ? "data" : "customer",
    email: customer.email,
    orders: [],
    at,
  };
}

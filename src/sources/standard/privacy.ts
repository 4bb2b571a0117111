/**
 * Reads a privacy request that a self-built shop forwards in Waybill's own event format: the same as on the
 * customer's page, without the code.
 */
import * as v from "valibot";
import type { PrivacyRequest } from "../source.ts";
import { EmailAddress, Instant } from "../../values/schemas.ts";

export const PRIVACY_TYPES = ["customer.data_requested", "customer.erase_requested"] as const;

export const PrivacyEvent = v.object({
  type: v.picklist(PRIVACY_TYPES),
  at: Instant,
  customer: v.object({ email: EmailAddress }),
});

export function privacyRequest({ type, at, customer }: v.InferOutput<typeof PrivacyEvent>): PrivacyRequest {
  return {
    what: type === "customer.data_requested" ? "data" : "customer",
    email: customer.email,
    orders: [],
    at,
  };
}

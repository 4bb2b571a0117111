/** Asks a store for a change, or for what stands before it, and reads the answer by a schema. */
import type * as v from "valibot";
import type { ChangeRefusal } from "../../orders/storefront_change.ts";
import { err, type Result } from "../../result.ts";
import { checked } from "../read/parse_error.ts";
import { type AdminAccess, askAdmin } from "./admin_api.ts";

export async function askedOfAdmin<Of>(
  access: AdminAccess,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  schema: v.GenericSchema<unknown, Of>,
): Promise<Result<Of, ChangeRefusal>> {
  const answer = await askAdmin(access, query, variables);
  if (!answer.ok) {
    const is_denied = answer.reason === "denied" || answer.reason === "unauthorized";
    return err(is_denied ? "denied" : "unavailable", answer.message);
  }
  const read = checked(schema, answer.value);
  return read.ok ? read : err("unavailable", `Cannot read Shopify's answer: ${read.message}`);
}

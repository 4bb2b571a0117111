/** Reads the webhook by which a store says that it has uninstalled the app. */
import * as v from "valibot";
import { ok, type Result } from "../../result.ts";
import { checked } from "../read/parse_error.ts";
import type { Reading } from "../source.ts";
import { STORE_DOMAIN } from "./app.ts";

export const UNINSTALLED = "app/uninstalled";

/** The store itself. No order or parcel has these fields: the topic is not signed, so the body must fit it. */
const Store = v.object({
  myshopify_domain: v.pipe(v.string(), v.regex(STORE_DOMAIN, "Must be <store>.myshopify.com")),
  line_items: v.optional(v.undefined("Must not be given")),
});

export function readUninstalled(json: unknown): Result<Reading, "invalid"> {
  const read = checked(Store, json);
  return read.ok ? ok({ type: "uninstalled", store: read.value.myshopify_domain }) : read;
}

/**
 * Asks a store's GraphQL Admin API. It names no field of an answer; what is asked for stands in the files beside it.
 * https://shopify.dev/docs/api/admin-graphql
 */
import * as v from "valibot";
import { err, ok, type Result } from "../../result.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import { wholeList } from "../read/fields.ts";
import type { Ask } from "../source.ts";

/** A store, and by which token and API version it is asked. */
export interface AdminAccess {
  /** `kontor.myshopify.com`. */
  readonly domain: string;
  readonly token: string;
  /** `2026-10`. */
  readonly version: string;
  readonly ask: Ask;
}

/**
 * `unauthorized`: the token is no longer valid, usually since the app was uninstalled. `throttled`: the store's
 * points are used up for some seconds. `denied`: the app may not read what the whole answer depends on. `cursor`: the
 * page is not known any more.
 */
export type AdminRefusal = "unavailable" | "unauthorized" | "throttled" | "denied" | "cursor";

const Answered = v.object({
  data: v.nullish(v.record(v.string(), v.unknown())),
  errors: wholeList(v.object({
    message: v.optional(v.string(), ""),
    extensions: v.nullish(v.object({ code: v.nullish(v.string()) })),
  })),
});

/** Returns `data` of the answer. A field that the token's scopes do not cover is null in it. */
export async function askAdmin(
  { domain, token, version, ask }: AdminAccess,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Result<Readonly<Record<string, unknown>>, AdminRefusal>> {
  const answer = await ask(new URL(`https://${domain}/admin/api/${version}/graphql.json`), {
    headers: { "x-shopify-access-token": token },
    json: { query, variables },
  });
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  if (status === 401) {
    return err("unauthorized", "Cannot ask Shopify as it must accept the shop's token: it answered 401");
  }
  if (status === 429) return err("throttled", "Cannot ask Shopify as it answered 429");
  if (status !== 200) return err("unavailable", `Cannot ask Shopify as it answered ${status}`);
  const json = readJson(body);
  const read = json.ok ? checked(Answered, json.value) : json;
  if (!read.ok) return err("unavailable", `Cannot read Shopify's answer: ${read.message}`);
  const { data, errors } = read.value;
  const failure = errors.find(({ extensions }) => extensions?.code !== "ACCESS_DENIED");
  if (failure !== undefined) return refusalOf(failure);
  const is_empty = Object.values(data ?? {}).every((value) => value === null);
  // A field that must not be null takes the whole object with it: that is no object which does not exist.
  if (errors.length > 0 && is_empty) {
    return err(
      "denied",
      "Cannot ask Shopify as the app must have its scopes and access to protected customer data",
    );
  }
  return data === null || data === undefined
    ? err("unavailable", "Cannot read Shopify's answer: data must be given")
    : ok(data);
}

/** Repeats the error's code and never its message, which may quote what was asked. */
function refusalOf(
  { message, extensions }: v.InferOutput<typeof Answered>["errors"][number],
): Result<never, AdminRefusal> {
  const code = /^[A-Z_]{1,40}$/.exec(extensions?.code ?? "")?.[0] ?? "an error without a code";
  if (code === "THROTTLED") return err("throttled", "Cannot ask Shopify as it answered THROTTLED");
  if (/cursor/i.test(message)) return err("cursor", "Cannot ask Shopify for a page that it no longer knows");
  return err("unavailable", `Cannot ask Shopify as it answered ${code}`);
}

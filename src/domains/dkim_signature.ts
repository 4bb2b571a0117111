/**
 * Parses one DKIM-Signature (RFC 6376, RFC 8301, RFC 8463), and refuses one that may not count. It verifies nothing.
 */
import { err, ok, type Result } from "../result.ts";
import { base64Bytes } from "./base64.ts";
import type { Canonicalization } from "./dkim_canonical.ts";
import { dkimName } from "./dkim.ts";

export interface DkimSignature {
  readonly algorithm: "rsa-sha256" | "ed25519-sha256";
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly body_hash: string;
  readonly header_form: Canonicalization;
  readonly body_form: Canonicalization;
  /** The signing domain, in lower case. */
  readonly domain: string;
  /** The domain of the agent, which is `domain` or below it. */
  readonly agent_domain: string;
  /** Where the key stands in DNS. */
  readonly key_name: string;
  /** Names of the signed fields in their order, in lower case; one may stand there several times. */
  readonly signed_fields: readonly string[];
}

export type SignatureRefusal =
  | "malformed"
  | "version"
  | "algorithm"
  /** The signature covers only the beginning of the body (l=), so that anything could be appended. */
  | "body_length"
  | "expired"
  | "future"
  /** From is not signed. */
  | "from_unsigned"
  | "query";

/** Seconds by which clocks may differ. */
const SKEW_S = 3_600;
const VALUE_MAX_CHARS = 8_192;
const SIGNATURE_MAX_CHARS = 2_048;
const FIELDS_MAX = 100;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/;

/** The signature in `value`, the field's unfolded value, if it may count at `now_ms`. */
export function dkimSignature(value: string, now_ms: number): Result<DkimSignature, SignatureRefusal> {
  const tags = strictTags(value);
  if (tags === undefined) return refuse("malformed", "its tags must each stand once");
  if (tags.get("v") !== "1") return refuse("version", "v must be 1");
  const algorithm = tags.get("a")?.toLowerCase();
  if (algorithm !== "rsa-sha256" && algorithm !== "ed25519-sha256") {
    return refuse("algorithm", "a must be rsa-sha256 or ed25519-sha256");
  }
  if (tags.has("l")) return refuse("body_length", "l must not be given");
  if (
    tags.has("q") && !tags.get("q")!.toLowerCase().split(":").map((one) => one.trim()).includes("dns/txt")
  ) {
    return refuse("query", "q must hold dns/txt");
  }
  const forms = formsOf(tags.get("c") ?? "simple/simple");
  const domain = tags.get("d")?.toLowerCase() ?? "";
  const selector = tags.get("s")?.toLowerCase() ?? "";
  const signature = base64Bytes(tags.get("b") ?? "", SIGNATURE_MAX_CHARS);
  const body_hash = (tags.get("bh") ?? "").replace(/\s/g, "");
  const agent_domain = agentDomain(tags.get("i"), domain);
  const signed_fields = (tags.get("h") ?? "").split(":").map((name) => name.trim().toLowerCase());
  if (
    forms === undefined || !DOMAIN.test(domain) || !DOMAIN.test(`${selector}.${domain}`) ||
    signature === undefined ||
    !/^[A-Za-z0-9+/]{43}=$/.test(body_hash) || agent_domain === undefined ||
    signed_fields.length > FIELDS_MAX || signed_fields.some((name) => !/^[!-9;-~]{1,100}$/.test(name))
  ) {
    return refuse("malformed", "its tags must be of their form");
  }
  if (!signed_fields.includes("from")) return refuse("from_unsigned", "h must hold from");
  const times = timesOf(tags);
  if (times === undefined) return refuse("malformed", "t and x must be Unix seconds, x after t");
  const now_s = Math.floor(now_ms / 1_000);
  if (times.expires_s < now_s) return refuse("expired", "x must not be over");
  if (times.signed_s > now_s + SKEW_S) return refuse("future", "t must not be ahead");
  return ok({
    algorithm,
    signature,
    body_hash,
    ...forms,
    domain,
    agent_domain,
    key_name: dkimName(selector, domain),
    signed_fields,
  });
}

function refuse(reason: SignatureRefusal, rule: string): Result<never, SignatureRefusal> {
  return err(reason, `Cannot take the DKIM signature as ${rule}`);
}

/** RFC 6376, 3.2: a tag that stands twice makes the list invalid. */
function strictTags(value: string): ReadonlyMap<string, string> | undefined {
  if (value.length > VALUE_MAX_CHARS) return undefined;
  const tags = new Map<string, string>();
  for (const part of value.split(";")) {
    if (part.trim() === "") continue;
    const [, name, content] = /^\s*([a-z][a-z\d_]{0,30})\s*=([^]*)$/i.exec(part) ?? [];
    if (name === undefined || tags.has(name)) return undefined;
    tags.set(name, content!.trim());
  }
  return tags;
}

function formsOf(text: string): { header_form: Canonicalization; body_form: Canonicalization } | undefined {
  const [header_form, body_form = "simple", ...more] = text.toLowerCase().split("/").map((one) => one.trim());
  return isForm(header_form) && isForm(body_form) && more.length === 0
    ? { header_form, body_form }
    : undefined;
}

function isForm(text: string | undefined): text is Canonicalization {
  return text === "simple" || text === "relaxed";
}

/** RFC 6376, 3.5: i= is the domain of d= or one below it. */
function agentDomain(agent: string | undefined, domain: string): string | undefined {
  if (agent === undefined) return domain;
  const given = agent.slice(agent.lastIndexOf("@") + 1).toLowerCase();
  return given === domain || given.endsWith(`.${domain}`) ? given : undefined;
}

/** Without t= it was signed at any time, without x= it never expires. */
function timesOf(
  tags: ReadonlyMap<string, string>,
): { readonly signed_s: number; readonly expires_s: number } | undefined {
  const [signed, expires] = [tags.get("t"), tags.get("x")];
  if ([signed, expires].some((text) => text !== undefined && !/^\d{1,12}$/.test(text))) return undefined;
  const signed_s = Number(signed ?? -Infinity);
  const expires_s = Number(expires ?? Infinity);
  return expires_s <= signed_s ? undefined : { signed_s, expires_s };
}

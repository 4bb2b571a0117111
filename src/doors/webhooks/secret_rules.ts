/**
 * Rules for a shop's secrets: which exist, who makes each, its form, and which stay valid after a rotation. Pure: it
 * seals nothing.
 */
import { PROVIDERS } from "../../providers/table.ts";
import { err, ok, type Result } from "../../result.ts";
import { KEYS_MAX } from "../../sources/verify/signature.ts";
import { SOURCE_NAMES } from "../../sources/table.ts";

/** Valid secrets, newest first, by source, provider or `<source>.token`. */
export type Secrets = Readonly<Record<string, readonly string[]>>;

const TOKENS = [
  "bigcommerce.token",
  "shopify.token",
  "woocommerce.token",
  "easypost.token",
  "shippo.token",
  "shipengine.token",
] as const;

/** All names under which a shop's secrets may be kept. */
export const SECRET_NAMES: readonly string[] = [
  ...SOURCE_NAMES,
  ...TOKENS,
  ...Object.keys(PROVIDERS),
  "turnstile",
  "api",
];

const SECRET_MAX_CHARACTERS = 4_096;

interface Form {
  readonly pattern: RegExp;
  readonly rule: string;
}

const ANY: Form = { pattern: /^\S(?:.*\S)?$/su, rule: "must have no space around it" };

/** Forms of secrets for which more is known than that they are not empty. */
const FORMS: Readonly<Record<string, Form>> = {
  standard: {
    pattern: /^(?:whsec_[A-Za-z0-9+/]{32,86}={0,2}|whpk_[A-Za-z0-9+/]{43}=)$/,
    rule: "must be whsec_ with 24 to 64 bytes in base64, or the public key whpk_ with 32",
  },
  // What bearer.ts takes.
  api: { pattern: /^[\x21-\x7e]{32,200}$/, rule: "must be 32 to 200 signs without a space" },
  stripe: { pattern: /^whsec_\S+$/, rule: "must be the endpoint's signing secret, whsec_…" },
  "bigcommerce.token": { pattern: /^[a-z0-9]{1,32}:\S+$/, rule: "must be <store hash>:<access token>" },
  "shopify.token": {
    pattern: /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com:\S+$/,
    rule: "must be <shop>.myshopify.com:<access token>",
  },
  "woocommerce.token": {
    pattern: /^(?:[a-z0-9-]+\.)+[a-z0-9-]+(?:\/[\w.~-]+)*:ck_\w+:cs_\w+$/,
    rule: "must be <host of the shop>:ck_…:cs_…",
  },
};

/** Names whose secrets we make: for these senders, and for the shop's staff and programs. Other senders make theirs. */
const MADE_HERE: readonly string[] = ["standard", "woocommerce", "easypost", "shippo", "shipengine", "api"];

/** Returns a new secret of 32 random bytes in this sender's form; `null` when the sender makes it. */
export function madeSecret(name: string, random: Uint8Array): string | null {
  if (!MADE_HERE.includes(name)) return null;
  if (name === "standard") return `whsec_${random.toBase64()}`;
  return random.toHex();
}

/** Returns whether the URL itself contains the secret. */
export function isInAddress(name: string): boolean {
  return name === "shippo" || name === "shipengine";
}

/** Returns the secret as it is kept. A refusal names the rule and the size, never the secret. */
export function checkedSecret(name: string, secret: string): Result<string, "invalid"> {
  const { pattern, rule } = FORMS[name] ?? ANY;
  if (secret.length <= SECRET_MAX_CHARACTERS && pattern.test(secret)) return ok(secret);
  const bound = secret.length > SECRET_MAX_CHARACTERS
    ? `must have <= ${SECRET_MAX_CHARACTERS} characters`
    : rule;
  return err("invalid", `Secret of ${name} ${bound}: got text of ${secret.length} characters`);
}

/** Adds the new secret first; the valid ones stay valid. */
export function withSecret(secrets: Secrets, name: string, secret: string): Result<Secrets, "too_many"> {
  const live = (secrets[name] ?? []).filter((known) => known !== secret);
  if (live.length >= KEYS_MAX) {
    const message =
      `Cannot add a secret of ${name} as at most ${KEYS_MAX} may be live: drop the old ones first`;
    return err("too_many", message);
  }
  return ok({ ...secrets, [name]: [secret, ...live] });
}

/**
 * Keeps only the newest secret of each form: a public key beside a shared secret, or keys beside a token, are not
 * older versions of it.
 */
export function withoutOld(secrets: Secrets, name: string): Secrets {
  const live = secrets[name] ?? [];
  return {
    ...secrets,
    [name]: live.filter((secret, index) =>
      live.findIndex((other) => formOf(other) === formOf(secret)) === index
    ),
  };
}

function formOf(secret: string): "public key" | "keys" | "text" {
  if (secret.startsWith("whpk_")) return "public key";
  return /^[{[]/.test(secret) ? "keys" : "text";
}

/** Which secrets a shop may have, who makes each, what form it has, and which stay live when it is rotated. Pure: it seals nothing. */
import { PROVIDERS } from "../../src/providers/table.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { KEYS_MAX } from "../../src/sources/verify/signature.ts";
import { SOURCE_NAMES } from "../../src/sources/table.ts";

/** By source, provider or `<source>.token`: the live ones, newest first. */
export type Secrets = Readonly<Record<string, readonly string[]>>;

const TOKENS = ["bigcommerce.token", "shopify.token", "woocommerce.token"] as const;

/** Everything that a shop's secrets may be filed under. */
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

/** Where more is known than that it is not empty. */
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

/** Who takes a secret of ours: these senders, and the shop's own people and programs. All others show one of theirs. */
const MADE_HERE: readonly string[] = ["standard", "woocommerce", "easypost", "shippo", "shipengine", "api"];

/** A new secret of 32 random bytes in the form that this sender takes; `null` where the sender makes it. */
export function madeSecret(name: string, random: Uint8Array): string | null {
  if (!MADE_HERE.includes(name)) return null;
  if (name === "standard") return `whsec_${random.toBase64()}`;
  return random.toHex();
}

/** Whether the address itself bears the secret. */
export function isInAddress(name: string): boolean {
  return name === "shippo" || name === "shipengine";
}

/** The secret as it is kept. The refusal says its rule and size, never the secret. */
export function checkedSecret(name: string, secret: string): Result<string, "invalid"> {
  const { pattern, rule } = FORMS[name] ?? ANY;
  if (secret.length <= SECRET_MAX_CHARACTERS && pattern.test(secret)) return ok(secret);
  const bound = secret.length > SECRET_MAX_CHARACTERS
    ? `must have <= ${SECRET_MAX_CHARACTERS} characters`
    : rule;
  return err("invalid", `Secret of ${name} ${bound}: got text of ${secret.length} characters`);
}

/** The new secret first, and what was live stays so. */
export function withSecret(secrets: Secrets, name: string, secret: string): Result<Secrets, "too_many"> {
  const live = (secrets[name] ?? []).filter((known) => known !== secret);
  if (live.length >= KEYS_MAX) {
    const message =
      `Cannot add a secret of ${name} as at most ${KEYS_MAX} may be live: drop the old ones first`;
    return err("too_many", message);
  }
  return ok({ ...secrets, [name]: [secret, ...live] });
}

/** The newest of each form alone: a public key beside a shared secret, or keys beside a token, are no older version of it. */
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

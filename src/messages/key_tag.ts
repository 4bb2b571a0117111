/**
 * Writes and reads the tag that carries a message key through a provider: it is sent with the mail and comes back
 * with provider events. Pure.
 */

/** Field name of the key at providers: metadata, custom argument, variable or tag. */
export const KEY_FIELD = "waybill_key";

/**
 * Maximum tag length by channel, in characters; a mail with a longer key goes without a tag. Cloudflare carries none.
 */
export const TAG_MAX = {
  cloudflare: 0,
  /** Without spaces: https://docs.mailchannels.com/api-reference/send/send-an-email */
  mailchannels: 48,
  /** https://postmarkapp.com/support/article/1125-custom-metadata-faq */
  postmark: 80,
  /** https://resend.com/docs/dashboard/emails/tags */
  resend: 256,
  sendgrid: 1_000,
  /** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html */
  ses: 256,
} as const;
const SAFE_ONLY: ReadonlySet<string> = new Set(["resend", "ses"]);

/**
 * Returns whether `channel` sends provider events that cannot carry `key`: they identify the mail only by the
 * provider's own id.
 */
export function isReportedWithoutKey(channel: string, key: string): boolean {
  if (!Object.hasOwn(TAG_MAX, channel)) return false;
  const length_max = TAG_MAX[channel as keyof typeof TAG_MAX];
  return (SAFE_ONLY.has(channel) ? safeTag(key, length_max) : plainTag(key, length_max)) === undefined;
}

/** Most characters of a key; all of Waybill's are shorter. */
const KEY_MAX = 512;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Returns `key` unchanged, for providers that accept any text; undefined where it is longer than `length_max` or no
 * valid key.
 */
export function plainTag(key: string, length_max: number): string | undefined {
  return isKey(key) && key.length <= length_max ? key : undefined;
}

/** Returns `key` in base64url, for providers that accept only letters, digits, `-` and `_`. */
export function safeTag(key: string, length_max: number): string | undefined {
  const tag = new TextEncoder().encode(key).toBase64({ alphabet: "base64url", omitPadding: true });
  return isKey(key) && tag.length <= length_max ? tag : undefined;
}

/** Returns the key from a plain tag; undefined unless Waybill wrote the tag. */
export function keyOfPlainTag(tag: unknown): string | undefined {
  return typeof tag === "string" && isKey(tag) ? tag : undefined;
}

/** Returns the key from a base64url tag; undefined unless Waybill wrote the tag. */
export function keyOfSafeTag(tag: unknown): string | undefined {
  if (typeof tag !== "string" || !/^[A-Za-z0-9_-]{1,1000}$/.test(tag)) return undefined;
  try {
    return keyOfPlainTag(decoder.decode(Uint8Array.fromBase64(tag, { alphabet: "base64url" })));
  } catch {
    return undefined; // No base64url or invalid UTF-8: the tag is not Waybill's.
  }
}

/** Checks for `<shop>/<source>/<order>/<kind>/<about>` without characters at which a provider might cut. */
function isKey(text: string): boolean {
  return text.length <= KEY_MAX && /^(?:[^\s/\p{Cc}]+\/){4}[^\s/\p{Cc}]*$/u.test(text) && text.isWellFormed();
}

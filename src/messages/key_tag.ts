/** A mail's key on its way through a provider: sent along with the mail, it comes back with the provider's events. Pure. */

/** The name under which providers carry it: as metadata, custom argument, variable or tag. */
export const KEY_FIELD = "waybill_key";

/** Characters of a tag that each channel carries; a mail whose key is longer goes without one. Cloudflare carries none. */
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

/** Whether `channel` reports of its mails, but not by `key`: then only its own id of the mail says which one it means. */
export function isReportedWithoutKey(channel: string, key: string): boolean {
  if (!Object.hasOwn(TAG_MAX, channel)) return false;
  const length_max = TAG_MAX[channel as keyof typeof TAG_MAX];
  return (SAFE_ONLY.has(channel) ? safeTag(key, length_max) : plainTag(key, length_max)) === undefined;
}

/** Longer than any key of ours. */
const KEY_MAX = 512;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The key as it is, where a provider takes any text of so many characters; undefined where it is too long for it. */
export function plainTag(key: string, length_max: number): string | undefined {
  return isKey(key) && key.length <= length_max ? key : undefined;
}

/** The key in base64url, for providers that take letters, digits, `-` and `_` alone. */
export function safeTag(key: string, length_max: number): string | undefined {
  const tag = new TextEncoder().encode(key).toBase64({ alphabet: "base64url", omitPadding: true });
  return isKey(key) && tag.length <= length_max ? tag : undefined;
}

/** The key from a tag that came back as it is; undefined for what is none of ours. */
export function keyOfPlainTag(tag: unknown): string | undefined {
  return typeof tag === "string" && isKey(tag) ? tag : undefined;
}

/** The key from a tag in base64url; undefined for what is none of ours. */
export function keyOfSafeTag(tag: unknown): string | undefined {
  if (typeof tag !== "string" || !/^[A-Za-z0-9_-]{1,1000}$/.test(tag) || tag.length % 4 === 1) {
    return undefined;
  }
  try {
    return keyOfPlainTag(decoder.decode(Uint8Array.fromBase64(tag, { alphabet: "base64url" })));
  } catch {
    return undefined; // No UTF-8: somebody else's tag.
  }
}

/** `<shop>/<source>/<order>/<kind>/<about>`, without what a provider might cut at. */
function isKey(text: string): boolean {
  return text.length <= KEY_MAX && /^(?:[^\s/\p{Cc}]+\/){4}[^\s/\p{Cc}]*$/u.test(text) && text.isWellFormed();
}

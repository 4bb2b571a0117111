/** A mail's key on its way through a provider: sent along with the mail, it comes back with the provider's events. Pure. */

/** The name under which providers carry it: as metadata, custom argument, variable or tag. */
export const KEY_FIELD = "waybill_key";

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

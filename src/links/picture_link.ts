/**
 * Makes and opens the address at which a product's picture is served from Waybill's own origin. Only an address that Waybill
 * made opens, so that nobody can have other pictures, or other hosts, fetched.
 */
import { type LinkKey, signLink, verifyLink } from "./signed_link.ts";

/** Longest address of a picture that fits into a token; a longer one is linked as it is. */
const URL_MAX_BYTES = 330;
/** Pictures are kept as long as a mail is: the address is the same each time, so that caches know it. */
const NEVER_MS = Date.UTC(2100, 0, 1);

export interface LinkPorts {
  readonly link_keys: readonly LinkKey[];
  readonly public_url: string;
}

/** Returns `/i/<token>` at `public_url`; `image_url` itself where it is no https address, or too long. */
export async function pictureUrl(
  { link_keys, public_url }: LinkPorts,
  image_url: string,
): Promise<string> {
  if (!image_url.startsWith("https://") || new TextEncoder().encode(image_url).length > URL_MAX_BYTES) {
    return image_url;
  }
  const token = await signLink(link_keys, {
    purpose: "picture",
    subject: image_url,
    expires_at_ms: NEVER_MS,
    issued_at_ms: 0,
  });
  return `${public_url}/i/${token}`;
}

/** Returns the picture's own address; null for a token that was not made here. */
export async function openPicture(
  link_keys: readonly LinkKey[],
  token: string,
  now_ms: number,
): Promise<string | null> {
  const link = await verifyLink(link_keys, token, "picture", now_ms);
  return link.ok && URL.canParse(link.value.subject) ? link.value.subject : null;
}

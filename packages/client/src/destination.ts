/** What is needed to post to Waybill, checked without a word of it in an error. Pure. */

/** What is wrong with it; null when nothing is. It never quotes the secret. */
export function wrongDestination(url: string | undefined, secret: string | undefined): string | null {
  if (!url) return "Cannot send as the address of Waybill must be given";
  if (!/^https?:\/\/\S+$/.test(url)) return "Cannot send as the address of Waybill must begin with https://";
  if (!secret) return "Cannot send as the secret must be given";
  return /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(secret)
    ? null
    : "Cannot send as the secret must be whsec_ and the base64 of 24 to 64 bytes";
}

const ID_MAX = 128;

/**
 * Waybill takes no full stop, space or slash in it. An id that had to be changed ends with a hash of itself: otherwise two
 * ids could become one, and the second event would be taken for a copy of the first.
 */
export function webhookId(id: string): string {
  const given = String(id);
  const plain = given.replaceAll(/[^A-Za-z0-9_-]/g, "_");
  if (plain === given && given.length <= ID_MAX) return given;
  const mark = `_${hashOf(given)}`;
  return `${plain.slice(0, ID_MAX - mark.length)}${mark}`;
}

/** 53 bits in base 36 (cyrb53): enough that no two ids of one shop meet by chance; it proves nothing. */
function hashOf(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36);
}

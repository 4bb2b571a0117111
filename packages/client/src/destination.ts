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

/** Waybill takes no full stop, space or slash in it. */
export function webhookId(id: string): string {
  return String(id).replaceAll(/[^A-Za-z0-9_-]/g, "_").slice(0, ID_MAX);
}

/** Signs deliveries as their senders would: plain web crypto, so that tests and scripts share it. */

/** The headers of a Standard Webhooks delivery; `secret` as the shop has it, `whsec_` and base64. */
export async function signStandard(
  secret: string,
  id: string,
  timestamp_s: number,
  body: string | Uint8Array,
): Promise<Record<string, string>> {
  const key = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (char) => char.charCodeAt(0));
  const signature = await hmac(key, [`${id}.${timestamp_s}.`, body]);
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(timestamp_s),
    "webhook-signature": `v1,${signature}`,
  };
}

/** The one header that Shopify signs with; topic and ids are the caller's to add, since they are not signed. */
export async function signShopify(
  secret: string,
  body: string | Uint8Array,
): Promise<Record<string, string>> {
  return {
    "content-type": "application/json",
    "x-shopify-hmac-sha256": await hmac(new TextEncoder().encode(secret), [body]),
  };
}

/** What Square and others sign with: base64, under the secret as it is written. */
export function signText(secret: string, parts: readonly (string | Uint8Array)[]): Promise<string> {
  return hmac(new TextEncoder().encode(secret), parts);
}

/** What Stripe and others sign with: hexadecimal, under the secret as it is written. */
export async function hexHmac(secret: string, parts: readonly (string | Uint8Array)[]): Promise<string> {
  const bytes = atob(await signText(secret, parts));
  return Array.from(bytes, (char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

/** base64 of the HMAC-SHA256 of the parts, one after the other. */
async function hmac(secret: BufferSource, parts: readonly (string | Uint8Array)[]): Promise<string> {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const signed = new Uint8Array(
    parts.flatMap((part) => [...typeof part === "string" ? new TextEncoder().encode(part) : part]),
  );
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
  return btoa(Array.from(mac, (byte) => String.fromCharCode(byte)).join(""));
}

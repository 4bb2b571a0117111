/** Signs an outgoing webhook as Standard Webhooks says: HMAC-SHA256 over `id.timestamp.body`, once for each live secret. */

const PREFIX = "whsec_";

/** `whsec_` and the secret's 32 bytes in base64. */
export function webhookSecret(bytes: Uint8Array): string {
  return `${PREFIX}${bytes.toBase64()}`;
}

/** Returns the three headers; a receiver takes the webhook where one of the signatures is right. */
export async function signWebhook(
  secrets: readonly string[],
  id: string,
  now_ms: number,
  body: string,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(now_ms / 1_000));
  const text = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const signatures = await Promise.all(secrets.map(async (secret) => {
    const bytes = Uint8Array.fromBase64(secret.slice(PREFIX.length));
    const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
    return `v1,${new Uint8Array(await crypto.subtle.sign("HMAC", key, text)).toBase64()}`;
  }));
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}

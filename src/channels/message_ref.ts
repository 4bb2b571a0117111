/**
 * Names a message at a service by a digest of the service's own id: WhatsApp and Telegram write the reader's number or
 * chat into theirs, which an erasure would not find.
 */
export async function messageRef(id: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(id));
  return new Uint8Array(digest).toHex().slice(0, 32);
}

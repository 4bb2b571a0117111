/** Names the entry of a service's message in a case: the same message has the same name at each delivery. */

/** Returns the digest by which a case, an entry and its files are named. */
export async function messageDigest(
  shop_id: string,
  { from, id }: { readonly from: string; readonly id: string },
): Promise<Uint8Array> {
  const text = new TextEncoder().encode(`${shop_id}\n${from}\n${id}`);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", text));
}

/** `id`: the service's own id of the message; `from`: the customer's address. */
export async function entryId(
  shop_id: string,
  message: { readonly from: string; readonly id: string },
): Promise<string> {
  return (await messageDigest(shop_id, message)).toHex().slice(0, 24);
}

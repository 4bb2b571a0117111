/** Reads the body of a request or of an answer up to a bound, whatever its length header claims. */

/** Returns the body; null where it has more than `max_bytes`. Never holds more than that. */
export async function readBounded(
  message: Pick<Request | Response, "headers" | "body">,
  max_bytes: number,
): Promise<Uint8Array | null> {
  if (Number(message.headers.get("content-length") ?? 0) > max_bytes) return null;
  if (message.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size_bytes = 0;
  for await (const chunk of message.body) {
    size_bytes += chunk.byteLength;
    if (size_bytes > max_bytes) return null;
    chunks.push(chunk);
  }
  const body = new Uint8Array(size_bytes);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

/** Reads a body up to a bound, whatever its length header claims. */

/** Null when there is more than `max_bytes`; no more than that is ever held. */
export async function readBounded(request: Request, max_bytes: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > max_bytes) return null;
  return request.body === null ? new Uint8Array() : await readBytes(request.body, max_bytes);
}

export async function readBytes(
  stream: ReadableStream<Uint8Array>,
  max_bytes: number,
): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size_bytes = 0;
  for await (const chunk of stream) {
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

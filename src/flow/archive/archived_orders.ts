/**
 * The objects of the archive: each holds one order, compressed, under its shop and its own id. An object is never written
 * anew, so a line always names what it was written with.
 */
import type { ArchivedOrder } from "../../sql/archive.ts";

const FOLDER = "orders";
/** `<time in base 36>-<digest>`: a listing of an order's folder is in the order in which it was archived. */
const TIME_DIGITS = 9;
const DIGEST_BYTES = 8;

/** Folder of all objects of one order. */
export function folderOf(order_id: string): string {
  return `${FOLDER}/${order_id}/`;
}

/** Puts the order into the bucket and returns the object's name. */
export async function putArchived(mail: R2Bucket, whole: ArchivedOrder, now_ms: number): Promise<string> {
  const bytes = await compressed(JSON.stringify(whole));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).subarray(0, DIGEST_BYTES);
  const name = `${now_ms.toString(36).padStart(TIME_DIGITS, "0")}-${
    digest.toBase64({ alphabet: "base64url", omitPadding: true })
  }`;
  await mail.put(`${folderOf(String(whole.order["id"]))}${name}`, bytes, {
    httpMetadata: { contentType: "application/gzip" },
  });
  return name;
}

/**
 * Returns the order of the object, or the newest of its folder: a database that went back in time may name one that was
 * deleted since. Throws where there is none, and where the bucket cannot be asked.
 */
export async function fetchArchived(mail: R2Bucket, order_id: string, name: string): Promise<ArchivedOrder> {
  const stored = await mail.get(`${folderOf(order_id)}${name}`) ?? await newestOf(mail, order_id);
  if (stored === null) throw new Error(`Cannot open ${order_id} as its object must be in the bucket`);
  return JSON.parse(await uncompressed(stored.body));
}

async function newestOf(mail: R2Bucket, order_id: string): Promise<R2ObjectBody | null> {
  const { objects } = await mail.list({ prefix: folderOf(order_id) });
  const newest = objects.at(-1);
  return newest === undefined ? null : await mail.get(newest.key);
}

/** Returns the names of all objects of the order, oldest first. */
export async function listArchived(mail: R2Bucket, order_id: string): Promise<readonly string[]> {
  const { objects } = await mail.list({ prefix: folderOf(order_id) });
  return objects.map(({ key }) => key.slice(folderOf(order_id).length));
}

/** Returns when the object of this name was put into the bucket, in milliseconds since the epoch. */
export function putAt(name: string): number {
  return Number.parseInt(name.slice(0, TIME_DIGITS), 36);
}

export async function deleteArchived(
  mail: R2Bucket,
  order_id: string,
  names: readonly string[],
): Promise<void> {
  if (names.length > 0) await mail.delete(names.map((name) => `${folderOf(order_id)}${name}`));
}

async function compressed(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function uncompressed(body: ReadableStream): Promise<string> {
  return await new Response(body.pipeThrough(new DecompressionStream("gzip"))).text();
}

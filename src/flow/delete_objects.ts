/** Deletes objects of the bucket, however many. */

/** Most objects that R2 deletes in one call: https://developers.cloudflare.com/r2/api/workers/workers-api-reference/ */
export const DELETED_AT_ONCE = 1_000;

export async function deleteObjects(mail: R2Bucket, keys: readonly string[]): Promise<void> {
  for (let at = 0; at < keys.length; at += DELETED_AT_ONCE) {
    await mail.delete(keys.slice(at, at + DELETED_AT_ONCE));
  }
}

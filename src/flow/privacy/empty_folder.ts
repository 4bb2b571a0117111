/** Deletes every object of a folder of the bucket; an object that is written meanwhile may stay. */
import { DELETED_AT_ONCE } from "../delete_objects.ts";

/** Returns false where `has_room` says that the rest must wait for another invocation. */
export async function emptyFolder(
  bucket: R2Bucket,
  prefix: string,
  has_room: () => boolean = () => true,
): Promise<boolean> {
  for (;;) {
    const { objects, truncated } = await bucket.list({ prefix, limit: DELETED_AT_ONCE });
    if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key));
    if (!truncated) return true;
    if (!has_room()) return false;
  }
}

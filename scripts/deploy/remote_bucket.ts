/** Lists the installation's bucket by Cloudflare's API: it answers while the database, or the Worker, is away. */
import { accountOf, type Context } from "./step.ts";
import { inJurisdiction } from "./steps/storage.ts";

interface Listed {
  readonly key: string;
  readonly size: number;
  readonly last_modified: string;
  readonly custom_metadata?: Readonly<Record<string, string>>;
}

/** Most objects that the API lists at once. */
const PAGE = 1_000;

/** Returns as much of an R2 binding as a listing needs. https://developers.cloudflare.com/api/resources/r2/ */
export function remoteBucket(context: Context): R2Bucket {
  const path = `/accounts/${accountOf(context)}/r2/buckets/${context.names.bucket}/objects`;
  const list = async ({ prefix = "", limit = PAGE, cursor }: R2ListOptions = {}): Promise<R2Objects> => {
    const query = {
      prefix,
      per_page: String(limit),
      ...(cursor === undefined ? {} : { start_after: cursor }),
    };
    const headers = inJurisdiction(context);
    const found = await context.ports.cloudflare.call<readonly Listed[]>(path, { query, headers });
    const objects = found.map(({ key, size, last_modified, custom_metadata }) => ({
      key,
      size,
      uploaded: new Date(last_modified),
      customMetadata: custom_metadata ?? {},
    })) as unknown as R2Object[];
    const last = objects.at(-1)?.key;
    return objects.length < limit || last === undefined
      ? { objects, truncated: false, delimitedPrefixes: [] }
      : { objects, truncated: true, cursor: last, delimitedPrefixes: [] };
  };
  return { list } as R2Bucket;
}

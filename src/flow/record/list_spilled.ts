/** Lists kept webhooks by the bucket alone, so that it answers while the database is away. */
import { receivedAtIn, SET_ASIDE, SPILL } from "./spill.ts";

export interface SpilledObject {
  /** Its key in the bucket. */
  readonly key: string;
  readonly shop_id: string;
  /** Null for one that an older Waybill kept. */
  readonly source: string | null;
  /** `raw` could not be verified yet. */
  readonly form: "raw" | "read";
  readonly received_at_ms: number;
  readonly size_bytes: number;
  /** True where it is retried no more by itself. */
  readonly is_set_aside: boolean;
  /** How often the clock has tried it while the database answered, and when last. */
  readonly tries: number;
  readonly tried_at_ms: number;
}

/** Most objects that R2 lists at once. */
const PAGE = 1_000;

/**
 * Returns the kept webhooks of a shop, or of all for null, oldest first. `is_more` says that there are further ones
 * beyond `pages_max` pages of a thousand, which are not among them.
 */
export async function listSpilled(
  mail: R2Bucket,
  folder: typeof SPILL | typeof SET_ASIDE,
  shop_id: string | null,
  pages_max = 1,
): Promise<{ readonly objects: readonly SpilledObject[]; readonly is_more: boolean }> {
  const prefix = shop_id === null ? `${folder}/` : `${folder}/${shop_id}/`;
  const objects: SpilledObject[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages_max; page++) {
    const listed = await mail.list({
      prefix,
      limit: PAGE,
      include: ["customMetadata"],
      ...(cursor !== undefined && { cursor }),
    });
    objects.push(...listed.objects.map(spilledObject));
    cursor = listed.truncated ? listed.cursor : undefined;
    if (cursor === undefined) break;
  }
  return {
    objects: objects.toSorted((a, b) => a.received_at_ms - b.received_at_ms),
    is_more: cursor !== undefined,
  };
}

/** Returns the next thousand kept webhooks of a shop behind the key `after`, in the order of their keys. */
export async function listSpilledAfter(
  mail: R2Bucket,
  folder: typeof SPILL | typeof SET_ASIDE,
  shop_id: string,
  after: string,
  limit = PAGE,
): Promise<{ readonly objects: readonly SpilledObject[]; readonly is_more: boolean }> {
  const listed = await mail.list({
    prefix: `${folder}/${shop_id}/`,
    limit,
    include: ["customMetadata"],
    ...(after !== "" && { startAfter: after }),
  });
  return { objects: listed.objects.map(spilledObject), is_more: listed.truncated };
}

function spilledObject(object: R2Object): SpilledObject {
  const { key, size, customMetadata } = object;
  return {
    key,
    shop_id: key.split("/")[1]!,
    source: customMetadata?.["source"] ?? null,
    form: customMetadata?.["form"] === "raw" ? "raw" : "read",
    received_at_ms: receivedAtIn(object),
    size_bytes: size,
    is_set_aside: key.startsWith(`${SET_ASIDE}/`),
    tries: Number(customMetadata?.["tries"] ?? 0),
    tried_at_ms: Number(customMetadata?.["tried_at"] ?? 0),
  };
}

/** Where a page of kept webhooks ended: the key of its last one; empty for the first page. */
export async function keptPage(
  { mail }: { readonly mail: R2Bucket },
  shop_id: string,
  after: string,
  limit: number,
): Promise<{ readonly webhooks: readonly SpilledObject[]; readonly after: string | null }> {
  // Those that are set aside come first: they wait for a person. Within a folder keys are in the order of arrival.
  const webhooks: SpilledObject[] = [];
  let is_more = false;
  for (const folder of [SET_ASIDE, SPILL] as const) {
    if (folder === SET_ASIDE && after.startsWith(`${SPILL}/`)) continue;
    const place = after.startsWith(`${folder}/`) ? after : "";
    if (webhooks.length === limit) {
      is_more ||= (await listSpilledAfter(mail, folder, shop_id, place, 1)).objects.length > 0;
      break;
    }
    const page = await listSpilledAfter(mail, folder, shop_id, place, limit - webhooks.length);
    webhooks.push(...page.objects);
    is_more = page.is_more;
    if (is_more) break;
  }
  return { webhooks, after: is_more ? webhooks.at(-1)!.key : null };
}

/** Returns those that wait for the database and those that are set aside, oldest first. */
export async function keptWebhooks({ mail }: { readonly mail: R2Bucket }, shop_id: string) {
  const [waiting, aside] = await Promise.all(
    ([SET_ASIDE, SPILL] as const).map((folder) => listSpilled(mail, folder, shop_id)),
  );
  return {
    webhooks: [...waiting!.objects, ...aside!.objects].toSorted((a, b) =>
      a.received_at_ms - b.received_at_ms
    ),
    is_more: waiting!.is_more || aside!.is_more,
  };
}

/** The name of a kept webhook within its shop. */
export function keptId({ key }: SpilledObject): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** A kept webhook as the API and the task show it. */
export function keptJson(one: SpilledObject) {
  return {
    id: keptId(one),
    source: one.source,
    verified: one.form === "read",
    received_at: new Date(one.received_at_ms).toISOString(),
    bytes: one.size_bytes,
    set_aside: one.is_set_aside,
  };
}

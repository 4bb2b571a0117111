/** Asks whether the database takes a write now, and how full it is. */
import { upsertProbe } from "../../sql/probes.ts";

/** D1's limit for one database, in bytes: https://developers.cloudflare.com/d1/platform/limits/ */
export const DATABASE_MAX_BYTES = 10_000_000_000;
/** Share of the limit above which the database counts as full: it takes hours to make room. */
const FULL_SHARE = 0.98;

export type DatabaseState =
  /** `size_bytes` is null where the database does not say. */
  | { readonly state: "ok" | "full"; readonly size_bytes: number | null }
  /** It refuses a write although it may answer reads: read-only, full, or away. */
  | { readonly state: "refuses_writes"; readonly error: unknown };

export async function probeDatabase(db: D1Database, name: string, now_ms: number): Promise<DatabaseState> {
  try {
    const { meta } = await upsertProbe(db, name, now_ms).run();
    const size_bytes = typeof meta.size_after === "number" ? meta.size_after : null;
    const is_full = size_bytes !== null && size_bytes >= DATABASE_MAX_BYTES * FULL_SHARE;
    return { state: is_full ? "full" : "ok", size_bytes };
  } catch (error) {
    return { state: "refuses_writes", error };
  }
}

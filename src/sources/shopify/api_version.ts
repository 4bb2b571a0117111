/**
 * Rules of Shopify's API versions: one a quarter, each supported for a year. Pure.
 * https://shopify.dev/docs/api/usage/versioning
 */

import type { VersionTrouble } from "../../orders/storefront_app.ts";

/** The version that Waybill's questions were written for, and that a shop uses unless its settings name another. */
export const API_VERSION = "2026-10";
/** `2026-10`. */
export const VERSION_FORM = /^20\d{2}-(?:01|04|07|10)$/;
const SUPPORTED_MONTHS = 12;
/** Time before the end at which a shop is first alerted: two months hold a release and its deployment. */
const NOTICE_MS = 60 * 86_400_000;

/** Returns when Shopify stops serving `version`, in milliseconds since the epoch. `version` must be one. */
export function versionEnds(version: string): number {
  const [year = "", month = ""] = version.split("-");
  return Date.UTC(Number(year), Number(month) - 1 + SUPPORTED_MONTHS);
}

/**
 * Returns what is wrong with the version of a webhook or an answer, or null. `got` is `X-Shopify-API-Version`; null
 * where there was none.
 */
export function versionTrouble(got: string | null, wanted: string, now_ms: number): VersionTrouble | null {
  if (got !== null && VERSION_FORM.test(got) && got !== wanted) return { what: "differs", got, wanted };
  const ends_ms = versionEnds(wanted);
  if (now_ms < ends_ms - NOTICE_MS) return null;
  return { what: "ends", version: wanted, on: new Date(ends_ms).toISOString().slice(0, "2027-10-01".length) };
}

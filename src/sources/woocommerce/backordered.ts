/** Knows a line of which WooCommerce sold pieces that it does not have. */

/** Names of the field with the number of such pieces, in the shop's language: customers see it on WooCommerce's own pages. */
const NAMES: ReadonlySet<string> = new Set([
  "backordered",
  "on backorder",
  "lieferrückstand",
  "nachbestellt",
  "in nachlieferung",
  "en réapprovisionnement",
  "en rupture de stock",
  "pendiente de existencias",
  "in arretrato",
  "入荷待ち",
  "お取り寄せ",
]);

/** `meta` is one entry of a line's `meta_data`. */
export function isBackordered(meta: unknown): boolean {
  const { key, display_key, value } = (meta ?? {}) as Readonly<Record<string, unknown>>;
  const pieces = typeof value === "string" || typeof value === "number" ? Number(value) : 0;
  return pieces > 0 &&
    [key, display_key].some((name) => typeof name === "string" && NAMES.has(name.trim().toLowerCase()));
}

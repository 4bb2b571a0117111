/**
 * Guesses which orders a webhook names that its source cannot read: by the fields in which senders put ids and numbers. Pure;
 * whoever asks looks which of them the shop has.
 */
import type { Reference } from "../../orders/reference.ts";

/** Most values that are looked at, and most references returned. */
const VALUES_MAX = 3_000;
const REFERENCES_MAX = 40;
const VALUE_MAX_CHARS = 128;

const BY_FIELD: readonly (readonly [field: RegExp, by: Reference["by"]])[] = [
  [/^(?:parent_)?order_?id$|^order$/i, "order_id"],
  [/^order_?(?:number|name)$|^increment_id$/i, "number"],
  [/^(?:tracking_?(?:number|code|id)|tracking)$/i, "tracking"],
  [/^(?:payment_intent|payment_?id|transaction_?id|charge|latest_charge)$/i, "payment"],
];
/** Fields that name an order only where they stand in the order itself. */
const OF_ORDER: readonly (readonly [field: RegExp, by: Reference["by"]])[] = [
  [/^id$/i, "order_id"],
  [/^(?:number|name)$/i, "number"],
];

/** Returns the references in `body`, each once; none for a body that is not JSON. */
export function ordersNamedIn(body: Uint8Array): readonly Reference[] {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return []; // Not JSON, which is why it could not be read.
  }
  const found = new Map<string, Reference>();
  const queue: { readonly value: unknown; readonly is_order: boolean }[] = [{ value: json, is_order: true }];
  for (let seen = 0; seen < queue.length && seen < VALUES_MAX && found.size < REFERENCES_MAX; seen++) {
    const { value, is_order } = queue[seen]!;
    if (typeof value !== "object" || value === null) continue;
    for (const [field, inner] of Object.entries(value)) {
      if (typeof inner === "object") {
        queue.push({ value: inner, is_order: field === "order" });
        continue;
      }
      const text = textOf(inner);
      if (text === null) continue;
      const by = [...BY_FIELD, ...(is_order ? OF_ORDER : [])].find(([name]) => name.test(field))?.[1];
      if (by !== undefined) found.set(`${by} ${text}`, { by, value: text });
    }
  }
  return [...found.values()].slice(0, REFERENCES_MAX);
}

/** Returns an id as text, of `gid://shopify/Order/1` its end; null for what is no id. */
function textOf(value: unknown): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  if (typeof value !== "string" || value.length > VALUE_MAX_CHARS) return null;
  const text = value.replace(/^gid:\/\/.*\//, "").trim();
  return text === "" ? null : text;
}

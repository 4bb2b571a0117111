/** Finds the shop's own name of an order in the data that the shop gave its payment provider. */
import * as v from "valibot";
import type { Reference } from "../../orders/reference.ts";
import { fitting, helpful, words } from "./fields.ts";
import { Id } from "../../values/schemas.ts";

/** Limits the names kept for one order. */
const REFERENCES_MAX = 8;

/** Free fields that the shop filled in, `{order_id: "7301"}`, with the usual names in any spelling. */
export const Metadata = helpful(v.record(v.string(), v.unknown()));

/**
 * Returns the references in `metadata`. Shops disagree about `order_id`: WooCommerce's Stripe plugin writes the
 * order's number into it, so it is tried as an id first and then as a number. A field called a number is tried only
 * as a number.
 */
export function metadataReferences(metadata: v.InferOutput<typeof Metadata>): readonly Reference[] {
  return Object.entries(metadata ?? {}).flatMap(([name, value]) => {
    const meant = NAMES.get(name.toLowerCase().replaceAll(/[^a-z]/g, ""));
    if (meant === undefined || (typeof value !== "string" && typeof value !== "number")) return [];
    return meant === "number" ? numbered(String(value)) : orderReferences(String(value));
  });
}

const NAMES: ReadonlyMap<string, "id" | "number"> = new Map([
  ["orderid", "id"],
  ["order", "id"],
  ["orderreference", "id"],
  ["orderref", "id"],
  ["ordernumber", "number"],
  ["orderno", "number"],
  ["ordername", "number"],
]);

/** Returns references for a field that holds the shop's name of the order, which may be its id or its number. */
export function orderReferences(value: string | null | undefined): readonly Reference[] {
  const id = fitting(Id, value ?? undefined);
  return [...(id === undefined ? [] : [{ by: "order_id" as const, value: id }]), ...numbered(value)];
}

export function paymentReferences(...ids: readonly (string | null | undefined)[]): readonly Reference[] {
  return ids.map((id) => fitting(Id, id ?? undefined)).filter((id) => id !== undefined)
    .map((value) => ({ by: "payment", value }));
}

/** Returns each reference once, up to the limit. */
export function distinct(references: readonly Reference[]): readonly Reference[] {
  const once = new Map(references.map((reference) => [`${reference.by} ${reference.value}`, reference]));
  return [...once.values()].slice(0, REFERENCES_MAX);
}

/** An order's number is short: a longer text in the same field is not a number. */
const NUMBER_MAX = 64;

function numbered(value: string | null | undefined): readonly Reference[] {
  const number = words(value);
  return number === undefined || number.length > NUMBER_MAX ? [] : [{ by: "number", value: number }];
}

/** Finds in what a shop told its payment provider how the shop itself calls the order. */
import * as v from "valibot";
import type { Reference } from "../../orders/reference.ts";
import { fitting, words } from "./fields.ts";
import { Id } from "../../values/schemas.ts";

/** More than so many names for one order are no help. */
const REFERENCES_MAX = 8;

/** Free fields that a shop filled in, `{order_id: "7301"}`: in any spelling of the usual names. */
export const Metadata = v.nullish(v.record(v.string(), v.unknown()));

/**
 * What an `order_id` is, shops do not agree on: WooCommerce's Stripe plugin writes the order's number into it. So it is
 * tried as an id first and as a number then; what is called a number is nothing else.
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

/** For a field that is meant for the shop's own name of the order, whichever of its names that is. */
export function orderReferences(value: string | null | undefined): readonly Reference[] {
  const id = fitting(Id, value ?? undefined);
  return [...(id === undefined ? [] : [{ by: "order_id" as const, value: id }]), ...numbered(value)];
}

export function paymentReferences(...ids: readonly (string | null | undefined)[]): readonly Reference[] {
  return ids.map((id) => fitting(Id, id ?? undefined)).filter((id) => id !== undefined)
    .map((value) => ({ by: "payment", value }));
}

/** Each name once, no more than anybody needs. */
export function distinct(references: readonly Reference[]): readonly Reference[] {
  const once = new Map(references.map((reference) => [`${reference.by} ${reference.value}`, reference]));
  return [...once.values()].slice(0, REFERENCES_MAX);
}

/** An order's number is short: a sentence in the same field is none. */
const NUMBER_MAX = 64;

function numbered(value: string | null | undefined): readonly Reference[] {
  const number = words(value);
  return number === undefined || number.length > NUMBER_MAX ? [] : [{ by: "number", value: number }];
}

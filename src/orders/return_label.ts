/** Declares how a shop makes labels for returns, what a label is asked with, and what it is. */
import * as v from "valibot";
import { type Address, Return } from "./event.ts";
import { FilledText } from "../values/schemas.ts";

const Part = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
const Positive = v.pipe(v.number(), v.minValue(0.1), v.maxValue(100_000));

/** Where returns go, and the parcel that labels are made for. */
const ByProvider = {
  to: v.object({
    name: Part,
    company: v.optional(Part),
    street: Part,
    more: v.optional(Part),
    postal_code: Part,
    city: Part,
    region: v.optional(Part),
    country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, "Must be an ISO 3166-1 alpha-2 code")),
    phone: v.optional(Part),
    email: v.optional(v.pipe(v.string(), v.email(), v.maxLength(254))),
  }),
  parcel: v.object({ weight_g: Positive, length_cm: Positive, width_cm: Positive, height_cm: Positive }),
  /** The provider's name of a service, such as `Ground`; the cheapest without it. */
  service: v.optional(Part),
};
const Pattern = v.pipe(
  v.string(),
  v.maxLength(500),
  v.regex(
    /^https:\/\/[^\s{]+\{(?:order|return)\}\S*$/i,
    "Must be an https address with {order} or {return} in it",
  ),
);

const Always = {
  /** Where parcels are handed in, for labels whose provider does not say: one text, or one for each language. */
  drop_off: v.optional(
    v.union([FilledText, v.record(v.pipe(v.string(), v.minLength(2), v.maxLength(64)), FilledText)]),
  ),
  /** Days for which the carrier takes a label from the day on which it was made. */
  valid_days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365))),
};

/**
 * `url`: the shop's own address of a label, and of its QR code. `shop`: a person uploads each label at the desk. The
 * others make one with the shop's token there.
 */
export const ReturnLabels = v.variant("by", [
  v.object({ by: v.literal("url"), url: Pattern, qr_url: v.optional(Pattern), ...Always }),
  v.object({ by: v.literal("shop"), ...Always }),
  v.object({ by: v.literal("easypost"), ...ByProvider, ...Always }),
  v.object({ by: v.literal("shippo"), ...ByProvider, ...Always }),
  v.object({ by: v.literal("shipengine"), ...ByProvider, ...Always, service: Part }),
]);
export type ReturnLabels = v.InferOutput<typeof ReturnLabels>;
export type ProvidedLabels = Exclude<ReturnLabels, { by: "url" | "shop" }>;

/** Parts of a return that its label brings. */
export type ReturnLabel = Pick<Return, "label_url" | "qr_url" | "tracking" | "drop_off" | "label_until">;

/** Label as its provider answers with it: what does not fit is left out, and never the reason to have no label. */
export function providedLabel(label_url: string, given: Readonly<Record<string, unknown>>): ReturnLabel {
  const { qr_url, drop_off, number, carrier, url } = given;
  const fit = <Of>(schema: v.GenericSchema<unknown, Of>, value: unknown): Of | undefined => {
    const read = v.safeParse(schema, value);
    return read.success ? read.output : undefined;
  };
  const known = {
    qr_url: fit(Return.entries.qr_url, qr_url ?? undefined),
    drop_off: fit(Return.entries.drop_off, drop_off ?? undefined),
    tracking: fit(
      Return.entries.tracking,
      number ? [{ number, ...(carrier ? { carrier } : {}), ...(url ? { url } : {}) }] : undefined,
    ),
  };
  return {
    label_url,
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
  };
}

/** A parcel that goes back: from whom, and how its label names it. */
export interface LabelWanted {
  readonly from: Address;
  /** The customer's telephone, where the order has one. */
  readonly phone?: string | undefined;
  readonly reference: string;
}

/** `refused`: no service takes the parcel. `denied`: the token. `unavailable`: no answer. */
export type LabelRefusal = "refused" | "denied" | "unavailable";

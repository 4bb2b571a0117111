/** Declares how a shop makes labels for returns, what a label is asked with, and what it is. */
import * as v from "valibot";
import type { Address } from "./event.ts";

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

/** `url`: the shop's own address of a label, and of its QR code. The others make one with the shop's token there. */
export const ReturnLabels = v.variant("by", [
  v.object({ by: v.literal("url"), url: Pattern, qr_url: v.optional(Pattern) }),
  v.object({ by: v.literal("easypost"), ...ByProvider }),
  v.object({ by: v.literal("shippo"), ...ByProvider }),
]);
export type ReturnLabels = v.InferOutput<typeof ReturnLabels>;
export type ProvidedLabels = Exclude<ReturnLabels, { by: "url" }>;

export interface ReturnLabel {
  readonly label_url: string;
  /** What is shown where the parcel is handed in, so that nothing needs to be printed. */
  readonly qr_url?: string | undefined;
}

/** A parcel that goes back: from whom, and how its label names it. */
export interface LabelWanted {
  readonly from: Address;
  readonly reference: string;
}

/** `refused`: no service takes the parcel. `denied`: the token. `unavailable`: no answer. */
export type LabelRefusal = "refused" | "denied" | "unavailable";

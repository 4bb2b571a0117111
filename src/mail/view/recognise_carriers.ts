/** Recognises the carrier of a tracking number by its form and check digit. It makes no links and stores nothing. */
import type { Tracking } from "../../orders/event.ts";
import type { Order } from "../../orders/state.ts";
import { compact } from "../../orders/tracking.ts";

/** Returns `order` with the carrier of each tracking number that has neither carrier nor address, where the number shows whose it is. */
export async function recogniseCarriers(order: Order): Promise<Order> {
  const { shipments } = order;
  if (!shipments.some(({ tracking }) => tracking.some((one) => candidateFor(one) !== null))) return order;
  // Loaded for the first number that needs it: most senders name the carrier.
  const library = await import("ts-tracking-number");
  return {
    ...order,
    shipments: shipments.map((shipment) => ({
      ...shipment,
      tracking: shipment.tracking.map((one) => {
        const candidate = candidateFor(one);
        if (candidate === null) return one;
        const found = library.getTracking(candidate.number, [library[candidate.rules]]);
        return found === undefined ? one : { ...one, carrier: candidate.carrier };
      }),
    })),
  };
}

/** The library's name for the rules of a carrier, or of the postal union. */
type Rules = "dhl" | "fedex" | "ontrac" | "s10" | "ups" | "usps";

/** A carrier whose form a number has; `rules` then check its digits. */
interface Candidate {
  readonly number: string;
  readonly rules: Rules;
  readonly carrier: string;
}

function candidateFor({ carrier, number: written, url }: Tracking): Candidate | null {
  if (written === undefined || carrier !== undefined || url !== undefined) return null;
  const number = compact(written).toUpperCase();
  const country = /^[A-Z]{2}\d{9}([A-Z]{2})$/.exec(number)?.[1];
  if (country !== undefined) {
    const post = POSTS[country];
    return post === undefined ? null : { number, rules: "s10", carrier: post };
  }
  const [, rules, name] = FORMS.find(([form]) => form.test(number)) ?? [];
  return rules === undefined || name === undefined ? null : { number, rules, carrier: name };
}

/**
 * Forms that one carrier alone gives its numbers; the library then checks the digits. Others are left out on purpose: it
 * takes twelve digits for FedEx's and a German parcel's twenty for USPS', and a link to the wrong carrier is worse than none.
 */
const FORMS: readonly (readonly [RegExp, Rules, string])[] = [
  [/^1Z[0-9A-Z]{16}$/, "ups", "UPS"],
  [/^(?:420\d{5}(?:\d{4})?)?9[1-5]\d{20}$/, "usps", "USPS"],
  [/^96\d{20}$/, "fedex", "FedEx"],
  [/^[CD]\d{14}$/, "ontrac", "OnTrac"],
  [/^(?:JJD|JVGL|GM)\d{10,}$/, "dhl", "DHL"],
];

/** The postal operator by country, for the postal union's common form: two letters, nine digits, the country. */
const POSTS: Readonly<Record<string, string>> = {
  AT: "Österreichische Post",
  AU: "Australia Post",
  CA: "Canada Post",
  CH: "Swiss Post",
  DE: "Deutsche Post",
  ES: "Correos",
  FR: "La Poste",
  GB: "Royal Mail",
  JP: "Japan Post",
  US: "USPS",
};

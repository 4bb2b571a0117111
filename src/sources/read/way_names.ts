/** Finds the way of delivery from a storefront's name for a method, in the catalogues' languages. */
import type { DeliveryWay } from "../../orders/event.ts";

const NAMES: readonly (readonly [DeliveryWay, RegExp])[] = [
  [
    "pickup",
    /\b(?:local|store|in[- ]store|shop|warehouse|curbside|customer) ?pick[- ]?up\b|\bpick[- ]?up (?:in|at|from) (?:the |our )?(?:store|shop|warehouse)|\bclick (?:&|and|\+) ?collect\b|^(?:free )?(?:pick[- ]?up|collection|collect)$|selbstabhol|\babholung\b|retrait (?:en|au|dans le) (?:magasin|boutique)|click ?& ?collect|recogida en (?:la )?(?:tienda|almacén)|recoger en (?:la )?tienda|店頭受(?:け)?取/iu,
  ],
  [
    "local",
    /\blocal delivery\b|\bown (?:driver|delivery)\b|lieferung durch uns|lokale lieferung|livraison locale|entrega local|reparto propio|自社配送/iu,
  ],
];

/** Names of places where a carrier hands over: the parcel travels, and the carrier says when it is ready. */
const CARRIERS_PLACE =
  /paket ?shop|packstation|post ?filiale|paket ?box|parcel ?(?:shop|locker|point)|access ?point|service ?point|pick[- ]?up ?point|locker|inpost|point relais|relais|punto de (?:recogida|entrega)|taquilla|\b(?:dhl|dpd|gls|ups|usps|fedex|hermes|evri|mondial|correos|colissimo|seur|mrw)\b|コンビニ|宅配ロッカー/iu;

/** Words of a name for bringing goods: such a name is no place where they could be collected. */
const BRINGS =
  /\bship|\bdeliver|\bpost(?:al)?\b|\bmail\b|\bparcel\b|\bcourier\b|\bstandard\b|\bexpress\b|\bpriority\b|\beconomy\b|\bovernight\b|\btracked\b|\bfreight\b|versand|zustell|liefer|paket|spedition|\bkurier|\bbrief\b|livraison|expédition|\bcolis\b|envío|\bentrega\b|mensajer|配送|宅急便|郵/iu;

/**
 * Returns the way; undefined for every other name, since most methods belong to a carrier. A carrier's pickup point
 * counts as the carrier's way.
 */
export function deliveryWayNamed(name: string | undefined): DeliveryWay | undefined {
  if (name === undefined || CARRIERS_PLACE.test(name)) return undefined;
  return NAMES.find(([, pattern]) => pattern.test(name.trim()))?.[0];
}

/** Returns whether the name says that goods are brought, by whomever. */
export function namesTransport(name: string): boolean {
  return BRINGS.test(name) || CARRIERS_PLACE.test(name);
}

/** Returns the way on which all methods agree; undefined where they differ, since one of them is a carrier's. */
export function commonWay(ways: readonly (DeliveryWay | undefined)[]): DeliveryWay | undefined {
  const [first] = ways;
  return ways.every((way) => way === first) ? first : undefined;
}

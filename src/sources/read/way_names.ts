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

/**
 * Returns the way; undefined for every other name, since most methods belong to a carrier. A carrier's pickup point
 * counts as the carrier's way.
 */
export function deliveryWayNamed(name: string | undefined): DeliveryWay | undefined {
  return name === undefined ? undefined : NAMES.find(([, pattern]) => pattern.test(name.trim()))?.[0];
}

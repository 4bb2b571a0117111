/** The way of delivery that a storefront's own name for a method says, in the catalogues' languages. */
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

/** Undefined for every other name: most methods are a carrier's. A carrier's own pickup point is the carrier's way. */
export function deliveryWayNamed(name: string | undefined): DeliveryWay | undefined {
  return name === undefined ? undefined : NAMES.find(([, pattern]) => pattern.test(name.trim()))?.[0];
}

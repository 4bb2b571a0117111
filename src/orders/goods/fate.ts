/** What can become of one piece of an order. Each piece has one fate at any time. */

export const FATES = [
  /** Still to be sent, handed over or made available. */
  "due",
  /** Removed, refunded or cancelled before it left. */
  "withdrawn",
  /** Under way, or waiting to be collected. */
  "in_shipment",
  /** Brought to the customer. */
  "home",
  /** Picked up by the customer. */
  "collected",
  /** Taken along at the till. */
  "handed_over",
  /** Sent by mail or made available without anything that travels. */
  "sent",
  /** Going back to the shop as it could not be delivered. */
  "coming_back",
  /** At the shop again. */
  "returned",
] as const;
export type Fate = (typeof FATES)[number];

/** The fates of what the customer has. */
export const WITH_CUSTOMER: readonly Fate[] = ["home", "collected", "handed_over", "sent"];

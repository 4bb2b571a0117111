/** Lists the fates of a piece of an order. Each piece has one fate at any time. */

export const FATES = [
  /** Still to be sent, handed over or made available. */
  "due",
  /** Removed, refunded or cancelled before it left. */
  "withdrawn",
  /** Under way, or waiting to be collected. */
  "in_shipment",
  /** Delivered to the customer. */
  "home",
  /** Picked up by the customer. */
  "collected",
  /** Taken along at the till. */
  "handed_over",
  /** Sent by mail or made available digitally. */
  "sent",
  /** On the way back to the shop after a failed delivery. */
  "coming_back",
  /** Back at the shop. */
  "returned",
] as const;
export type Fate = (typeof FATES)[number];

/** Fates of pieces that the customer has. */
export const WITH_CUSTOMER: readonly Fate[] = ["home", "collected", "handed_over", "sent"];

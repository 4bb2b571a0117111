/** An ordinary bad week of a shop, for the desk's tests and pictures. */

/** One row for each day, today last: sent, delivered, bounced, complained, failed. */
export const WEEK = [
  [212, 207, 3, 0, 0],
  [290, 284, 5, 0, 0],
  [365, 352, 4, 0, 0],
  [401, 396, 4, 0, 0],
  [388, 379, 5, 1, 0],
  [420, 409, 6, 1, 0],
  [140, 131, 4, 1, 2],
] as const;
/** Share of each kind of mail. */
export const SHARES = {
  order_confirmation: 0.4,
  shipment_shipped: 0.3,
  shipment_delivered: 0.2,
  follow_up: 0.1,
} as const;

/** Parties that an order writes to. */

/** Parties that an order writes to. */
export const PARTIES = ["customer", "recipient"] as const;

export type Party = (typeof PARTIES)[number];

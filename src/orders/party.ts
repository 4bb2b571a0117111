/** Whom an order writes to. */

/** Whom an order writes to. */
export const PARTIES = ["customer", "recipient"] as const;

export type Party = (typeof PARTIES)[number];

/** Topics of notices that say no more than that somebody has written: they are told in the thread of a case alone. */
export const SAID_BY = { customer: "customer_said", shop: "shop_said" } as const;

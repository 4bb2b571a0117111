/** Events of a test order: it is paid and confirmed like any other. Pure. */

interface TestEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Returns an order of one line for one euro, for `email`; nothing is delivered, so that no later mail is owed. */
export function testOrder(id: string, email: string, now_ms: number): readonly TestEvent[] {
  const timestamp = new Date(now_ms).toISOString();
  return [{
    type: "order.placed",
    timestamp,
    data: {
      order: {
        id,
        number: "TEST-1",
        placed_at: timestamp,
        currency: "EUR",
        customer: { email, name: "Test Order" },
        lines: [{
          id: "1",
          title: "Test of the installation",
          quantity: 1,
          unit_price_minor: 100,
          requires_shipping: false,
        }],
        total_minor: 100,
        payment: { status: "paid" },
      },
    },
  }];
}

/** Random lives of an order's money: what is ordered, how it is to be paid, and everything that may happen to it. */
import fc from "fast-check";
import {
  type OrderDetails,
  type OrderEvent,
  type Payment,
  PaymentClass,
  type PaymentDetails,
  PaymentStatus,
  type Refund,
  REFUND_PARTS,
  RefundTarget,
} from "../../../src/orders/event.ts";
import { added } from "../../support/sums.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";

const minor = fc.integer({ min: 1, max: 20_000 });
const small = fc.integer({ min: -300, max: 300 });
const day = fc.constantFrom(undefined, "2026-11-20", "2026-11-24", "2026-12-06");
const hour = fc.integer({ min: 0, max: 1_000 });

/** Most senders add up; some are out by little, a few by more than anybody can believe. */
const gap = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: small },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 500_000 }) },
);

const lines = fc.array(
  fc.record({
    quantity: fc.integer({ min: 1, max: 3 }),
    unit_price_minor: minor,
    off: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 3 },
).map((all) =>
  all.map(({ quantity, unit_price_minor, off }, at) => ({
    ...ADAS_ORDER.lines[0]!,
    id: `${at + 1}`,
    quantity,
    unit_price_minor,
    discount_minor: Math.floor(unit_price_minor * quantity * off / 4),
  }))
);

const rates = fc.array(
  fc.record({ percent: fc.constantFrom("7", "19"), amount_minor: fc.integer({ min: 1, max: 900 }) }),
  { minLength: 1, maxLength: 2 },
);

const tax: fc.Arbitrary<OrderDetails["tax"]> = fc.option(
  fc.record({ rates, included: fc.boolean(), off: fc.constantFrom(0, 0, 0, 1) })
    .map(({ rates, included, off }) => ({
      rates,
      included,
      amount_minor: rates.reduce<number>((sum, { amount_minor }) => sum + amount_minor, off),
    })),
  { nil: undefined },
);

const payment: fc.Arbitrary<PaymentDetails> = fc.record({
  status: fc.constantFrom(undefined, ...PaymentStatus.options),
  class: fc.constantFrom(undefined, ...PaymentClass.options),
  open_minor: fc.constantFrom(undefined, undefined, 0, 500, 4_000, -200),
  due_on: day,
  instalments: fc.option(
    fc.array(fc.record({ amount_minor: minor, due_on: day, is_paid: fc.boolean() }), { maxLength: 3 }),
    { nil: undefined },
  ),
});

const details: fc.Arbitrary<OrderDetails> = fc.record({
  lines,
  tax,
  payment,
  gap,
  discount: fc.constantFrom(0, 0, 500),
  shipping: fc.constantFrom(undefined, 0, 490),
  tip: fc.constantFrom(0, 300),
  card: fc.constantFrom(0, 0, 700),
  rounding: fc.constantFrom(undefined, -2, 2),
  adjustment: fc.constantFrom(0, 0, -150),
}).map(({ lines, tax, payment, gap, discount, shipping, tip, card, rounding, adjustment }) => {
  const order: OrderDetails = {
    ...ADAS_ORDER,
    locale: "en",
    lines,
    tax,
    payment,
    discounts: discount === 0 ? [] : [{ label: "AUTUMN", amount_minor: discount }],
    shipping: shipping === undefined ? undefined : { label: "Parcel", amount_minor: shipping },
    fees: tip === 0 ? [] : [{ kind: "tip", amount_minor: tip }],
    gift_cards: card === 0 ? [] : [{ label: "···· 7781", amount_minor: card }],
    rounding_minor: rounding,
    adjustments: adjustment === 0 ? [] : [{ label: "Goodwill", amount_minor: adjustment }],
    promised: undefined,
    total_minor: 0,
  };
  return { ...order, total_minor: Math.max(0, added(order) + gap) };
});

const paymentOf: fc.Arbitrary<Payment> = fc.record({
  id: fc.constantFrom("pi_1", "pi_2", "pi_3", "paid"),
  amount_minor: fc.constantFrom(500, 1_000, 4_000, 30_000),
  class: fc.constantFrom(undefined, undefined, "transfer" as const, "store_credit" as const),
});

const refund: fc.Arbitrary<Refund> = fc.record({
  id: fc.constantFrom("r1", "r1", "r2"),
  amount_minor: fc.constantFrom(200, 500, 4_000),
  status: fc.constantFrom(undefined, "pending" as const),
  payment_id: fc.constantFrom(undefined, "pi_1", "pi_2"),
  part: fc.constantFrom(undefined, ...REFUND_PARTS),
  gap,
  to: fc.constantFrom(undefined, ...RefundTarget.options),
  split: fc.constantFrom(0, 0, 100, 999_999),
}).map(({ part, gap, to, split, ...refund }) => ({
  ...refund,
  lines: [],
  parts: part === undefined ? undefined : [{ kind: part, amount_minor: refund.amount_minor - 50 + gap }, {
    kind: "rounding" as const,
    amount_minor: 50,
  }],
  destinations: to === undefined ? undefined : [
    { to, amount_minor: split === 0 ? refund.amount_minor : refund.amount_minor - 100 },
    ...(split === 0 ? [] : [{ to: "payment" as const, amount_minor: split }]),
  ],
}));

const event: fc.Arbitrary<OrderEvent> = fc.oneof(
  fc.record({
    type: fc.constantFrom(
      "payment.succeeded" as const,
      "payment.succeeded" as const,
      "payment.pending" as const,
      "payment.failed" as const,
      "payment.disputed" as const,
    ),
    at: hour.map(hours),
    payment: paymentOf,
  }),
  fc.record({
    type: fc.constant("payment.dispute_closed" as const),
    at: hour.map(hours),
    payment: paymentOf,
    outcome: fc.constantFrom("won" as const, "lost" as const),
  }),
  fc.record({
    type: fc.constant("payment.refunded" as const),
    at: fc.integer({ min: 0, max: 200 }).map(hours),
    refund,
  }),
  fc.record({
    type: fc.constant("payment.refund_failed" as const),
    at: fc.integer({ min: 100, max: 1_000 }).map(hours),
    refund: fc.record({
      id: fc.constantFrom("r1", "r1", "r2", "re_9"),
      payment_id: fc.constantFrom(undefined, "pi_1"),
    }),
  }),
  fc.record({
    type: fc.constantFrom("order.cancelled" as const, "order.restored" as const),
    at: hour.map(hours),
  }),
  fc.record({ type: fc.constant("order.changed" as const), at: hour.map(hours), order: details }),
);

/** An order with what happened to it, oldest first. */
export const moneyLife: fc.Arbitrary<readonly OrderEvent[]> = fc.tuple(
  details,
  fc.array(event, { maxLength: 8 }),
).map(([order, events]) => [
  placed(order),
  ...events.toSorted((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0),
]);

/** The same, with its events in another order and some of them twice. */
export const anyOrder: fc.Arbitrary<
  { readonly events: readonly OrderEvent[]; readonly arrived: readonly OrderEvent[] }
> = moneyLife.chain((events) =>
  fc.record({
    events: fc.constant(events),
    arrived: fc.shuffledSubarray([...events], { minLength: events.length })
      .chain((all) => fc.array(fc.constantFrom(...all), { maxLength: 3 }).map((again) => [...all, ...again])),
  })
);

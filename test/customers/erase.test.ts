import { expect, test } from "vitest";
import { eraseEvent } from "../../src/customers/erase.ts";
import { accountOf } from "../../src/orders/account/account.ts";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { ADAS_ORDER, hours, placed } from "../support/cast.ts";

const METHOD = { brand: "Visa", last4: "4242", wallet: "Mina’s phone" };

const ORDER: OrderDetails = {
  ...ADAS_ORDER,
  customer: { id: "77", email: "mina@moss.example", name: "Mina Moss" },
  gift_cards: [{ label: "…MINA", amount_minor: 1_000 }],
  total_minor: 11_890,
  payment: {
    status: "partially_paid",
    open_minor: 1_890,
    method: METHOD,
    pay_to: ["For Mina", "IBAN DE75 5121 0800 1245 1261 99"],
  },
  pay_url: "https://kontor.example/pay?who=mina",
  note: "Ring at Mina’s",
  gift_message: "Yours, Mina",
  po_number: "MINA-1",
};

const PAYMENT = { id: "pi_1", amount_minor: 10_000, method: METHOD, statement_name: "MINA" };

const LIFE: readonly OrderEvent[] = [
  placed(ORDER),
  { type: "payment.succeeded", at: hours(1), payment: PAYMENT, reason: "Mina" },
  {
    type: "payment.refunded",
    at: hours(2),
    refund: {
      id: "r1",
      amount_minor: 900,
      reason: "Mina asked",
      lines: [],
      parts: [{ kind: "shipping", amount_minor: 900 }],
      destinations: [{ to: "payment", method: METHOD, amount_minor: 400 }, { to: "cash", amount_minor: 500 }],
    },
  },
  { type: "payment.refund_failed", at: hours(3), refund: { id: "r1" }, reason: "Mina’s card is closed" },
  { type: "payment.disputed", at: hours(4), payment: { ...PAYMENT, id: "dp_1" }, reason: "Mina says no" },
  {
    type: "payment.dispute_closed",
    at: hours(5),
    payment: { ...PAYMENT, id: "dp_1", retry_url: "https://pay.example/mina" },
    outcome: "won",
  },
];

test("an erased order keeps its sums and loses every word of its customer, card and account", () => {
  const erased = LIFE.map(eraseEvent);
  expect(JSON.stringify(erased)).not.toMatch(/mina|moss|4242|IBAN|Torstraße/i);
  const [before, after] = [LIFE, erased].map((events) => accountOf(fold(events)!)) as [
    ReturnType<typeof accountOf>,
    ReturnType<typeof accountOf>,
  ];
  const sumsIn = (
    { breakdown, refunds, total_minor, paid_minor, refunded_minor, open_minor, due, status }: ReturnType<
      typeof accountOf
    >,
  ) => ({
    parts: breakdown.parts.map(({ kind, amount_minor }) => ({ kind, amount_minor })),
    refunds: refunds.map(({ state, amount_minor, breakdown, destinations }) => ({
      state,
      amount_minor,
      parts: breakdown.parts,
      destinations: destinations.map(({ to, amount_minor }) => ({ to, amount_minor })),
    })),
    total_minor,
    paid_minor,
    refunded_minor,
    open_minor,
    due,
    status,
  });
  expect(sumsIn(after)).toEqual(sumsIn(before));
});

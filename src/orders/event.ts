/**
 * The vocabulary of an order: what may happen to it, in the past tense, as valibot schemas of Waybill's own event format.
 * Every sender's payload is translated into these; nothing here knows a sender.
 */
import * as v from "valibot";
import { ChosenWays } from "../messages/ways.ts";
import {
  Currency,
  Customer,
  Day,
  EmailAddress,
  FilledText,
  HttpUrl,
  Id,
  Instant,
  Minor,
  MinorPositive,
  Quantity,
  Text,
  Window,
} from "../values/schemas.ts";

/** Most lines one order may have. */
export const LINES_MAX = 1_000;
export const Address = v.object({
  name: v.optional(Text),
  company: v.optional(Text),
  /** Street and house, one to four lines. */
  lines: v.pipe(v.array(Text), v.maxLength(4)),
  city: v.optional(Text),
  region: v.optional(Text),
  postal_code: v.optional(Text),
  /** ISO 3166-1 alpha-2. */
  country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, "Must be an ISO 3166-1 alpha-2 code"))),
});
export type Address = v.InferOutput<typeof Address>;
/** Whether the goods of a line are there, and when they are expected otherwise. */
export const LineStock = v.object({ available: v.boolean(), expected_on: v.optional(Day) });
export type LineStock = v.InferOutput<typeof LineStock>;

export const Line = v.object({
  id: Id,
  sku: v.optional(Text),
  title: FilledText,
  variant: v.optional(Text),
  quantity: Quantity,
  /** Price of one, before discounts. */
  unit_price_minor: Minor,
  /** What is taken off this line as a whole. */
  discount_minor: v.optional(MinorPositive, 0),
  image_url: v.optional(HttpUrl),
  url: v.optional(HttpUrl),
  requires_shipping: v.optional(v.boolean(), true),
  /** Only where the shop knows: not in stock, and when it is expected. */
  stock: v.optional(LineStock),
});
export type Line = v.InferOutput<typeof Line>;

const Amount = v.object({ label: v.optional(Text), amount_minor: Minor });
/** `kind` where its name is known in every language; `label` is the shop's own name for it, and wins. */
const Fee = v.object({ ...Amount.entries, kind: v.optional(v.picklist(["tip", "duties"])) });

export const PaymentStatus = v.picklist([
  "pending",
  "authorized",
  "partially_paid",
  "paid",
  "partially_refunded",
  "refunded",
  "voided",
  "failed",
]);
export type PaymentStatus = v.InferOutput<typeof PaymentStatus>;

export const PaymentMethod = v.object({
  /** As the customer knows it: `Visa`, `PayPal`, `Invoice`. */
  brand: v.optional(Text),
  last4: v.optional(v.pipe(v.string(), v.regex(/^\d{4}$/, "Must be the last four digits"))),
  wallet: v.optional(Text),
});
export type PaymentMethod = v.InferOutput<typeof PaymentMethod>;

/** What the shop billed, for an order that is paid after it came. Its amounts are the order's. */
export const Invoice = v.pipe(
  v.object({
    /** As bookkeepers know it: `2026/0012`. */
    number: v.pipe(FilledText, v.maxLength(64)),
    issued_on: Day,
    /** The last day on which it is paid in time. */
    due_on: v.optional(Day),
    /** The shop's own document, where it makes one. */
    url: v.optional(HttpUrl),
  }),
  v.check(
    ({ issued_on, due_on }) => due_on === undefined || issued_on <= due_on,
    "Must not be due before it is issued",
  ),
);
export type Invoice = v.InferOutput<typeof Invoice>;

/** The whole order as its storefront sees it at one moment. The totals are the sender's: they are shown, never recomputed. */
export const OrderDetails = v.object({
  id: Id,
  /** As the customer sees it: `#1001`. */
  number: FilledText,
  placed_at: Instant,
  currency: Currency,
  /** BCP 47, as the customer shopped: `de-AT`. */
  locale: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/, "Must be a BCP 47 language tag")),
  ),
  customer: Customer,
  billing_address: v.optional(Address),
  shipping_address: v.optional(Address),
  lines: v.pipe(
    v.array(Line),
    v.minLength(1),
    v.maxLength(LINES_MAX),
    v.check(
      (lines) => isExact(lines),
      "Must add up to less than 2^52 minor units, beyond which sums are no longer exact",
    ),
  ),
  /** Discounts on the order as a whole, as positive amounts. */
  discounts: v.optional(
    v.pipe(v.array(v.object({ label: v.optional(Text), amount_minor: MinorPositive })), v.maxLength(50)),
    [],
  ),
  /** Absent when nothing is shipped. */
  shipping: v.optional(Amount),
  /** Anything else that is charged: tip, duties, gift wrap. */
  fees: v.optional(v.pipe(v.array(Fee), v.maxLength(50)), []),
  tax: v.optional(v.object({ amount_minor: MinorPositive, included: v.optional(v.boolean(), false) })),
  total_minor: Minor,
  payment: v.optional(v.object({ status: v.optional(PaymentStatus), method: v.optional(PaymentMethod) })),
  promised: v.optional(Window),
  /** Where an open amount can be paid. */
  pay_url: v.optional(HttpUrl),
  invoice: v.optional(Invoice),
  /** A present: the recipient hears of the parcels, without prices; the payer of everything else. */
  gift: v.optional(v.object({ recipient: Customer, message: v.optional(Text) })),
  /**
   * When the storefront cancelled it; null says that it is not cancelled, or not any more. Absent where the snapshot says
   * nothing of it: then only `order.cancelled` and `order.restored` do.
   */
  cancelled_at: v.optional(v.nullable(Instant)),
  /** Set when the storefront says that its work on the order is done, whether or not anybody told of parcels. */
  completed_at: v.optional(Instant),
  /** Other ids under which the sender's later deliveries may name this order. */
  aliases: v.optional(v.pipe(v.array(Id), v.maxLength(8)), []),
});
export type OrderDetails = v.InferOutput<typeof OrderDetails>;

export const Payment = v.object({
  id: Id,
  amount_minor: Minor,
  method: v.optional(PaymentMethod),
  /** What support asks for; the payment's own id at the provider, where a shop tells what a provider tells as well. */
  transaction_id: v.optional(Text),
  /** Other ids that the same payment has at its provider. */
  known_as: v.optional(v.pipe(v.array(Id), v.maxLength(8))),
  /** What the customer finds on the bank's statement. */
  statement_name: v.optional(Text),
  /** Where a payment that failed can be made again. */
  retry_url: v.optional(HttpUrl),
});
export type Payment = v.InferOutput<typeof Payment>;

export const Refund = v.object({
  id: Id,
  amount_minor: Minor,
  /** Of which payment it was taken; whoever says so is the payment's provider. */
  payment_id: v.optional(Id),
  reason: v.optional(Text),
  lines: v.optional(
    v.pipe(
      v.array(v.object({ line_id: Id, quantity: Quantity, amount_minor: v.optional(Minor) })),
      v.maxLength(LINES_MAX),
    ),
    [],
  ),
});
export type Refund = v.InferOutput<typeof Refund>;

export const Tracking = v.object({
  number: v.optional(FilledText),
  carrier: v.optional(Text),
  url: v.optional(HttpUrl),
});
export type Tracking = v.InferOutput<typeof Tracking>;

export const Shipment = v.object({
  /** As its sender names it. Whoever knows no more than the tracking number takes that: the parcel is found by it. */
  id: Id,
  /** What is inside; empty means that the sender does not say. */
  lines: v.optional(
    v.pipe(v.array(v.object({ line_id: Id, quantity: Quantity })), v.maxLength(LINES_MAX)),
    [],
  ),
  tracking: v.optional(v.pipe(v.array(Tracking), v.maxLength(50)), []),
  expected: v.optional(Window),
});
export type Shipment = v.InferOutput<typeof Shipment>;

/** A return as the shop and the customer agreed it so far; each event tells what it knows. */
export const Return = v.object({
  id: Id,
  lines: v.optional(
    v.pipe(
      v.array(v.object({ line_id: Id, quantity: Quantity, reason: v.optional(Text) })),
      v.maxLength(LINES_MAX),
    ),
    [],
  ),
  /** Where the customer gets the label. */
  label_url: v.optional(HttpUrl),
  /** What to do, one step a line. */
  steps: v.optional(v.pipe(v.array(FilledText), v.maxLength(10)), []),
  /** The parcel must be on its way by then. */
  send_by: v.optional(Day),
});
export type Return = v.InferOutput<typeof Return>;

/** The customer's declaration to withdraw from the contract, as it was made. */
export const Withdrawal = v.object({
  id: Id,
  lines: v.pipe(v.array(v.object({ line_id: Id, quantity: Quantity })), v.maxLength(LINES_MAX)),
  name: v.optional(Text),
  statement: FilledText,
  /** SHA-256 over statement, name, lines and time, in hexadecimal. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "Must be a SHA-256 in hexadecimal")),
});
export type Withdrawal = v.InferOutput<typeof Withdrawal>;

export const RETURN_EVENTS = [
  "return.requested",
  "return.approved",
  "return.declined",
  "return.received",
] as const;

export const SHIPMENT_EVENTS = [
  "shipment.shipped",
  "shipment.in_transit",
  "shipment.out_for_delivery",
  "shipment.ready_for_pickup",
  "shipment.picked_up",
  "shipment.delivered",
  "shipment.attempted",
  "shipment.exception",
  "shipment.returned_to_sender",
] as const;

const happened = { at: Instant };

/** What happened, with everything that its mail and the fold need. `at` is when it happened at its origin. */
export const OrderEvent = v.variant("type", [
  v.object({ type: v.literal("order.placed"), ...happened, order: OrderDetails }),
  v.object({ type: v.literal("order.changed"), ...happened, order: OrderDetails }),
  v.object({ type: v.literal("order.cancelled"), ...happened, reason: v.optional(Text) }),
  /** Taken up again after it was cancelled. */
  v.object({ type: v.literal("order.restored"), ...happened }),
  v.object({
    type: v.picklist(["payment.succeeded", "payment.pending", "payment.failed", "payment.disputed"]),
    ...happened,
    payment: Payment,
    reason: v.optional(Text),
  }),
  v.object({ type: v.literal("payment.refunded"), ...happened, refund: Refund }),
  v.object({
    type: v.picklist(SHIPMENT_EVENTS),
    ...happened,
    shipment: Shipment,
    /** Where the scan was made, as text for people: `Leipzig, DE`. */
    place: v.optional(Text),
    description: v.optional(Text),
  }),
  v.object({
    type: v.literal("shipment.promise_changed"),
    ...happened,
    shipment: v.optional(v.object({ id: Id })),
    promised: Window,
  }),
  v.object({ type: v.picklist(RETURN_EVENTS), ...happened, return: Return, reason: v.optional(Text) }),
  /** What Waybill found of the goods of some lines. No sender tells it. */
  v.object({
    type: v.literal("stock.allocated"),
    ...happened,
    lines: v.pipe(
      v.array(v.object({ line_id: Id, ...LineStock.entries })),
      v.minLength(1),
      v.maxLength(LINES_MAX),
    ),
  }),
  v.object({ type: v.literal("order.withdrawn"), ...happened, withdrawal: Withdrawal }),
  v.object({ type: v.literal("customer.link_requested"), ...happened }),
  /** Whoever ordered is forgotten; from here on the order holds nothing that tells who it was. */
  v.object({ type: v.literal("customer.erased"), ...happened }),
  /** The language in which the customer wants to be written to: BCP 47. */
  v.object({
    type: v.literal("customer.language_chosen"),
    ...happened,
    language: v.pipe(
      v.string(),
      v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "Must be a BCP 47 language tag"),
    ),
  }),
  /** By which ways news of shipments comes beside mail or instead of it; by mail alone where the list is empty. */
  v.object({ type: v.literal("customer.ways_chosen"), ...happened, ways: ChosenWays }),
  v.object({
    type: v.literal("customer.delay_answered"),
    ...happened,
    answer: v.picklist(["accepted", "cancel"]),
  }),
  v.object({ type: v.literal("customer.address_failed"), ...happened, email: EmailAddress }),
  v.object({
    type: v.literal("customer.address_corrected"),
    ...happened,
    /** The address that is replaced. */
    from: EmailAddress,
    email: EmailAddress,
  }),
  v.object({
    type: v.picklist(["conversation.opened", "conversation.closed"]),
    ...happened,
    conversation: v.object({ id: Id }),
  }),
]);
export type OrderEvent = v.InferOutput<typeof OrderEvent>;
export type OrderEventType = OrderEvent["type"];

function isExact(
  lines: readonly { readonly unit_price_minor: number; readonly quantity: number }[],
): boolean {
  const sum = lines.reduce(
    (total, { unit_price_minor, quantity }) => total + Math.abs(unit_price_minor) * quantity,
    0,
  );
  return sum < 2 ** 52;
}

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

/**
 * How the customer gets a line: a carrier or the shop's own driver brings it, the customer collects it at the shop, took it
 * along at the till, or receives it without anything that travels.
 */
export const DELIVERY_WAYS = ["carrier", "local", "pickup", "till", "digital"] as const;
export type DeliveryWay = (typeof DELIVERY_WAYS)[number];

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
  /** Absent where the sender does not say: `carrier` for what requires shipping, `digital` for everything else. */
  way: v.optional(v.picklist(DELIVERY_WAYS)),
  /** Of a pre-order or of what is made to order: the first day on which it can leave. */
  available_on: v.optional(Day),
  /** Pieces that the storefront itself counts as fulfilled, whether or not it told of a shipment. */
  fulfilled: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
  /** Only where the shop knows: not in stock, and when it is expected. */
  stock: v.optional(LineStock),
  /** The line whose price holds this one's: a part of a bundle has no price of its own. */
  included_in: v.optional(Id),
});
export type Line = v.InferOutput<typeof Line>;

const Amount = v.object({ label: v.optional(Text), amount_minor: Minor });
/** `kind` where its name is known in every language; `label` is the shop's own name for it, and wins. */
const Fee = v.object({ ...Amount.entries, kind: v.optional(v.picklist(["tip", "duties"])) });

export const PaymentStatus = v.picklist([
  /** The checkout waits for the customer at the payment provider: the order is not concluded yet. */
  "unfinished",
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

/**
 * How an order, or one payment, is paid. `prepaid`: at a provider. `transfer`: sent by the customer, as a bank transfer or a
 * cheque. `on_delivery`: taken by whoever hands the goods over. `on_terms`: billed, and due later. `instalments`: a deposit,
 * then the rest. `store_credit`: a wallet, a gift card or another credit that the shop keeps.
 */
export const PaymentClass = v.picklist([
  "prepaid",
  "transfer",
  "on_delivery",
  "on_terms",
  "instalments",
  "store_credit",
]);
export type PaymentClass = v.InferOutput<typeof PaymentClass>;

/** One of the sums in which an order is paid. */
const Instalment = v.object({
  amount_minor: MinorPositive,
  /** The last day on which it is paid in time. */
  due_on: v.optional(Day),
  is_paid: v.optional(v.boolean()),
});
export type Instalment = v.InferOutput<typeof Instalment>;

/** How the storefront says that the order is paid, as of its snapshot. */
const PaymentDetails = v.object({
  status: v.optional(PaymentStatus),
  method: v.optional(PaymentMethod),
  class: v.optional(PaymentClass),
  /** What is still to pay; below zero where the shop owes the customer. */
  open_minor: v.optional(Minor),
  /** The last day on which what is open is paid in time. */
  due_on: v.optional(Day),
  instalments: v.optional(v.pipe(v.array(Instalment), v.maxLength(50))),
  /** Where the customer sends a transfer, a line each: holder, IBAN, BIC. The shop's own setting stands in for it. */
  pay_to: v.optional(v.pipe(v.array(Text), v.maxLength(8))),
});
export type PaymentDetails = v.InferOutput<typeof PaymentDetails>;

/** Tax at one rate. */
export const TaxRate = v.object({
  /** As the shop names it: `VAT`, `MwSt.`. */
  label: v.optional(Text),
  /** Percent as decimal text: `19`, `7.7`. */
  percent: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}(\.\d{1,4})?$/, "Must be a percentage"))),
  amount_minor: Minor,
});
export type TaxRate = v.InferOutput<typeof TaxRate>;

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

/** Where the customer collects what is picked up at the shop; each part only where the sender tells it. */
export const PickupPlace = v.object({
  name: v.optional(Text),
  /** Street, house, town: one to four lines. */
  lines: v.optional(v.pipe(v.array(Text), v.maxLength(4)), []),
  /** The shop's own words: opening hours, the way in. */
  note: v.optional(Text),
});
export type PickupPlace = v.InferOutput<typeof PickupPlace>;

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
  tax: v.optional(v.object({
    amount_minor: MinorPositive,
    included: v.optional(v.boolean(), false),
    /** Together they are `amount_minor`; absent where the sender tells no rates. */
    rates: v.optional(v.pipe(v.array(TaxRate), v.maxLength(20))),
  })),
  /** Gift cards and credit that are already taken off `total_minor`, as positive amounts. */
  gift_cards: v.optional(
    v.pipe(v.array(v.object({ label: v.optional(Text), amount_minor: MinorPositive })), v.maxLength(50)),
  ),
  /** By how much the total was rounded, for cash or because the sender calculates in more digits than can be paid. */
  rounding_minor: v.optional(Minor),
  /** Corrections that the shop made by hand: below zero in the customer's favour. */
  adjustments: v.optional(v.pipe(v.array(Amount), v.maxLength(50))),
  total_minor: Minor,
  payment: v.optional(PaymentDetails),
  promised: v.optional(Window),
  pickup: v.optional(PickupPlace),
  /** Where an open amount can be paid. */
  pay_url: v.optional(HttpUrl),
  invoice: v.optional(Invoice),
  /** What the customer wrote with the order, line breaks kept. */
  note: v.optional(Text),
  /** What goes with a present in the customer's words, where no recipient is told of it. */
  gift_message: v.optional(Text),
  /** The customer's own number for the purchase. */
  po_number: v.optional(v.pipe(Text, v.maxLength(128))),
  /** The ids of all shipments that the storefront knows of: one that it named before and leaves out here was taken back. */
  shipment_ids: v.optional(v.pipe(v.array(Id), v.maxLength(500))),
  /** The ids of all refunds that the storefront knows of: one that it told earlier and leaves out here was taken back. */
  refund_ids: v.optional(v.pipe(v.array(Id), v.maxLength(500))),
  /** A present: the recipient hears of the parcels, without prices; the payer of everything else. */
  gift: v.optional(v.object({ recipient: Customer, message: v.optional(Text) })),
  /**
   * When the storefront cancelled it; null says that it is not cancelled, or not any more. Absent where the snapshot says
   * nothing of it: then only `order.cancelled` and `order.restored` do.
   */
  cancelled_at: v.optional(v.nullable(Instant)),
  /**
   * When the customer ordered, where the storefront began the order earlier (a draft, an order by hand). The first snapshot
   * of an order decides: later ones do not move it.
   */
  ordered_at: v.optional(Instant),
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
  class: v.optional(PaymentClass),
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

/**
 * What the refund says of the pieces of a line: `cancelled` ones had not left and will not; `returned` ones came back to the
 * shop. Absent where the sender does not say.
 */
export const RESTOCKS = ["cancelled", "returned"] as const;
/** What a refund gives back beside its lines. */
export const REFUND_PARTS = [
  "shipping",
  "tax",
  "fee",
  "tip",
  "duties",
  "discount",
  "gift_card",
  "rounding",
  "adjustment",
] as const;

/** Where money goes back to. `payment`: the way it was paid. */
export const RefundTarget = v.picklist(["payment", "store_credit", "gift_card", "transfer", "cash"]);
export type RefundTarget = v.InferOutput<typeof RefundTarget>;

const RefundDestination = v.object({
  to: RefundTarget,
  method: v.optional(PaymentMethod),
  amount_minor: MinorPositive,
});
export type RefundDestination = v.InferOutput<typeof RefundDestination>;

export const Refund = v.object({
  id: Id,
  amount_minor: Minor,
  /** `pending` where the provider has not sent the money yet. A refund that failed is an event of its own. */
  status: v.optional(v.picklist(["pending", "succeeded"])),
  /** Of which payment it was taken; whoever says so is the payment's provider. */
  payment_id: v.optional(Id),
  reason: v.optional(Text),
  lines: v.optional(
    v.pipe(
      v.array(v.object({
        line_id: Id,
        quantity: Quantity,
        amount_minor: v.optional(Minor),
        restock: v.optional(v.picklist(RESTOCKS)),
      })),
      v.maxLength(LINES_MAX),
    ),
    [],
  ),
  /** What else it gives back; what it keeps back is below zero. With the amounts of its lines it is `amount_minor`. */
  parts: v.optional(
    v.pipe(
      v.array(v.object({
        kind: v.picklist(REFUND_PARTS),
        label: v.optional(Text),
        percent: TaxRate.entries.percent,
        amount_minor: Minor,
      })),
      v.maxLength(50),
    ),
  ),
  /** Where the money goes. Together they are `amount_minor`; absent where the sender does not say. */
  destinations: v.optional(v.pipe(v.array(RefundDestination), v.maxLength(20))),
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
  /** How it reaches the customer; absent where the sender does not say: then its lines do. */
  way: v.optional(v.picklist(DELIVERY_WAYS)),
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
  /** A dispute is decided: `won` leaves the money with the shop, `lost` gives it back to the customer. */
  v.object({
    type: v.literal("payment.dispute_closed"),
    ...happened,
    payment: Payment,
    outcome: v.picklist(["won", "lost"]),
  }),
  v.object({ type: v.literal("payment.refunded"), ...happened, refund: Refund }),
  /** A refund came to nothing, or was taken back. Whoever does not know its id names the payment and the amount. */
  v.object({
    type: v.literal("payment.refund_failed"),
    ...happened,
    refund: v.object({ id: Id, amount_minor: v.optional(Minor), payment_id: v.optional(Id) }),
    reason: v.optional(Text),
  }),
  v.object({
    type: v.picklist(SHIPMENT_EVENTS),
    ...happened,
    shipment: Shipment,
    /** Where the scan was made, as text for people: `Leipzig, DE`. */
    place: v.optional(Text),
    description: v.optional(Text),
    /** How many minutes local time was ahead of UTC where it was made; -300 in New York in winter. */
    offset_minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-840), v.maxValue(840))),
    /** It corrects an earlier scan: what that said, delivered say, was wrong. */
    is_correction: v.optional(v.boolean()),
  }),
  /** The storefront took the shipment back: it is not under way, and what was in it is to be sent again. */
  v.object({ type: v.literal("shipment.withdrawn"), ...happened, shipment: Shipment }),
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

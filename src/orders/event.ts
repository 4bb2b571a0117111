/**
 * Declares the events of an order as valibot schemas of Waybill's own format, named in the past tense. Every sender's
 * payload is translated into these; nothing here depends on a sender.
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
  Tag,
  Text,
  Window,
} from "../values/schemas.ts";

/** Most lines that are kept of one order: one line stands for those beyond (`goods/summary_line.ts`). */
export const LINES_MAX = 1_000;

/** Most lines that are read of one order, shipment, refund or return: no body that a door lets in has more. */
export const LINES_READ_MAX = 100_000;

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
/** Availability of a line's goods, and the day on which missing ones are expected. */
export const LineStock = v.object({ available: v.boolean(), expected_on: v.optional(Day) });
export type LineStock = v.InferOutput<typeof LineStock>;

/**
 * Way in which the customer gets a line: brought by a carrier or the shop's own driver, collected at the shop, taken
 * along at the till, or delivered digitally.
 */
export const DELIVERY_WAYS = ["carrier", "local", "pickup", "till", "digital"] as const;
export type DeliveryWay = (typeof DELIVERY_WAYS)[number];

/** Most variants of a product that are offered in exchange. */
export const VARIANTS_MAX = 50;

/** Variant of a product, by the name that its customer knows: `Blue / M`. */
const Variant = v.object({ title: v.pipe(FilledText, v.maxLength(100)) });
export type Variant = v.InferOutput<typeof Variant>;

export const Line = v.object({
  id: Id,
  sku: v.optional(Text),
  title: FilledText,
  variant: v.optional(Text),
  quantity: Quantity,
  /** Price of one piece, before discounts. */
  unit_price_minor: Minor,
  /** Discount on this line as a whole. */
  discount_minor: v.optional(MinorPositive, 0),
  image_url: v.optional(HttpUrl),
  url: v.optional(HttpUrl),
  requires_shipping: v.optional(v.boolean(), true),
  /** Absent where the sender does not say; then `carrier` if the line requires shipping, else `digital`. */
  way: v.optional(v.picklist(DELIVERY_WAYS)),
  /** For a pre-order or goods made to order: the first day on which the line can leave. */
  available_on: v.optional(Day),
  /** Pieces that the storefront counts as fulfilled, whether or not it reported a shipment. */
  fulfilled: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
  /** Set only where the shop knows its stock. */
  stock: v.optional(LineStock),
  /** Variants of the same product, for which a customer may exchange it: those that can be had now. */
  variants: v.optional(v.pipe(v.array(Variant), v.maxLength(VARIANTS_MAX))),
  /** Id of the line whose price includes this one: part of a bundle. */
  included_in: v.optional(Id),
});
export type Line = v.InferOutput<typeof Line>;

const Amount = v.object({ label: v.optional(Text), amount_minor: Minor });
/** `kind` where the fee's name has a translation; `label` is the shop's own name and takes precedence. */
const Fee = v.object({ ...Amount.entries, kind: v.optional(v.picklist(["tip", "duties"])) });

export const PaymentStatus = v.picklist([
  /** Checkout waits for the customer at the payment provider, so the order is not concluded yet. */
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
  /** Name that the customer knows: `Visa`, `PayPal`, `Invoice`. */
  brand: v.optional(Text),
  last4: v.optional(v.pipe(v.string(), v.regex(/^\d{4}$/, "Must be the last four digits"))),
  wallet: v.optional(Text),
});
export type PaymentMethod = v.InferOutput<typeof PaymentMethod>;

/**
 * Class of payment of an order or one payment. `prepaid`: at a provider. `transfer`: sent by the customer, as a bank
 * transfer or a cheque. `on_delivery`: taken by the person who hands the goods over. `on_terms`: billed, and due
 * later. `instalments`: a deposit, then the rest. `store_credit`: a wallet, a gift card or another credit that the
 * shop keeps.
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

/** Instalment of an order's price. */
const Instalment = v.object({
  amount_minor: MinorPositive,
  /** Last day for payment in time. */
  due_on: v.optional(Day),
  is_paid: v.optional(v.boolean()),
});
export type Instalment = v.InferOutput<typeof Instalment>;

/** Payment of the order by the storefront's statement, at the time of its snapshot. */
const PaymentDetails = v.object({
  status: v.optional(PaymentStatus),
  method: v.optional(PaymentMethod),
  class: v.optional(PaymentClass),
  /** Sum still to pay; negative where the shop owes the customer. */
  open_minor: v.optional(Minor),
  /** Last day for paying the open sum in time. */
  due_on: v.optional(Day),
  instalments: v.optional(v.pipe(v.array(Instalment), v.maxLength(50))),
  /** Account for a transfer, one entry for each line: holder, IBAN, BIC. If absent, the shop's setting is used. */
  pay_to: v.optional(v.pipe(v.array(Text), v.maxLength(8))),
});
export type PaymentDetails = v.InferOutput<typeof PaymentDetails>;

/** Tax at one rate. */
export const TaxRate = v.object({
  /** Name that the shop uses: `VAT`, `MwSt.`. */
  label: v.optional(Text),
  /** Percent as decimal text: `19`, `7.7`. */
  percent: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}(\.\d{1,4})?$/, "Must be a percentage"))),
  amount_minor: Minor,
});
export type TaxRate = v.InferOutput<typeof TaxRate>;

/** Invoice for an order that is paid after delivery. Its amounts are the order's. */
export const Invoice = v.pipe(
  v.object({
    /** Invoice number: `2026/0012`. */
    number: v.pipe(FilledText, v.maxLength(64)),
    issued_on: Day,
    /** Last day for payment in time. */
    due_on: v.optional(Day),
    /** Link to the shop's own document, if there is one. */
    url: v.optional(HttpUrl),
  }),
  v.check(
    ({ issued_on, due_on }) => due_on === undefined || issued_on <= due_on,
    "Must not be due before it is issued",
  ),
);
export type Invoice = v.InferOutput<typeof Invoice>;

/** Place where the customer collects a pickup order; each part is present only where the sender states it. */
export const PickupPlace = v.object({
  name: v.optional(Text),
  /** Street, house and town, one to four lines. */
  lines: v.optional(v.pipe(v.array(Text), v.maxLength(4)), []),
  /** Note by the shop: opening hours, the way in. */
  note: v.optional(Text),
});
export type PickupPlace = v.InferOutput<typeof PickupPlace>;

/** Snapshot of the whole order by its storefront. The totals are the sender's: they are shown, never recomputed. */
export const OrderDetails = v.object({
  id: Id,
  /** Order number that the customer sees: `#1001`. */
  number: FilledText,
  placed_at: Instant,
  currency: Currency,
  /** Language in which the customer shopped, as a BCP 47 tag: `de-AT`. */
  locale: v.optional(
    v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/, "Must be a BCP 47 language tag")),
  ),
  customer: Customer,
  billing_address: v.optional(Address),
  shipping_address: v.optional(Address),
  lines: v.pipe(
    v.array(Line),
    v.minLength(1),
    v.maxLength(LINES_READ_MAX),
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
  /** Other charges: tip, duties, gift wrap. */
  fees: v.optional(v.pipe(v.array(Fee), v.maxLength(50)), []),
  tax: v.optional(v.object({
    amount_minor: MinorPositive,
    included: v.optional(v.boolean(), false),
    /** Rates, which add up to `amount_minor`; absent where the sender names none. */
    rates: v.optional(v.pipe(v.array(TaxRate), v.maxLength(20))),
  })),
  /** Gift cards and credit that are already taken off `total_minor`, as positive amounts. `kind` where it is no gift card. */
  gift_cards: v.optional(
    v.pipe(
      v.array(
        v.object({
          label: v.optional(Text),
          amount_minor: MinorPositive,
          kind: v.optional(v.picklist(["store_credit"])),
        }),
      ),
      v.maxLength(50),
    ),
  ),
  /** Amount of rounding in the total, for cash or because the sender calculates with more digits than can be paid. */
  rounding_minor: v.optional(Minor),
  /** Corrections by the shop's hand; negative in the customer's favour. */
  adjustments: v.optional(v.pipe(v.array(Amount), v.maxLength(50))),
  total_minor: Minor,
  payment: v.optional(PaymentDetails),
  promised: v.optional(Window),
  pickup: v.optional(PickupPlace),
  /** Page where an open amount can be paid. */
  pay_url: v.optional(HttpUrl),
  invoice: v.optional(Invoice),
  /** Note by the customer with the order, line breaks kept. */
  note: v.optional(Text),
  /** The customer's gift text, for a gift without a known recipient. */
  gift_message: v.optional(Text),
  /** The customer's own number for the purchase. */
  po_number: v.optional(v.pipe(Text, v.maxLength(128))),
  /** Ids of all shipments that the storefront knows; one that was listed before and is missing here was withdrawn. */
  shipment_ids: v.optional(v.pipe(v.array(Id), v.maxLength(500))),
  /** Ids of all refunds that the storefront knows; one that was reported before and is missing here was withdrawn. */
  refund_ids: v.optional(v.pipe(v.array(Id), v.maxLength(500))),
  /** Set for a gift: the recipient gets the shipment mails, without prices; the payer gets all others. */
  gift: v.optional(
    v.object({
      recipient: Customer,
      message: v.optional(Text),
      /** Whether the giver wants the recipient to read what is inside before it comes. */
      shows_contents: v.optional(v.boolean()),
    }),
  ),
  /**
   * Time at which the storefront cancelled the order; null means not cancelled, or no longer cancelled. Absent where
   * the snapshot does not say; then only `order.cancelled` and `order.restored` decide.
   */
  cancelled_at: v.optional(v.nullable(Instant)),
  /**
   * Time at which the customer ordered, where the storefront began the order earlier (a draft, or an order by hand).
   * The first snapshot decides: later ones do not change it.
   */
  ordered_at: v.optional(Instant),
  /** Set when the storefront calls the order completed, with or without reported shipments. */
  completed_at: v.optional(Instant),
  /** Where it was sold, as the storefront names it, after the storefront and a colon. */
  channel: v.optional(v.pipe(Text, v.minLength(1), v.maxLength(160))),
  /** The shop's own marks of this order. */
  tags: v.optional(v.pipe(v.array(Tag), v.maxLength(250))),
  /** Id of the order from which a marketplace plugin split this one for one of its sellers. */
  parent: v.optional(Id),
  /** Other ids that later webhooks of the sender may use for this order. */
  aliases: v.optional(v.pipe(v.array(Id), v.maxLength(8)), []),
});
export type OrderDetails = v.InferOutput<typeof OrderDetails>;

export const Payment = v.object({
  id: Id,
  amount_minor: Minor,
  method: v.optional(PaymentMethod),
  class: v.optional(PaymentClass),
  /** Id that support asks for; the payment's id at the provider, where shop and provider report the same payment. */
  transaction_id: v.optional(Text),
  /** Other ids of the same payment at its provider. */
  known_as: v.optional(v.pipe(v.array(Id), v.maxLength(8))),
  /** Name on the customer's bank statement. */
  statement_name: v.optional(Text),
  /** Page where a failed payment can be repeated. */
  retry_url: v.optional(HttpUrl),
  /** Of a dispute: until when the shop may hand in its evidence. */
  answer_by: v.optional(Instant),
});
export type Payment = v.InferOutput<typeof Payment>;

/**
 * State of a line's pieces by the refund: `cancelled` pieces never leave, `returned` ones came back to the shop.
 * Absent where the sender does not say.
 */
export const RESTOCKS = ["cancelled", "returned"] as const;
/** Parts of a refund beside its lines. */
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

/** Destination of refunded money. `payment`: the method of the payment. */
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
  /** `pending` while the provider has not sent the money. A failed refund is an event of its own. */
  status: v.optional(v.picklist(["pending", "succeeded"])),
  /** Id of the refunded payment; only the payment's provider states it. */
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
      v.maxLength(LINES_READ_MAX),
    ),
    [],
  ),
  /** Parts beside the lines; deductions are negative. Lines and parts add up to `amount_minor`. */
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
  /** Destinations, which add up to `amount_minor`; absent where the sender does not say. */
  destinations: v.optional(v.pipe(v.array(RefundDestination), v.maxLength(20))),
});
export type Refund = v.InferOutput<typeof Refund>;

export const Tracking = v.object({
  number: v.optional(FilledText),
  carrier: v.optional(Text),
  url: v.optional(HttpUrl),
});
export type Tracking = v.InferOutput<typeof Tracking>;

/**
 * Pieces of a line in a shipment. A sender that knows the line under another id also gives the SKU or title by which the
 * order has it.
 */
export const ShipmentLine = v.object({
  line_id: Id,
  quantity: Quantity,
  sku: v.optional(Text),
  title: v.optional(Text),
});
export type ShipmentLine = v.InferOutput<typeof ShipmentLine>;

export const Shipment = v.object({
  /**
   * Sender's id of the shipment. A sender that knows only the tracking number uses that, and the shipment is found by
   * it.
   */
  id: Id,
  /** Content of the shipment; empty where the sender does not say. */
  lines: v.optional(v.pipe(v.array(ShipmentLine), v.maxLength(LINES_READ_MAX)), []),
  tracking: v.optional(v.pipe(v.array(Tracking), v.maxLength(50)), []),
  expected: v.optional(Window),
  /** Way of the shipment; absent where the sender does not say, then its lines decide. */
  way: v.optional(v.picklist(DELIVERY_WAYS)),
});
export type Shipment = v.InferOutput<typeof Shipment>;

/** Return as shop and customer have agreed so far; each event carries the fields that it knows. */
export const Return = v.object({
  id: Id,
  lines: v.optional(
    v.pipe(
      v.array(v.object({
        line_id: Id,
        quantity: Quantity,
        reason: v.optional(Text),
        /** What the customer would like instead: another variant of the item, or anything in their own words. */
        exchange_for: v.optional(FilledText),
      })),
      v.maxLength(LINES_READ_MAX),
    ),
    [],
  ),
  /** Link to the return label. */
  label_url: v.optional(HttpUrl),
  /** Link to a code that is shown where the parcel is handed in, in place of a printed label. */
  qr_url: v.optional(HttpUrl),
  /** Instructions, one for each line. */
  steps: v.optional(v.pipe(v.array(FilledText), v.maxLength(10)), []),
  /** Last day for sending the return. */
  send_by: v.optional(Day),
  /** Last day on which the carrier takes the label. */
  label_until: v.optional(Day),
  /** Where the parcel is handed in, in a sentence. */
  drop_off: v.optional(FilledText),
  /** The parcel that goes back, as its label names it: its carrier's scans are those of the return. */
  tracking: v.optional(v.pipe(v.array(Tracking), v.maxLength(10))),
});
export type Return = v.InferOutput<typeof Return>;

/** Media types of a label that the shop's people upload: a document to print, or a code to show. */
export const LABEL_TYPES = ["application/pdf", "image/png", "image/jpeg"] as const;

/**
 * A label in the bucket; `name` is its name among those of its order. `code`: it is shown where the parcel is handed in, and not
 * printed.
 */
export const LabelFile = v.object({
  name: Id,
  type: v.picklist(LABEL_TYPES),
  use: v.picklist(["label", "code"]),
});
export type LabelFile = v.InferOutput<typeof LabelFile>;

/** Declaration of withdrawal from the contract, exactly as the customer made it. */
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
  /** Nothing is to come back any more. */
  "return.cancelled",
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

/** What the carrier knows of a delivery; each part is present only where its sender states it. */
export const DeliveryProof = v.object({
  /** Where it was left, or with whom: `Front door`, `Neighbour Müller`. */
  left_at: v.optional(Text),
  signed_by: v.optional(Text),
  /** The carrier's own document or picture. */
  url: v.optional(HttpUrl),
});
export type DeliveryProof = v.InferOutput<typeof DeliveryProof>;

/** The carrier's place where a shipment waits; each part is present only where its sender states it. */
export const PickupPoint = v.object({
  name: v.optional(Text),
  /** Street, house and town, one to four lines. */
  lines: v.optional(v.pipe(v.array(Text), v.maxLength(4)), []),
  /** Opening hours, a line each. */
  hours: v.optional(v.pipe(v.array(Text), v.maxLength(10)), []),
  /** Last day on which it can be collected. */
  until: v.optional(Day),
  /** What is shown or typed there. */
  code: v.optional(v.pipe(Text, v.maxLength(40))),
});
export type PickupPoint = v.InferOutput<typeof PickupPoint>;

const happened = { at: Instant };

/** What a customer can ask for on the order's page; a problem by its nature. */
export const REQUESTS = [
  "question",
  "cancellation",
  "address_change",
  "delivery_note",
  "not_arrived",
  "missing",
  "damaged",
  "wrong_item",
  "other_problem",
  "send_again",
  "send_elsewhere",
  "refund_instead",
] as const;
export type Request = (typeof REQUESTS)[number];

/** How a claim can end: the goods once more, or the money back. */
export const REMEDIES = ["send_again", "refund"] as const;
export type Remedy = (typeof REMEDIES)[number];

/** Event of an order, with all data for its mail and the fold. `at` is the time at its origin. */
export const OrderEvent = v.variant("type", [
  v.object({ type: v.literal("order.placed"), ...happened, order: OrderDetails }),
  v.object({ type: v.literal("order.changed"), ...happened, order: OrderDetails }),
  v.object({ type: v.literal("order.cancelled"), ...happened, reason: v.optional(Text) }),
  /** Cancellation was reversed. */
  v.object({ type: v.literal("order.restored"), ...happened }),
  v.object({
    type: v.picklist([
      "payment.succeeded",
      "payment.pending",
      "payment.failed",
      "payment.released",
      "payment.disputed",
    ]),
    ...happened,
    payment: Payment,
    reason: v.optional(Text),
  }),
  /** Dispute was decided: `won` leaves the money with the shop, `lost` returns it to the customer. */
  v.object({
    type: v.literal("payment.dispute_closed"),
    ...happened,
    payment: Payment,
    outcome: v.picklist(["won", "lost"]),
  }),
  v.object({ type: v.literal("payment.refunded"), ...happened, refund: Refund }),
  /** Refund failed or was withdrawn. A sender that does not know its id gives payment and amount. */
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
    /** Place of the scan, as text for people: `Leipzig, DE`. */
    place: v.optional(Text),
    description: v.optional(Text),
    /** Of a delivery. */
    proof: v.optional(DeliveryProof),
    /** Of a shipment that is ready to be collected. */
    pickup: v.optional(PickupPoint),
    /** Offset of the scan's local time ahead of UTC, in minutes; -300 in New York in winter. */
    offset_minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-840), v.maxValue(840))),
    /** Whether the scan corrects an earlier one that was wrong, for example a delivery. */
    is_correction: v.optional(v.boolean()),
  }),
  /** Storefront withdrew the shipment: it is not under way, and its content is still to be sent. */
  v.object({ type: v.literal("shipment.withdrawn"), ...happened, shipment: Shipment }),
  v.object({
    type: v.literal("shipment.promise_changed"),
    ...happened,
    shipment: v.optional(v.object({ id: Id })),
    promised: Window,
  }),
  v.object({ type: v.picklist(RETURN_EVENTS), ...happened, return: Return, reason: v.optional(Text) }),
  /** The shop's people uploaded a label for an approved return. No sender reports it. */
  v.object({
    type: v.literal("return.label_added"),
    ...happened,
    return: Return,
    label_file: LabelFile,
  }),
  /** Availability that Waybill itself computed for some lines. No sender reports it. */
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
  /** Customer was erased; from here on the order holds no data that identifies them. */
  v.object({ type: v.literal("customer.erased"), ...happened }),
  /** Language in which the customer wants to be written to, as a BCP 47 tag. */
  v.object({
    type: v.literal("customer.language_chosen"),
    ...happened,
    language: v.pipe(
      v.string(),
      v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "Must be a BCP 47 language tag"),
    ),
  }),
  /** Ways that the customer chose for shipment news, beside mail or instead of it; empty means mail only. */
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
    /** Address that is replaced; absent where there was none. */
    from: v.optional(EmailAddress),
    email: EmailAddress,
  }),
  v.object({
    type: v.picklist(["conversation.opened", "conversation.closed"]),
    ...happened,
    conversation: v.object({
      id: Id,
      /** What the customer asks for; absent where the conversation began with a mail, or in another way. */
      about: v.optional(v.picklist(REQUESTS)),
      /** What the customer would like instead, for a claim. */
      remedy: v.optional(v.picklist(REMEDIES)),
      /** Day until which customer and shop wait whether the parcel turns up. */
      until: v.optional(Day),
    }),
  }),
  /** The shop, or its rule, decided what a customer had asked for; `request.id` is that of its conversation. */
  v.object({
    type: v.picklist(["request.granted", "request.declined"]),
    ...happened,
    request: v.object({
      id: Id,
      about: v.picklist(REQUESTS),
      remedy: v.optional(v.picklist(REMEDIES)),
    }),
    /** Why it is declined, for the customer. */
    reason: v.optional(Text),
  }),
  /** Somebody at the shop holds the order's messages back until a moment. */
  v.object({
    type: v.literal("messages.held"),
    ...happened,
    hold: v.object({
      /** The person, by the name that colleagues see. */
      by: Text,
      reason: Text,
      until: Instant,
    }),
  }),
  /** Somebody at the shop lets the order's messages go before that moment. */
  v.object({ type: v.literal("messages.released"), ...happened }),
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

/** What mails are about beyond the order itself: worded and formatted like the rest of a view. `null` is left out. A new mail's stands beside its template. */

/** Some of a line, or all of it: what a parcel, a refund or a return holds. */
export interface ItemView {
  readonly title: string;
  readonly variant: string | null;
  /** Stands in for a picture that is missing. */
  readonly initial: string;
  readonly image_url: string | null;
  /** How many, or how `total` comes about. */
  readonly pricing: string | null;
  readonly total: string | null;
  readonly availability: string | null;
}

/** One row of amounts: between the lines and the total, or what a refund gives back beside its lines. */
export interface SumView {
  readonly label: string;
  readonly amount: string;
}

export interface ChangesView {
  /** It was said to be cancelled, and goes ahead after all. */
  readonly is_restored: boolean;
  /** One sentence each; at least one, unless it is restored. */
  readonly changes: readonly string[];
  /** Set when the delivery address is what changed. */
  readonly address: readonly string[] | null;
}

export interface CancellationView {
  readonly on: string;
  /** A cause that has words of its own in every language. */
  readonly cause: "customer" | "inventory" | "declined" | null;
  /** The shop's own words. */
  readonly reason: string | null;
  /** What becomes of the money: nothing was taken, it was only reserved, it is still to go back, or it went back. */
  readonly money: "none" | "reserved" | "owed" | "partly_refunded" | "refunded";
  /** What was paid while it is owed, what went back once it did; `null` when there is neither, or nobody says. */
  readonly amount: string | null;
  /** What had not left; empty where everything had. */
  readonly items: readonly ItemView[];
  /** What was under way already when it was cancelled. */
  readonly on_the_way: readonly ItemView[];
}

export interface InvoiceView {
  readonly number: string;
  readonly issued_on: string;
  readonly due_on: string | null;
  /** What is left to pay; `null` when nothing is asked of the customer. */
  readonly open: string | null;
  /** The same as a sentence. */
  readonly open_sentence: string | null;
  /** It is paid to whoever brings the goods, and not by the invoice. */
  readonly is_on_delivery: boolean;
  /** By when, one for each day on which some of it is due. */
  readonly due: readonly string[];
  /** It is because it was paid. */
  readonly is_settled: boolean;
  /** What was paid already, where something is left. */
  readonly paid: string | null;
  readonly pay_url: string | null;
  /** How it is paid, a line each; empty when nothing is left to pay. */
  readonly pay_to: readonly string[];
  /** The shop's own document. */
  readonly url: string | null;
  /** The lines as a document shows them, each amount in its column. */
  readonly lines: readonly InvoiceLineView[];
  /** Whose forms Chinese characters have where it is read. */
  readonly han: "japanese" | "chinese";
  /** Every letter of it has a font, so it travels with the mail as PDF. */
  readonly is_attached: boolean;
  /** A schema.org Invoice, safe inside a script element. */
  readonly json_ld: string;
}

export interface InvoiceLineView {
  readonly title: string;
  /** Variant, article number, discount. */
  readonly note: string | null;
  readonly quantity: string;
  readonly price: string;
  readonly total: string;
}

export interface ReminderView {
  readonly is_first: boolean;
  /** What is due by now. */
  readonly open: string;
  /** When it was. */
  readonly due: string | null;
  /** Set when a part is paid. */
  readonly paid: string | null;
  readonly has_shipped: boolean;
  readonly pay_url: string | null;
}

export interface BackorderView {
  readonly items: readonly ItemView[];
  /** The day by which all of them are expected, where each has one. */
  readonly expected_on: string | null;
  readonly others_available: boolean;
}

export interface RestockView {
  /** Set when a date is what is better than was told; then no goods are. */
  readonly sooner: { readonly was: string | null; readonly now: string } | null;
  readonly items: readonly ItemView[];
  readonly others_missing: boolean;
}

export interface DelayView {
  readonly was: string | null;
  /** `null` when the day passed and nobody has said a new one. */
  readonly now: string | null;
  /** Where the law lets the customer choose: each opens the page with the answer marked, nothing is answered yet. */
  readonly choice: {
    readonly accept_url: string;
    readonly cancel_url: string;
    /** After a second notice silence means the other thing. */
    readonly silence: "accepts" | "cancels";
    /** Days in which to answer, where silence cancels. */
    readonly days: number;
  } | null;
}

export interface ReceiptView {
  readonly amount: string;
  readonly method: string | null;
  readonly on: string;
  readonly transaction: string | null;
  /** What the bank statement shows. */
  readonly statement: string | null;
  /** What is still to pay. */
  readonly open: string | null;
}

export interface FailedPaymentView {
  readonly amount: string;
  readonly method: string | null;
  readonly on: string;
  readonly reason: string | null;
  readonly retry_url: string | null;
}

export interface RefundView {
  readonly amount: string;
  readonly is_full: boolean;
  /** Where it goes; `apart` for several destinations. */
  readonly goes: "payment" | "store_credit" | "gift_card" | "transfer" | "cash" | "apart";
  readonly method: string | null;
  /** Each with its amount; empty when there is one. */
  readonly destinations: readonly SumView[];
  readonly on: string;
  readonly reason: string | null;
  readonly items: readonly ItemView[];
  /** What it gives back beside them, with which they add up to the amount. */
  readonly rows: readonly SumView[];
  /** What was told before, in the place of which this stands. */
  readonly instead: string | null;
  /** Of this order so far; set when there were other refunds. */
  readonly refunded_so_far: string | null;
  /** Working days that banks take at most. */
  readonly bank_days: number;
}

/** A refund that was told, and comes to nothing. */
export interface FailedRefundView {
  readonly amount: string;
  /** The shop took it back; otherwise the money could not be sent. */
  readonly is_withdrawn: boolean;
  readonly method: string | null;
  readonly on: string;
}

export interface ShipmentSummaryView {
  /** `2 of 3`; `null` for the only one. */
  readonly position: string | null;
  readonly carrier: string | null;
  readonly number: string | null;
  readonly url: string | null;
  /** Empty when the parcel holds the whole order or nobody says. */
  readonly items: readonly ItemView[];
}

export interface ShipmentContent {
  /** A carrier or the shop itself brings it, or the customer collects it at the shop. */
  readonly way: "carrier" | "local" | "pickup";
  readonly shipment: ShipmentSummaryView;
  /** A schema.org ParcelDelivery, safe inside a script element. */
  readonly json_ld: string;
}

export interface DepartureView {
  readonly way: ShipmentContent["way"];
  /** How much of the order has left with these parcels. */
  readonly scope: "all" | "some" | "last";
  readonly shipments: readonly ShipmentSummaryView[];
  readonly expected: string | null;
  /** Empty when it is all of the order, or nobody says. */
  readonly items: readonly ItemView[];
  readonly still_to_come: readonly ItemView[];
  /** Tracking numbers that the customer was given before and that no longer hold. */
  readonly replaced_numbers: readonly string[];
  readonly json_ld: string;
}

export interface ShipmentUpdateView extends ShipmentContent {
  /** `tracked`: it has its first number; `tracking`: another one than was told. */
  readonly change: "earlier" | "date" | "tracking" | "tracked";
  readonly was: string | null;
  readonly now: string | null;
}

/** One scan of a parcel. */
export interface ShipmentScanView extends ShipmentContent {
  readonly at: string;
  readonly on: string;
  readonly place: string | null;
  /** The carrier's own words. */
  readonly description: string | null;
  readonly expected: string | null;
}

/** Waiting to be collected: at a pickup point of the carrier, or at the shop. */
export interface PickupView extends ShipmentScanView {
  /** How much of what is collected waits there. */
  readonly scope: DepartureView["scope"];
  readonly still_to_come: readonly ItemView[];
}

export interface ArrivalView extends ShipmentScanView {
  /** Another parcel of the order is still on its way. */
  readonly more_to_come: boolean;
}

export interface ShipmentProblemView extends ShipmentScanView {
  readonly problem: "address" | "customs" | "damage" | "lost" | "other";
}

export interface ReturnView {
  readonly items: readonly ItemView[];
  readonly on: string;
  readonly reason: string | null;
  readonly label_url: string | null;
  /** The shop's own; empty when it names none. */
  readonly steps: readonly string[];
  readonly send_by: string | null;
}

export interface WithdrawalView {
  readonly items: readonly ItemView[];
  /** Day and time at which it came. */
  readonly on: string;
  readonly name: string | null;
  /** Paragraphs, as they were declared. */
  readonly statement: readonly string[];
  /** SHA-256 in hexadecimal, in lines short enough for a phone. */
  readonly hash: readonly string[];
}

export interface ClosingView {
  readonly last_day: string;
  /** Where a return is started. */
  readonly url: string | null;
}

export interface FollowUpView {
  readonly arrived_on: string | null;
}

export interface FeedbackView {
  /** From 1 to 5. */
  readonly scores: readonly { readonly score: string; readonly url: string }[];
}

/** Who sends the present, to whoever unpacks it. */
export interface GiftView {
  readonly giver: string | null;
  readonly message: string | null;
}

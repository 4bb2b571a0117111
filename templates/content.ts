/**
 * The views of a mail's content beyond the order: worded and formatted. `null` is left out. The view of a new mail
 * stands beside its template.
 */

/** Where an order is collected: its address, and what the shop says of it. */
export interface CollectedAtView {
  readonly lines: readonly string[];
  readonly note: string | null;
}

/** What the carrier knows of a delivery: each row a label and a value. */
export interface ProofView {
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly url: string | null;
}

/** Where a parcel waits for its customer. */
export interface WaitingView {
  readonly place: readonly string[];
  readonly hours: readonly string[];
  readonly until: string | null;
  readonly code: string | null;
  /** What the carrier says of it, where that is all it says. */
  readonly note: string | null;
  /** A map that finds the place. */
  readonly directions: string | null;
}

/** Some or all pieces of a line: the content of a shipment, a refund or a return. */
export interface ItemView {
  readonly title: string;
  readonly variant: string | null;
  /** The letter shown in place of a missing picture. */
  readonly initial: string;
  readonly image_url: string | null;
  /** The quantity, or how `total` is calculated. */
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
  /** True where an earlier mail said that the order was cancelled, and it goes ahead after all. */
  readonly is_restored: boolean;
  /** The changes, one sentence each; at least one unless the order is restored. */
  readonly changes: readonly string[];
  /** Set when it is brought elsewhere, or in another way. */
  readonly address: readonly string[] | null;
  /** Set when it is collected elsewhere, or no longer brought. */
  readonly pickup: CollectedAtView | null;
}

export interface CancellationView {
  /** True where the customer has a part of the order, and only the rest was cancelled. */
  readonly is_rest: boolean;
  readonly on: string;
  /** The cause, where every catalogue has a text for it. */
  readonly cause: "customer" | "inventory" | "declined" | null;
  /** The shop's own words. */
  readonly reason: string | null;
  /**
   * The state of the money: nothing was taken, it was only reserved, it is still to be refunded, or it was refunded.
   */
  readonly money: "none" | "reserved" | "owed" | "rest_owed" | "partly_refunded" | "refunded";
  /**
   * The amount paid while a refund is owed, or refunded once it was; `null` when there is neither, or it is not
   * known.
   */
  readonly amount: string | null;
  /** The pieces that had not left when the order was cancelled; empty where all had. */
  readonly items: readonly ItemView[];
  /** The pieces that had left already when the order was cancelled. */
  readonly on_the_way: readonly ItemView[];
}

export interface InvoiceView {
  readonly number: string;
  readonly issued_on: string;
  readonly due_on: string | null;
  /** What is left to pay; `null` when nothing is asked of the customer. */
  readonly open: string | null;
  /** The open amount as a sentence. */
  readonly open_sentence: string | null;
  /** True where the customer pays the person who delivers, and not by the invoice. */
  readonly is_on_delivery: boolean;
  /** The due dates, one for each day on which part of the amount is due. */
  readonly due: readonly string[];
  /** True where nothing is open because the invoice was paid. */
  readonly is_settled: boolean;
  /** What was paid already, where something is left. */
  readonly paid: string | null;
  readonly pay_url: string | null;
  /** How to pay, one line each; empty when nothing is left to pay. */
  readonly pay_to: readonly string[];
  /** The shop's own document. */
  readonly url: string | null;
  /** The lines as a document shows them, each amount in its column. */
  readonly lines: readonly InvoiceLineView[];
  /** The glyph forms of Chinese characters that the reader's country uses. */
  readonly han: "japanese" | "chinese";
  /** True where every letter has a font, so that the invoice is attached as PDF. */
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
  /** The amount due by now. */
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
  /** The day by which all missing items are expected, where each has one. */
  readonly expected_on: string | null;
  readonly others_available: boolean;
}

export interface RestockView {
  /** Set when the news is an earlier date; `items` is then empty. */
  readonly sooner: { readonly was: string | null; readonly now: string } | null;
  readonly items: readonly ItemView[];
  readonly others_missing: boolean;
}

export interface DelayView {
  readonly was: string | null;
  /** The new day; `null` when the day passed and no new one is known. */
  readonly now: string | null;
  /**
   * Set where the law lets the customer choose: each link opens the page with the answer preselected, and nothing is
   * answered yet.
   */
  readonly choice: {
    readonly accept_url: string;
    readonly cancel_url: string;
    /** The meaning of no answer; it changes with the second notice. */
    readonly silence: "accepts" | "cancels";
    /** Days in which the customer must answer, where silence cancels. */
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
  /** The refund's destination; `apart` for several destinations. */
  readonly goes: "payment" | "store_credit" | "gift_card" | "transfer" | "cash" | "apart";
  readonly method: string | null;
  /** The destinations, each with its amount; empty when there is only one. */
  readonly destinations: readonly SumView[];
  readonly on: string;
  readonly reason: string | null;
  readonly items: readonly ItemView[];
  /** The refund's other amounts; with the items and what is deducted they add up to the amount. */
  readonly beside: readonly SumView[];
  /** What the shop keeps, in negative amounts. */
  readonly deducted: readonly SumView[];
  /** The amount that an earlier mail mentioned and that this one replaces. */
  readonly instead: string | null;
  /** All refunds of this order so far; set when there were others. */
  readonly refunded_so_far: string | null;
  /** Most working days that banks need. */
  readonly bank_days: number;
}

/** A refund that an earlier mail mentioned and that failed. */
export interface FailedRefundView {
  readonly amount: string;
  /** True where the shop withdrew the refund; otherwise the money could not be sent. */
  readonly is_withdrawn: boolean;
  readonly method: string | null;
  readonly on: string;
  /** Day by which the customer hears how the money comes after all. */
  readonly answered_by: string;
}

export interface ShipmentSummaryView {
  /** `2 of 3`; `null` for the only one. */
  readonly position: string | null;
  readonly carrier: string | null;
  readonly number: string | null;
  readonly url: string | null;
  /** Empty when the shipment holds the whole order or its content is not known. */
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
  /** How much of the order has left with these shipments. */
  readonly scope: "all" | "some" | "last";
  readonly shipments: readonly ShipmentSummaryView[];
  readonly expected: string | null;
  /** Empty when the whole order has left or the content is not known. */
  readonly items: readonly ItemView[];
  readonly still_to_come: readonly ItemView[];
  /** Tracking numbers that earlier mails showed and that are no longer valid. */
  readonly replaced_numbers: readonly string[];
  readonly json_ld: string;
}

export interface ShipmentUpdateView extends ShipmentContent {
  /**
   * `tracked`: the shipment has its first number; `tracking`: its number differs from the one that an earlier mail
   * mentioned.
   */
  readonly change: "earlier" | "date" | "tracking" | "tracked";
  readonly was: string | null;
  readonly now: string | null;
}

/** One scan of a shipment. */
export interface ShipmentScanView extends ShipmentContent {
  readonly at: string;
  readonly on: string;
  readonly place: string | null;
  /** The carrier's own words. */
  readonly description: string | null;
  readonly proof: ProofView | null;
  readonly waiting: WaitingView | null;
  readonly expected: string | null;
}

/** A shipment without news for days. */
export interface StalledView extends ShipmentScanView {
  /** False where no carrier has scanned it yet: the scan is then the shop's word that it left. */
  readonly is_scanned: boolean;
}

/** Waiting to be collected: at a pickup point of the carrier, or at the shop. */
export interface PickupView extends ShipmentScanView {
  /** How much of what is collected waits there. */
  readonly scope: DepartureView["scope"];
  readonly still_to_come: readonly ItemView[];
}

export interface ArrivalView extends ShipmentScanView {
  /** True where another shipment of the order is still on its way. */
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
  /** A code to show where the parcel is handed in. */
  readonly qr_url: string | null;
  /** True for the mail that brings the label of a return that was approved without one. */
  readonly brings_label: boolean;
  readonly is_exchange: boolean;
  /** Where the parcel is handed in. */
  readonly drop_off: string | null;
  readonly tracking: string | null;
  /** The shop's own instructions; empty when it has none. */
  readonly steps: readonly string[];
  readonly send_by: string | null;
  /** Last day of the label, where it is not the last day for sending. */
  readonly label_until: string | null;
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
  /** Page where a return is started. */
  readonly url: string | null;
}

export interface FollowUpView {
  readonly arrived_on: string | null;
}

export interface FeedbackView {
  /** From 1 to 5. */
  readonly scores: readonly { readonly score: string; readonly url: string }[];
}

/** The giver and the message, for the recipient of a present. */
export interface GiftView {
  readonly giver: string | null;
  readonly message: string | null;
}

/**
 * The views of all templates: text already worded and formatted for the customer's locale, never a number or a rule.
 */
import type { Texts } from "./locales/translate.ts";
import type { CollectedAtView, GiftView, ProofView, SumView, WaitingView } from "./content.ts";
import type { FontName } from "./parts/fonts.ts";

/** The reader and the shop, as every mail needs them. */
export interface ReaderView {
  /** BCP 47: picks the catalogue and is the document's `lang`. */
  readonly locale: string;
  readonly dir: "ltr" | "rtl";
  readonly shop: ShopView;
  /** The name by which the reader is greeted. */
  readonly greeting_name: string | null;
}

/** One order as its customer reads it. Every `…_url` is http or https; a `null` is left out. */
export interface OrderView extends ReaderView {
  /** The order number that the customer sees: `#1001`. */
  readonly number: string;
  readonly page_url: string;
  readonly placed_on: string;
  readonly situation: SituationView;
  /** What was bought in a few words, for a subject; `null` where it is not to be named there. */
  readonly product: string | null;
  readonly timeline: readonly StepView[];
  /** False where nothing is delivered to an address: gift cards, downloads, collection at the shop. */
  readonly ships: boolean;
  /** The main way of delivery: by a carrier or by the shop itself, collected, taken along at the till, or digital. */
  readonly way: "carrier" | "local" | "pickup" | "till" | "digital";
  /** Where something is collected; `null` where nothing is. */
  readonly pickup: CollectedAtView | null;
  /** The day or days on which the whole order is expected, while that is still ahead. */
  readonly expected: string | null;
  readonly lines: readonly LineView[];
  /** Pieces, not lines: what a person would count. */
  readonly item_count: number;
  /**
   * The rows between the lines and the total, which add up with both; empty where the sender's amounts contradict
   * each other too far.
   */
  readonly sums: readonly SumView[];
  readonly total: string;
  /** Shown under the total when the prices contain the tax and its rates are not known. */
  readonly included_tax: string | null;
  /** The tax that the prices contain, a row a rate. */
  readonly included_rates: readonly SumView[];
  readonly payment: PaymentView;
  /** What the customer still has to pay and how; `null` when nothing is asked. */
  readonly to_pay: ToPayView | null;
  readonly remarks: RemarksView;
  readonly shipments: readonly ShipmentView[];
  readonly delivery_address: readonly string[] | null;
  /** As the storefront calls it: `DHL Paket`; `null` where it does not say, or nothing is brought. */
  readonly delivery_method: string | null;
  readonly billing_address: readonly string[] | null;
  /** True where both addresses are the same, so that one is shown. */
  readonly same_address: boolean;
  readonly returns: ReturnsView | null;
  /** A schema.org Order, safe inside a script element. */
  readonly json_ld: string;
}

export interface ShopView {
  /** The shop's own words, laid over the catalogue's; left out where only the catalogue is used. */
  readonly texts?: Texts | undefined;
  readonly name: string;
  readonly url: string | null;
  readonly logo_url: string | null;
  /** `#rrggbb`, as are all colours. */
  readonly accent: string;
  readonly accent_dark: string;
  /** The background around the mail in light mode; `null` for the usual one. */
  readonly canvas: string | null;
  readonly font: FontName;
  readonly heading_font: FontName;
  readonly support_email: string;
  /** The shop's own words at the foot of a mail. */
  readonly footer: readonly string[];
  readonly social: readonly SocialLink[];
  readonly legal_lines: readonly string[];
}

export interface SocialLink {
  readonly name: string;
  readonly url: string;
}

/** What the customer is told of the order now; mails, page, history and text messages say the same. */
export interface SituationView {
  /** Good news, needs the customer, money, sorry: each has a face of its own. */
  readonly mood: "good" | "needs" | "money" | "sorry";
  readonly headline: string;
  /** When, where or how much; `null` where the headline says it all. */
  readonly fact: string | null;
  /** True where the goods come later than was told: the day has passed, or a later one is known. */
  readonly is_late: boolean;
  /** True where the headline is what the customer asked for, and not how far the goods are. */
  readonly is_claim: boolean;
  /** True while customer and shop wait whether a parcel turns up. */
  readonly is_waiting: boolean;
  /** What the customer asked for and waits, the newest first, without the one that is the headline. */
  readonly requests: readonly RequestView[];
  /** The return that the headline is about, and how far it has come; `null` where it is about something else. */
  readonly returning: { readonly id: string; readonly step: string } | null;
  /** What happens next and by when; `null` when nothing does. */
  readonly next: string | null;
}

export interface RequestView {
  readonly id: string;
  readonly headline: string;
  /** Since when it is known and what follows. */
  readonly since: string;
}

export interface LinkView {
  readonly href: string;
  readonly label: string;
}

/** One filled button at most, and two quiet ones: what the situation asks for. */
export interface ActsView {
  readonly primary: LinkView | null;
  readonly others: readonly LinkView[];
}

export interface StepView {
  readonly label: string;
  readonly state: "done" | "current" | "upcoming";
  readonly on: string | null;
}

export interface LineView {
  readonly title: string;
  readonly variant: string | null;
  /** The letter shown in place of a missing picture. */
  readonly initial: string;
  readonly image_url: string | null;
  readonly url: string | null;
  /** `2 × €48.00 · €5.00 off`: how `total` comes about. */
  readonly pricing: string;
  /** The quantity, for a reader who sees no price. */
  readonly quantity: string;
  /** `null` where no price is shown. */
  readonly total: string | null;
  readonly availability: string | null;
  /** Where its pieces are: `On its way`, or `1 × Delivered` and `1 × Still to come`; empty while nothing has moved. */
  readonly where: readonly PlaceView[];
}

/** Where pieces of a line are, and which sign and colour say so besides the words. */
export interface PlaceView {
  readonly text: string;
  readonly sign: "due" | "moving" | "waiting" | "held" | "arrived" | "back" | "off";
}

/** Some pieces of a line, as they lie in a shipment or are still to come. */
export interface PieceView {
  readonly title: string;
  readonly variant: string | null;
  readonly initial: string;
  readonly image_url: string | null;
  /** `Quantity: 2` */
  readonly quantity: string;
  /** `× 2`: the same, where a column has no room for the word. */
  readonly times: string;
}

/** What is still to pay, how, and by when. */
export interface ToPayView {
  readonly amount: string;
  /** `Still to pay: €15.00`, or that it is paid on delivery. */
  readonly sentence: string;
  /** `Due Thursday, December 24`: one for each day on which some of it is. */
  readonly due: readonly string[];
  readonly pay_url: string | null;
  /** The way to pay and the shop's account, a line each; empty when the sentence says it all. */
  readonly how: readonly string[];
}

/** What the customer wrote with the order. */
export interface RemarksView {
  /** Paragraphs, whose lines end in `\n`. */
  readonly note: readonly string[];
  readonly gift_message: readonly string[];
  readonly po_number: string | null;
}

export interface PaymentView {
  /** True where the shop can start: nothing is left to pay, or it is paid later as agreed. */
  readonly settled: boolean;
  /** The money that the shop awaits before it starts: all of it, the rest, or a transfer. */
  readonly awaited: "all" | "rest" | "transfer" | null;
  readonly sentence: string;
  /** `Visa ···· 4242` */
  readonly method: string | null;
  /** Refunded so far, as rows under the total. */
  readonly refunded: SumView | null;
}

export interface ShipmentView {
  readonly title: string;
  readonly state: string;
  readonly expected: string | null;
  readonly tracking: readonly TrackingView[];
  /** Empty where nobody says what the parcel holds. */
  readonly items: readonly PieceView[];
  readonly mood: SituationView["mood"];
  /** True where it has reached its customer: tracking is no longer what they look for. */
  readonly is_home: boolean;
  /** `null` where no sender says anything. */
  readonly proof: ProofView | null;
  readonly waiting: WaitingView | null;
  /** Newest first. */
  readonly scans: readonly ScanView[];
}

export interface TrackingView {
  readonly carrier: string | null;
  readonly number: string | null;
  readonly url: string | null;
}

export interface ScanView {
  readonly at: string;
  readonly text: string;
  readonly place: string | null;
}

export interface ReturnsView {
  readonly sentence: string;
  /** Conditions, exclusions, who pays, how: a sentence each. */
  readonly details: readonly string[];
  readonly url: string | null;
}

/** An order with the content of one mail about it. */
export interface MailView<Content = unknown> extends OrderView {
  readonly content: Content;
  /** True where the mail is the news of the situation, and has its headline and fact; else the mail names it beside its own. */
  readonly is_news: boolean;
  /** What can be done now, as the order's page puts it first. */
  readonly acts: ActsView;
  /** False where the reader did not pay: the mail shows no amount, and links to no page that shows one. */
  readonly shows_prices: boolean;
  /** Set when the reader is given the order as a present. */
  readonly gift: GiftView | null;
}

/** A rendered mail, without anything about its transport. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

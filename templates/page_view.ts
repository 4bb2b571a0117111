/**
 * The view of the order's page beyond the order itself: promised dates, payments, returns, conversations and possible
 * actions.
 */
import type { ActsView, LinkView, OrderView, PieceView, ScanView, StepView } from "./view.ts";

export interface OrderPageView extends OrderView {
  /** The newest scans of the parcel that matters most, the newest first; at most three. */
  readonly newest_scans: readonly ScanView[];
  /** What has not left yet, where something else has; `null` where nothing or everything is still here. */
  readonly to_come: { readonly items: readonly PieceView[] } | null;
  readonly acts: ActsView;
  /** The path where the customer can prove who they are; set while personal data is partly hidden. */
  readonly unmask_path: string | null;
  /** The promised dates, oldest first; empty while there was only one. */
  readonly promises: readonly { readonly stated: string; readonly when: string }[];
  readonly money: readonly MoneyView[];
  readonly sent_back: readonly SentBackView[];
  /** What the shop asks and nobody has answered yet; `path` is where it is answered. */
  readonly questions: readonly (SaidView & { readonly path: string })[];
  readonly conversations: readonly ConversationView[];
  /** Null where the shop offers no live chat, or the order names no address. */
  readonly chat: ChatView | null;
  /** Where all orders of the customer are; `null` for an order without an address. */
  readonly orders_path: string | null;
  /** Beside the date: the calendar. */
  readonly calendar_path: string | null;
  readonly actions: readonly LinkView[];
  /** Other views of the order. */
  readonly more: readonly (LinkView & { readonly icon: "receipt" | "mail" | "gift" })[];
  /** Links to what is the customer's and not this order's alone. */
  readonly own: readonly LinkView[];
}

export interface MoneyView {
  readonly label: string;
  /** Day, way and the like. */
  readonly details: readonly string[];
  readonly amount: string;
}

export interface SentBackView {
  readonly title: string;
  readonly state: string;
  readonly on: string;
  readonly items: readonly string[];
  readonly label_url: string | null;
  /** A code to show where the parcel is handed in. */
  readonly qr_url: string | null;
  readonly steps: readonly string[];
  /** How far it has come, in order; empty where nothing more happens. */
  readonly progress: readonly StepView[];
  /** What the situation would say of it: when it is so, and what happens next. */
  readonly fact: string | null;
  readonly next: string | null;
  /** Where and until when the parcel is handed in, and its number: each a label and a value. */
  readonly facts: readonly { readonly label: string; readonly value: string; readonly href: string | null }[];
}

export interface ConversationView {
  readonly topic: string;
  readonly messages: readonly SaidView[];
}

export interface SaidView {
  readonly author: string;
  readonly own: boolean;
  readonly at: string;
  /** Paragraphs. */
  readonly words: readonly string[];
}

/** The live chat on the order's page. */
export interface ChatView {
  /** `/o/<token>/chat` */
  readonly path: string;
  /** When somebody answers, as far as that is known. */
  readonly hours: readonly string[];
  /** Where the reader proves their mailbox; null for one who has. */
  readonly prove_path: string | null;
  /** What was said; empty before the first word. */
  readonly said: readonly SaidView[];
  /** What the page shows, by which its script asks for what is new; empty where nothing was said. */
  readonly version: string;
  /** Time of the newest message of the shop, in milliseconds since the epoch; 0 without one. */
  readonly answered_at: number;
  /** Where an answer goes that this page has not shown. */
  readonly email: string;
}

/** The views of standalone mails: mails that belong to no order, worded and formatted for their reader. */
import type { ReaderView } from "./view.ts";

export interface StandaloneView<Content = unknown> extends ReaderView {
  /** The URL that the button opens; `null` when there is no button. */
  readonly action_url: string | null;
  readonly content: Content;
}

export interface BackInStockView {
  readonly title: string;
  /** Short enough for a subject. */
  readonly title_short: string;
  readonly variant: string | null;
  readonly image_url: string | null;
  readonly url: string | null;
  readonly price: string | null;
}

export interface SupportView {
  /** On one line, and short enough for a subject. */
  readonly topic: string;
  readonly order_number: string | null;
}

export interface SupportReceivedView extends SupportView {
  /** Paragraphs whose lines end in `\n`, as are all words of people here. */
  readonly question: readonly string[];
  readonly answer_hours: number | null;
  /** Day by which a person answers. */
  readonly answered_by: string | null;
}

export interface SupportReplyView extends SupportView {
  readonly message: readonly string[];
  readonly author: string | null;
  /** The question that is answered; empty when it was not stored. */
  readonly question: readonly string[];
  /** True where the shop waits for an answer. */
  readonly asks: boolean;
}

export interface SupportAnsweredView extends SupportView {
  /** What was asked, as the rules recognised it. */
  readonly asked: "where" | "address" | "return";
  /** What the order says; empty where the button leads to the answer. */
  readonly lines: readonly string[];
  readonly question: readonly string[];
}

export interface RatingView {
  readonly order_number: string;
  readonly ratings: readonly {
    readonly of: "delivery" | "shop" | "item";
    readonly title: string | null;
    readonly score: number;
  }[];
  readonly words: readonly string[];
}

export interface ChoiceView {
  readonly choice: "delay_accepted" | "delay_cancel" | "preferences" | "links_ended" | "data_downloaded";
  readonly order_number: string | null;
  readonly details: readonly { readonly label: string; readonly value: string }[];
}

export interface RequestNewsView {
  readonly news: string;
  readonly order_number: string;
  readonly headline: string;
  readonly next: string;
  readonly reason: string | null;
}

export interface HistoryLinkView {
  readonly orders: number;
  readonly url: string;
}

export interface CodeView {
  /** Six digits. */
  readonly code: string;
  readonly use: "history" | "unmask" | "export" | "erasure" | "address_change" | "chat" | "desk";
  readonly minutes: number;
}

export interface ExportView {
  readonly until: string;
  readonly url: string;
}

export interface ErasureView {
  readonly on: string;
  readonly kept: readonly ("invoices" | "payments")[];
  readonly kept_until: string | null;
}

export interface AlertView {
  readonly topic:
    | "mail_failed"
    | "mail_bounced"
    | "order_unreachable"
    | "mails_overdue"
    | "cases_late"
    | "event_parked"
    | "cancellation_requested"
    | "customer_request"
    | "complaint_rate"
    | "bounce_rate"
    | "channel_down"
    | "refund_failed"
    | "sums_differ"
    | "connection_trouble"
    | "webhooks_waiting"
    | "webhook_set_aside"
    | "endpoint_off"
    | "dead_letter"
    | "erasure_asked"
    | "desk_invited"
    | "week_stands_out"
    | "trial_worse"
    | "trial_over";
  readonly order_number: string | null;
  readonly count: string | null;
  /** Why a cancellation is asked for. */
  readonly cause: "answered" | "silence" | null;
  readonly detail: readonly string[];
  /** True where the link leads to a case at the desk. */
  readonly is_case: boolean;
  /** The screen of the desk to which the link leads; null where it leads elsewhere. */
  readonly desk: "figures" | "trials" | null;
  /** What a digest names, each with where its cases are listed. */
  readonly found: readonly { readonly words: string; readonly href: string | null }[];
}

export interface DigestView {
  readonly day: string;
  /** A plain number, from which the subject takes its plural. */
  readonly sent: number;
  readonly figures: readonly {
    readonly name: "sent" | "failed" | "bounced" | "waiting_conversations";
    readonly value: string;
  }[];
  readonly rating: { readonly count: number; readonly average: string } | null;
  readonly reasons: readonly { readonly reason: string; readonly count: string }[];
  /** The advice that follows from the figures; empty when none does. */
  readonly advice: readonly ("failed" | "bounced" | "answer" | "rating")[];
}

export interface SentCodeView {
  readonly template: "verification_code" | "two_factor_code";
  readonly code: string;
  readonly minutes: number;
}

/** Content of a program's own. */
export interface SentOwnView {
  readonly shape: "own";
  readonly subject: string;
  /** A whole document; null where text or fragment stand in the shop's layout. */
  readonly html: string | null;
  readonly fragment: string | null;
  readonly text: string;
  /** The text in paragraphs. */
  readonly lines: readonly string[];
}

export type SentMailView = SentOwnView | {
  readonly shape: "template";
  readonly template: "password_reset" | "activation" | "invoice";
  readonly url: string | null;
  readonly minutes: number | null;
  readonly number: string;
  readonly total: string | null;
  readonly due: string | null;
};

export type SentNoticeView = SentOwnView | {
  readonly shape: "template";
  readonly title: string;
  readonly words: readonly string[];
  /** Of a statement. */
  readonly period: string | null;
  readonly url: string | null;
  readonly button: string | null;
};

/** What the template of a notice is given to show: a mail that no order owns, worded and formatted for its reader. */
import type { ShopView } from "./view.ts";

export interface NoticeView<Kind extends keyof NoticeMatters = keyof NoticeMatters> {
  /** BCP 47: picks the catalogue and is the document's `lang`. */
  readonly locale: string;
  readonly dir: "ltr" | "rtl";
  readonly shop: ShopView;
  readonly first_name: string | null;
  /** What its button opens; `null` when it has none. */
  readonly action_url: string | null;
  readonly matter: NoticeMatters[Kind];
}

/** By kind: what the notice tells. `null` inside is left out. */
export interface NoticeMatters {
  readonly back_in_stock: BackInStockView;
  readonly support_received: SupportReceivedView;
  readonly support_reply: SupportReplyView;
  readonly support_resolved: SupportView;
  readonly history_link: HistoryLinkView;
  readonly verification_code: CodeView;
  readonly data_export_ready: ExportView;
  readonly erasure_done: ErasureView;
  readonly shop_alert: AlertView;
  readonly shop_digest: DigestView;
}

export interface BackInStockView {
  readonly title: string;
  readonly variant: string | null;
  /** Stands in for a picture that is missing. */
  readonly initial: string;
  readonly image_url: string | null;
  readonly url: string | null;
  readonly price: string | null;
}

export interface SupportView {
  readonly topic: string;
  readonly order_number: string | null;
}

export interface SupportReceivedView extends SupportView {
  readonly question: readonly string[];
  readonly answer_hours: number | null;
}

export interface SupportReplyView extends SupportView {
  /** Paragraphs. */
  readonly message: readonly string[];
  readonly author: string | null;
}

export interface HistoryLinkView {
  readonly orders: number;
}

export interface CodeView {
  /** Six digits. */
  readonly code: string;
  readonly use: "history" | "unmask" | "export" | "erasure" | "address_change";
  readonly minutes: number;
}

export interface ExportView {
  readonly until: string;
}

export interface ErasureView {
  readonly on: string;
  readonly kept: readonly ("invoices" | "payments")[];
  readonly kept_until: string | null;
}

export interface AlertView {
  readonly topic: string;
  readonly order_number: string | null;
  readonly count: number | null;
  readonly detail: string | null;
}

export interface DigestView {
  readonly day: string;
  readonly rows: readonly { readonly name: string; readonly count: number }[];
  readonly feedback: { readonly count: number; readonly average: string } | null;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

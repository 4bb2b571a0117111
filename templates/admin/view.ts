/** What the pages of the desk show: texts and addresses, ready to be set. */

export interface MomentView {
  readonly text: string;
  /** RFC 3339, for programs. */
  readonly iso: string;
}

export type Tone = "good" | "warn" | "bad" | "quiet";

export interface StateView {
  readonly label: string;
  readonly tone: Tone;
}

export interface LinkTo {
  readonly href: string;
  readonly label: string;
}

export const TABS = ["today", "mails", "suppressions", "waiting", "channels", "domain"] as const;
export type Tab = (typeof TABS)[number];

/** What every page of a desk has around it. */
export interface FrameView {
  readonly shop: { readonly id: string; readonly name: string };
  readonly tab: Tab | null;
  /** What the search field holds. */
  readonly sought: string;
  /** Who is here, as the page says it. */
  readonly who: string;
  /** Null where Access lets people in: it has a way out of its own. */
  readonly out_token: string | null;
  /** What came of what was just done. */
  readonly note: { readonly tone: "good" | "bad"; readonly text: string } | null;
}

/** One mail in a list. */
export interface MailLineView {
  readonly href: string;
  readonly name: string;
  readonly order: LinkTo | null;
  readonly state: StateView;
  readonly reason: string | null;
  readonly at: MomentView | null;
  /** Channel, attempts. */
  readonly facts: string;
  /** `owed 12:00`, `delivered 12:01` … */
  readonly times: readonly { readonly label: string; readonly at: MomentView }[];
  /** To send it again; null where it cannot be. */
  readonly key: string | null;
}

/** What makes a form ours, and where it goes. */
export interface FormView {
  readonly action: string;
  readonly token: string;
}

export interface RateView {
  readonly label: string;
  readonly value: string;
  readonly of: string;
  readonly tone: Tone;
  readonly summary: string;
  /** Of the scale's whole length, from 0 to 1. */
  readonly at: number;
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}

/** The views of the desk's pages: texts and URLs, ready to be shown. */

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

/** The pages of the desk, in groups as the navigation shows them. */
export const TAB_GROUPS = {
  work: ["today", "cases", "orders", "returns", "stock", "feedback"],
  mail: ["texts", "mails", "figures", "unreachable", "suppressions", "deliverability", "channels", "domain"],
  shop: ["settings", "people", "programs", "waiting", "audit"],
} as const;
export type TabGroup = keyof typeof TAB_GROUPS;
export type Tab = (typeof TAB_GROUPS)[TabGroup][number];

/** The parts that every page of a desk has around its content. */
export interface FrameView {
  readonly shop: { readonly id: string; readonly name: string };
  readonly tab: Tab | null;
  /** How much waits on a page; absent where nothing does. */
  readonly counts: Readonly<Partial<Record<Tab, string>>>;
  /** The text in the search field. */
  readonly sought: string;
  /** The signed-in person, as the page names them. */
  readonly who: string;
  /** The token of the search form. */
  readonly seek_token: string;
  /** Of the form that changes the language. */
  readonly language_token: string;
  /** The sign-out token; null where Cloudflare Access signs people in, which has its own sign-out. */
  readonly out_token: string | null;
  /** Whether the person may ask for this: `POST`, `/admin/demo/settings/kinds`. Other pages are not named, other forms cannot be sent. */
  readonly may: (method: "GET" | "POST", path: string) => boolean;
  /** The result of the last action. */
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
  /** The message key with which the mail is sent again; null where it cannot be. */
  readonly key: string | null;
}

/** The form's action and the token that protects it against forged posts. */
export interface FormView {
  readonly action: string;
  readonly token: string;
}

export interface RateView {
  readonly label: string;
  readonly value: string;
  readonly of: string;
  /** Between which shares it lies with a certainty of 95 %; null where it is not judged. */
  readonly between: string | null;
  readonly tone: Tone;
  readonly summary: string;
  /** The position on the scale, from 0 to 1. */
  readonly at: number;
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}

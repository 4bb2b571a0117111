/** Parts of every customer action: the form that is shown, and what is done when it is sent. */
import type { TextKey, Translate } from "../../../../templates/locales/translate.ts";
import type { FormView } from "../../../../templates/pages/form.tsx";
import type { NewsView } from "../../../../templates/pages/news.tsx";
import type { Offer } from "../../../customers/offers.ts";
import type { Ledger } from "../../../messages/ledger.ts";
import type { OrderVisit } from "../visit.ts";

/** An order visit on which the customer acts. */
export interface Acting extends OrderVisit {
  readonly ledger: Ledger;
  readonly locale: string;
  readonly t: Translate;
  /** Values typed before, when the form is shown again. */
  readonly given: FormData | null;
  /** Query of the link, which may preselect an answer. */
  readonly query: URLSearchParams;
}

export type Shown = Pick<FormView, "lead" | "fields"> & {
  readonly title?: string;
  readonly submit?: string;
  readonly hidden?: Readonly<Record<string, string>>;
};

export type Outcome =
  /** `end` names the last page where the action has several. */
  | { readonly type: "done"; readonly end?: string }
  /** Another of the order's pages asks for the rest. */
  | { readonly type: "go"; readonly to: Offer }
  | { readonly type: "fault"; readonly error: TextKey }
  /** A second page to confirm before anything is done. */
  | { readonly type: "review"; readonly shown: Shown };

/** The last page of an action. */
export type End = Pick<NewsView, "mood" | "title" | "lines" | "onward">;

export interface Action {
  readonly show: (acting: Acting) => Shown | Promise<Shown>;
  readonly act: (acting: Acting, form: FormData, form_id: string) => Promise<Outcome>;
  /** Texts of the last page where the order itself has nothing to say of the action. */
  readonly done: readonly TextKey[];
  /** True when the customer must have entered a code first. */
  readonly proven?: true;
  /** Largest form that is read, in bytes; forms with pictures need more. */
  readonly body_max_bytes?: number;
}

export const DONE: Outcome = { type: "done" };

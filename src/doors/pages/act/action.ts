/** What every action of a customer is made of: a form that is shown, and what is done with it. */
import type { TextKey, Translate } from "../../../../templates/locales/translate.ts";
import type { FormView } from "../../../../templates/pages/form.tsx";
import type { Ledger } from "../../../messages/ledger.ts";
import type { OrderVisit } from "../visit.ts";

/** A visit that is about to act. */
export interface Acting extends OrderVisit {
  readonly ledger: Ledger;
  readonly locale: string;
  readonly t: Translate;
  /** What was typed before, when the form is shown again. */
  readonly given: FormData | null;
  /** What a link asks to have marked. */
  readonly query: URLSearchParams;
}

export type Shown = Pick<FormView, "lead" | "fields"> & {
  readonly title?: string;
  readonly submit?: string;
  readonly hidden?: Readonly<Record<string, string>>;
};

export type Outcome =
  | { readonly type: "done" }
  | { readonly type: "fault"; readonly error: TextKey }
  /** A second step before anything is done. */
  | { readonly type: "review"; readonly shown: Shown };

export interface Action {
  readonly show: (acting: Acting) => Shown;
  readonly act: (acting: Acting, form: FormData, form_id: string) => Promise<Outcome>;
  /** Told once it is done. */
  readonly done: readonly TextKey[];
  /** True where a code must have been typed first. */
  readonly proven?: true;
  /** Largest form that is read; pictures need more than words. */
  readonly body_max_bytes?: number;
}

export const DONE: Outcome = { type: "done" };

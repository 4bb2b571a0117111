/** Declares what the page of a case shows. */
import type { ReturnView } from "./returns.tsx";
import type { FormView, FrameView, LinkTo, MomentView, StateView } from "./view.ts";

export interface EntryView {
  readonly type: "message" | "note" | "act";
  readonly own: boolean;
  readonly author: string;
  readonly at: MomentView;
  /** How it came or what became of it: `by mail, proved by example.net`, `delivered`. */
  readonly how: string;
  readonly tone: "quiet" | "warn" | "bad";
  readonly words: readonly string[];
  readonly files: readonly { readonly href: string; readonly label: string; readonly picture: boolean }[];
  readonly whole: LinkTo | null;
}

export interface CaseView {
  readonly frame: FrameView;
  readonly id: string;
  readonly topic: string;
  readonly state: StateView;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly warnings: readonly string[];
  /** What this kind of matter calls for, and where it is done; null where the thread says it. */
  readonly todo: { readonly text: string; readonly link: LinkTo | null } | null;
  /** What can be decided of the order's returns; null where the case is about none. */
  readonly returns: { readonly returns: readonly ReturnView[]; readonly decide: FormView } | null;
  readonly entries: readonly EntryView[];
  /** True where there are older entries that are not shown. */
  readonly is_cut: boolean;
  /** What the page's script asks by for what is new. */
  readonly live: {
    readonly version: string;
    /** Who is there at this moment. */
    readonly presence: readonly string[];
    /** Id of the newest answer that the page shows. */
    readonly newest_answer: string;
  };
  readonly answer: FormView;
  readonly act: FormView;
  readonly draft: string;
  readonly canned: readonly LinkTo[];
  readonly reader: string | null;
  readonly is_open: boolean;
  /** What the customer asks for, and what can be granted, each with what it does. */
  readonly asks: {
    readonly wish: string;
    readonly grants: readonly { readonly value: string; readonly label: string; readonly does: string }[];
    /** What goes back to the customer, by the order's account. */
    readonly money: readonly string[];
  } | null;
  /** What on the order's own page may end the matter. */
  readonly elsewhere: readonly (LinkTo & { readonly does: string })[];
  readonly assignee: string | null;
  /** To whom it can be handed over. */
  readonly colleagues: readonly string[];
  readonly tags: string;
  readonly kinds: readonly { readonly value: string; readonly label: string; readonly chosen: boolean }[];
  readonly snoozes: readonly { readonly value: string; readonly label: string }[];
  readonly order: {
    readonly link: LinkTo;
    readonly state: StateView;
    readonly facts: readonly { readonly name: string; readonly value: string }[];
    readonly lines: readonly string[];
    /** The order's dispute pack; null where no payment is or was disputed. */
    readonly dispute: LinkTo | null;
  } | null;
  readonly others: readonly LinkTo[];
}

/** Which cases of a list somebody wants to see, and which of those read are among them. Pure. */
import type { Case, CaseKind } from "./case.ts";

/** What is null does not matter. */
export interface CaseFilter {
  readonly kind: CaseKind | null;
  /** A colleague's name; `""` for cases that nobody has. */
  readonly assignee: string | null;
  readonly tag: string | null;
  /** By which way the customer's first message came: `mail`, `page`, `chat`, `whatsapp` … */
  readonly way: string | null;
  /** Opened at least so many days ago. */
  readonly days: number | null;
}

export const NO_FILTER: CaseFilter = { kind: null, assignee: null, tag: null, way: null, days: null };

const DAY_MS = 86_400_000;

/** A case with the way of its first message, where that was asked for. */
export type FilteredCase = Case & { readonly way?: string | null };

export function fits(one: FilteredCase, filter: CaseFilter, now_ms: number): boolean {
  const { kind, assignee, tag, way, days } = filter;
  return (kind === null || one.kind === kind) &&
    (assignee === null || (one.assignee ?? "") === assignee) &&
    (tag === null || one.tags.some((known) => known.toLowerCase() === tag.toLowerCase())) &&
    (way === null || one.way === way) &&
    (days === null || now_ms - one.opened_at >= days * DAY_MS);
}

/** Whether the rows that an index of kinds or persons gives must be looked through. */
export function looksThrough({ kind, assignee, tag, way, days }: CaseFilter): boolean {
  return tag !== null || way !== null || days !== null || kind !== null && assignee !== null;
}

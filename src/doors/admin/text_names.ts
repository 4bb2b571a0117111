/** Names the texts of a mail for the people who change them: what each is, and in which case it stands. */
import { isWorded, w, wordFor } from "../../../templates/admin/words.ts";

/** `subject_some`, `lead`. */
const PART_FIRST = /^(subject|headline|title|lead|preheader)(?:_(\w+))?$/;
/** `address_button`, `activation_subject`. */
const PART_LAST = /^(\w+)_(subject|headline|lead|button|open)$/;
const PARTS = {
  subject: "textpart.subject",
  headline: "textpart.headline",
  title: "textpart.title",
  lead: "textpart.lead",
  preheader: "textpart.preheader",
  button: "textpart.button",
  open: "textpart.button",
} as const;
/** Letters of a usual text by which a text without a name of its own is told from others. */
const QUOTED_MAX = 120;

/** Returns the name of the text `name` of a kind; `usual` is the catalogue's, by which one that has no case of its own is called. */
export function textName(name: string, usual: string): string {
  const { part, of_case } = partOf(name);
  if (part === undefined) return insteadOf(usual);
  if (of_case === undefined) return w(PARTS[part]);
  if (!isWorded("textcase", of_case)) return insteadOf(usual);
  return w("textpart.in_case", { part: w(PARTS[part]), when: wordFor("textcase", of_case) });
}

function partOf(name: string): { readonly part?: keyof typeof PARTS; readonly of_case?: string | undefined } {
  const [, first, case_after] = PART_FIRST.exec(name) ?? [];
  if (first !== undefined) return { part: first as keyof typeof PARTS, of_case: case_after };
  const [, case_before, last] = PART_LAST.exec(name) ?? [];
  return last === undefined ? {} : { part: last as keyof typeof PARTS, of_case: case_before };
}

function insteadOf(usual: string): string {
  return w("textpart.instead", {
    usual: usual.length <= QUOTED_MAX ? usual : `${usual.slice(0, QUOTED_MAX).trimEnd()}…`,
  });
}

/**
 * The structure of a mail without its text: languages share it, so a check of structure alone can skip most of them.
 */
import type { WrittenMail } from "./mail_set.ts";

/** One mail for each structure, with the number of mails that have it. */
export function distinctBones(
  mails: readonly WrittenMail[],
): readonly { readonly written: WrittenMail; readonly count: number }[] {
  return [...Map.groupBy(mails, ({ mail }) => bones(mail.html)).values()].map((alike) => ({
    written: alike[0]!,
    count: alike.length,
  }));
}

/** Removes text between tags and in attributes with text; schemas and comments stay. */
function bones(html: string): string {
  return html
    .replaceAll(/<script type="application\/ld\+json">.*?<\/script>/gs, "<script></script>")
    .replaceAll(/<title>[^<]*/g, "<title>")
    .replaceAll(/ (href|alt|title|lang)="[^"]*"/g, ' $1=""')
    .replaceAll(/(<(?!style)[^>]*>)[^<]+/g, "$1");
}

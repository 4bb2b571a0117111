/** The structure of a mail without its words: languages share it, so what judges structure alone need not look at each of them. */
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

/** Words between tags and in attributes that hold words; schemas and comments stay as they are. */
function bones(html: string): string {
  return html
    .replaceAll(/<script type="application\/ld\+json">.*?<\/script>/gs, "<script></script>")
    .replaceAll(/<title>[^<]*/g, "<title>")
    .replaceAll(/ (href|alt|title|lang)="[^"]*"/g, ' $1=""')
    .replaceAll(/(<(?!style)[^>]*>)[^<]+/g, "$1");
}

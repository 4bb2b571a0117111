/** Words what a digest names, in the desk's words. It decides nothing; whoever calls it speaks a tongue of the desk. */
import {
  deskLanguage,
  deskLocale,
  deskTongue,
  inTongue,
  languageName,
  w,
  wordFor,
} from "../../../templates/admin/words.ts";
import { isKind } from "../../messages/message.ts";
import { countryName } from "../format/address.ts";
import { dateText } from "../format/dates.ts";

export type { DeskLanguage } from "../../../templates/admin/words.ts";

/** Runs `run` in the desk's words of `locale`, in English where the desk has no such language. */
export async function inDeskWords<Of>(locale: string, run: () => Of): Promise<Of> {
  return inTongue(await deskTongue(deskLanguage(locale) ?? "en"), run);
}

/** The family in words, then the parts by which it is told apart in the order of `dims`. */
export function namedFinding(
  family: string,
  parts: Readonly<Record<string, string>>,
  dims: readonly string[],
): string {
  const about = dims.flatMap((dim) => parts[dim] === undefined ? [] : [partText(dim, parts[dim])]);
  return [wordFor("family", family), ...about].join(", ");
}

export function partText(part: string, value: string): string {
  if (part === "over") return w("figures.over", { hours: value });
  const said = value === ""
    ? w("figures.unnamed")
    : part === "topic"
    ? wordFor("kind", value)
    : part === "about"
    ? wordFor("rated", value)
    : part === "tracking"
    ? wordFor("tracking", value)
    : part === "origin"
    ? wordFor("origin", value)
    : part === "locale"
    ? languageName(value)
    : part === "country"
    ? countryWords(value)
    : part === "reason"
    ? wordFor("why", value)
    : part === "domain"
    ? wordFor("figuredomain", value)
    : part === "weekday" || part === "ordered_on"
    ? wordFor("weekday", value)
    : part === "after" || part === "kind"
    ? kindWords(value)
    : value;
  return part === "tracking" ? said : `${wordFor("figurepart", part)} ${said}`;
}

/** The name of a kind of mail; what is none stays as it is. */
export function kindWords(kind: string): string {
  return isKind(kind) ? w(`message.${kind}`) : kind;
}

/** `Germany`; what is no country's code stays as it is. */
export function countryWords(code: string): string {
  return /^[a-z]{2}$/i.test(code) ? countryName(code.toUpperCase(), deskLocale()) ?? code : code;
}

/** `22 November 2026` of a calendar day */
export function dayWords(day: string): string {
  return dateText(deskLocale(), "UTC", day);
}

/** `Late orders, carrier dpd: 180 of 600. 30 %, usual is 4 %. Since 16 November 2026.` */
export function findingLine(
  named: string,
  { cases, of, rate, usual, since }: {
    readonly cases: number;
    readonly of: number;
    readonly rate: number;
    readonly usual: number;
    readonly since: string;
  },
): string {
  return w("figures.line", {
    found: w("figures.found", { what: named, cases, of }),
    rate: shareText(rate),
    usual: shareText(usual),
    since: dayWords(since),
  });
}

function shareText(share: number): string {
  return `${(100 * share).toLocaleString(deskLocale(), { maximumFractionDigits: 2 })} %`;
}

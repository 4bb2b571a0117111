/**
 * Finds the lines that say who wrote the text below them, and when: "On …, … wrote:", in the languages of mail
 * programs. It never removes them.
 */
import { isQuoted, nextLine, plainLine } from "./marked_lines.ts";

/** Mail programs break an attribution after 70 characters or so, some before each address. */
const ATTRIBUTION_LINES = 6;
const ATTRIBUTION_MAX_CHARS = 400;

const WROTE =
  /(?:^|[\s,،)>"])(?:تمت كتابة ما يلي بواسطة|wrote|writes|said|says|sent|schrieb(?:en)?|geschrieben|a (?:é|e)crit|(?:é|e)crivait|nous a dit|escribi[óo]|ha escrito|escribió lo siguiente|ha scritto|scrive(?:va)?|schreef|het volgende geschreven|verzond|escreveu|skrev|skreiv|kirjoitti|napisał(?:\(a\)|a)?|pisze|napsal(?:\(a\)|a)?|napísal(?:\(a\)|a)?|(?:a következőt )?írta|a scris|написа(?:л|в)?(?:\(а\)|а)?|пише(?:т)?|έγραψε|(?:şunu |sunu )?yazdı|(?:đã )?viết|je napisa(?:o|la)(?:\/la)?|napisala?|rašė|rakstīja|kirjutas|skrifaði|va escriure|escribiu|idatzi|menulis|เขียนว่า|כתב(?:ה)?|كتب)(?=$|[\s:：,."<(\-–—_*])|さん(?:は|が)?書きました|(?:は|が|より)書きました|のメール|写道|寫道|님이 (?:작성|쓴 글)/iu;
const FIRST_WORD =
  /^[\s>*_–—-]{0,40}(?:on|at|a(?=\s\d)|posted by|in message|am|le|el|il(?: giorno)?|op|em|no dia|den|på|w dniu|dnia|dne|dňa|la data|în|в|на|у|στις|missatge de|في|ngày|vào|pada|ב-?|בתאריך|在|quoting|zitat von|citando|citát)\s/iu;
const WEEKDAY =
  /^[\s>*_–—-]{0,40}(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}|(?:mo|di|mi|do|fr|sa|so)|(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]{0,6}|(?:lun|mar|mi[ée]|jue|vie|s[áa]b|dom)[a-z]{0,6}|(?:seg|ter|qua|qui|sex)[a-z-]{0,8}|(?:gio)[a-zì]{0,6}|(?:ma|wo|do|vr|za|zo)|(?:s[øo]n|man|tir|ons|tor|fre|l[øö]r)[a-z]{0,4}|(?:пн|вт|ср|чт|пт|сб|вс|нд)|(?:ma|ti|ke|to|pe|la|su)(?=\.? \d{1,2}\. )|(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье))[.,]?\s/iu;
const DATE_FIRST =
  /^[\s>*_–—-]{0,40}(?:(?:19|20)\d\d\s?[年년/.-]\s?\d{1,2}|\d{1,2}[./ -](?:\d{1,2}|\p{L}{3,10}\.?)[./ -](?:19|20)?\d\d|\d{1,2}\. \p{L}{3,10}\.? (?:19|20)\d\d|\p{L}{3,9}\.? \d{1,2}, (?:19|20)\d\d)/u;
const DATE =
  /\b(?:19|20)\d\d\b|(?:19|20)\d\d\s?[年년]|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}\.?\s(?:de )?\p{L}{3,10}\b|\b\p{L}{3,9}\.? \d{1,2}\b/u;
const TIME = /\b\d{1,2}[:.h]\d\d\b|\d{1,2}時\d{1,2}分|\d{1,2}:\d\d/u;
const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}|\[(?:mailto|at)\b/iu;
const POSTED_BY = /^posted by .{1,60} \d{1,4}[./-]\d{1,2}[./-]\d{2,4}$/iu;
/** An address in brackets, as programs write it behind a name. */
const BRACKETED = /[<(]\s{0,2}(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}\s{0,2}[>)\]]/iu;
/** A time stands near the beginning or in brackets at the end, and nobody tells of themselves. */
const SOON_A_NUMBER =
  /^(?!(?:i|you|we|he|she|they|ich|wir|er|sie|je|tu|il|elle|nous|vous|yo|io|noi|ik|wij|eu)\s)(?:[^\s\d]{1,20}\s){0,2}[^\s\d]{0,3}\d|\[[^\]]{0,20}\d:\d\d[^\]]{0,10}\]:$/iu;
/** "2026-11-22 13:00 GMT+01:00 Kontor", and nothing else. */
const GMT_LINE = /^[\s>]{0,4}20\d\d-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d\d:\d\d [^:.?!]{1,80}:?$/u;
/** "2013/10/2 Kontor <orders@kontor.example>", and nothing else. */
const DATED_SENDER =
  /^[\s>]{0,4}(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d\d)? [^<>:.?!]{1,60} <[^<>\s]{1,100}@[^<>\s]{1,100}>:?$/u;
/** "Kontor, 22.11.2026 13:00:", and nothing else. */
const NAME_AND_TIME =
  /^[\s*]{0,4}\p{Lu}[^\s,:]{0,30}(?: [^\s,:]{1,30}){0,4},? (?:on |am |le |el |op )?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d(?::\d\d)?(?: [ap]m| uhr)?\s?:$/iu;
/** "Ada Lovelace wrote on 6/15/2016 8:42 PM:": a name of capitals, and the time to the minute. */
const NAME_WROTE_AT =
  /^\p{Lu}\S{0,30}(?: \p{Lu}\S{0,30}){0,3} (?:wrote on|schrieb am|schreef op|a écrit le|escribió el|ha scritto il|escreveu em) (?:\p{L}{2,10}\.?,? )?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? (?:at |um |à |om |a las |alle |às )?\d{1,2}[:.]\d\d(?::\d\d)?(?: [APap][Mm]| Uhr)?\s?:$/u;
/** "Kontor asiakaspalvelu kirjoitti 20.05.2026 kello 10:26:", and nothing else. */
const NAME_KIRJOITTI =
  /^\p{Lu}\S{0,30}(?: [^\s,.:]{1,30}){0,3} kirjoitti \d{1,2}\.\d{1,2}\.\d{4} (?:klo|kello) \d{1,2}[:.]\d\d\s?:$/u;
/** "At 11/22/2026 01:00 PM, you wrote:", and nothing else. */
const YOU_WROTE =
  /^(?:(?:at|on) \d{1,4}[./-]\d{1,2}[./-]\d{2,4}|(?:mon|tues|wednes|thurs|fri|satur|sun)day, [a-z]{3,9} \d{1,2}, \d{4}),? (?:at )?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?(?: [+-]\d{4})?,? you wrote:$/i;
/** Words that a program puts before its user's name, or a weekday before a whole date: what follows may be in small letters. */
const NAMED_USER =
  /\s(?:пользователь|użytkownik|uživatel|používateľ|utilisateur|usuario) \S|^\p{L}{1,3} \p{L}{4,12}, .{0,40}\b(?:19|20)\d\d, [\w.-]{3,40} \p{L}{3,12}:$/u;
const ENDS = /[:：]["*]?[\s–—_*-]{0,40}$/u;
/** What speaks is a thing or somebody whom the writer mentions: "The tracking page says:", "My husband wrote:". */
const OF_A_THING =
  /^[\s*_]{0,4}(?:the|an?|this|that|my|your|our|his|her|their|and|but|so|der|die|das|ein|eine|mein|meine|ihr|ihre|unser|unsere|und|aber|les?|la|une?|mon|ma|mes|votre|notre|et|mais|el|los|las|una|mi|mis|su|sus|nuestr[oa]|pero|lo|mio|mia|de|het|een|mijn|uw)\s/iu;
/** A person mentioned in a sentence rather than a mail's writer: "yesterday at 12:30 she wrote:". */
const TOLD_OF =
  /\b(?:i|you|we|he|she|they|who|it|ich|wir|er|sie|je|tu|il|elle|nous|vous|ils|yo|él|ella|usted|io|lui|lei|noi|ik|hij|zij|wij|eu|ele|ela)\s(?:have |had |has |habe |hat |ai |a )?\S{1,20}\s?[:：]?[\s–—_*-]{0,10}$/iu;

/** Returns how many lines from `index` on say who wrote the following text, and when; 0 where they do not. */
export function attributionLength(lines: readonly string[], index: number): number {
  const first = plainLine(lines[index]!);
  if (!beginsAttribution(first)) return 0;
  if (holdsQuotation(first)) return 1;
  let joined = "";
  let blanks = 0;
  for (let at = index; at < Math.min(index + ATTRIBUTION_LINES, lines.length); at++) {
    const line = plainLine(lines[at]!);
    if (line === "") {
      // Polymail and its like put the address between empty lines.
      if (++blanks > 2 || !/^[<(]/.test(lines[nextLine(lines, at)]?.trim() ?? "") && !/[<(]$/.test(joined)) {
        return 0;
      }
      continue;
    }
    if (at > index && isQuoted(line) && !isVerbAlone(line)) return 0;
    joined = joined === "" ? line : `${joined} ${line}`;
    if (joined.length > ATTRIBUTION_MAX_CHARS) return 0;
    if (isAttribution(joined, lines, at)) return at - index + 1;
    // A sentence has ended: what follows is another one.
    if (/[.!?。！？]$/.test(line) && !/\b(?:\p{L}{1,4}|\d{1,2})\.$/u.test(line)) return 0;
  }
  return 0;
}

/** Returns whether the quotation begins on the line of its head, as Yahoo's programs write it. */
function holdsQuotation(line: string): boolean {
  const head = /^([^>].{10,300}?[:：])\s{2,}\S/.exec(line)?.[1];
  return head !== undefined && ADDRESS.test(head) && DATE.test(head) && endsWithVerb(head);
}

function beginsAttribution(line: string): boolean {
  return FIRST_WORD.test(`${line} `) || WEEKDAY.test(`${line} `) || DATE_FIRST.test(line) ||
    /^[–—_-]{2,40}\s?\S/.test(line) && WROTE.test(line) || NAME_AND_TIME.test(line) ||
    line.length <= 200 && (ADDRESS.test(line) || WROTE.test(line) || /[<(]$/.test(line)) &&
      beginsWithName(line);
}

/** Returns whether the text before the address or verb may be a name rather than a sentence. */
function beginsWithName(line: string): boolean {
  const name = line.split(/[<([]/, 1)[0]!.slice(0, 120);
  const words_max = DATE.test(name) ? 14 : 9;
  return name.split(/\s+/).length <= words_max &&
    !/[^\d\s][.!?;:。！？]\s{1,3}\p{Lu}/u.test(name.replace(/\b\p{L}{1,3}\./gu, ""));
}

/** Lines over which an attribution that shares its first line with the writer's text may be broken. */
const SHARED_LINES = 3;

export interface SharedHead {
  /** Where in the first line the writer's text ends. */
  readonly at: number;
  readonly length: number;
}

/** Returns the attribution that begins within a line, behind the writer's text, if any. */
export function sharedHead(lines: readonly string[], index: number): SharedHead | undefined {
  let joined = lines[index]!;
  for (let length = 1; length <= SHARED_LINES; length++) {
    if (length > 1) joined += ` ${lines[index + length - 1]?.trim() ?? ""}`;
    if (joined.length > ATTRIBUTION_MAX_CHARS || lines[index + length - 1] === undefined) return undefined;
    if (!ENDS.test(joined)) continue;
    if (!isQuoted(lines[nextLine(lines, index + length)]?.trim() ?? "")) return undefined;
    for (
      const { index: at } of joined.matchAll(
        /[\s-](?=(?:On|Am|Le|El|Il|Op|Em|Den)\s\p{L}{0,10}[.,]{0,2}\s?(?:\p{L}{3,9}\s)?\d)/gu,
      )
    ) {
      const is_within = at > 0 && at < lines[index]!.length && /[\p{L}\p{N}]/u.test(joined.slice(0, at));
      if (is_within && isSharedHead(joined.slice(at + 1))) return { at: at + 1, length };
    }
    return undefined;
  }
  return undefined;
}

function isSharedHead(tail: string): boolean {
  return DATE.test(tail) && WROTE.test(tail) &&
    (ADDRESS.test(tail) || TIME.test(tail) && hasName(tail) && !TOLD_OF.test(tail));
}

function isAttribution(joined: string, lines: readonly string[], at: number): boolean {
  const has_address = ADDRESS.test(joined);
  const has_date = DATE.test(joined);
  const ends = ENDS.test(joined);
  const wrote = WROTE.test(joined);
  const is_followed = isQuoted(lines[nextLine(lines, at + 1)]?.trim() ?? "");
  if (YOU_WROTE.test(joined)) return true;
  // Zoho writes no colon. A sentence that is broken after its verb goes on in the next line.
  const stands_alone = has_address && has_date && TIME.test(joined) && (lines[at + 1] ?? "").trim() === "";
  if (
    wrote &&
    (ends || /[–—_*-]{2,40}$/.test(joined) || endsWithVerb(joined) && (is_followed || stands_alone))
  ) {
    if (has_address && (has_date || endsWithVerb(joined))) return true;
    if (is_followed) return joined.length <= 160 && (has_address || has_date || !OF_A_THING.test(joined));
    if (TOLD_OF.test(joined)) return false;
    if (NAME_WROTE_AT.test(joined) || NAME_KIRJOITTI.test(joined)) return true;
    // No address: then a date, a time and a name must stand there.
    return (FIRST_WORD.test(joined) || WEEKDAY.test(joined) || DATE_FIRST.test(joined) ||
      /^[–—_-]{2,40}/.test(joined)) &&
      has_date && (TIME.test(joined) || /\b(?:19|20)\d\d\b/.test(joined)) &&
      (hasName(joined) || NAMED_USER.test(joined));
  }
  if (/^(?:quoting|zitat von|citando|citát)\s/iu.test(joined)) return ends && (has_address || is_followed);
  // "2026-11-22 13:00 GMT+01:00 Kontor <orders@kontor.example>:", and the languages whose programs have no verb.
  const dated = DATE_FIRST.test(joined) || WEEKDAY.test(joined) || FIRST_WORD.test(joined);
  const has_time = TIME.test(joined);
  if (has_date && has_time && ends && BRACKETED.test(joined) && SOON_A_NUMBER.test(joined)) return true;
  if (is_followed && (GMT_LINE.test(joined) || NAME_AND_TIME.test(joined) || POSTED_BY.test(joined))) {
    return true;
  }
  if (dated && has_date && has_time && ends && is_followed && joined.length <= 160) return true;
  if (DATED_SENDER.test(joined) && !hasVerbBelow(lines, at)) return true;
  if (!dated || !has_date || !has_address || !(has_time || is_followed)) return false;
  // The verb may come with the next line.
  return ends || />$/.test(joined) && !hasVerbBelow(lines, at);
}

/** "> wrote:", the end of an attribution whose last line begins with the bracket of the address. */
function isVerbAlone(line: string): boolean {
  const verb = line.replace(/^\s{0,3}>\s{0,2}/, "");
  return verb.length <= 40 && WROTE.exec(verb)?.index === 0 && endsWithVerb(verb);
}

function hasVerbBelow(lines: readonly string[], at: number): boolean {
  return WROTE.test(` ${lines[nextLine(lines, at + 1)]?.trim().slice(0, 30) ?? ""}`);
}

function endsWithVerb(joined: string): boolean {
  const tail = joined.replace(/[\s:：."*_–—-]{0,40}$/u, "").slice(-30);
  return WROTE.test(`${tail.slice(-30)}:`) && WROTE.test(` ${tail.split(/[\s>)]/).slice(-3).join(" ")}:`);
}

/**
 * Returns whether `joined` has a capitalised word, other than a month or a beginning, which is then the writer's
 * name.
 */
function hasName(joined: string): boolean {
  return /[\s,"]\p{Lu}\p{L}{1,30}[\s,"]/u.test(joined.slice(6)) ||
    /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(joined);
}

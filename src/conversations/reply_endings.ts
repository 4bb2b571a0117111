/**
 * Finds what follows a reply without being part of it: marked signatures, phones' own lines, notices of companies and
 * lists.
 */
import { isAddedByProgram } from "./program_lines.ts";

/** RFC 3676, 4.3: "-- " ends the text. Many programs lose its blank. */
const DELIMITER = /^--\s{0,2}$/;
/** Lines that may stand below a delimiter which has lost its blank. */
const SIGNATURE_LINES = 10;

/** Lines that begin a notice of a company, a list or a virus scanner: nothing below them is the writer's. */
const DISCLAIMER = new RegExp(
  "^[\\s*_=~-]{0,80}(?:" + [
    "(?:confidentiality|privacy|legal) (?:notice|note|warning|disclaimer|statement)\\s?[:：-]|disclaimer\\s?[:：-]|vertraulichkeitshinweis\\s?[:：-]|avis de confidentialité\\s?[:：-]|aviso (?:legal|de confidencialidad)\\s?[:：-]|avviso di riservatezza\\s?[:：-]",
    "[*=_#~-]{3,80} ?(?:disclaimer|confidentiality(?: notice)?|legal notice|privacy notice) ?[*=_#~-]{3,80}(?: |$)",
    "please (?:consider the environment|think before (?:you )?print)|bitte (?:denken|prüfen) sie(?: \\S{1,20}){0,6} (?:umwelt|ausdruck|drucken)|pensez à l.environnement|antes de imprimir",
    "(?:virus-free|virenfrei|sans virus|libre de virus|privo di virus)\\b.{0,40}(?:avast|avg|www\\.)|(?:diese e-?mail wurde|this e-?mail has been|l.absence de virus) .{0,60}(?:virus|viren|avast|antivirus)",
    "you (?:are receiving|received|are subscribed to) this (?:e-?mail|message) because|to unsubscribe from this (?:group|list)(?: and|,)|reply to this email directly or view it on",
  ].join("|") + ")",
  "iu",
);
/** Below a rule, what a list or a program of tickets tells its readers. */
const UNSUBSCRIBE =
  /^(?:to unsubscribe\b|you (?:are receiving|received) this\b|(?:um sich |zum )?ab(?:zu)?melden\b.{0,40}(?:liste|newsletter)|pour vous désabonner\b|para (?:darse|cancelar).{0,20}(?:baja|suscripción))/i;
/** A paragraph that says of the mail that it is confidential, and what a company's paragraph adds. */
const CONFIDENTIAL =
  /^[\s*_=~-]{0,80}(?:(?:this|the information (?:contained )?in this|the contents? of this) (?:e-?mail|message|communication|transmission)\b.{0,120}(?:confidential|privileged|intended (?:only |solely )?for)|(?:diese|der inhalt dieser) (?:e-?mail|nachricht)\b.{0,120}vertraulich|(?:ce|le présent) (?:message|courriel|e-?mail)\b.{0,120}confidentiel|(?:este|el presente|esta) (?:mensaje|correo|mensagem|e-?mail)\b.{0,120}confidencia|(?:questo|il presente|le informazioni contenute) (?:messaggio|e-?mail|in quest[ao])\b.{0,120}(?:confidenzial|riservat)|(?:dit|de informatie in dit|deze) (?:bericht|e-?mail)\b.{0,120}vertrouwelijk|本(?:メール|電子メール).{0,40}(?:機密|秘密))/iu;
const LEGAL =
  /\b(?:addressees?|intended recipients?|attachments?|unauthori[sz]ed|dissemination|disclosure|prohibited|adressat\w{0,2}|empfänger\w{0,2}|unbefugt\w{0,2}|anhänge\w{0,1}|rechtlich|vernichten|destinataires?|pièces jointes|divulgation|diffusion|destinatari\w{1,2}|adjuntos|divulgación|allegati|divulgazione|geadresseerde|bijlagen)\b|宛先|破棄|開示/iu;
/** Mailman and its like: a line of underscores, then the list's name. */
const LIST_RULE = /^_{20,100}$/;
const LIST_LINE = /\bmailing list(?: --.{0,60})?$|\/listinfo\/|^to unsubscribe\b|^list (?:archive|info)/i;
const RULE = /^[-_=*~—–]{3,100}$/;
const LINK_LINE = /^[<(\[]?https?:\/\/\S{1,500}$/;
/** What remains of a rule above a line that was removed: "--", "—", "__". */
const SHORT_RULE = /^[-_=*~—–]{1,2}$/;

/** Returns whether a program added all words of `lines`. */
export function isAddedAlone(lines: readonly string[]): boolean {
  const said = lines.filter(hasWords);
  return said.length > 0 && said.every((line) => isAddedByProgram(line.trim()));
}

/** Returns the lines of one passage without the text added below it. */
export function withoutEnding(lines: readonly string[]): readonly string[] {
  const delimiter = lines.findIndex((_, at) => isDelimiter(lines, at) || isRuleOfCard(lines, at));
  if (delimiter < 0) return withoutAdded(lines);
  // What somebody adds below their signature is no part of it.
  const added = lines.findIndex((line, at) => at > delimiter && POSTSCRIPT.test(line));
  return withoutAdded([...lines.slice(0, delimiter), ...added < 0 ? [] : lines.slice(added)]);
}

const POSTSCRIPT =
  /^\s{0,3}(?:p\. ?(?:p\. ?)?s\.?|pp?s)(?:\s?[:：–—-]|\s)\s{0,3}\S|^\s{0,3}(?:追伸|追記|ملاحظة|ملحوظة|נ\.ב\.|附言|추신)/iu;

function isDelimiter(lines: readonly string[], at: number): boolean {
  const line = lines[at]!;
  if (!DELIMITER.test(line)) return false;
  if (line === "-- " || line === "--\u00a0") return true;
  // "My address:", and a line of dashes.
  if (/[:：]\s{0,3}$/.test(lines.slice(0, at).findLast((one) => one.trim() !== "") ?? "")) return false;
  const below = lines.slice(at + 1).filter((one) => one.trim() !== "");
  // Some writers separate paragraphs by dashes: the lines below must resemble an address and not sentences.
  return below.length <= SIGNATURE_LINES && !below.some(isSentence);
}

/**
 * Returns whether a rule of any signs stands above a card of its writer: the name with which they closed is repeated
 * below it, and all lines down to the end resemble an address.
 */
function isRuleOfCard(lines: readonly string[], at: number): boolean {
  if (!/^[-_=*~—–]{2,80}$/.test(lines[at]!.trim())) return false;
  const below = lines.slice(at + 1).filter((one) => one.trim() !== "");
  const name = lines.slice(0, at).findLast((one) => one.trim() !== "")?.trim() ?? "";
  return /^\p{Lu}\p{L}{1,20}(?: \p{Lu}[\p{L}.]{0,20}){0,2}$/u.test(name) && below.length > 1 &&
    below.length <= SIGNATURE_LINES && !below.some(isSentence) &&
    `${below[0]!.trim()} `.startsWith(`${name} `) &&
    below.some((one) => /\S@\S|\d[\d /-]{5,}\d|www\./.test(one));
}

const COMPANY = /\b(?:ltd|inc|co|corp|e\.v|s\.a|s\.r\.l|s\.p\.a|b\.v|no|tel)\.\s{0,3}$/i;

function isSentence(line: string): boolean {
  const words = line.trim().split(/\s+/).length;
  return /[?？]\s{0,3}$/.test(line) || words >= 9 ||
    words >= (/\d/.test(line) ? 5 : 4) && /[.!。！]\s{0,3}$/.test(line) && !COMPANY.test(line);
}

function withoutAdded(lines: readonly string[]): readonly string[] {
  const disclaimer = lines.findIndex((_, at) =>
    at > 0 && isDisclaimer(lines, at) && lines.slice(0, at).some(hasWords)
  );
  let end = disclaimer < 0 ? lines.length : withoutHeading(lines, withoutRules(lines, disclaimer));
  for (;;) {
    while (end > 0 && (lines[end - 1]!.trim() === "" || RULE.test(lines[end - 1]!.trim()))) end--;
    const last = lines[end - 1]?.trim() ?? "";
    // A program's link may stand on a line of its own.
    const added = isAddedByProgram(last)
      ? 1
      : LINK_LINE.test(last) && isAddedByProgram(lines[end - 2]?.trim() ?? "")
      ? 2
      : 0;
    if (added === 0 || !lines.slice(0, end - added).some(hasWords)) break;
    end = withoutRules(lines, end - added);
  }
  return lines.slice(0, end);
}

/** What stands alone above a notice. */
const HEADING =
  /^[\s*_=~#-]{0,20}(?:disclaimer|(?:confidentiality|privacy|legal) (?:notice|note|statement)|(?:rechtlicher )?hinweis|vertraulichkeitshinweis|haftungsausschluss|avis de confidentialité|aviso (?:legal|de confidencialidad)|avviso di riservatezza)[\s*_=~#:.-]{0,20}$/iu;

function hasHeading(lines: readonly string[], at: number): boolean {
  return HEADING.test(lines[withoutRules(lines, at) - 1] ?? "");
}

function withoutHeading(lines: readonly string[], end: number): number {
  if (end === 0 || !HEADING.test(lines[end - 1]!) || !lines.slice(0, end - 1).some(hasWords)) return end;
  return withoutRules(lines, end - 1);
}

/** Returns `end` moved up over blanks and the short rules that stood above what was removed. */
function withoutRules(lines: readonly string[], end: number): number {
  let at = end;
  while (at > 0 && (lines[at - 1]!.trim() === "" || SHORT_RULE.test(lines[at - 1]!.trim()))) at--;
  return at;
}

function isDisclaimer(lines: readonly string[], at: number): boolean {
  const line = lines[at]!.trim();
  if (LIST_RULE.test(line) && lines.slice(at + 1, at + 4).some((next) => LIST_LINE.test(next.trim()))) {
    return true;
  }
  const before = lines[at - 1]!.trim();
  const is_below_rule = RULE.test(before) || SHORT_RULE.test(before);
  if (before !== "" && !is_below_rule) return false;
  if (is_below_rule && UNSUBSCRIBE.test(line)) return true;
  // A sentence is broken into lines: the next ones belong to it.
  const paragraph = lines.slice(at, at + 12).map((one) => one.trim()).join(" ").slice(0, 1_000);
  return DISCLAIMER.test(paragraph) ||
    CONFIDENTIAL.test(paragraph) && (LEGAL.test(paragraph) || hasHeading(lines, at));
}

export function hasWords(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line);
}

/** Lines that a company's gateway puts above each mail from outside. */
const BANNER =
  /^[\s*[(|>_=-]{0,20}(?:caution|external(?: e-?mail| sender)?|warning|achtung|vorsicht|attention|warnung|extern)\b.{0,120}(?:(?:originat\w{2,3}|sent|received|com(?:es|ing)|came) from (?:outside|an external)|outside (?:of )?(?:the|your|our|this) (?:organi[sz]ation|company|network)|do not (?:click|open)[^.]{0,30} (?:links?|attachments?)\b|von außerhalb|externe[rn]? absender|expéditeur externe|extérieur de (?:votre|l)|not open (?:any )?attachments)/i;

/** How many lines at the beginning are a gateway's banner. */
export function bannerLength(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0 || !BANNER.test(`${lines[first]!.trim()} ${lines[first + 1]?.trim() ?? ""}`.slice(0, 400))) {
    return 0;
  }
  const length = lines.findIndex((line, at) => at > first && line.trim() === "");
  return length < 0 || !lines.slice(length).some(hasWords) ? 0 : length;
}

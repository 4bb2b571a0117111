/** The new text of a reply: without the quoted mail, its attribution line and the signature. It keeps what it is unsure of. */
import { htmlText } from "./html_text.ts";
import { READ_MAX_CHARS } from "./inbound_mail.ts";

/** Lines of one mail that are read. */
const LINES_MAX = 2_000;
/** Mail programs break an attribution after 70 characters or so. */
const ATTRIBUTION_LINES = 3;

/** What the writer of the mail added. Where nothing is left, the whole text is: better a quotation than an empty message. */
export function replyText(mail: { readonly text: string; readonly html: string }): string {
  const text = mail.text.trim() === "" ? replyOfHtml(mail.html.slice(0, READ_MAX_CHARS)) : mail.text;
  const lines = text.slice(0, READ_MAX_CHARS).replace(/\r\n?/g, "\n").split("\n").slice(0, LINES_MAX);
  const whole = lines.join("\n").trim();
  return unsigned(unquoted(lines)).join("\n").replace(/\n{3,}/g, "\n\n").trim() || whole;
}

/** Where the usual programs begin the quotation: Gmail, Apple Mail and Thunderbird, Outlook, Yahoo, Proton. */
const HTML_QUOTE =
  /<(?:div|blockquote|hr|table|span|p)\b[^<>]{0,500}?(?:class="?(?:gmail_quote|gmail_attr|moz-cite-prefix|yahoo_quoted|protonmail_quote)|type="?cite|id="?(?:divrplyfwdmsg|appendonsend|x_divrplyfwdmsg|mail-editor-reference-message-container|isforwardcontent|ymail_android_signature))/i;
/** Outlook on Windows marks the quotation by nothing but this line. */
const OUTLOOK_RULE = /<div style="border:none;border-top:solid #[0-9a-f]{6} 1\.0pt/i;

function replyOfHtml(html: string): string {
  const at = [HTML_QUOTE, OUTLOOK_RULE].map((pattern) => html.search(pattern)).filter((index) => index >= 0);
  const own = htmlText(at.length === 0 ? html : html.slice(0, Math.min(...at)));
  return own === "" ? htmlText(html) : own;
}

function unquoted(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((_, index) => quoteHead(lines, index) > 0);
  if (at < 0) return lines.filter(isOwn);
  const before = lines.slice(0, at).filter(isOwn);
  const after = lines.slice(at + quoteHead(lines, at));
  // Only ">" shows where a quotation ends; answers between or below its lines are kept.
  const answers = after.some(isQuoted)
    ? after.filter(isOwn).filter((_, index, own) => quoteHead(own, index) === 0)
    : [];
  return [...before, ...answers];
}

/** How many lines from `index` on announce a quotation; 0 where they do not. */
function quoteHead(lines: readonly string[], index: number): number {
  const line = lines[index]!.trim();
  if (line === "" || line.startsWith(">")) return 0;
  if (DIVIDER.test(line)) return 1;
  if (
    MAIL_FIELD.test(line) &&
    lines.slice(index + 1, index + 5).filter((next) => MAIL_FIELD.test(next.trim())).length >= 2
  ) {
    return 1;
  }
  for (let count = 1; count <= ATTRIBUTION_LINES; count++) {
    const joined = lines.slice(index, index + count).map((next) => next.trim()).join(" ");
    if (joined.length <= 400 && ATTRIBUTION.some((pattern) => pattern.test(joined))) return count;
  }
  return 0;
}

/** "-----Original Message-----" and its kin. */
const DIVIDER =
  /^[-_*\s]{2,40}(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré|mensaje original|mensaje reenviado|元のメッセージ|元のメール|original appointment|begin forwarded message)[\s:]{0,3}[-_*\s]{0,40}$|^begin forwarded message:$|^_{20,80}$/i;
/** A line of the block that Outlook puts above a quotation. */
const MAIL_FIELD =
  /^\*?(?:from|sent|to|cc|date|subject|von|gesendet|an|datum|betreff|de|envoyé|à|objet|enviado(?: el)?|para|asunto|fecha|差出人|送信日時|送信者|宛先|件名|日時)\s?[:：]\*?\s?\S/i;
/** "On …, … wrote:" in the languages of the usual programs. */
const ATTRIBUTION: readonly RegExp[] = [
  /^on\b.{5,360}\bwrote\s?:$/i,
  /^am\b.{5,360}\bschrieb\b.{0,200}:$/i,
  /^.{3,200} schrieb am .{5,120}:$/i,
  /^le\b.{5,360}\ba écrit\s?:$/i,
  /^el\b.{5,360}\bescribió\s?:$/i,
  /^(?:il giorno|il)\b.{5,340}\bha scritto\s?:$/i,
  /^op\b.{5,360}\bschreef\b.{0,200}:$/i,
  /^em\b.{5,360}\bescreveu\s?:$/i,
  /^20\d\d[年/].{5,250}(?:<[^<>]{3,254}>|のメール|さん(?:は|が)?(?:書きました)?)\s?[:：]$/,
  /^.{2,250}(?:さん|様)?(?:は|が)書きました\s?[:：]$/,
];

function isQuoted(line: string): boolean {
  return /^\s{0,3}(?:>|&gt;|＞)/.test(line);
}

function isOwn(line: string): boolean {
  return !isQuoted(line);
}

/** RFC 3676, 4.3: "-- " ends the text. Phones sign without it. */
const SIGNATURE = /^--\s{0,2}$/;
const PHONE =
  /^(?:sent from (?:my |mail for |outlook|yahoo|proton).{0,80}|get outlook for .{0,80}|(?:von meinem .{1,60}|gesendet (?:von|mit) .{1,80}?)(?: gesendet)?|diese nachricht wurde von meinem .{0,100}|envoyé (?:de|depuis|à partir de) .{1,80}|enviado (?:desde|do) .{1,80}|.{1,40}から送信(?:されました)?)\.?$/i;

function unsigned(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => SIGNATURE.test(line));
  return (at < 0 ? lines : lines.slice(0, at)).filter((line) => !PHONE.test(line.trim()));
}

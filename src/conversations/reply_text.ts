/**
 * Extracts what the writer of a reply added: without our text, quotations, their heads, signatures and notices. It
 * keeps uncertain text.
 */
import { withAnswered } from "./answered_quotations.ts";
import { htmlLines } from "./html_lines.ts";
import { htmlText } from "./html_text.ts";
import { READ_MAX_CHARS } from "./inbound_mail.ts";
import { letters, repeatedLines } from "./known_text.ts";
import { type Passage, passagesOf } from "./passages.ts";
import { wholeFrom } from "./read_whole.ts";
import { hasWords, isAddedAlone, withoutEnding } from "./reply_endings.ts";

/** Lines of one mail that are read. */
const LINES_MAX = 2_000;
/** Share of what is read that stands at the end of a longer mail: some answer below all of the thread. */
const END_SHARE = 0.25;

/** The bodies of a mail, decoded; "" where it has none of that type. */
export interface MailBodies {
  readonly text: string;
  readonly html: string;
  /** Says of a mail whether it was passed on. */
  readonly subject?: string;
}

export interface Reply {
  /**
   * What a reader must see: what the writer added, with the quotations that they answer line by line and with a mail
   * that they pass on.
   */
  readonly shown: string;
  /** Nothing that somebody else wrote: for a program that reads the words or hands them on. */
  readonly own: string;
}

/**
 * Reads a reply. `known` are the mails of the thread, which separate quotations from answers where no mark does. Where
 * nothing is left, both are the whole text: a quotation is better than an empty message.
 */
export function readReply(mail: MailBodies, known: readonly MailBodies[] = []): Reply {
  const { lines, plain, isCertain, whole } = readLines(mail);
  const repetitions = repeatedLines(
    lines,
    known.flatMap(({ text, html }) => [text, htmlText(html.slice(0, READ_MAX_CHARS))]),
  );
  const written = writtenIn(passagesOf(lines, repetitions, isCertain));
  const own = written.map(({ lines, is_quotation }) => is_quotation ? [""] : lines);
  const from = wholeFrom(plain, repetitions, mail.subject ?? "");
  const above = from === undefined
    ? written
    : writtenIn(passagesOf(lines.slice(0, from), repetitions, isCertain));
  const shown = withAnswered(above).map(({ lines, is_quotation }) => is_quotation ? ["", ...lines] : lines);
  return {
    shown: joined(from === undefined ? shown : [...shown, ["", ...plain.slice(from)]]) || whole,
    own: joined(own) || whole,
  };
}

export function replyText(mail: MailBodies, known: readonly MailBodies[] = []): string {
  return readReply(mail, known).shown;
}

export function ownWords(mail: MailBodies, known: readonly MailBodies[] = []): string {
  return readReply(mail, known).own;
}

/** Returns `passages` without what programs and companies add to the writer's. */
function writtenIn(passages: readonly Passage[]): readonly Passage[] {
  const said = passages.filter(({ lines, is_quotation }) => is_quotation || !isAddedAlone(lines));
  const has_said = said.some(({ lines, is_quotation }) => !is_quotation && lines.some(hasWords));
  return (has_said ? said : passages.filter(({ is_quotation }) => !is_quotation)).map((passage) =>
    passage.is_quotation ? passage : { ...passage, lines: withoutEnding(passage.lines) }
  );
}

function joined(passages: readonly (readonly string[])[]): string {
  return passages.map((lines) => lines.join("\n")).join("\n").replace(/\n{3,}/g, "\n\n").trim();
}

interface Read {
  /** What HTML marks as quoted is marked as plain text marks it. */
  readonly lines: readonly string[];
  /** The same lines without marks that HTML gave them. */
  readonly plain: readonly string[];
  /** Whether the mark of a line is certainly a program's and not the writer's. */
  readonly isCertain: (at: number) => boolean;
  readonly whole: string;
}

function readLines({ text, html }: MailBodies): Read {
  if (hasWords(text) ? !isStub(text, html) : !hasWords(htmlText(html.slice(0, READ_MAX_CHARS)))) {
    const lines = endsOfLines(endsOfText(text).replace(/\r\n?/g, "\n").split("\n"));
    return { lines, plain: lines, whole: lines.join("\n").trim(), isCertain: () => false };
  }
  const all = endsOfLines(htmlLines(endsOfText(html)));
  const shown = all.filter(({ role }) => role !== "signature");
  return {
    lines: shown.map(({ text, role }) => role !== "own" && text !== "" ? `> ${text}` : text),
    plain: shown.map(({ text }) => text),
    isCertain: (at) => shown[at]?.role === "quote",
    whole: joined(all.map(({ text }) => [text])),
  };
}

/** Returns the first and the last characters of a longer text. */
function endsOfText(text: string): string {
  if (text.length <= READ_MAX_CHARS) return text;
  const end = END_SHARE * READ_MAX_CHARS;
  return text.slice(0, READ_MAX_CHARS - end) + text.slice(-end);
}

/** Returns the first and the last of more lines. */
function endsOfLines<Line>(lines: readonly Line[]): readonly Line[] {
  if (lines.length <= LINES_MAX) return lines;
  const end = END_SHARE * LINES_MAX;
  return [...lines.slice(0, LINES_MAX - end), ...lines.slice(-end)];
}

/** What programs put in the place of a text part: "Your mail program does not support HTML." */
const STUB =
  /\bhtml\b[^]{0,80}(?:view|display|support|client|program|capable|anzeig|darst|unterstütz|affich|lire|mostrar|ver\b|visualizz|weergeven|対応|表示)|(?:view|display|support|client|program|capable|anzeig|darst|unterstütz|affich|mostrar|visualizz)[^]{0,80}\bhtml\b/iu;

/** Returns whether the text part only says that there is HTML, which itself says nothing of the kind. */
function isStub(text: string, html: string): boolean {
  if (text.length > 400 || html.trim() === "" || !STUB.test(text)) return false;
  return !letters(htmlText(html.slice(0, READ_MAX_CHARS))).includes(letters(text));
}

/**
 * Extracts what the writer of a reply added: without our text, quotations, their heads, signatures and notices. It
 * keeps uncertain text.
 */
import { htmlLines } from "./html_lines.ts";
import { htmlText } from "./html_text.ts";
import { READ_MAX_CHARS } from "./inbound_mail.ts";
import { letters, repeatedLines, type Repetition } from "./known_text.ts";
import { sharedHead } from "./attributions.ts";
import { isQuoted } from "./marked_lines.ts";
import { quotedLines } from "./quoted_lines.ts";
import { type QuoteHead, quoteHead } from "./quote_heads.ts";
import { bannerLength, hasWords, isAddedAlone, withoutEnding } from "./reply_endings.ts";

/** Lines of one mail that are read. */
const LINES_MAX = 2_000;
/** Share of the text below a head without quotation marks that must be known before the rest counts as an answer. */
const KNOWN_SHARE = 0.5;

/** The bodies of a mail, decoded; "" where it has none of that type. */
export interface MailBodies {
  readonly text: string;
  readonly html: string;
}

/**
 * Returns what the writer of `mail` added. `known` are the mails of the thread, which separate quotations from
 * answers where no mark does. Where nothing is left, returns the whole text: a quotation is better than an empty
 * message.
 */
export function replyText(mail: MailBodies, known: readonly MailBodies[] = []): string {
  const { lines, whole, is_html } = read(mail);
  const repetitions = repeatedLines(
    lines,
    known.flatMap(({ text, html }) => [text, htmlText(html.slice(0, READ_MAX_CHARS))]),
  );
  const all = ownPassages(lines, repetitions, is_html);
  const said = all.filter((passage) => !isAddedAlone(passage));
  const passages = (said.some((passage) => passage.some(hasWords)) ? said : all).map((passage) =>
    withoutEnding(passage)
  );
  return passages.map((passage) => passage.join("\n")).join("\n").replace(/\n{3,}/g, "\n\n").trim() || whole;
}

interface Read {
  readonly lines: readonly string[];
  /** True for HTML, where a quotation mark is the program's and never the writer's. */
  readonly is_html: boolean;
  readonly whole: string;
}

function read({ text, html }: MailBodies): Read {
  if (text.trim() !== "" && !isStub(text, html)) {
    const lines = text.slice(0, READ_MAX_CHARS).replace(/\r\n?/g, "\n").split("\n").slice(0, LINES_MAX);
    return { lines, whole: lines.join("\n").trim(), is_html: false };
  }
  const all = htmlLines(html.slice(0, READ_MAX_CHARS)).slice(0, LINES_MAX);
  return {
    // What HTML marks as quoted is marked as plain text marks it.
    lines: all.filter(({ role }) => role !== "signature").map(({ text, role }) =>
      role === "quote" && text !== "" ? `> ${text}` : text
    ),
    whole: all.map(({ text }) => text).join("\n").replace(/\n{3,}/g, "\n\n").trim(),
    is_html: true,
  };
}

/** What programs put in the place of a text part: "Your mail program does not support HTML." */
const STUB =
  /\bhtml\b[^]{0,80}(?:view|display|support|client|program|capable|anzeig|darst|unterstütz|affich|lire|mostrar|ver\b|visualizz|weergeven|対応|表示)|(?:view|display|support|client|program|capable|anzeig|darst|unterstütz|affich|mostrar|visualizz)[^]{0,80}\bhtml\b/iu;

/** Returns whether the text part only says that there is HTML, which itself says nothing of the kind. */
function isStub(text: string, html: string): boolean {
  if (text.length > 400 || html.trim() === "" || !STUB.test(text)) return false;
  return !letters(htmlText(html.slice(0, READ_MAX_CHARS))).includes(letters(text));
}

type Passage = readonly string[];

/** Returns the writer's own lines, split where other text stood between them. */
function ownPassages(
  lines: readonly string[],
  repetitions: readonly Repetition[],
  is_html: boolean,
): readonly Passage[] {
  const passages: Passage[] = [];
  let current: string[] = [];
  const close = () => {
    passages.push(current);
    current = [];
  };
  const quotes = quotedLines(lines, is_html);
  let at = bannerLength(lines);
  while (at < lines.length) {
    if (repetitions[at] === "repeated" || quotes[at]) {
      close();
      at++;
      continue;
    }
    const shared = sharedHead(lines, at);
    if (shared !== undefined) {
      current.push(lines[at]!.slice(0, shared.at).replace(/[\s-]{1,10}$/, ""));
      close();
      at += shared.length;
      continue;
    }
    const head = quoteHead(lines, at);
    if (head === undefined) {
      current.push(lines[at]!);
      at++;
      continue;
    }
    close();
    at += head.length;
    if (!marksQuotation(lines, at, head)) return [...passages, ...answersBelow(lines, repetitions, at)];
  }
  close();
  return passages;
}

/** Returns whether quoted lines below a head have marks, so that an answer can be distinguished from them. */
function marksQuotation(lines: readonly string[], from: number, { kind }: QuoteHead): boolean {
  const first = lines.slice(from).find((line) => line.trim() !== "");
  if (first === undefined || isQuoted(first)) return true;
  if (kind !== "attribution") return false;
  // An answer may stand between the head and the first quoted line; below another head all is quoted.
  const quoted = lines.findIndex((line, at) => at >= from && isQuoted(line));
  return quoted >= 0 && !lines.slice(from, quoted).some((_, at) => quoteHead(lines, from + at) !== undefined);
}

/**
 * Returns the answers below a head without quotation marks: all is quoted, but where most of it is known, the unknown
 * lines are an answer.
 */
function answersBelow(
  lines: readonly string[],
  repetitions: readonly Repetition[],
  from: number,
): readonly Passage[] {
  const chars = { known: 0, all: 0 };
  for (let at = from; at < lines.length; at++) {
    const { length } = lines[at]!.trim();
    chars.all += length;
    if (repetitions[at] === "repeated") chars.known += length;
  }
  if (chars.known < KNOWN_SHARE * chars.all || chars.known === 0) return [];
  const answers: string[][] = [[]];
  let is_first = true;
  for (let at = from; at < lines.length;) {
    const is_known = repetitions[at] === "repeated";
    const head = is_known ? undefined : quoteHead(lines, at);
    if (is_known || head !== undefined || isQuoted(lines[at]!)) {
      answers.push([]);
      is_first = false;
      // The salutation of a quotation is too short to be recognised by itself.
    } else if (!is_first || repetitions[at] !== "short") answers.at(-1)!.push(lines[at]!);
    at += head?.length ?? 1;
  }
  // A single word is a remainder of the quotation, such as a button.
  return answers.filter((passage) => SEVERAL_WORDS.test(passage.join(" ").slice(0, 2_000)));
}

const SEVERAL_WORDS = /\p{L}.{0,200}?[\s\p{P}].{0,200}?\p{L}|[\p{sc=Han}\p{sc=Hiragana}]{4}/u;

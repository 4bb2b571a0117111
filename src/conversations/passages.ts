/**
 * Splits the lines of a reply into passages: the writer's own, and quotations that have marks. What stands below a head
 * without marks is left out, but for answers in it.
 */
import { sharedHead } from "./attributions.ts";
import type { Repetition } from "./known_text.ts";
import { isQuoted } from "./marked_lines.ts";
import { quotedLines } from "./quoted_lines.ts";
import { type QuoteHead, quoteHead } from "./quote_heads.ts";
import { bannerLength, hasWords } from "./reply_endings.ts";

export interface Passage {
  /** Of a quotation: with its marks, and with its head where it is not known. */
  readonly lines: readonly string[];
  readonly is_quotation: boolean;
  /** Of a quotation: whether the known mails hold most of it. */
  readonly is_known: boolean;
}

/** Share of a quotation that must be known before the rest counts as somebody else's. */
const KNOWN_SHARE = 0.5;

/** Returns the passages of `lines` in their order; `is_certain` says of a marked line that a program marked it. */
export function passagesOf(
  lines: readonly string[],
  repetitions: readonly Repetition[],
  is_certain: (at: number) => boolean,
): readonly Passage[] {
  const quotes = quotedLines(lines, is_certain);
  const collected = collector();
  let at = bannerLength(lines);
  while (at < lines.length) {
    const line = lines[at]!;
    if (quotes[at]) {
      collected.quote(line, repetitions[at]!);
      at++;
      continue;
    }
    if (repetitions[at] === "repeated" && line.trim() !== "") {
      collected.close();
      at++;
      continue;
    }
    const shared = sharedHead(lines, at);
    const head = shared === undefined ? quoteHead(lines, at) : undefined;
    const { length } = shared ?? head ?? { length: 0 };
    if (shared !== undefined) {
      collected.write(line.slice(0, shared.at).replace(/[\s-]{1,10}$/, ""));
      collected.head([line.slice(shared.at), ...lines.slice(at + 1, at + length)]);
    } else if (head !== undefined) collected.head(lines.slice(at, at + length));
    else collected.write(line);
    at += Math.max(1, length);
    if (head !== undefined && !marksQuotation(lines, at, head)) {
      return [...collected.passages(), ...answersBelow(lines, repetitions, at)];
    }
  }
  return collected.passages();
}

/** Gathers lines into passages; a head without a marked line below it makes none. */
function collector() {
  const passages: Passage[] = [];
  let own: string[] = [];
  let head: readonly string[] = [];
  let quoted: { readonly line: string; readonly is_known: boolean }[] = [];
  const close = () => {
    if (quoted.some(({ line }) => hasWords(line))) passages.push(quotation(head, quoted));
    passages.push({ lines: own, is_quotation: false, is_known: false });
    [own, head, quoted] = [[], [], []];
  };
  return {
    close,
    write(line: string) {
      own.push(line);
    },
    head(lines: readonly string[]) {
      close();
      head = lines;
    },
    quote(line: string, repetition: Repetition) {
      // A blank line may stand between the head and the first mark, and between marks.
      if (own.some(hasWords)) close();
      quoted.push({ line, is_known: repetition !== "own" || !hasWords(line) });
    },
    passages() {
      if (own.length > 0 || quoted.length > 0) close();
      return passages;
    },
  };
}

/** Of a quotation that is ours, what we did not write is a head. */
function quotation(
  head: readonly string[],
  quoted: readonly { readonly line: string; readonly is_known: boolean }[],
): Passage {
  const known = quoted.filter(({ is_known }) => is_known);
  const chars = (lines: typeof quoted) => lines.reduce((sum, { line }) => sum + line.trim().length, 0);
  const is_known = chars(known) > KNOWN_SHARE * chars(quoted);
  const lines = (is_known ? known : quoted).map(({ line }) => line);
  return { lines: is_known ? lines : [...head, ...lines], is_quotation: true, is_known };
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
  return answers.filter((passage) => SEVERAL_WORDS.test(passage.join(" ").slice(0, 2_000)))
    .map((passage) => ({ lines: passage, is_quotation: false, is_known: false }));
}

const SEVERAL_WORDS = /\p{L}.{0,200}?[\s\p{P}].{0,200}?\p{L}|[\p{sc=Han}\p{sc=Hiragana}]{4}/u;

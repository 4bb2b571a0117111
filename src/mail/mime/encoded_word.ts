/**
 * Writes free text into a header: plain where ASCII suffices, as RFC 2047 encoded words elsewhere. It folds, and
 * never refuses.
 */

/** Longest header line: 76 with encoded words (RFC 2047, 2), and for simplicity in every header. */
export const LINE_MAX = 76;
const WORD_MAX = 75;
const WORD_OPEN = "=?UTF-8?";
/** `=?UTF-8?Q?` and `?=` */
const WORD_FRAME = 12;
/** The widest column at which a header value may start and still take one four-byte character. */
export const COLUMN_MAX = LINE_MAX - WORD_FRAME - 12;

const encoder = new TextEncoder();
/** Bytes that RFC 2047, 5 (3) allows unencoded in a display name, so allowed everywhere; a space becomes `_`. */
const Q_OF_BYTE = Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  if (char === " ") return "_";
  return /[A-Za-z0-9!*+/-]/.test(char) ? char : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
});

/**
 * Returns the text on one line. The mail must be sent whatever customers and shops paste: control characters and line
 * separators become a space, a lone surrogate becomes U+FFFD, and a byte order mark, which decoders treat
 * differently, is dropped.
 */
export function headerText(text: string): string {
  const line = text.toWellFormed().replaceAll("\ufeff", "").replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
  let start = 0;
  let end = line.length;
  while (line[start] === " ") start++;
  while (end > start && line[end - 1] === " ") end--;
  return line.slice(start, end);
}

/** The value of an unstructured header such as Subject, folded; `column` is where it starts on its first line. */
export function foldedText(line: string, column: number): string {
  return plainFolded(line, line, column) ?? encodedWords(line, column).join("\r\n ");
}

/** A display name as a quoted string or as encoded words, folded. */
export function foldedPhrase(line: string, column: number): string {
  // Spam filters penalise needless encoding, so a quoted string is tried first.
  return plainFolded(line, `"${line.replace(/["\\]/g, "\\$&")}"`, column) ??
    encodedWords(line, column).join("\r\n ");
}

/** Joins words by single spaces, with a line break before the space where the next word would not fit. */
export function foldedWords(words: readonly string[], column: number): string {
  let folded = "";
  let at = column;
  for (const [index, word] of words.entries()) {
    if (index > 0) {
      const fits = at + 1 + word.length <= LINE_MAX;
      folded += fits ? " " : "\r\n ";
      at = fits ? at + 1 : 1;
    }
    folded += word;
    at += word.length;
  }
  return folded;
}

/** `written` folded at its spaces, or undefined where `line` needs encoded words. */
function plainFolded(line: string, written: string, column: number): string | undefined {
  // Many mail programs decode `=?` everywhere, inside quotes too: it must be sent encoded.
  if (!/^[ -~]*$/.test(line) || line.includes("=?")) return undefined;
  // Folds only before the first space of a run: a line must neither end in a space nor consist of spaces.
  const words = written.split(/(?<=[^ ]) /);
  if (words.some((word, index) => word.length > LINE_MAX - (index === 0 ? column : 1))) return undefined;
  return foldedWords(words, column);
}

/** Returns as many encoded words as needed, each for its own line and none splitting a character. */
function encodedWords(line: string, column: number): readonly string[] {
  const bytes = encoder.encode(line);
  let q_length = 0;
  for (const byte of bytes) q_length += Q_OF_BYTE[byte]!.length;
  const first = Math.min(WORD_MAX, LINE_MAX - column) - WORD_FRAME;
  // Q encoding stays legible in logs and raw views, so it may be up to twice as long.
  return q_length <= bytes.length * 2 ? qWords(bytes, first) : bWords(bytes, first);
}

function qWords(bytes: Uint8Array, first: number): readonly string[] {
  const words: string[] = [];
  let room = first;
  let word = "";
  for (let at = 0; at < bytes.length;) {
    const next = characterEnd(bytes, at + 1);
    let piece = "";
    for (; at < next; at++) piece += Q_OF_BYTE[bytes[at]!];
    if (word.length + piece.length > room) {
      words.push(`${WORD_OPEN}Q?${word}?=`);
      word = "";
      room = WORD_MAX - WORD_FRAME;
    }
    word += piece;
  }
  words.push(`${WORD_OPEN}Q?${word}?=`);
  return words;
}

function bWords(bytes: Uint8Array, first: number): readonly string[] {
  const words: string[] = [];
  let room = first;
  for (let at = 0; at < bytes.length;) {
    let end = Math.min(bytes.length, at + Math.floor(room / 4) * 3);
    while (end < bytes.length && isContinuation(bytes[end]!)) end--;
    words.push(`${WORD_OPEN}B?${bytes.subarray(at, end).toBase64()}?=`);
    at = end;
    room = WORD_MAX - WORD_FRAME;
  }
  return words;
}

/** The first index from `at` on at which a character of this UTF-8 begins. */
function characterEnd(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && isContinuation(bytes[at]!)) at++;
  return at;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

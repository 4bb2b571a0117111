/**
 * Takes long base64 files out of a raw mail before it is parsed line by line, and decodes them when they are asked
 * for. It reads no header but the type of the part in which a file stands.
 */

export interface LongFiles {
  /** The mail with a short mark in the place of each long file. */
  readonly rest: Uint8Array;
  /** The base64 text of each file, by its mark. */
  readonly runs: ReadonlyMap<string, Uint8Array>;
}

/** Shorter files are left to the parser. */
const LINES_MIN = 20;
const LINE_MIN_CHARS = 40;
const LINE_MAX_CHARS = 998;
/** Characters above a run in which its part's type is looked for. */
const HEADER_MAX_CHARS = 4_096;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

const IS_BASE64 = Uint8Array.from(
  { length: 256 },
  (_, code) => /[A-Za-z0-9+/=]/.test(String.fromCharCode(code)) ? 1 : 0,
);

export function cutLongFiles(raw: Uint8Array): LongFiles {
  const kept: Uint8Array[] = [];
  const runs = new Map<string, Uint8Array>();
  let kept_to = 0;
  let run: Run | null = null;
  let was_blank = false;
  for (let start = 0; start < raw.length;) {
    const newline = raw.indexOf(NEWLINE, start);
    const next = newline < 0 ? raw.length : newline + 1;
    const end = newline < 0
      ? raw.length
      : raw[newline - 1] === RETURN && newline > start
      ? newline - 1
      : newline;
    const length = end - start;
    if (run !== null && length <= run.line_length && length > 0 && isBase64(raw, start, end)) {
      run.lines++;
      run.end = next;
      // Only the last line of a file is shorter.
      if (length < run.line_length) run = close(run);
    } else {
      if (run !== null) run = close(run);
      if (was_blank && length >= LINE_MIN_CHARS && length <= LINE_MAX_CHARS && isBase64(raw, start, end)) {
        run = { start, end: next, lines: 1, line_length: length };
      }
    }
    was_blank = length === 0;
    start = next;
  }
  if (run !== null) close(run);
  if (runs.size === 0) return { rest: raw, runs };
  kept.push(raw.subarray(kept_to));
  return { rest: joined(kept), runs };

  function close(one: Run): null {
    if (one.lines >= LINES_MIN && !isText(raw, one.start)) {
      const mark = `waybill-file-${runs.size}-${one.start}`;
      runs.set(mark, raw.subarray(one.start, one.end));
      kept.push(raw.subarray(kept_to, one.start), new TextEncoder().encode(`${btoa(mark)}\r\n`));
      kept_to = one.end;
    }
    return null;
  }
}

interface Run {
  readonly start: number;
  end: number;
  lines: number;
  readonly line_length: number;
}

/**
 * Returns the content that stands for the mark `parsed`, or `parsed` itself where it is none; of a long file only what
 * its first `chars_max` characters hold.
 */
export function contentOf(
  parsed: Uint8Array,
  { runs }: LongFiles,
  chars_max: number = Infinity,
): Uint8Array {
  const run = runOf(parsed, runs);
  return run === undefined ? parsed : decoded(run.subarray(0, chars_max));
}

/** Returns the size of the content in bytes without decoding it. */
export function sizeOf(parsed: Uint8Array, { runs }: LongFiles): number {
  const run = runOf(parsed, runs);
  if (run === undefined) return parsed.length;
  let chars = 0;
  for (const code of run) if (code !== NEWLINE && code !== RETURN && code !== 0x3d) chars++;
  return Math.floor(chars * 3 / 4);
}

function runOf(parsed: Uint8Array, runs: LongFiles["runs"]): Uint8Array | undefined {
  return parsed.length > 64 || runs.size === 0
    ? undefined
    : runs.get(new TextDecoder("latin1").decode(parsed));
}

function decoded(run: Uint8Array): Uint8Array {
  const text = new TextDecoder("latin1").decode(run).replace(/[\r\n]/g, "");
  const whole = /^[A-Za-z0-9+/]*/.exec(text)![0];
  // A file that breaks off is shown as far as it came.
  return Uint8Array.fromBase64(whole.slice(0, whole.length - (whole.length % 4 === 1 ? 1 : 0)), {
    lastChunkHandling: "loose",
  });
}

/** Returns whether the part in which `at` stands is text, which the parser must decode by its charset. */
function isText(raw: Uint8Array, at: number): boolean {
  const above = new TextDecoder("latin1").decode(raw.subarray(Math.max(0, at - HEADER_MAX_CHARS), at));
  const header = above.replace(/\r/g, "").replace(/\n+$/, "").split("\n\n").at(-1)!;
  return !/^content-transfer-encoding:\s*base64/im.test(header) ||
    /^content-type:\s*(?:text|message|multipart)\//im.test(header) ||
    !/^content-type:/im.test(header);
}

function isBase64(raw: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (IS_BASE64[raw[at]!] === 0) return false;
  return true;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

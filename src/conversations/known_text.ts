/** Which lines of a reply repeat a mail that we have: the shop's own, or an earlier one of the thread. It finds them and cuts nothing. */

/** A line shorter than this says too little to be known again; it is known by its neighbours. */
const LINE_MIN_CHARS = 12;
/** Fewer characters in a row might be the writer's own use of the same words. */
const RUN_MIN_CHARS = 60;
/** Lines of a run that need not be known: a link that was rewritten, a broken word. */
const GAP_LINES = 2;
/** Characters of all known mails that are compared. */
const KNOWN_MAX_CHARS = 262_144;

/** Letters and digits alone, in lower case: mail programs break lines, change quotes and blanks, and turn links round. */
function letters(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/https?:\/\/\S{1,2000}/g, "").replace(
    /[^\p{L}\p{N}]+/gu,
    "",
  );
}

/** `short`: in `known` as well, but too short to be known again by itself. */
export type Repetition = "repeated" | "short" | "own";

/**
 * For each of `lines` whether it is repeated from `known`. Lines count from a run of some length on, so that a few words
 * which the writer happens to share with us stay the writer's.
 */
export function repeatedLines(lines: readonly string[], known: readonly string[]): readonly Repetition[] {
  const text = letters(known.join("\n").slice(0, KNOWN_MAX_CHARS));
  if (text === "") return lines.map(() => "own");
  const own = lines.map((line) => letters(line.replace(/^[\s>＞|]{1,20}/, "")));
  const long = own.map((line) => line.length >= LINE_MIN_CHARS && text.includes(line));
  const short = own.map((line) => line !== "" && line.length < LINE_MIN_CHARS && text.includes(line));
  const found = short.map((is_short): Repetition => is_short ? "short" : "own");
  let from = 0;
  while (from < lines.length) {
    if (!long[from]) {
      from++;
      continue;
    }
    let last = from;
    let chars = 0;
    for (let at = from; at < lines.length && at - last <= GAP_LINES + 1; at++) {
      if (long[at] || short[at]) {
        chars += own[at]!.length;
        last = at;
      } else if (own[at] !== "" && at - last > GAP_LINES) break;
    }
    if (chars >= RUN_MIN_CHARS) {
      for (let at = from; at <= last; at++) {
        if (long[at] || short[at] || own[at] === "") found[at] = "repeated";
      }
    }
    from = last + 1;
  }
  return found;
}

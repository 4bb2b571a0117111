/**
 * Finds the lines of a reply that repeat a mail of the shop or an earlier mail of the thread. It never removes them.
 */

/** A shorter line is too common to be recognised by itself; its neighbours decide. */
const LINE_MIN_CHARS = 12;
/** A shorter run might be the writer's own use of the same words. */
const RUN_MIN_CHARS = 60;
/** Lines with words within a run that may differ: a broken word, an added one. */
const GAP_LINES = 2;
/** All lines of such a gap, with the empty ones and the links. */
const GAP_WITH_BLANKS = 8;
/** Characters of all known mails that are compared. */
const KNOWN_MAX_CHARS = 262_144;

/**
 * Reduces `text` to lower-case letters and digits: mail programs break lines, change quotes and blanks, and rewrite
 * links.
 */
export function letters(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/https?:\/\/\S{1,2000}/g, "").replace(
    /[^\p{L}\p{N}]+/gu,
    "",
  );
}

/** `short`: the line occurs in `known`, but is too short to count by itself. */
export type Repetition = "repeated" | "short" | "own";

/**
 * Returns for each of `lines` whether it repeats `known`. Lines count only in a run of some length, so that a few
 * words shared by chance stay the writer's.
 */
export function repeatedLines(lines: readonly string[], known: readonly string[]): readonly Repetition[] {
  const text = letters(known.join("\n").slice(0, KNOWN_MAX_CHARS));
  if (text === "") return lines.map(() => "own");
  const own = lines.map((line) => letters(line.replace(/^[\s>＞|]{1,20}/, "")));
  const long = own.map((line) => line.length >= LINE_MIN_CHARS && text.includes(line));
  const short = own.map((line) => line !== "" && line.length < LINE_MIN_CHARS && text.includes(line));
  const found = short.map((is_short): Repetition => is_short ? "short" : "own");
  const hosts = hostsIn(known);
  const silent = own.map((line, at) => line === "" && isOurs(lines[at]!, hosts));
  let from = 0;
  while (from < lines.length) {
    if (!long[from]) {
      from++;
      continue;
    }
    let last = from;
    let chars = 0;
    let gap = 0;
    for (let at = from; at < lines.length && gap <= GAP_LINES && at - last <= GAP_WITH_BLANKS; at++) {
      // A name below a blank line may be the writer's own.
      if (long[at] || short[at] && at - last <= GAP_LINES + 1) {
        chars += own[at]!.length;
        last = at;
        gap = 0;
      } else if (!silent[at]) gap++;
    }
    if (chars >= RUN_MIN_CHARS) {
      for (let at = from; at <= last; at++) {
        if (long[at] || short[at] || silent[at]) found[at] = "repeated";
      }
    }
    from = last + 1;
  }
  return found;
}

/** Hosts to which the known mails link. */
function hostsIn(known: readonly string[]): ReadonlySet<string> {
  const urls = known.join("\n").slice(0, KNOWN_MAX_CHARS).matchAll(/https?:\/\/([\w.-]{3,253})/gi);
  return new Set([...urls].map(([, host]) => host!.toLowerCase()));
}

/** Returns whether a line without words may be ours: blanks, signs, or links to where our mails lead, also rewritten ones. */
function isOurs(line: string, hosts: ReadonlySet<string>): boolean {
  const links = line.slice(0, 4_000).toLowerCase().match(/https?:\/\/\S+/g) ?? [];
  return links.every((link) => [...hosts].some((host) => link.includes(host)));
}

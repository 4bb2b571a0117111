/** Decides which quotations stay with the answers below them, which nobody would understand alone. It cuts no answer. */
import { isQuoted } from "./marked_lines.ts";
import type { Passage } from "./passages.ts";
import { hasWords } from "./reply_endings.ts";

/** Most lines of a quotation that are shown; of a longer one its last paragraph is what was answered. */
const LINES_MAX = 20;
/** Most lines of one that we know: the mail itself stands in the thread. */
const KNOWN_LINES_MAX = 4;
/** A quotation of more lines, with nothing above it, is the whole mail: the answer stands below as others' stand above. */
const SELECTED_LINES = 4;

/**
 * Returns `passages` without the quotations that no answer needs. Those between which the writer answers stay, and one
 * that is new to us above a sentence.
 */
export function withAnswered(passages: readonly Passage[]): readonly Passage[] {
  const said = passages.filter(({ lines }) => lines.some(hasWords));
  const is_between = said.some((one, at) =>
    !one.is_quotation && said[at - 1]?.is_quotation === true && said[at + 1]?.is_quotation === true
  );
  return passages.map((passage) => {
    if (!passage.is_quotation) return passage;
    const at = said.indexOf(passage);
    const answer = said[at + 1];
    const stays = answer !== undefined && !answer.is_quotation &&
      (is_between || !passage.is_known && holdsSentence(answer) && isSelected(said, at));
    return { ...passage, lines: stays ? answeredLines(passage) : [] };
  });
}

/** Returns whether the writer began above the quotation, or quotes no more than some lines. */
function isSelected(said: readonly Passage[], at: number): boolean {
  return at > 0 ||
    said[at]!.lines.filter((line) => isQuoted(line) && hasWords(line)).length <= SELECTED_LINES;
}

/** A closing with a name is no answer: "Regards, Ada". */
function holdsSentence({ lines }: Passage): boolean {
  return lines.some((line) => {
    const words = line.trim().split(/\s+/).length;
    return words >= 7 || words >= 3 && /[.!…]["»”)]?\s{0,3}$/u.test(line) ||
      words >= 2 && /[?؟]["»”)]?\s{0,3}$/u.test(line) || /[。！？]\s{0,3}$/.test(line);
  });
}

function answeredLines({ lines, is_known }: Passage): readonly string[] {
  if (!is_known && lines.length <= LINES_MAX) return lines;
  const last = lines.findLastIndex(hasWords);
  const above = lines.findLastIndex((line, at) => at < last && !hasWords(line));
  const lines_max = is_known ? KNOWN_LINES_MAX : LINES_MAX;
  return lines.slice(Math.max(above + 1, last + 1 - lines_max), last + 1);
}

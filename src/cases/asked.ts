/**
 * Recognises the questions that an order itself can answer: where it is, how its address is changed, how goods go
 * back. Pure; it says by which words, and recognises nothing where a mail says more than the question.
 */
import { ASKED, FOR_A_PERSON, type Question, QUESTIONS } from "./asked_words.ts";

export interface Recognised {
  readonly question: Question;
  /** The words by which it was recognised. */
  readonly reasons: readonly string[];
}

/** A longer mail tells a story, which deserves a person. */
const WORDS_MAX = 70;
const CHARS_MAX = 700;

/** Returns the one question that the words ask; undefined for none, for several, and for a mail that says more. */
export function questionIn(words: string): Recognised | undefined {
  const text = words.normalize("NFC").replace(/\s+/g, " ").trim();
  if (text === "" || text.length > CHARS_MAX || text.split(" ").length > WORDS_MAX) return undefined;
  if (FOR_A_PERSON.some((pattern) => pattern.test(text)) || marks(text) > 2) return undefined;
  const found = QUESTIONS.flatMap((question) => {
    const reasons = ASKED[question].flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
    return reasons.length === 0 ? [] : [{ question, reasons }];
  });
  return found.length === 1 ? found[0] : undefined;
}

function marks(text: string): number {
  return text.match(/[?？]/g)?.length ?? 0;
}

/** What customers ask is recognised by its words, in the customers' seven languages, and nothing is guessed. */
import { describe, expect, test } from "vitest";
import { questionIn } from "../../src/cases/asked.ts";
import { type Question, QUESTIONS } from "../../src/cases/asked_words.ts";
import ar from "../fixtures/asked/ar.json";
import de from "../fixtures/asked/de.json";
import en from "../fixtures/asked/en.json";
import es from "../fixtures/asked/es.json";
import fr from "../fixtures/asked/fr.json";
import it from "../fixtures/asked/it.json";
import ja from "../fixtures/asked/ja.json";

const SENTENCES: Readonly<Record<string, Readonly<Record<Question | "none", readonly string[]>>>> = {
  en,
  de,
  fr,
  es,
  ja,
  it,
  ar,
};
/** Share of the questions that must be recognised; what is recognised must always be right. */
const RECOGNISED_MIN = 0.95;

describe.each(Object.entries(SENTENCES))("of the sentences in %s", (_, sentences) => {
  test("there are many, each once", () => {
    const all = Object.values(sentences).flat();
    expect(all.length).toBeGreaterThanOrEqual(65);
    expect(new Set(all).size).toBe(all.length);
  });

  test("none that asks something else is taken for a question", () => {
    expect(sentences.none.filter((sentence) => questionIn(sentence) !== undefined)).toEqual([]);
  });

  test("no question is taken for another, and nearly all are recognised", () => {
    for (const question of QUESTIONS) {
      const found = sentences[question].map((sentence) => questionIn(sentence)?.question);
      expect(sentences[question].filter((_, at) => found[at] !== undefined && found[at] !== question))
        .toEqual([]);
      const recognised = found.filter((one) => one === question).length;
      expect(recognised / found.length, question).toBeGreaterThanOrEqual(RECOGNISED_MIN);
    }
  });
});

describe("a question is left to a person", () => {
  test.each([
    ["beside another question", "Where is my order? And how can I return it?"],
    ["in a long story", `Where is my order? ${"I was at my sister's place. ".repeat(15)}`],
    ["with a complaint", "Where is my order? This is ridiculous."],
    ["in many sentences that ask", "Where is my order? Is it late? Did you forget it?"],
  ])("%s", (_, words) => {
    expect(questionIn(words)).toBeUndefined();
  });

  test("and otherwise the words by which it was recognised are named", () => {
    expect(questionIn("Hello!\n\nWhere is\nmy order?\n\nAda")).toEqual({
      question: "where",
      reasons: ["Where is my order"],
    });
  });
});

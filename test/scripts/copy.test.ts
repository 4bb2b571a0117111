import { describe, expect, test } from "vitest";
import { catalogueFaults, informalFaults } from "../../scripts/copy/check_catalogue.ts";
import { beyondGsm7, segments } from "../../src/mail/format/gsm7.ts";
import { CATALOGUES, INFORMAL } from "../../templates/locales/translate.ts";

const ENGLISH = CATALOGUES["en"]!;

describe("the texts of every language", () => {
  test.each(Object.keys(CATALOGUES))("%s has none of the faults that a reader notices", (language) => {
    expect(catalogueFaults(language, CATALOGUES[language]!, ENGLISH)).toEqual([]);
  });

  test.each(Object.keys(INFORMAL))("the informal form of %s leaves no formal word", (language) => {
    const layer = INFORMAL[language] as Readonly<Record<string, string>>;
    expect(informalFaults(language, layer, CATALOGUES[language]!)).toEqual([]);
  });
});

describe("the check finds", () => {
  const faults = (language: string, key: string, text: string, english = ENGLISH[key as "mail.why"]) =>
    catalogueFaults(language, { [key]: text }, { [key]: english }).map(({ fault }) => fault);

  test.each(
    [
      ["de", "withdraw.lead_x", "Sie können vom Vertrag zurücktreten.", "You can withdraw.", "zurücktreten"],
      ["de", "page.x", "Du siehst es hier.", "You see it here.", "first-name"],
      ["de", "page.x", "Your order is here.", "Your order is here.", "English words"],
      ["de", "page.x", "Bestellung {nummer}", "Order {number}", "variables number: has nummer"],
      ["de", "page.x", "Bestellung {number", "Order {number}", "no ICU message"],
      [
        "en",
        "x.subject",
        "A subject that goes on and on and on until nobody can read its end any more",
        "x",
        "letters: <=",
      ],
      ["en", "page.x", "It's here", "It's here", "straight apostrophe"],
      ["fr", "page.x", "Où est-il ?", "Where is it?", "plain space"],
      ["ja", "page.x", "ご注文 です。", "Your order.", "beside Japanese"],
      ["es", "page.x", "Dónde está?", "Where is it?", "without ¿"],
      [
        "fr",
        "text.x",
        `{shop} : votre colis n’est pas arrivé. ${"a".repeat(60)} {url}`,
        `{shop} {url}${"a".repeat(80)}`,
        "leaves GSM-7 by ’",
      ],
    ] as const,
  )("in %s, %s: %s", (language, key, text, english, fault) => {
    expect(faults(language, key, text, english).join("\n")).toContain(fault);
  });

  test("a text that is missing, and one that English does not have", () => {
    expect(catalogueFaults("de", { "b.b": "Da" }, { "a.a": "Here" })).toEqual([
      { key: "a.a", fault: "is missing" },
      { key: "b.b", fault: "is no text of the English catalogue" },
    ]);
  });

  test("an informal layer that has a formal word, or says nothing of its own", () => {
    const found = informalFaults("de", { "a.a": "Wie Sie wollen", "b.b": "Gut" }, {
      "a.a": "x",
      "b.b": "Gut",
    });
    expect(found.map(({ fault }) => fault)).toEqual(["is formal: “Sie”", "is the formal text"]);
  });
});

describe("the segments of a text message", () => {
  test.each([
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["€".repeat(81), 2],
    ["’" + "a".repeat(69), 1],
    ["’" + "a".repeat(70), 2],
  ])("of %s are %i", (text, count) => expect(segments(text)).toBe(count));

  test("are more by each letter that GSM-7 does not have", () => {
    expect(beyondGsm7("Grüße, ñ à ç")).toEqual(["ç"]);
  });
});

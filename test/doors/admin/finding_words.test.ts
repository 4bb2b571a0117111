/** What the domain check finds is said in the desk's five languages: no sentence of it reaches a page in English. */
import { describe, expect, test } from "vitest";
import { findingText } from "../../../src/doors/admin/finding_words.ts";
import { DESK_LANGUAGES, type DeskLanguage, deskTongue, inTongue } from "../../../templates/admin/words.ts";

const sources = import.meta.glob(
  ["../../../src/domains/{bimi,dkim,dmarc,spf,domain_check}.ts"],
  { query: "?raw", import: "default", eager: true },
) as Record<string, string>;

/** What stands in the place of a variable: a figure or a name. */
function sampleOf(variable: string): string {
  if (variable === "used") return "kontor.example: 9 of 10 DNS lookups";
  if (/shown\(|modifier/.test(variable)) return '"ip4:x"';
  if (variable === "parsed.message") return 'the SPF term "x" must name a domain';
  if (variable === "needed" || variable === "target") return "spf.kontor.example";
  return /length|bits|BITS|MAX|lookups|voids|share/.test(variable) ? "7" : "kontor.example";
}

/** Every sentence of the check, with samples in it. */
function sentences(): readonly string[] {
  return Object.values(sources).flatMap((source) => {
    const code = source.replaceAll(/\/\*\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
    const texts = [...code.matchAll(/`((?:[^`\\]|\\.)*)`/g)].map(([, text]) => text!);
    return texts.map((text) => {
      const filled = text.replaceAll(/\$\{([^}]+)\}/g, (_, variable: string) => sampleOf(variable));
      return /^(?:an|the) SPF /.test(filled) ? `kontor.example: ${filled}` : filled;
    });
  }).filter((text) => /[a-z]{2,} [a-z]{2,}/.test(text.replaceAll("kontor.example", "")));
}

describe("what the domain check finds", () => {
  test("is looked for in its own source", () => {
    expect(Object.keys(sources)).toHaveLength(5);
    expect(sentences().length).toBeGreaterThan(40);
  });

  test.each((Object.keys(DESK_LANGUAGES) as DeskLanguage[]).filter((language) => language !== "en"))(
    "is said in %s, each sentence",
    async (language) => {
      const tongue = await deskTongue(language);
      const english = await inTongue(tongue, () => sentences().filter((text) => findingText(text) === text));
      expect(english).toEqual([]);
    },
  );

  test("keeps its names and figures", async () => {
    const said = await inTongue(
      await deskTongue("de"),
      () =>
        [
          "DNS did not answer for _dmarc.kontor.example",
          "_dmarc.kontor.example, inherited: p=none only watches; quarantine or reject once the reports are clean",
          'spf.kontor.example, included by kontor.example: the SPF term "ip4:x" must hold an IPv4 address or network',
          "kontor.example: 2 MX",
        ].map(findingText),
    );
    expect(said).toEqual([
      "DNS hat für _dmarc.kontor.example nicht geantwortet",
      "_dmarc.kontor.example, inherited: p=none beobachtet nur; quarantine oder reject, sobald die Berichte sauber sind",
      'spf.kontor.example, included by kontor.example: Der SPF-Term "ip4:x" ist nicht, wie RFC 7208 es verlangt',
      "kontor.example: 2 MX",
    ]);
  });
});

import { IntlMessageFormat } from "intl-messageformat";
import { beforeAll, describe, expect, test } from "vitest";
import {
  DESK_LANGUAGES,
  type DeskLanguage,
  deskLanguage,
  deskLocale,
  deskTongue,
  inTongue,
  w,
} from "../../templates/admin/words.ts";
import de from "../../templates/admin/locales/de.json";
import en from "../../templates/admin/locales/en.json";
import es from "../../templates/admin/locales/es.json";
import fr from "../../templates/admin/locales/fr.json";
import ja from "../../templates/admin/locales/ja.json";
import { kindName, MESSAGE_KINDS } from "../../src/messages/message.ts";

const OTHERS: Readonly<Record<Exclude<DeskLanguage, "en">, Readonly<Record<string, string>>>> = {
  de,
  fr,
  es,
  ja,
};
const ENGLISH: Readonly<Record<string, string>> = en;
/** Longest text beside its English: a button or a tab that is twice as long would not fit. */
const LONGER = 2.4;
const SHORT_CHARS = 24;
/** Texts that say the same in another language: names, abbreviations, words that the language has taken over. */
const SAME_IN_ALL =
  /^(?:source|part)\.|^settings\.chat_(?:slack|discord|teams)$|^(?:list|figures)\.(?:csv|file)$|^(?:figurepart|figurecolumn)\.sku$|^figurecolumn\.nps$|^level\.ok$/;
const SAME: Readonly<Record<string, readonly string[]>> = {
  de: [
    "code.code",
    "timeline.details",
    "delivery.name",
    "delivery.region",
    "enter.shop",
    "programs.made_label",
    "programs.hooks",
    "audit.by_slack",
    "due.in",
    "texts.size_desktop",
    "channels.way_hook",
    "domain.name",
    "level.error",
    "figurecolumn.domain",
    "settingcolumn.brand.social.name",
    "figure.minutes",
  ],
  fr: [
    "versions.questions",
    "tab.stock",
    "code.code",
    "settings.chat",
    "role.agent",
    "programs.hooks",
    "kind.question",
    "span.minutes",
    "texts.versions",
    "today.improve",
    "order.total",
    "order.sender",
    "settings.group_support",
    "settings.copies",
    "list.for_ever",
    "letter.cause",
    "message.verification_code",
    "figurecolumn.service",
    "figure.minutes",
  ],
  es: [
    "programs.made_label",
    "programs.hooks",
    "order.total",
    "letter.bytes_value",
    "channels.way_hook",
    "figure.minutes",
  ],
  ja: [],
};

/** Names of the variables, with the kind of each. */
function variables(text: string): readonly string[] {
  const found = new Set<string>();
  const walk = (
    elements: readonly { readonly type: number; readonly value?: unknown; readonly options?: object }[],
  ) => {
    for (const { type, value, options } of elements) {
      if (type !== 0 && type !== 7) found.add(`${value} ${type}`);
      for (const option of Object.values(options ?? {})) walk((option as { value: typeof elements }).value);
    }
  };
  walk(new IntlMessageFormat(text, "en", undefined, { ignoreTag: true }).getAst() as never);
  return [...found].sort();
}

/** Whether a text says anything beside its variables and signs. */
function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text.replace(/\{\w+\}/g, "").replace("[Test]", ""));
}

describe("the desk's languages", () => {
  for (const [language, texts] of Object.entries(OTHERS)) {
    test(`${language} has every text of English, in its own words`, () => {
      const said_in_english = Object.entries(ENGLISH).filter(([key, text]) =>
        texts[key] === undefined || texts[key] === text && hasWords(text) && !SAME_IN_ALL.test(key) &&
          !SAME[language]!.includes(key)
      );
      expect(said_in_english).toEqual([]);
    });

    test(`${language} is named among those that say the same only where it does`, () => {
      expect(SAME[language]!.filter((key) => texts[key] !== ENGLISH[key])).toEqual([]);
    });

    test(`${language} has no text that English has not, none empty, each with the same variables`, () => {
      for (const [key, text] of Object.entries(texts)) {
        expect(ENGLISH, key).toHaveProperty([key]);
        expect(text.trim(), key).not.toBe("");
        expect(variables(text), key).toEqual(variables(ENGLISH[key]!));
        for (const count of [0, 1, 2, 5, 1_000]) {
          const values = Object.fromEntries(variables(text).map((one) => [one.split(" ")[0]!, count]));
          expect(
            String(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).format(values)),
            key,
          )
            .not.toContain("undefined");
        }
      }
    });

    test(`${language} keeps short texts short`, () => {
      for (const [key, text] of Object.entries(texts)) {
        const english = ENGLISH[key]!;
        if (english.length > SHORT_CHARS || english.includes("plural")) continue;
        expect(text.length, `${key}: ${text}`).toBeLessThanOrEqual(Math.max(22, english.length * LONGER + 8));
      }
    });
  }

  test("Japanese has no blank between sentences and no half-width mark beside its letters", () => {
    for (const [key, text] of Object.entries(ja)) {
      expect(text, key).not.toMatch(/[。、！？] /);
      expect(text, key).not.toMatch(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}][,.!?;]/u);
      expect(text, key).not.toMatch(/[\p{sc=Han}\p{sc=Hiragana}] [\p{sc=Han}\p{sc=Hiragana}]/u);
    }
  });

  test("French has no plain blank before its double marks", () => {
    for (const [key, text] of Object.entries(fr)) expect(text, key).not.toMatch(/ [;:!?»]|« /);
  });

  test("name every kind of message as the rest of Waybill does in English", () => {
    for (const kind of MESSAGE_KINDS) expect(ENGLISH[`message.${kind}`]).toBe(kindName(kind));
  });
});

describe("a request", () => {
  beforeAll(async () => {
    for (const language of Object.keys(DESK_LANGUAGES)) await deskTongue(language as DeskLanguage);
  });

  test("speaks its own language, whichever others run meanwhile", async () => {
    const said = await Promise.all(
      (["de", "ja", "en", "fr"] as const).map(async (language) =>
        await inTongue(await deskTongue(language), async () => {
          await Promise.resolve();
          const first = w("tab.today");
          await new Promise((done) => queueMicrotask(() => done(null)));
          return [first, w("tab.today"), deskLocale()];
        })
      ),
    );
    expect(said).toEqual([
      ["Heute", "Heute", "de"],
      ["今日", "今日", "ja"],
      ["Today", "Today", "en-GB"],
      ["Aujourd’hui", "Aujourd’hui", "fr"],
    ]);
    expect(w("tab.today")).toBe("Today");
  });

  test("finds its language by any tag, and none for another", () => {
    expect([deskLanguage("de-AT"), deskLanguage("ja"), deskLanguage("EN"), deskLanguage("it")]).toEqual([
      "de",
      "ja",
      "en",
      null,
    ]);
  });
});

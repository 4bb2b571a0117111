/**
 * Checks one catalogue against English, which every other is written after: variables, length, words that never occur,
 * untranslated rests, typography, form of address, and text messages that keep to GSM-7.
 */
import { IntlMessageFormat } from "intl-messageformat";
import { beyondGsm7, segments } from "../../src/mail/format/gsm7.ts";
import { CUSTOMERS_ONLY, STAFF_SECTIONS } from "../../templates/locales/catalogues.ts";
import { ENGLISH, TONE } from "./tone.ts";

export type Texts = Readonly<Record<string, string>>;

export interface Fault {
  readonly key: string;
  readonly fault: string;
}

/** Letters of a subject with usual values: a phone shows about 40, a desk 60 to 80. */
const SUBJECT_MAX = 70;
/** Letters of a button. */
const BUTTON_MAX = 40;
/** How much longer than English a sentence may be. */
const LENGTH_RATIO = 2.2;
/** A signed link's letters. */
const LINK_LETTERS = 98;
/** Languages whose alphabet is within GSM-7, if their texts avoid a few letters. */
const GSM7 = new Set(["de", "en", "es", "fr", "it"]);
/** Languages without capitals and spaces as in Europe: their lengths compare with nothing. */
const SHORT_SCRIPTS = new Set(["ja", "ar"]);

const VALUES: Readonly<Record<string, string | number>> = {
  number: "#1001",
  shop: "Kontor",
  amount: "€128.90",
  date: "3 December",
  name: "Ada",
  count: 2,
  days: 14,
  code: "123456",
  when: "Wed, Dec 3",
  url: `https://w.example/${"x".repeat(LINK_LETTERS - 18)}`,
  item: "Linen shirt, sand",
  more: 1,
};

/** What the formal catalogues never say, and the informal layers never leave. */
const FAMILIAR: Readonly<Record<string, RegExp>> = {
  de: /(?<!\p{L})(?:du|dir|dich|dein\p{L}*|euch|euer|eure\p{L}*)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:tu|toi|ton|tes)(?!\p{L})/iu,
  es:
    /(?<!\p{L})(?:tú|tus?|ti|te|contigo|tuy[oa]s?|puedes|quieres|tienes|prefieres|necesitas|recibes)(?!\p{L})/iu,
  it: /(?<!\p{L})(?:tu|tuo|tua|tuoi|tue|ti|puoi|vuoi)(?!\p{L})/iu,
};
const FORMAL: Readonly<Record<string, RegExp>> = {
  de: /(?<!\p{L})(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)(?!\p{L})/u,
  es: /(?<!\p{L})(?:usted|sus?|le|escríbanos|responda|consulte|recibirá)(?!\p{L})/iu,
};

/** Returns what is wrong with `catalogue`; `english` is the catalogue that it is measured by. */
export function catalogueFaults(language: string, catalogue: Texts, english: Texts): readonly Fault[] {
  const missing = Object.keys(english).filter((key) => !Object.hasOwn(catalogue, key)).map((key) => ({
    key,
    fault: "is missing",
  }));
  const extra = Object.keys(catalogue).filter((key) => !Object.hasOwn(english, key)).map((key) => ({
    key,
    fault: "is no text of the English catalogue",
  }));
  const own = Object.entries(catalogue).filter(([key, text]) =>
    Object.hasOwn(english, key) && !(CUSTOMERS_ONLY.includes(language) && text === english[key])
  );
  const wrong = own.flatMap((
    [key, text],
  ) => textFaults(language, key, text, english[key]!).map((fault) => ({ key, fault })));
  return [...missing, ...extra, ...wrong];
}

/** Returns what is wrong with the layer of the informal form over `formal`. */
export function informalFaults(language: string, layer: Texts, formal: Texts): readonly Fault[] {
  const all = { ...formal, ...layer };
  return Object.entries(all).filter(([key]) => !isStaff(key)).flatMap(([key, text]) => [
    ...(Object.hasOwn(formal, key) ? [] : [{ key, fault: "is no text of the catalogue" }]),
    ...(Object.hasOwn(layer, key) && text === formal[key] ? [{ key, fault: "is the formal text" }] : []),
    ...(FORMAL[language]?.test(text) === true && !THIRD_PERSON.has(`${language}.${key}`)
      ? [{ key, fault: `is formal: “${FORMAL[language]!.exec(text)![0]}”` }]
      : []),
    ...(variablesOf(text) === variablesOf(formal[key] ?? text)
      ? []
      : [{ key, fault: "has other variables" }]),
  ]);
}

/** Returns the customers' texts that a language without people of its own still has in English. */
export function untranslated(language: string, catalogue: Texts, english: Texts): readonly string[] {
  return !CUSTOMERS_ONLY.includes(language)
    ? []
    : Object.keys(english).filter((key) =>
      !isStaff(key) && catalogue[key] === english[key] && /\p{L}{3}/u.test(words(english[key]!))
    );
}

function textFaults(language: string, key: string, text: string, english: string): readonly string[] {
  try {
    if (variablesOf(text) !== variablesOf(english)) {
      return [
        `must have the variables ${variablesOf(english) || "none"}: has ${variablesOf(text) || "none"}`,
      ];
    }
  } catch (error) {
    return [`is no ICU message: ${error instanceof Error ? error.message : error}`];
  }
  const section = key.split(".")[0]!;
  return [
    ...(text.trim() === text && text !== "" ? [] : ["begins or ends with a blank, or is empty"]),
    ...lengthFaults(language, key, text, english),
    ...(isStaff(key) ? [] : TONE[language] ?? []).filter(({ words, except }) =>
      except?.includes(section) !== true && words.test(text)
    ).map(({ words, why }) => `says “${words.exec(text)![0]}”: ${why}`),
    ...(language !== "en" && ENGLISH.test(words(text)) ? ["holds English words"] : []),
    ...(FAMILIAR[language]?.test(text) === true ? ["is on first-name terms"] : []),
    ...signFaults(language, key, text),
    ...(section === "text" ? smsFaults(language, text) : []),
  ];
}

function lengthFaults(language: string, key: string, text: string, english: string): readonly string[] {
  const length = letters(language, text);
  if (/\.subject/.test(key) && length > SUBJECT_MAX) {
    return [`is a subject of ${length} letters: <= ${SUBJECT_MAX}`];
  }
  if (/\.(?:submit|send|open|view|pay|button)$/.test(key) && length > BUTTON_MAX) {
    return [`is a button of ${length} letters: <= ${BUTTON_MAX}`];
  }
  const usual = letters("en", english);
  return SHORT_SCRIPTS.has(language) || usual < 20 || length <= usual * LENGTH_RATIO
    ? []
    : [`has ${length} letters where English has ${usual}`];
}

/** Typography that a reader notices. SMS use plain signs. */
function signFaults(language: string, key: string, text: string): readonly string[] {
  if (key.startsWith("text.")) return [];
  const said = words(text);
  return [
    ...(/\w'\w/.test(said) ? ["has a straight apostrophe"] : []),
    ...(/ {2}/.test(text) ? ["has a double blank"] : []),
    ...(language === "fr" && / [:;!?»]|« /.test(said) ? ["has a plain space at a French sign"] : []),
    ...(language === "ja" && !/^(?:reply|once)\.subject$/.test(key) &&
        /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、] |[!?():;]/u.test(
          formatted(language, text),
        )
      ? ["has a blank or half-width sign beside Japanese"]
      : []),
    ...(language === "es" && /\?/.test(said) && !/¿/.test(said) ? ["has ? without ¿"] : []),
  ];
}

function smsFaults(language: string, text: string): readonly string[] {
  const shown = formatted(language, text);
  const count = segments(shown);
  const beyond = beyondGsm7(shown);
  return [
    ...(GSM7.has(language) && beyond.length > 0 && count > 1 ? [`leaves GSM-7 by ${beyond.join(" ")}`] : []),
    ...(count > (GSM7.has(language) ? 2 : 3) ? [`costs ${count} segments`] : []),
  ];
}

function letters(language: string, text: string): number {
  return [...formatted(language, text)].length;
}

function formatted(language: string, text: string): string {
  const names = [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!);
  const values = Object.fromEntries(names.map((name) => [name, VALUES[name] ?? 2]));
  return String(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).format(values));
}

/** The text with a dot for each variable, and without ICU's own words. */
function words(text: string): string {
  return text.replaceAll(/\{\w+\}/g, "·")
    .replaceAll(/\{\w+, (?:plural|select),|\b(?:one|other|few|many|two|zero) ?\{|=\d ?\{|\}/g, "");
}

interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

/** The names of a message's variables, sorted and joined. */
function variablesOf(message: string): string {
  const names = (elements: readonly Element[]): readonly string[] =>
    elements.flatMap(({ type, value = "", options = {} }) => [
      ...(type >= 1 && type <= 6 ? [value] : []),
      ...Object.values(options).flatMap((option) => names(option.value)),
    ]);
  const ast = new IntlMessageFormat(message, "en", undefined, { ignoreTag: true }).getAst();
  return [...new Set(names(ast as readonly Element[]))].sort().join(", ");
}

function isStaff(key: string): boolean {
  return STAFF_SECTIONS.includes(key.split(".")[0]!);
}

/** Texts in which a formal word speaks of a thing or of a third person. */
const THIRD_PERSON: ReadonlySet<string> = new Set([
  "es.backorder.choice",
  "es.failed.step_confirm",
  "es.approved.step_pack",
  "es.code.lead_unmask",
]);

/**
 * Words that never stand in a text for customers, by language, each with the reason and what to say instead. They come from
 * the rules of voice in docs/voice.md.
 */

export interface ToneRule {
  readonly words: RegExp;
  readonly why: string;
  /** Sections that may say it. */
  readonly except?: readonly string[];
}

export const TONE: Readonly<Record<string, readonly ToneRule[]>> = {
  en: [
    { words: /(?<![-e])\bmails?\b/i, why: "say email" },
    { words: /\b(?:cannot|can’t|could not) be told\b/i, why: "say what is not known" },
    { words: /\bsomebody\b.*\bwhoever\b|\bwhoever\b/i, why: "say who" },
    { words: /\barticles?\b/i, why: "say item" },
    { words: /\bpresents?\b/i, why: "say gift" },
    { words: /\berased?\b/i, why: "say delete" },
    { words: /\bfor good\b/i, why: "say permanently" },
    { words: /\bfresh\b/i, why: "say new" },
    { words: /\bowed\b|\bsettled\b/i, why: "no word of the code" },
    { words: /\bauthorised\b/i, why: "say reserved, which reads alike everywhere" },
    { words: /!/, why: "no exclamation mark" },
    { words: /;/, why: "two sentences" },
    { words: /\bstore credit line\b|\bthe page of your order\b/i, why: "say your order page" },
  ],
  de: [
    { words: /Rücktritt|zurücktreten|zurückgetreten/i, why: "another right: say Widerruf, widerrufen" },
    { words: /Zusteller/i, why: "that is one person: say Paketdienst" },
    { words: /Textnachricht/i, why: "say SMS" },
    { words: /\bRetoure/i, why: "say Rücksendung" },
    { words: /unser Haus/i, why: "say wir" },
    { words: /!/, why: "no exclamation mark", except: ["instock"] },
    { words: /;/, why: "two sentences" },
    { words: /(?<![\p{L}-])Mail(?:s|anbieter)?(?![\p{L}-])/u, why: "say E-Mail" },
  ],
  fr: [
    { words: /(?<![\p{L}-])mails?(?!\p{L})|courriel/iu, why: "say e-mail" },
    { words: /malheureusement/i, why: "feelings are short" },
    {
      words: /serez remboursé|étiez absent|êtes(?:-vous)? satisfait|vous seul\b/i,
      why: "never make a man of the customer",
    },
    { words: /(?<![\p{L}])on (?:vous|va|est)(?!\p{L})/iu, why: "the shop is nous" },
  ],
  es: [
    { words: /correo postal electrónico|\bmail\b/i, why: "say correo electrónico" },
    { words: /lamentablemente/i, why: "feelings are short" },
    { words: /(?<!\p{L})antes del(?!\p{L})/iu, why: "it excludes that day: say a más tardar el, hasta el" },
  ],
  ja: [
    { words: /あなた/, why: "rude to a stranger: say お客様 or leave the subject out" },
    { words: /お問い合わせ番号/, why: "a support ticket: say 追跡番号" },
    { words: /消去/, why: "say 削除" },
  ],
  it: [
    { words: /!/, why: "no exclamation mark" },
    { words: /;/, why: "two sentences" },
    { words: /(?<!e-)\bmail\b/i, why: "say e-mail" },
    { words: /\bordinazion/i, why: "say ordine" },
    { words: /\bspedizioniere\b/i, why: "say corriere" },
  ],
  ar: [
    { words: /!/, why: "no exclamation mark" },
    { words: /\?/, why: "say ؟" },
    { words: /;/, why: "two sentences" },
    { words: /\p{Script=Arabic}, /u, why: "say ،" },
  ],
};

/** Words of English that betray a text that was left untranslated. */
export const ENGLISH =
  /(?<![\p{L}{])(?:the|your|you|we|our|order|please|with|from|this|that|will)(?![\p{L}}])/iu;

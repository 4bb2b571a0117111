/** Words the kinds of mail and one kind with its texts for the desk. It decides nothing. */
import type { MailKindsView, MailKindView } from "../../../templates/admin/mail_kinds.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { CATALOGUES, type TextKey } from "../../../templates/locales/translate.ts";
import { framedMail } from "../../../templates/pages/dev_mailbox.tsx";
import { sectionOf } from "../../mail/format/shop_wording.ts";
import { textAdvice } from "../../mail/format/text_advice.ts";
import type { SampleMail } from "../../mail/samples/sample_mail.ts";
import { isOrderKind, isStandaloneKind, MAIL_GROUPS, type MailKind } from "../../messages/message.ts";
import { stateOf } from "../../orders/mail_settings.ts";
import type { OwnTexts, TextVersion } from "../../sql/texts.ts";
import { deskToken } from "./desk_form.tsx";
import { homeOf, momentView } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";
import { textName } from "./text_names.ts";
import { differencesView, takesText } from "./trials.tsx";

/** A fact of a text: not the words of one number of it, as in `{count, plural, one {Your parcel} other {# parcels}}`. */
const VARIABLE = /(?<!\b(?:zero|one|two|few|many|other)\s|=\d+\s)\{(\w+)\s*[,}]/g;

/** Which mail is shown, and how. */
export interface Asked {
  readonly kind: MailKind;
  /** A language of the catalogue. */
  readonly locale: string;
  /** Number of an order of the shop; empty for a sample. */
  readonly order: string;
  readonly size: "phone" | "desktop";
  readonly ground: "light" | "dark";
  readonly part: "html" | "text";
}

/** How a language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  ar: "العربية",
  de: "Deutsch",
  en: "English",
  es: "Español",
  fr: "Français",
  it: "Italiano",
  ja: "日本語",
};

export function kindsView(desk: Desk, frame: FrameView, locale: string): MailKindsView {
  const path = `${homeOf(desk)}/mails/kinds`;
  const { mails, brand } = desk.shop.settings;
  return {
    frame,
    wrong: { href: `${homeOf(desk)}/mails`, label: w("mails.title") },
    own_templates: { href: `${homeOf(desk)}/mails/own`, label: w("own.title") },
    locales: Object.keys(CATALOGUES).map((one) => ({
      href: `${path}?locale=${one}`,
      label: LANGUAGE_NAMES[one] ?? one,
      current: one === locale,
    })),
    groups: MAIL_GROUPS.map(({ name, kinds }) => ({
      name: w(`settings.group_${name}`),
      kinds: kinds.map((kind) => {
        const state = stateOf(mails, kind);
        const own = Object.keys(brand.texts?.[locale]?.[kind] ?? {}).length;
        return {
          href: `${path}/${kind}?locale=${locale}`,
          name: wordFor("message", kind),
          when: sentWhen(kind),
          state: {
            label: w(`settings.state_${state}`),
            tone: state === "on" ? "good" as const : state === "off" ? "quiet" as const : "warn" as const,
          },
          own: own === 0 ? null : w("texts.own_count", { count: own }),
        };
      }),
    })).filter(({ kinds }) => kinds.length > 0),
  };
}

function sentWhen(kind: MailKind): string {
  return w("settings.when", { when: wordFor("when", kind) });
}

/** Returns the name of a text as its field bears it; one that this release has no more keeps the name of its key. */
export function nameOfText(kind: MailKind, locale: string, name: string): string {
  const text = textsOfKind(kind, locale).find((one) => one.name === name);
  return text === undefined ? name : textName(name, text.usual);
}

export interface TextOfKind {
  readonly name: string;
  /** The catalogue's. */
  readonly usual: string;
}

/** Returns the texts that only mails of `kind` use. */
export function textsOfKind(kind: MailKind, locale: string): readonly TextOfKind[] {
  const section = `${sectionOf(kind)}.`;
  return Object.entries(CATALOGUES[locale] ?? CATALOGUES["en"]!)
    .filter(([key]) => key.startsWith(section))
    .map(([key, usual]) => ({ name: (key as TextKey).slice(section.length), usual }));
}

interface Kind {
  readonly asked: Asked;
  readonly written: SampleMail;
  readonly live: OwnTexts;
  readonly draft: { readonly at: number; readonly texts: OwnTexts } | null;
  readonly versions: readonly TextVersion[];
  readonly fault: string | null;
  /** Days until a tried text would show a difference; null for never. */
  readonly takes: number | null;
}

export async function kindView(
  desk: Desk,
  frame: FrameView,
  { asked, written: { mail, is }, live, draft, versions, fault, takes }: Kind,
): Promise<MailKindView> {
  const { kind, ...query } = asked;
  const path = `${homeOf(desk)}/mails/kinds/${kind}`;
  const pathWith = (changes: Partial<typeof query>, tail = "") =>
    `${path}${tail}?${new URLSearchParams({ ...query, ...changes })}`;
  const choice = <Name extends keyof typeof query>(name: Name, values: readonly (typeof query)[Name][]) =>
    values.map((value) => ({
      href: pathWith({ [name]: value }),
      label: wordFor("texts", `${name}_${value}`),
      current: query[name] === value,
    }));
  const shown = draft?.texts ?? live;
  const token = await deskToken(desk, "texts");
  return {
    frame,
    back: { href: `${homeOf(desk)}/mails/kinds?locale=${asked.locale}`, label: w("texts.all") },
    title: wordFor("message", kind),
    when: sentWhen(kind),
    locales: Object.keys(CATALOGUES).map((one) => ({
      href: pathWith({ locale: one }),
      label: LANGUAGE_NAMES[one] ?? one,
      current: one === asked.locale,
    })),
    fault,
    drafted: draft === null || sameTexts(draft.texts, live)
      ? null
      : w("texts.drafted", { at: momentView(desk, draft.at).text }),
    form: { action: pathWith({}, "/texts"), token },
    texts: textsOfKind(kind, asked.locale).map(({ name, usual }) => {
      const text = shown[name] ?? "";
      return {
        name,
        label: textName(name, usual),
        usual,
        text,
        variables: [...new Set([...usual.matchAll(VARIABLE)].map(([, variable]) => `{${variable}}`))],
        advice: text === "" ? [] : textAdvice(name, text, usual).map((one) => w(`texts.advice_${one}`)),
      };
    }),
    trial: isOrderKind(kind)
      ? { takes: w("trials.takes", { takes: takesText(takes) }), differences: differencesView() }
      : null,
    test_to: desk.email,
    preview: {
      sizes: choice("size", ["phone", "desktop"]),
      grounds: choice("ground", ["light", "dark"]),
      parts: choice("part", ["html", "text"]),
      size: asked.size,
      subject: mail.subject,
      frame_path: asked.part === "html" ? pathWith({}, "/html") : null,
      text: asked.part === "text" ? mail.text : null,
      weight: w("texts.weight", { kb: Math.ceil(new TextEncoder().encode(mail.html).length / 1_000) }),
      order: isStandaloneKind(kind) ? null : {
        path,
        hidden: Object.entries(query).filter(([name]) => name !== "order"),
        number: asked.order,
        is: asked.order === "" ? null : w(is === "sample" ? "texts.no_order" : `texts.is_${is}`),
      },
    },
    versions: versions.map((version, index) => ({
      id: version.id,
      who: version.person === "" ? w("texts.as_before") : version.person,
      at: momentView(desk, version.at),
      texts: Object.entries(version.texts).map(([name, text]) => ({
        name: nameOfText(asked.kind, asked.locale, name),
        text,
      })),
      is_live: index === 0 && sameTexts(version.texts, live),
    })),
    back_form: { action: pathWith({}, "/back"), token },
  };
}

function sameTexts(a: OwnTexts, b: OwnTexts): boolean {
  const sorted = (texts: OwnTexts) =>
    JSON.stringify(Object.entries(texts).sort(([x], [y]) => x < y ? -1 : 1));
  return sorted(a) === sorted(b);
}

/** The mail as a reader with this ground sees it, whatever the ground of who looks here. */
export function framed(html: string, ground: Asked["ground"]): string {
  return framedMail(html).replaceAll(
    /\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g,
    ground === "dark" ? "(min-width:0)" : "(max-width:0)",
  );
}

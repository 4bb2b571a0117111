/** Formats of fourteen mail programs for quoting the mail they answer, in five languages, for `reply_fixtures.ts`. */
import type { Answers, Language, Ours } from "./reply_words.ts";

export interface Part {
  readonly type: "text/plain" | "text/html";
  readonly body: string;
}

export interface Written {
  readonly parts: readonly Part[];
  readonly reply: string;
}

type Program = (language: Language, ours: Ours, answers: Answers) => Written;
type Words = Readonly<Record<Language, string>>;

const SHOP = "Kontor & Söhne";
const ADDRESS = "help@kontor.example";

const quoted = (lines: readonly string[], mark = "> ") => lines.map((line) => `${mark}${line}`.trimEnd());
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const divs = (lines: readonly string[]) =>
  lines.map((line) => `<div>${line === "" ? "<br>" : escaped(line)}</div>`).join("\n");
const text = (...lines: readonly (string | readonly string[])[]): Part => ({
  type: "text/plain",
  body: lines.flat().join("\n"),
});
const html = (body: string): Part => ({
  type: "text/html",
  body: `<html><head><meta charset="utf-8"></head><body>${body}</body></html>`,
});
const joined = (lines: readonly string[]) => lines.join("\n");

/** Returns our mail with an answer below its fourth and its sixth line. */
function between({ lines }: Ours, [first, second]: readonly [string, string]): readonly string[] {
  return [
    ...quoted(lines.slice(0, 4)),
    "",
    first,
    "",
    ...quoted(lines.slice(4, 6)),
    "",
    second,
    "",
    ...quoted(lines.slice(6)),
  ];
}

/** What is shown of `between`: the paragraph of ours above each answer. */
function betweenShown({ lines }: Ours, [first, second]: readonly [string, string]): string {
  return joined([...quoted(lines.slice(2, 4)), first, ...quoted(lines.slice(5, 6)), second]);
}

const GMAIL: Words = {
  en: `On Sun, 22 Nov 2026 at 13:00, ${SHOP} <${ADDRESS}> wrote:`,
  de: `Am So., 22. Nov. 2026 um 13:00 Uhr schrieb ${SHOP} <\n${ADDRESS}>:`,
  fr: `Le dim. 22 nov. 2026 à 13:00, ${SHOP} <${ADDRESS}> a\nécrit :`,
  es: `El dom, 22 nov 2026 a las 13:00, ${SHOP} (<${ADDRESS}>)\nescribió:`,
  ja: `2026年11月22日(日) 13:00 ${SHOP} <${ADDRESS}>:`,
};
const APPLE: Words = {
  en: `On 22. Nov 2026, at 13:00, ${SHOP} <${ADDRESS}> wrote:`,
  de: `Am 22.11.2026 um 13:00 schrieb ${SHOP} <${ADDRESS}>:`,
  fr: `Le 22 nov. 2026 à 13:00, ${SHOP} <${ADDRESS}> a écrit :`,
  es: `El 22 nov 2026, a las 13:00, ${SHOP} <${ADDRESS}> escribió:`,
  ja: `2026/11/22 13:00、${SHOP} <${ADDRESS}>のメール:`,
};
const IPHONE: Words = {
  en: "Sent from my iPhone",
  de: "Von meinem iPhone gesendet",
  fr: "Envoyé de mon iPhone",
  es: "Enviado desde mi iPhone",
  ja: "iPhoneから送信",
};
const THUNDERBIRD: Words = {
  en: `On 22/11/2026 13:00, ${SHOP} wrote:`,
  de: `Am 22.11.26 um 13:00 schrieb ${SHOP}:`,
  fr: `Le 22/11/2026 à 13:00, ${SHOP} a écrit :`,
  es: `El 22/11/26 a las 13:00, ${SHOP} escribió:`,
  ja: `On 2026/11/22 13:00, ${SHOP} wrote:`,
};
const ROUNDCUBE: Words = {
  en: `On 2026-11-22 13:00, ${SHOP} wrote:`,
  de: `Am 22.11.2026 13:00, schrieb ${SHOP}:`,
  fr: `Le 2026-11-22 13:00, ${SHOP} a écrit :`,
  es: `El 2026-11-22 13:00, ${SHOP} escribió:`,
  ja: `2026-11-22 13:00 に ${SHOP} さんは書きました:`,
};
const YAHOO: Words = {
  en: `On Sunday, November 22, 2026 at 01:00:00 PM GMT+1, ${SHOP} <${ADDRESS}> wrote:`,
  de: `Am Sonntag, 22. November 2026 um 13:00:00 MEZ hat ${SHOP} <${ADDRESS}> Folgendes geschrieben:`,
  fr: `Le dimanche 22 novembre 2026 à 13:00:00 UTC+1, ${SHOP} <${ADDRESS}> a écrit :`,
  es: `El domingo, 22 de noviembre de 2026, 13:00:00 CET, ${SHOP} <${ADDRESS}> escribió:`,
  ja: `2026年11月22日日曜日 13:00:00 JST、${SHOP} <${ADDRESS}>さんは書きました:`,
};
const PROTON: Words = {
  en: `On Sunday, November 22nd, 2026 at 13:00, ${SHOP} <${ADDRESS}> wrote:`,
  de: `Am Sonntag, 22. November 2026 um 13:00, ${SHOP} <${ADDRESS}> schrieb:`,
  fr: `Le dimanche 22 novembre 2026 à 13:00, ${SHOP} <${ADDRESS}> a écrit :`,
  es: `El domingo, 22 de noviembre de 2026 a las 13:00, ${SHOP} <${ADDRESS}> escribió:`,
  ja: `2026年11月22日日曜日 13:00に、${SHOP} <${ADDRESS}> さんは書きました:`,
};
const K9: Words = {
  en: `On 22 November 2026 13:00:00 CET, ${SHOP} <${ADDRESS}> wrote:`,
  de: `Am 22. November 2026 13:00:00 MEZ schrieb "${SHOP}" <${ADDRESS}>:`,
  fr: `Le 22 novembre 2026 13:00:00 GMT+01:00, ${SHOP} <${ADDRESS}> a écrit :`,
  es: `El 22 de noviembre de 2026 13:00:00 CET, ${SHOP} <${ADDRESS}> escribió:`,
  ja: `2026年11月22日 13:00:00 JST、${SHOP} <${ADDRESS}> のメール:`,
};
const K9_SIGNATURE: Words = {
  en: "Sent from my Android device with K-9 Mail. Please excuse my brevity.",
  de: "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
  fr: "Envoyé de mon appareil Android avec Courriel K-9 Mail. Veuillez excuser ma brièveté.",
  es: "Enviado desde mi dispositivo Android con K-9 Mail. Por favor, disculpa mi brevedad.",
  ja: "Android端末からK-9 Mailで送信しました。簡潔さをお許しください。",
};
const OUTLOOK_MOBILE: Words = {
  en: "Get Outlook for iOS",
  de: "Outlook für iOS beziehen",
  fr: "Télécharger Outlook pour iOS",
  es: "Obtener Outlook para iOS",
  ja: "Outlook for iOS を入手",
};

interface Fields {
  readonly from: string;
  readonly sent: string;
  readonly to: string;
  readonly subject: string;
  readonly when: string;
  readonly original: string;
}

const FIELDS: Readonly<Record<Language, Fields>> = {
  en: {
    from: "From:",
    sent: "Sent:",
    to: "To:",
    subject: "Subject:",
    when: "Sunday, 22 November 2026 13:00",
    original: "Original Message",
  },
  de: {
    from: "Von:",
    sent: "Gesendet:",
    to: "An:",
    subject: "Betreff:",
    when: "Sonntag, 22. November 2026 13:00",
    original: "Ursprüngliche Nachricht",
  },
  fr: {
    from: "De :",
    sent: "Envoyé :",
    to: "À :",
    subject: "Objet :",
    when: "dimanche 22 novembre 2026 13:00",
    original: "Message d'origine",
  },
  es: {
    from: "De:",
    sent: "Enviado:",
    to: "Para:",
    subject: "Asunto:",
    when: "domingo, 22 de noviembre de 2026 13:00",
    original: "Mensaje original",
  },
  ja: {
    from: "差出人:",
    sent: "送信日時:",
    to: "宛先:",
    subject: "件名:",
    when: "2026年11月22日日曜日 13:00",
    original: "元のメッセージ",
  },
};

function block(language: Language, { subject }: Ours): readonly string[] {
  const fields = FIELDS[language];
  return [
    `${fields.from} ${SHOP} <${ADDRESS}>`,
    `${fields.sent} ${fields.when}`,
    `${fields.to} Ada Lovelace <ada@lovelace.example>`,
    `${fields.subject} ${subject}`,
  ];
}

const boldBlock = (language: Language, ours: Ours) =>
  block(language, ours).map((line) => escaped(line).replace(/^(.{1,20}?[:：])/, "<b>$1</b>")).join("<br>\n");

export const PROGRAMS: Readonly<Record<string, Program>> = {
  gmail_web: (language, { lines }, { top }) => ({
    parts: [
      text(top, "", GMAIL[language], "", quoted(lines)),
      html(
        `<div dir="ltr">${
          divs(top)
        }</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${
          escaped(GMAIL[language])
        }<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">${
          divs(lines)
        }</blockquote></div>`,
      ),
    ],
    reply: joined(top),
  }),
  gmail_between: (language, ours, answers) => ({
    parts: [text(GMAIL[language], "", between(ours, answers.between))],
    reply: betweenShown(ours, answers.between),
  }),
  gmail_html: (language, { lines }, { between: [first, second] }) => ({
    parts: [
      html(
        `<div class="gmail_quote"><div dir="ltr" class="gmail_attr">${escaped(GMAIL[language])}<br></div>` +
          `<blockquote class="gmail_quote">${divs(lines.slice(0, 4))}</blockquote><div>${
            escaped(first)
          }</div>` +
          `<blockquote class="gmail_quote">${divs(lines.slice(4))}</blockquote><div>${
            escaped(second)
          }</div></div>`,
      ),
    ],
    reply: joined([
      ...quoted(lines.slice(0, 4)).filter((line) => line !== ">"),
      first,
      ...quoted(lines.slice(4)).filter((line) => line !== ">"),
      second,
    ]),
  }),
  outlook_windows: (language, ours, { tricky }) => ({
    parts: [text(tricky, "", block(language, ours), "", ours.lines)],
    reply: joined(tricky),
  }),
  outlook_web: (language, ours, { top }) => ({
    parts: [
      html(
        `<div class="elementToProof">${
          divs(top)
        }</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%">` +
          `<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${
            boldBlock(language, ours)
          }</font></div><div>${divs(ours.lines)}</div>`,
      ),
    ],
    reply: joined(top),
  }),
  outlook_mobile: (language, ours, { top }) => ({
    parts: [
      text(
        top,
        "",
        OUTLOOK_MOBILE[language],
        "________________________________",
        block(language, ours),
        "",
        ours.lines,
      ),
      html(
        `<div dir="auto">${divs(top)}</div><div id="ms-outlook-mobile-signature">${
          OUTLOOK_MOBILE[language]
        }</div>` +
          `<hr><div id="mail-editor-reference-message-container">${boldBlock(language, ours)}${
            divs(ours.lines)
          }</div>`,
      ),
    ],
    reply: joined(top),
  }),
  apple_mac: (language, { lines }, { tricky }) => ({
    parts: [text(tricky, "", quoted([APPLE[language], "", ...lines]))],
    reply: joined(tricky),
  }),
  apple_ios: (language, { lines }, { top }) => ({
    parts: [
      text(
        top,
        "",
        IPHONE[language],
        "",
        quoted([APPLE[language], ""]),
        quoted(lines, "> ").map((line) => line.replace("> ", "> ﻿")),
      ),
    ],
    reply: joined(top),
  }),
  thunderbird: (language, { lines }, { bottom }) => ({
    parts: [
      text(
        THUNDERBIRD[language],
        quoted(lines),
        "",
        bottom,
        "",
        "-- ",
        "Ada Lovelace",
        "ada@lovelace.example",
      ),
    ],
    reply: joined(bottom),
  }),
  roundcube: (language, ours, answers) => ({
    parts: [text(ROUNDCUBE[language], between(ours, answers.between))],
    reply: betweenShown(ours, answers.between),
  }),
  yahoo: (language, { lines }, { top }) => ({
    parts: [
      html(
        `<div class="ydp1yahoo-style-wrap"><div dir="ltr">${
          divs(top)
        }</div></div><div id="yahoo_quoted_1001" class="yahoo_quoted">` +
          `<div>${escaped(YAHOO[language])}</div><div>${divs(lines)}</div></div>`,
      ),
    ],
    reply: joined(top),
  }),
  gmx: (language, ours, { tricky }) => ({
    parts: [
      html(
        `<div style="font-family: Verdana">${
          divs(tricky)
        }<div name="quote" style="margin:10px 5px 5px 10px; border-left:2px solid #C3D9E5;">` +
          `<div style="margin:0 0 10px 0;">${boldBlock(language, ours)}</div><div name="quoted-content">${
            divs(ours.lines)
          }</div></div></div>`,
      ),
    ],
    reply: joined(tricky),
  }),
  proton: (language, { lines }, { top }) => ({
    parts: [
      text(
        top,
        "",
        language === "ja" ? "Proton Mail セキュアメールから送信" : "Sent with Proton Mail secure email.",
        "",
        PROTON[language],
        "",
        quoted(lines),
      ),
    ],
    reply: joined(top),
  }),
  samsung: (language, ours, { bottom }) => ({
    parts: [
      text(
        bottom,
        "",
        `-------- ${FIELDS[language].original} --------`,
        block(language, ours),
        "",
        ours.lines,
      ),
    ],
    reply: joined(bottom),
  }),
  k9: (language, { lines }, { top }) => ({
    parts: [text(top, "", K9[language], quoted(lines, ">"), "", "-- ", K9_SIGNATURE[language])],
    reply: joined(top),
  }),
  /** Mail programs of carriers mark no quoted line: the answer below is recognised by our own text. */
  carrier: (language, ours, { bottom }) => ({
    parts: [
      text(`----- ${FIELDS[language].original} -----`, block(language, ours), "", ours.lines, "", bottom),
    ],
    reply: joined(bottom),
  }),
};

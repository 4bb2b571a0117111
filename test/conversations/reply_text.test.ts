import { describe, expect, test } from "vitest";
import { ownWords, replyText } from "../../src/conversations/reply_text.ts";
import { fixtureMail } from "../support/inbound.ts";

describe("the new text of a reply", () => {
  test.each([
    ["person_reply_gmail_en", "Could you send it to Torstraße 2 instead?\n\nThanks!"],
    ["person_reply_gmail_html_ja", "三つとも同じ箱で送ってください。\nよろしくお願いします。"],
    ["person_reply_plain_ja", "配達は土曜日でお願いします。"],
    ["person_reply_outlook_html_de", "Guten Tag,\n\ndie Mühle ist zu laut. Kann ich sie zurückgeben?"],
    [
      "person_reply_outlook_plain_fr",
      "Bonjour,\n\nLe colis est arrivé ouvert. Que dois-je faire ?\n\nJean Marchand",
    ],
    ["person_reply_apple_fr", "Parfait, merci beaucoup."],
    ["person_reply_apple_html_es", "¿Puedo cambiar el color a verde?"],
    [
      "person_reply_between_lines_de",
      "Am 22.11.26 um 13:00 schrieb Kontor & Söhne:\n> Welche Farbe soll es sein?\n\nMoosgrün, bitte.\n\n> Und wohin?\n\nIn die Torstraße 1.",
    ],
    ["person_reply_es_plain", "Todavía no ha llegado."],
    ["person_new_mail", "Do you grind the beans?\nOn Mondays I drink it black."],
    ["person_reply_quotes_bounce", "Hello, I tried to answer you and got this back. What is wrong?\n\nClara"],
  ])("of %s", async (name, expected) => {
    expect(replyText(await fixtureMail(name))).toBe(expected);
  });

  test("is the whole text where only a quotation is left", () => {
    expect(replyText({ text: "> Thank you for your order.\n", html: "" })).toBe(
      "> Thank you for your order.",
    );
  });

  test("keeps a sentence that begins like an attribution", () => {
    const text = "On Monday I wrote to you.\nOn Tuesday too, and you wrote: nothing.";
    expect(replyText({ text, html: "" })).toBe(text);
  });

  test("keeps the first of two colons in a row of header-like fields that nobody quoted", () => {
    const text = "To: the shop\nI would like two mills.";
    expect(replyText({ text, html: "" })).toBe(text);
  });

  test("is not lost when an attribution is broken after any of its first words", () => {
    const text =
      "Yes.\n\nAm So., 22. Nov. 2026 um 13:00 Uhr schrieb Kontor & Söhne <\norders@kontor.example>:\n\n> Danke.";
    expect(replyText({ text, html: "" })).toBe("Yes.");
  });

  test.each([
    [
      "Gmail's quotation",
      '<div>In green</div><div class="gmail_quote"><p>Which colour?</p></div>',
      "In green",
    ],
    [
      "Outlook's quotation",
      '<p>Green</p><div style="border:none;border-top:solid #e1e1e1 1.0pt;padding:3pt"><p>Which?</p></div>',
      "Green",
    ],
    ["any quotation", "<p>Nothing is quoted</p>", "Nothing is quoted"],
  ])("in HTML is without %s", (_what, html, expected) => {
    expect(replyText({ text: "", html })).toBe(expected);
  });

  test("in HTML is the quotation where there is no other text", () => {
    expect(replyText({ text: "", html: '<div class="gmail_quote"><p>Which colour?</p></div>' }))
      .toBe("Which colour?");
  });

  test.each([
    "Thank you!\n\nFrom: Kontor\n Sent: Monday\n To: Clara\n Subject: Your order\n\nWhich colour?",
    "Thank you!\nFrom: Kontor\nSent: Monday\nTo: Clara\nWhich colour?",
  ])("ends where Outlook's block of fields begins: %j", (text) => {
    expect(replyText({ text, html: "" })).toBe("Thank you!");
  });

  test("keeps fields that do not stand together", () => {
    const text = "Hello,\nTo: the shop\none more, please\n\nit is\nfor my\nsister\nFrom: Clara\nDate: today";
    expect(replyText({ text, html: "" })).toBe(text);
  });

  test("keeps an answer below the quotation, without a second attribution", () => {
    const text = "On Monday Kontor wrote:\n> Which colour?\nGreen\nOn Sunday Clara wrote:\n> Hello";
    expect(ownWords({ text, html: "" })).toBe("Green");
    expect(replyText({ text, html: "" })).toBe("On Monday Kontor wrote:\n> Which colour?\nGreen");
  });
});

import { describe, expect, test } from "vitest";
import { classifyInbound } from "../../src/conversations/inbound.ts";
import { personalMail } from "../support/inbound.ts";

const typeOf = (text: string, subject = "Re: Your order 1001") =>
  classifyInbound(personalMail({ subject, text }, { from: "Ada <ada@lovelace.example>" })).type;

describe("an answer without any header is a program's where", () => {
  test.each([
    [
      "somebody is on leave and names a colleague",
      "I am currently on parental leave. Please reach out to ben@vale.example instead.",
    ],
    ["nobody reads the mailbox", "This mailbox is unattended."],
    ["somebody has left", "I no longer work at Vale Ltd. Please direct your mails to info@vale.example."],
    [
      "somebody has left, in German",
      "Ich bin nicht mehr für die Vale GmbH tätig. Bitte wenden Sie sich an info@vale.example.",
    ],
    [
      "somebody has left, in Spanish",
      "Ya no trabajo en Vale S.A. Por favor, dirija sus mensajes a info@vale.example.",
    ],
    [
      "somebody has left, in Italian",
      "Non lavoro più in Vale S.r.l. La prego di scrivere a info@vale.example.",
    ],
    [
      "somebody has left, in Japanese",
      "退職いたしました。今後のご連絡は info@vale.example までお願いいたします。",
    ],
    ["somebody has left, in Arabic", "لم أعد أعمل في هذه الشركة. يرجى التواصل مع info@vale.example."],
    [
      "the office is closed",
      "Unser Büro ist vom 23.12. bis 6.1. geschlossen. Ihre E-Mail wird in dieser Zeit nicht gelesen.",
    ],
    [
      "a ticket was made",
      "Thank you for contacting Vale. A ticket has been created. We will get back to you.",
    ],
    [
      "a request is being reviewed",
      "Your request (4711) has been received and is being reviewed by our staff.",
    ],
    [
      "a request was registered, in German",
      "Vielen Dank für Ihre Anfrage. Wir haben sie unter der Ticketnummer 4711 erfasst.",
    ],
    [
      "a request was registered, in French",
      "Nous accusons réception de votre demande. Un conseiller vous répondra dans les 48 heures.",
    ],
    [
      "a request was registered, in Spanish",
      "Hemos registrado su solicitud con el número 4711 y le contestaremos pronto.",
    ],
    [
      "a later sentence says so, in Japanese",
      "お問い合わせありがとうございます。このメールは自動送信です。担当者よりご連絡いたします。",
    ],
    [
      "a shop is closed, in Japanese",
      "12月28日から1月4日まで休業とさせていただきます。返信は1月5日以降となります。",
    ],
    ["somebody is away, in Chinese", "我正在休假，1月4日返回。如有急事请联系 ben@vale.example。"],
    ["somebody is away, in Korean", "현재 휴가 중입니다. 1월 5일에 복귀하여 답변드리겠습니다."],
    [
      "somebody is away, in Turkish",
      "Şu anda yıllık izindeyim. Acil durumlar için ben@vale.example adresine yazabilirsiniz.",
    ],
  ])("%s", (_why, text) => {
    expect(typeOf(text)).toBe("auto_reply");
  });

  test("a mail program says that it was read", () => {
    const text = "Your message\n\nTo: Ada\nSubject: Your order\n\nwas read on Sunday.";
    expect(typeOf(text, "Read: Your order")).toBe("auto_reply");
    expect(typeOf("Your message was read on Sunday by my mother, and she says no.", "Your order")).toBe(
      "person",
    );
  });
});

describe("a person's mail stays one where", () => {
  test.each([
    "I no longer work at Vale, please write to my private mailbox ada@home.example.",
    "I have left a message for Ben at ben@vale.example, please contact him.",
    "I no longer work at this company, please send the invoice to ada@home.example.",
    "My office is closed until 6 January, nobody can take the parcel.",
    "Ich bin nicht mehr unter dieser Adresse erreichbar, schreiben Sie an ada@home.example.",
    "We received your email but the lamp is broken. Please get back to us.",
    "Your request has been received and is being ignored, it seems!",
    "Ben has left the company. Please write to ada@vale.example about the lamp.",
    "A ticket has been opened at DHL, they say you must answer.",
    "A case has been created with the carrier.",
    "In urgent cases call my neighbour. I am on holiday.",
    "My colleague Ben no longer works here, please send the invoice to me.",
    "He left the company. Please refund to the card.",
    "Unser Laden ist bis 6.1. geschlossen. Können Sie danach liefern?",
    "أنا في إجازة حتى الأحد، أرجو تسليم الطرد بعد عودتي.",
  ])("%s", (text) => {
    expect(typeOf(text)).toBe("person");
  });
});

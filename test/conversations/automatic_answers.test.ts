import { describe, expect, test } from "vitest";
import { classifyInbound } from "../../src/conversations/inbound.ts";
import { type AnswerContext, silenceReason } from "../../src/conversations/loop_guard.ts";
import { fixtureMail, readMail } from "../support/inbound.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 12);

interface Written {
  readonly subject: string;
  readonly text: string;
  readonly headers?: readonly string[];
}

function written({ subject, text, headers = [] }: Written) {
  const head = [
    "From: Ada Lovelace <ada@lovelace.example>",
    "To: help@kontor.example",
    `Subject: =?utf-8?B?${new TextEncoder().encode(subject).toBase64()}?=`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
    ...headers,
  ];
  return readMail(`${head.join("\r\n")}\r\n\r\n${text.replaceAll("\n", "\r\n")}`);
}

/** What the usual programs write for somebody who is away: subject, body. */
const AWAY: Readonly<Record<string, readonly [string, string]>> = {
  en: ["Automatic reply: Your order #1001", "I am currently out of the office and will reply on my return."],
  de: [
    "Automatische Antwort: Ihre Bestellung #1001",
    "Ich bin zurzeit nicht im Büro. In dringenden Fällen: Herr Hoff.",
  ],
  fr: ["Réponse automatique : Votre commande", "Je suis absent du bureau. À mon retour, je vous répondrai."],
  es: [
    "Respuesta automática: Su pedido",
    "Estoy fuera de la oficina. En caso de urgencia, llame a mi colega.",
  ],
  it: ["Risposta automatica: Il tuo ordine", "Sono fuori ufficio. Risponderò al mio rientro."],
  nl: ["Automatisch antwoord: Uw bestelling", "Ik ben momenteel afwezig. Na mijn vakantie antwoord ik."],
  pt: [
    "Resposta automática: A sua encomenda",
    "Estou fora do escritório. Em caso de urgência, ligue a um colega.",
  ],
  ja: ["自動返信: ご注文", "休暇中のため、返信が遅くなります。"],
  sv: ["Autosvar: Din order", "Jag är inte på kontoret. Jag svarar när jag är tillbaka."],
  pl: ["Odpowiedź automatyczna: Zamówienie", "Przebywam na urlopie. Odpowiem po powrocie."],
  zh: ["自动回复: 订单", "这是自动回复。"],
  ko: ["자동 회신: 주문", "이 메일은 자동 발송되었습니다."],
};

describe("an out-of-office mail is a program's answer", () => {
  test.each(Object.entries(AWAY))("in %s, with the headers of RFC 3834", async (_, [subject, text]) => {
    const mail = await written({ subject, text, headers: ["Auto-Submitted: auto-replied"] });
    expect(classifyInbound(mail).type).toBe("auto_reply");
  });

  test.each(Object.entries(AWAY))("in %s, by its subject alone", async (_, [subject]) => {
    expect(classifyInbound(await written({ subject, text: "-" }))).toEqual({
      type: "auto_reply",
      reason: "responder",
    });
  });

  test.each(Object.entries(AWAY))("in %s, by its text alone", async (_, [, text]) => {
    const mail = await written({ subject: "Re: #1001", text });
    expect(classifyInbound(mail)).toEqual({ type: "auto_reply", reason: "responder" });
  });

  test.each([
    ["This is an automated response. We have received your message."],
    ["Guten Tag,\n\nDies ist eine automatisch generierte Nachricht. Bitte antworten Sie nicht."],
    ["Ceci est un message automatique."],
    ["Este es un mensaje automático, no responda."],
    ["Questa è una risposta automatica."],
    ["Esta é uma mensagem automática."],
    ["Dit is een automatisch gegenereerd bericht."],
    ["※このメールは自動返信です。"],
  ])("where a line of it says so: %s", async (text) => {
    expect(classifyInbound(await written({ subject: "Re: #1001", text })).type).toBe("auto_reply");
  });
});

describe("a person who is away, or writes about such a mail, is still a person", () => {
  test.each([
    ["I am on vacation until Monday. Please deliver the parcel to my neighbour, I will reply on my return."],
    ["I'm out of the office. Will you reply to my colleague when I return?"],
    ["Ich bin im Urlaub. Bitte liefern Sie erst nach meiner Rückkehr."],
    ["Je suis absente cette semaine, merci de livrer à mon retour."],
    ["Estoy de vacaciones; en caso de urgencia entreguen el paquete al vecino."],
    ["休暇中のため、荷物は月曜日に届けてください。返信は遅くなります。"],
    ["I got a mail that says: this is an automated message. Is it from you?"],
    ["Thank you. I am out of the office today."],
    ["부재중이라 못 받았어요."],
  ])("%s", async (text) => {
    expect(classifyInbound(await written({ subject: "Re: #1001", text })).type).toBe("person");
  });

  test("also where our own quoted mail says that it is automatic", async () => {
    const text = "Thank you!\n\nOn Sun, 22 Nov 2026 at 13:00, Kontor <help@kontor.example> wrote:\n" +
      "> This is an automatic reply. We answer within a day.\n";
    expect(classifyInbound(await written({ subject: "Re: #1001", text })).type).toBe("person");
  });
});

describe("the order in which a mail is classified", () => {
  test("a bounce that is marked as automatic is a bounce", async () => {
    const mail = await fixtureMail("bounce_postfix");
    const headers = [...mail.headers, { name: "auto-submitted", value: "auto-replied" }];
    expect(classifyInbound({ ...mail, headers }).type).toBe("bounce");
  });

  test("a report of a failure takes priority over a complaint in the same mail", async () => {
    const bounce = await fixtureMail("bounce_postfix");
    const complaint = await fixtureMail("complaint_arf");
    expect(classifyInbound({ ...bounce, parts: [...complaint.parts, ...bounce.parts] }).type).toBe("bounce");
  });

  test("a complaint that is marked as automatic is a complaint", async () => {
    const mail = await fixtureMail("complaint_arf");
    const headers = [...mail.headers, { name: "auto-submitted", value: "auto-generated" }];
    expect(classifyInbound({ ...mail, headers }).type).toBe("complaint");
  });

  test("a bounce that names no recipient and returns no mail is matched by the mail that it answers", async () => {
    const mail = await readMail([
      "From: Mail Delivery System <MAILER-DAEMON@gate.example>",
      "To: orders@kontor.example",
      "Subject: Undelivered Mail Returned to Sender",
      "In-Reply-To: <confirmation.1001@kontor.example>",
      "References: <first.1001@kontor.example> <confirmation.1001@kontor.example>",
      "Content-Type: text/plain",
      "",
      "Your message could not be delivered: 550 5.1.1 User unknown (in reply to RCPT TO command)",
    ].join("\r\n"));
    expect(classifyInbound(mail)).toMatchObject({
      type: "bounce",
      message_ids: ["<confirmation.1001@kontor.example>", "<first.1001@kontor.example>"],
      reports: [{
        recipient: undefined,
        class: "hard",
        original_message_id: "<confirmation.1001@kontor.example>",
      }],
    });
  });

  test("the returned mail's own Message-ID takes priority over the mail that the headers answer", async () => {
    const mail = await fixtureMail("bounce_postfix");
    const headers = [...mail.headers, { name: "in-reply-to", value: "<other@kontor.example>" }];
    expect(classifyInbound({ ...mail, headers })).toMatchObject({
      message_ids: ["<confirmation.1001@kontor.example>", "<other@kontor.example>"],
    });
  });

  test("a complaint from Hotmail without the standard form names its reader in a header of its own", async () => {
    const mail = await readMail([
      "From: staff@hotmail.com",
      "To: abuse@kontor.example",
      "Subject: complaint about message from 192.0.2.2",
      'Content-Type: multipart/mixed; boundary="j"',
      "",
      "--j",
      "Content-Type: message/rfc822",
      "",
      "X-HmXmrOriginalRecipient: ada@hotmail.example",
      "Message-ID: <confirmation.1001@kontor.example>",
      "From: orders@kontor.example",
      "To: undisclosed-recipients:;",
      "Subject: Your order",
      "",
      "Thank you.",
      "--j--",
      "",
    ].join("\r\n"));
    expect(classifyInbound(mail)).toEqual({
      type: "complaint",
      complaints: [{
        recipient: "ada@hotmail.example",
        feedback_type: "abuse",
        original_message_id: "<confirmation.1001@kontor.example>",
      }],
    });
    const forged = mail.headers.map((one) =>
      one.name === "from" ? { ...one, value: "staff@hotmail.com.example" } : one
    );
    expect(classifyInbound({ ...mail, headers: forged }).type).not.toBe("complaint");
  });
});

describe("no automatic answer is given", () => {
  const context = (more: Partial<AnswerContext> = {}): AnswerContext => ({
    own: ["help@kontor.example", "reply.kontor.example"],
    answered_at_ms: [],
    now_ms: NOW_MS,
    ...more,
  });
  const person = () => written({ subject: "Re: #1001", text: "Where is it?" });
  const minutes = (count: number) => NOW_MS - count * 60_000;

  test("except to a person's first mail", async () => {
    expect(silenceReason(await person(), context())).toBeUndefined();
  });

  test.each([
    ["From: help@kontor.example", "own_mail"],
    ["From: HELP@kontor.example", "own_mail"],
    ["From: r.abc@reply.kontor.example", "own_mail"],
    ["Reply-To: help@kontor.example", "own_mail"],
    ["X-Waybill-Mail: 1.abc", "auto_submitted"],
    ["X-Loop: ada@lovelace.example", "auto_submitted"],
    ["List-Id: <weavers.lists.example>", "bulk"],
    ["Precedence: bulk", "bulk"],
    ["Auto-Submitted: auto-replied", "auto_submitted"],
    ["From: noreply@carrier.example", "auto_submitted"],
  ])("to a mail with %s", async (header, reason) => {
    const mail = await person();
    const [name, value] = header.split(": ") as [string, string];
    const others = mail.headers.filter((one) => one.name !== name.toLowerCase());
    expect(silenceReason({ ...mail, headers: [...others, { name: name.toLowerCase(), value }] }, context()))
      .toBe(
        reason,
      );
  });

  test("to a mail that names no sender, or whose envelope has none", async () => {
    const mail = await person();
    const headers = mail.headers.filter(({ name }) => name !== "from");
    expect(silenceReason({ ...mail, headers }, context())).toBe("no_sender");
    expect(silenceReason({ ...mail, envelope_from: "" }, context())).toBe("null_sender");
    expect(silenceReason({ ...mail, envelope_from: "help@kontor.example" }, context())).toBe("own_mail");
  });

  test.each([
    ["a second within a minute", [minutes(0.5)], "too_many"],
    ["a second after it", [minutes(2)], undefined],
    ["a fourth within an hour", [minutes(5), minutes(20), minutes(40)], "too_many"],
    ["a fourth after it", [minutes(61), minutes(70), minutes(80)], undefined],
    ["a seventh within a day", [2, 5, 9, 12, 15, 20].map((hours) => minutes(60 * hours)), "too_many"],
    ["a seventh after it", [25, 26, 27, 28, 29, 30].map((hours) => minutes(60 * hours)), undefined],
  ])("of %s", async (_, answered_at_ms, reason) => {
    expect(silenceReason(await person(), context({ answered_at_ms }))).toBe(reason);
  });

  test("without end: two programs that answer each other at once stop after one answer", async () => {
    const mail = await person();
    const answered_at_ms: number[] = [];
    for (let second = 0; second < 60; second++) {
      const now_ms = NOW_MS + second * 1_000;
      if (silenceReason(mail, context({ answered_at_ms, now_ms })) === undefined) answered_at_ms.push(now_ms);
    }
    expect(answered_at_ms).toHaveLength(1);
  });
});

describe("an absence without any header", () => {
  test.each([
    "Thank you for your message. I am out of the office until 30 November with limited access to email.",
    "I'm currently on annual leave and will reply when I return on 5 December.",
    "Vielen Dank. Ich bin bis zum 30. November nicht im Büro. In dringenden Fällen wenden Sie sich bitte an Ben.",
    "Ich befinde mich derzeit im Urlaub. Ihre E-Mail wird nicht weitergeleitet.",
    "Je suis actuellement en congés. Je vous répondrai dès mon retour.",
    "Estoy de vacaciones y responderé a mi regreso.",
    "Sono in ferie e risponderò al mio rientro.",
    "休暇中のため、返信が遅れます。お急ぎの方は下記までご連絡ください。",
    "أنا خارج المكتب حتى 30 نوفمبر. في الحالات العاجلة يرجى التواصل مع بن.",
    "Я в отпуске до 30 ноября. В срочных случаях пишите Бену.",
    "This mailbox is not monitored. Please use our form.",
    "We have received your message and will get back to you within two days.",
    "Vielen Dank. Ihre Nachricht ist eingegangen, wir melden uns.",
  ])("is a program's: %s", async (text) => {
    expect(classifyInbound(await written({ subject: "Re: Hello", text })).type).toBe("auto_reply");
  });

  test.each([
    "I am on vacation until Friday. Please come after that.",
    "I am out of office until Monday, so no rush; if this is urgent call me.",
    "Sorry for the late answer, I was on leave. Moss green please.",
    "Ich bin bis Freitag nicht erreichbar, danach gern telefonisch.",
    "Ich bin im Urlaub und ab Montag wieder im Büro, dann bitte anrufen.",
    "Je suis en vacances jusqu'à lundi. À mon retour je vous envoie les photos.",
    "Estoy de vacaciones hasta el lunes. A mi regreso les mando las fotos.",
    "Sono in ferie fino a lunedì, al mio rientro vi mando le foto.",
    "不在のため返事が遅れました。モスグリーンでお願いします。",
    "Did you say: we have received your message and will get back to you? Nobody did.",
  ])("is a person's: %s", async (text) => {
    expect(classifyInbound(await written({ subject: "Re: Hello", text })).type).toBe("person");
  });

  test.each(["Urlaub: Re: Ihre Bestellung", "Absence : Re: Votre commande", "Away: RE: Your order"])(
    "is known by a subject such as %s, and a person's by one without an answer",
    async (subject) => {
      expect(classifyInbound(await written({ subject, text: "Bis dann" })).type).toBe("auto_reply");
      const own = subject.replace(/ ?re: ?/i, " ");
      expect(classifyInbound(await written({ subject: own, text: "Bis dann" })).type).toBe("person");
    },
  );
});

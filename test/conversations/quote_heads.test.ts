import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { replyText } from "../../src/conversations/reply_text.ts";

const SHOP = "Kontor <help@kontor.example>";

/** How mail programs announce a quotation, by language. */
const HEADS: readonly string[] = [
  `On Sun, Nov 22, 2026 at 1:00 PM ${SHOP} wrote:`,
  `On Sun, 22 Nov 2026, 13:00 Kontor, <help@kontor.example> wrote:`,
  "On Sun, Nov 22, 2026 at 1:00 PM Kontor from the Speicherstadt\n<help@kontor.example>\nwrote:",
  `On 22-Nov-2026, at 1:00 PM, ${SHOP} wrote:`,
  "On 11/22/26 1:00 PM, Kontor wrote:",
  `---- On Sun, 22 Nov 2026 13:00:00 +0100 ${SHOP} wrote ----`,
  "---- Kontor wrote ----",
  "At 22/11/2026 13:00, you wrote:",
  `${SHOP} wrote:`,
  `Quoting ${SHOP}:`,
  `2026-11-22 13:00 GMT+01:00 ${SHOP}:`,
  "2026-11-22 13:00 GMT+01:00 Kontor:",
  `Am So., 22. Nov. 2026 um 13:00 Uhr schrieb ${SHOP}:`,
  "Kontor schrieb am So., 22. Nov. 2026 um 13:00 Uhr:",
  `Am 22. November 2026 13:00:00 MEZ schrieb ${SHOP}:`,
  `Zitat von ${SHOP}:`,
  `Le dim. 22 nov. 2026 à 13:00, Kontor <\nhelp@kontor.example> a écrit :`,
  `El dom, 22 nov 2026 a las 13:00, Kontor (<help@kontor.example>) escribió:`,
  `Il giorno dom 22 nov 2026 alle ore 13:00 ${SHOP} ha scritto:`,
  `Op zo 22 nov 2026 om 13:00 schreef ${SHOP}:`,
  `Op 22 nov. 2026 om 13:00 heeft ${SHOP} het volgende geschreven:`,
  `Em dom., 22 de nov. de 2026 às 13:00, ${SHOP} escreveu:`,
  `Den sön 22 nov. 2026 kl 13:00 skrev ${SHOP}:`,
  `søn. 22. nov. 2026 kl. 13:00 skrev ${SHOP}:`,
  `su 22. marrask. 2026 klo 13.00 Kontor (help@kontor.example) kirjoitti:`,
  `niedz., 22 lis 2026 o 13:00 ${SHOP} napisał(a):`,
  `W dniu 22 listopada 2026 13:00 użytkownik ${SHOP}\nnapisał:`,
  `ne 22. 11. 2026 v 13:00 odesílatel ${SHOP} napsal:`,
  `${SHOP} ezt írta (időpont: 2026. nov. 22., V, 13:00):`,
  `În dum., 22 nov. 2026 la 13:00, ${SHOP} a scris:`,
  `вс, 22 нояб. 2026 г. в 13:00, ${SHOP}:`,
  "воскресенье, 22 ноября 2026 г. пользователь Kontor написал:",
  `нд, 22 лист. 2026 р. о 13:00 ${SHOP} пише:`,
  `Στις Κυρ 22 Νοε 2026 στις 1:00 μ.μ., ο χρήστης ${SHOP} έγραψε:`,
  `${SHOP}, 22 Kas 2026 Paz, 13:00 tarihinde şunu yazdı:`,
  `2026年11月22日(日) 13:00 ${SHOP}:`,
  `2026/11/22 13:00、${SHOP}のメール:`,
  "2026-11-22 13:00 に Kontor さんは書きました:",
  `${SHOP} 于2026年11月22日周日 下午1:00写道：`,
  `2026년 11월 22일 (일) 오후 1:00, ${SHOP}님이 작성:`,
  "בתאריך יום א׳, 22 בנוב׳ 2026 ב-13:00 מאת ‪Kontor‬‏ <‪help@kontor.example‬‏>:‬",
  `Vào 13:00 22 tháng 11, 2026, ${SHOP} đã viết:`,
  `Dana ned, 22. stu 2026. u 13:00 ${SHOP} je napisao/la:`,
  `V ned., 22. nov. 2026 ob 13:00 je oseba ${SHOP} napisala:`,
  `2026 m. lapkričio 22 d., sk 13:00 ${SHOP} rašė:`,
  `svētd., 2026. g. 22. nov., plkst. 13:00 — lietotājs Kontor (<help@kontor.example>) rakstīja:`,
  `Kuupäev P, 22. november 2026 kell 13:00 kirjutas kasutaja ${SHOP}:`,
  `Þann sun., 22. nóv. 2026 kl. 13:00 skrifaði ${SHOP}:`,
  `На нд, 22.11.2026 г. в 13:00 ${SHOP} написа:`,
  `* ${SHOP} [2026-11-22 13:00]:`,
  "Kontor wrote on 11/22/2026 1:00 PM:",
  "Kontor schrieb am 22.11.2026 13:00:",
  "Kontor a écrit le 22/11/2026 13:00 :",
];

/** Blocks and dividers, below which nothing is marked. */
const BLOCKS: readonly string[] = [
  "From: Kontor\nSent: Sunday, November 22, 2026 1:00 PM\nTo: Ada\nSubject: Your order",
  "*From:* Kontor [mailto:\nhelp@kontor.example]\n*Sent:* Sunday, November 22, 2026 1:00 PM\n*To:* Ada\n*Subject:* Your order",
  "________________________________\nFrom: Kontor\nSent: Sunday, November 22, 2026 1:00 PM\nTo: Ada\nSubject: Your order",
  "Von: Kontor\nGesendet: Sonntag, 22. November 2026 13:00\nAn: Ada\nBetreff: Ihre Bestellung",
  "De : Kontor\nEnvoyé : dimanche 22 novembre 2026 13:00\nÀ : Ada\nObjet : Votre commande",
  "De: Kontor\nEnviado el: domingo, 22 de noviembre de 2026 13:00\nPara: Ada\nAsunto: Su pedido",
  "Da: Kontor\nInviato: domenica 22 novembre 2026 13:00\nA: Ada\nOggetto: Il tuo ordine",
  "Van: Kontor\nVerzonden: zondag 22 november 2026 13:00\nAan: Ada\nOnderwerp: Uw bestelling",
  "De: Kontor\nEnviada em: domingo, 22 de novembro de 2026 13:00\nPara: Ada\nAssunto: A sua encomenda",
  "Från: Kontor\nSkickat: den 22 november 2026 13:00\nTill: Ada\nÄmne: Din order",
  "Fra: Kontor\nSendt: 22. november 2026 13:00\nTil: Ada\nEmne: Din ordre",
  "Od: Kontor\nWysłano: niedziela, 22 listopada 2026 13:00\nDo: Ada\nTemat: Zamówienie",
  "От: Kontor\nОтправлено: 22 ноября 2026 г. 13:00\nКому: Ada\nТема: Заказ",
  "差出人: Kontor\n送信日時: 2026年11月22日 13:00\n宛先: Ada\n件名: ご注文",
  "发件人: Kontor\n发送时间: 2026年11月22日 13:00\n收件人: Ada\n主题: 订单",
  "보낸 사람: Kontor\n보낸 날짜: 2026년 11월 22일 13:00\n받는 사람: Ada\n제목: 주문",
  "-----Original Message-----",
  "-----Ursprüngliche Nachricht-----\nVon: Kontor\nGesendet: Sonntag, 22. November 2026 13:00",
  "-------- Message d'origine --------",
  "-------- Mensaje original --------",
  "----- 元のメッセージ -----",
  "------------------ 原始邮件 ------------------",
  "Date: Sun, 22 Nov 2026 13:00:00 +0100\nTo: ada@lovelace.example",
  "-------- Ursprüngliche Nachricht --------\nBetreff: Ihre Bestellung\nVon: Kontor",
  "------- Original Message -------\nOn Sunday, November 22nd, 2026 at 1:00 PM, Kontor <help@kontor.example> wrote:",
  "##- Please type your reply above this line -##",
];

const OLD = ["Thank you for your order.", "Which colour would you like?"];

describe("a quotation marks the end of what the writer added", () => {
  test.each(HEADS)("below: %s", (head) => {
    const quoted = OLD.map((line) => `> ${line}`).join("\n");
    expect(replyText({ text: `Moss green.\n\n${head}\n\n${quoted}\n`, html: "" })).toBe("Moss green.");
  });

  test.each(
    HEADS.filter((head) =>
      /@|\d:\d\d/.test(head) &&
      !/^(?:Quoting|Zitat|At|Kontor schrieb|2026-11-22 13:00 GMT\+01:00 Kontor:)/.test(head)
    ),
  )(
    "that is not marked, below: %s",
    (head) => {
      expect(replyText({ text: `Moss green.\n\n${head}\n\n${OLD.join("\n")}\n`, html: "" })).toBe(
        "Moss green.",
      );
    },
  );

  test.each(BLOCKS)("below: %s", (block) => {
    expect(replyText({ text: `Moss green.\n\n${block}\n\n${OLD.join("\n")}\n`, html: "" })).toBe(
      "Moss green.",
    );
  });

  test("that begins on the writer's own line", () => {
    const text =
      "Moss green --- On Sun, Nov 22, 2026 at 1:00 PM, help@kontor.example wrote:\n> Which colour?";
    expect(replyText({ text, html: "" })).toBe("Moss green");
  });

  test("also where a long link in it was broken into a line without a quotation mark", () => {
    const text =
      "Moss green.\n\nOn 22/11/2026 13:00, Kontor wrote:\n> See your order\n(https://kontor.example/o/1) >\n> Bye";
    expect(replyText({ text, html: "" })).toBe("Moss green.");
  });
});

describe("an answer below stays where the quotation is marked", () => {
  test.each([...HEADS, ...BLOCKS])("below: %s", (head) => {
    const text = `${head}\n\n> ${OLD.join("\n> ")}\n\nMoss green.\n`;
    expect(replyText({ text, html: "" })).toBe("Moss green.");
  });

  test("and what a phone adds below it does not", () => {
    const text = `Moss green.\n\n${HEADS[0]!}\n> ${OLD.join("\n> ")}\n\nSent from my iPhone\n`;
    expect(replyText({ text, html: "" })).toBe("Moss green.");
  });

  test("also where the quotation begins on the line of its head", () => {
    const text = `Moss green.\n\n  On Sun, 22 Nov 2026 at 13:00, ${SHOP} wrote:   Thank you\n\nWhich colour?`;
    expect(replyText({ text, html: "" })).toBe("Moss green.");
  });
});

describe("the writer's own words stay", () => {
  test.each([
    "On Monday I wrote to you: nothing.",
    "On 22 November at 13:00 my neighbour wrote: the parcel is gone.\nWhat now?",
    "At 12:30 she wrote:\nno parcel here.",
    "From: the first floor\nplease bring it to the third.",
    "Subject: colours. I would like moss green.",
    "To: Ada\nTorstrasse 1",
    "Two wishes:\n- Moss green\n- Slate",
    "First part.\n\n--------------------\n\nSecond part, which is mine as well.",
    "First part.\n\n________________\n\nSecond part.",
    "First part.\n--\nSecond part is a whole sentence that nobody would sign with.",
    "Thanks!\n\n-Ada",
    "Thanks!\n\n—\nAda Lovelace\nLovelace Ltd",
    "Best regards\nAda Lovelace\nTel. 030 123",
    "Sent from my old address the last time, sorry.",
    "The label said: sent from my iPhone shop. Why?",
    "Am Montag schrieb ich Ihnen um 13:00: keine Antwort.",
    "El 22 de noviembre les escribí: nada.",
    "昨日メールを書きました：返事がありません。",
    "> 5 cm is the size I need",
    "My code is <help@kontor.example> wrote the clerk.",
    "This message is confidential?",
    "I wrote on 22.11.2026 at 13:00 to Vale <help@vale.example>:\nno parcel came.",
    "My neighbour wrote on 22/11/2026 13:00:\nno parcel came.",
    "At 22/11/2026 13:00, you wrote:\nit comes tomorrow. It did not.",
    "Moss green.\n\nSent via Royal Mail on Monday.",
    "Moss green.\n\nSent from my Mum",
    "Moss green.\n\nSent with DHL Express",
    "Moss green.\n\nGet the other one for Anna",
    "Moss green.\n\nSent from Berlin",
    "Moss green.\n\n—\nUnsubscribe me, please.",
  ])("%s", (text) => {
    expect(replyText({ text, html: "" })).toBe(text);
  });

  test("text above a quotation stays, for every text and every kind of quotation", () => {
    const words = fc.constantFrom(
      "Moss green, please.",
      "On Monday I was not at home.",
      "- one mill",
      "Is it 12:30 or 13:00?",
      "From the first floor to the third.",
      "Ada",
      "",
      "Torstrasse 1: ring twice",
      "2 x moss green, 1 x slate",
      "Am Montag bitte nicht.",
      "こちらでお願いします。",
      "Thank you!",
    );
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 1, maxLength: 8 }).filter((lines) => lines.some((line) => line !== "")),
        fc.constantFrom(
          ...HEADS.map((head) => `${head}\n\n> ${OLD.join("\n> ")}`),
          ...BLOCKS.map((one) => `${one}\n\n${OLD.join("\n")}`),
        ),
        (lines, quotation) => {
          const own = lines.join("\n").trim();
          expect(replyText({ text: `${own}\n\n${quotation}\n`, html: "" }).replace(/\s+/g, " ")).toBe(
            own.replace(/\s+/g, " "),
          );
        },
      ),
      { numRuns: 1_000, seed: 1 },
    );
  });
});

describe("a last line that resembles a program's is the writer's where it says more", () => {
  test.each([
    "Important: please ring twice.",
    "Legal: my flat is on the third floor.",
    "This message is confidential, please do not call my husband.",
    "Attention: the parcel was left outside!",
    "Please take me off the mailing list.",
    "Sent from my phone yesterday, did you get it?",
    "Sent from my desk, which is much easier than my mobile phone.",
    "Sent from my Samsung shop in Berlin, by the way",
    "Envoyé par mail hier, avez-vous reçu ?",
    "Envoyé de mon bureau à Lyon.",
    "Gesendet habe ich es mit der Post.",
    "Gesendet von meiner Nachbarin.",
    "Enviado desde la oficina de mi padre.",
    "Inviato da mia sorella.",
    "Отправлено на старый адрес.",
    "古い住所から送信しました。",
    "来自上海",
    "서울에서 보냄",
    "From my window I can see the van.",
    "| 2 | moss green |",
    "--",
  ])("%s", (last) => {
    const own = `Moss green, please.\n\n${last}`;
    expect(replyText({ text: own, html: "" })).toBe(own.replace(/\n\n--$/, ""));
    const above = `${own}\n\nOn 22/11/2026 13:00, Kontor wrote:\n> Which colour?\n> Bye`;
    expect(replyText({ text: above, html: "" })).toBe(own.replace(/\n\n--$/, ""));
  });

  test("and so is a first one", () => {
    const text = "Attention: the parcel was left outside!\n\nMoss green, please.";
    expect(replyText({ text, html: "" })).toBe(text);
  });

  test("and what the writer moved to the right in HTML", () => {
    const html =
      '<div>Two wishes:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>Slate</div></blockquote>';
    expect(replyText({ text: "", html })).toBe("Two wishes:\n\nSlate");
  });
});

describe("what programs, companies and mailing lists add below", () => {
  test.each([
    "Sent from my iPhone",
    "Sent from my Samsung Galaxy smartphone.",
    "(sent from a phone)",
    "Sent from Yahoo Mail on Android",
    "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "Von meinem iPhone gesendet",
    "Gesendet mit der GMX Mail App",
    "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    "Envoyé de mon iPhone",
    "Enviado desde mi iPhone",
    "Inviato da iPhone",
    "Verstuurd vanaf mijn iPhone",
    "Enviado do meu iPhone",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
    "Wysłane z iPhone'a",
    "Отправлено с iPhone",
    "iPhoneから送信",
    "发自我的iPhone",
    "나의 iPhone에서 보냄",
    "-- \nAda Lovelace\nLovelace Ltd, Torstrasse 1\nWe count for you, whatever you give us to count.",
    "--\nAda Lovelace\nada@lovelace.example",
    "________________________________\nThis e-mail and any attachments are confidential and intended solely for the addressee.",
    "CONFIDENTIALITY NOTICE: This e-mail is for Ada.\nIt may not be passed on.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, vernichten Sie sie.",
    "_______________________________________________\nweavers mailing list\nweavers@lists.lovelace.example",
    "Virus-free. www.avast.com",
  ])("is not the writer's: %s", (ending) => {
    expect(replyText({ text: `Moss green, please.\n\n${ending}\n`, html: "" })).toBe("Moss green, please.");
    const above =
      `Moss green, please.\n\n${ending}\n\nOn 22/11/2026 13:00, Kontor wrote:\n> Which colour?\n> Bye`;
    expect(replyText({ text: above, html: "" })).toBe("Moss green, please.");
  });

  test("a gateway's banner above the text is not shown either", () => {
    const text =
      "CAUTION: This email originated from outside of the organization. Do not click links.\n\nMoss green, please.";
    expect(replyText({ text, html: "" })).toBe("Moss green, please.");
  });

  test("is shown when the mail has nothing else", () => {
    expect(replyText({ text: "Sent from my iPhone", html: "" })).toBe("Sent from my iPhone");
  });
});

describe("with the mails of the thread at hand", () => {
  const ours = {
    text:
      "Hello Ada,\n\nthank you for your order. We are getting two coffee mills ready.\nWhich colour would you like for the second one, moss green or slate?\n\nKind regards\nKontor",
    html: "",
  };

  test("an answer below a quotation that nothing marks is found", () => {
    const text =
      `From: Kontor\nSent: Sunday, November 22, 2026 1:00 PM\nTo: Ada\nSubject: Your order\n\n${ours.text}\n\nSlate, please. After 6 pm.`;
    expect(replyText({ text, html: "" }, [ours])).toBe("Slate, please. After 6 pm.");
  });

  test("our words without any heading are cut, however their lines were wrapped", () => {
    const text =
      "Slate, please.\n\nthank you for your order. We are getting two coffee\nmills ready. Which colour would you like for the\nsecond one, moss green or slate?";
    expect(replyText({ text, html: "" }, [ours])).toBe("Slate, please.");
  });

  test("a few of our words that the writer repeats stay the writer's", () => {
    const text = "Moss green or slate?\nWhich colour would you like for the hall?\nMoss green.";
    expect(replyText({ text, html: "" }, [ours])).toBe(text);
  });

  test("what we have only as HTML is known as well", () => {
    const html = `<p>${ours.text.replaceAll("\n\n", "</p><p>").replaceAll("\n", "<br>")}</p>`;
    const text = `Slate.\n\n${ours.text}`;
    expect(replyText({ text, html: "" }, [{ text: "", html }])).toBe("Slate.\n\nHello Ada,");
  });
});

import { describe, expect, test } from "vitest";
import { ownWords, replyText } from "../../src/conversations/reply_text.ts";

const of = (...lines: readonly string[]) => replyText({ text: lines.join("\n"), html: "" });
const WORDS = "The second lamp is green and I had ordered slate.";
const OURS = ["> Hello Ada,", "> your two lamps have left our house.", "> Kontor"];

describe("a head", () => {
  test.each([
    [
      "that a desk of tickets asks to be answered above",
      "## In replies all text above this line is added to the ticket ##",
    ],
    ["that asks to be written above", "--- Write above this line to post a reply ---"],
    ["of Tuta", "22. Nov. 2026, 13:00 von help@kontor.example:"],
    ["of The Bat", "Sunday, November 22, 2026, 1:00:00 PM, you wrote:"],
    ["of GroupWise", ">>> Kontor <help@kontor.example> 22.11.2026 13:00 >>>"],
    [
      "of Gmail in Arabic",
      "في الأحد، 22 نوفمبر 2026 في 1:00 م تمت كتابة ما يلي بواسطة Kontor <help@kontor.example>:",
    ],
    ["of a phone in Arabic", "في ٢٢ نوفمبر ٢٠٢٦، الساعة ١:٠٠ م، كتب Kontor <help@kontor.example>:"],
    ["of Outlook in Arabic", "من: Kontor\nتم الإرسال: الأحد، 22 نوفمبر 2026 13:00\nإلى: Ada\nالموضوع: Order"],
    ["of Outlook in Hebrew", "מאת: Kontor\nנשלח: יום ראשון 22 נובמבר 2026 13:00\nאל: Ada\nנושא: Order"],
    [
      "of Gmail in Catalan",
      "Missatge de Kontor <help@kontor.example> del dia dg., 22 de nov. 2026 a les 13:00:",
    ],
    ["of Gmail in Bulgarian", "На нд, 22.11.2026 г. в 13:00 ч. Kontor <help@kontor.example> написа:"],
    ["without a colon", "On Sun, 22 Nov 2026 13:00:00 +0100 Kontor <help@kontor.example> wrote"],
    ["in Finnish", "su 22. marraskuuta 2026 klo 13.00 Kontor\n<help@kontor.example> kirjoitti:"],
    ["of a name that wrote in Finnish", "Kontor asiakaspalvelu kirjoitti 22.11.2026 kello 13:00:"],
    [
      "that is broken after the day's number",
      "Kontor <help@kontor.example> schrieb am So., 22.\nNovember 2026, 13:00:",
    ],
    ["that names its reader", "At 11/22/2026 01:00 PM, you wrote:"],
    [
      "whose fields stand on one line",
      "Date: Sun, 22 Nov 2026 13:00:02 +0000 From: help@kontor.example To: Ada Subject: Your order",
    ],
    ["whose two fields stand on one line", "From: help@kontor.example Date: Sun, 22 Nov 2026 13:00:02 +0100"],
    [
      "whose fields are far indented",
      "      De : Kontor <help@kontor.example>\n À : ada@lovelace.example\n Envoyé le : Dimanche 22 novembre 2026 13h00\n Objet : Votre commande",
    ],
    [
      "that begins with the message's date",
      "==========================\n\nMessage du : 22/11/2026 13:00\nDe : Kontor <help@kontor.example>\nA : ada@lovelace.example\nCopie à : \nSujet : Votre commande",
    ],
  ])("%s ends what was written", (_kind, head) => {
    expect(of(WORDS, "", head, "", "Hello Ada,", "your two lamps have left our house.")).toBe(WORDS);
  });

  test("with the encoding of its transfer ends what was written", () => {
    const head = ["Le dim. 22 nov. 2026 =C3=A0 13:00, Kontor <help@kontor.example=", "> a =C3=A9crit :"];
    expect(of(WORDS, "", ...head, "", ...OURS)).toBe(WORDS);
  });

  test("of the sender alone below a rule ends what was written where marks follow", () => {
    expect(of(WORDS, "", "_____________", "From: help@kontor.example", "", ...OURS)).toBe(WORDS);
    const own = [WORDS, "", "_____________", "From: help@kontor.example", "", "This is whom I asked."];
    expect(of(...own)).toBe(own.join("\n"));
  });

  test("may begin in the line of the writer and end two lines below", () => {
    expect(
      of(`${WORDS} On Nov 22, 2026, at 1:00 PM, Kontor <`, "help@kontor.example>", "wrote:", "", ...OURS),
    ).toBe(WORDS);
  });

  test("is not in a delivery window, nor in a sentence that goes on in the next line", () => {
    const window = "Date: 22 November 2026 From: 10:00 To: 12:00 is when I am at home.";
    expect(of(window, "Ada")).toBe(`${window}\nAda`);
    const told = "On Sunday 22 November 2026 at 13:00 your colleague help@kontor.example wrote";
    expect(of(told, "that the lamp would come.")).toBe(`${told}\nthat the lamp would come.`);
  });

  test("above text without marks is not answered below where the marks belong to the next head", () => {
    expect(
      of(
        WORDS,
        "",
        "Kontor <help@kontor.example> wrote:",
        "",
        "Hello Ada,",
        "it has left.",
        "",
        "On 19 November 2026 08:35, Ada <ada@lovelace.example> wrote:",
        "",
        "> Where is it?",
      ),
    ).toBe(WORDS);
  });
});

describe("marks of the writer", () => {
  test("around what they quote from elsewhere stay", () => {
    const own = [
      "The tracking page says:",
      "> Held at the depot in Leipzig",
      "> No further information",
      "What now?",
    ];
    expect(of(...own, "", "On Sun, Nov 22, 2026 at 1:00 PM Kontor <help@kontor.example> wrote:", "", ...OURS))
      .toBe(own.join("\n"));
  });

  test("around our own line are a quotation, also where we are quoted below once more", () => {
    const text = [
      "> your two lamps have left our house.",
      "Only one came.",
      "",
      "On Sun, Nov 22, 2026 at 1:00 PM Kontor <help@kontor.example> wrote:",
      "",
      ...OURS,
    ];
    expect(ownWords({ text: text.join("\n"), html: "" })).toBe("Only one came.");
    expect(of(...text)).toBe("> your two lamps have left our house.\nOnly one came.");
  });

  test("at the end of a broken link stay", () => {
    expect(
      of(
        "See <https://parcel.example/1001",
        "> for the picture.",
        "",
        "On Sun, Nov 22, 2026 at 1:00 PM Kontor <help@kontor.example> wrote:",
        "",
        ...OURS,
      ),
    ).toBe("See <https://parcel.example/1001\n> for the picture.");
  });

  test("on a single line are a quotation where that line is a head", () => {
    expect(of(WORDS, "", "> Kontor <help@kontor.example> kirjoitti 22.11.2026 kello 13.00:")).toBe(WORDS);
  });
});

describe("what stands below a reply", () => {
  test("a link that is broken in a quotation goes with it", () => {
    expect(
      of(
        WORDS,
        "",
        "On Sun, Nov 22, 2026 at 1:00 PM Kontor <help@kontor.example> wrote:",
        "",
        "> See the order (https://kontor.example/o/1001",
        "_token=3dd518)",
        "> Kontor",
      ),
    ).toBe(WORDS);
  });

  test("the heading of a notice goes with it", () => {
    expect(of(WORDS, "", "Disclaimer", "", "The information contained in this message is confidential."))
      .toBe(WORDS);
  });

  test("a card below any rule goes where it repeats the name above it", () => {
    expect(of(WORDS, "", "Cheers", "Ada", "", "—————", "Ada Lovelace", "Analyst", "ada@lovelace.example"))
      .toBe(`${WORDS}\n\nCheers\nAda`);
    const address = [WORDS, "My new address:", "-----", "Ada Lovelace", "Torstraße 2", "+49 30 1234567"];
    expect(of(...address)).toBe(address.join("\n"));
  });

  test.each([
    "Sent via Superhuman ( https://sprh.example/?vip=ada )",
    "Sent with [Proton Mail](https://proton.example/) secure email.",
    "Sent with Spark",
    "تم الإرسال من iPhone الخاص بي",
    "مرسل من هاتف Samsung Galaxy الذكي الخاص بي",
    "تم الإرسال من هاتفي",
    "احصل على Outlook لـ iOS",
    "נשלח מה-iPhone שלי",
    "Sent via the Samsung Galaxy S21 5G, an AT&T 5G smartphone",
    "Von meinem Samsung Gerät gesendet.",
    "Envoyé à partir d’Outlook pour Android",
    "Envoyé par l’appli Mail de Free",
    "Outlook for iOSを入手",
    "发自我的小米手机",
    "Galaxy cihazımdan gönderildi",
    "Yahoo!メール for iPhoneから送信",
    "Отправлено из мобильной Почты Mail.ru",
    "Отправлено из Почты Mail.ru для Android",
    "Mit freundlichen Grüßen vom iPhone gesendet",
    "Lähetetty iPhonesta",
    "Hanki Outlook for Android<https://aka.example/1>",
  ])("%s goes", (line) => {
    expect(of(WORDS, "", line)).toBe(WORDS);
  });
});

test("what Thunderbird puts into the element of its head stays", () => {
  const html =
    '<div class="moz-cite-prefix">Green, please.<br><br>Ada<br><br>On 22.11.2026 13:00, Kontor wrote:<br></div><blockquote type="cite">Which colour?</blockquote>';
  expect(replyText({ text: "", html })).toBe("Green, please.\n\nAda");
});

describe("a text part that only says that there is HTML", () => {
  const stub = "To view this message you need a mail program that supports HTML.";
  test("is not what was written", () => {
    expect(replyText({ text: stub, html: "<p>Green, please.</p>" })).toBe("Green, please.");
  });

  test("is what was written where the HTML says the same, or where there is none", () => {
    expect(
      replyText({
        text: "Your mail does not display as HTML.",
        html: "<p>Your mail does not<br>display as HTML.</p>",
      }),
    )
      .toBe("Your mail does not display as HTML.");
    expect(replyText({ text: stub, html: "" })).toBe(stub);
  });
});

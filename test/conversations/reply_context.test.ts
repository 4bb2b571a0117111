/** What of other people's words is shown with a reply, because its writer's make no sense without them. */
import { describe, expect, test } from "vitest";
import { ownWords, replyText } from "../../src/conversations/reply_text.ts";

const text = (...lines: readonly string[]) => ({ text: lines.join("\n"), html: "" });
const html = (html: string) => ({ text: "", html });
const HEAD = "On Sun, Nov 22, 2026 at 1:00 PM Kontor <help@kontor.example> wrote:";
const BLOCK = [
  "From: Kontor <help@kontor.example>",
  "Sent: Sunday, 22 November 2026 13:00",
  "To: Ada",
  "Subject: Your order",
];
const NOTICE = ["Your parcel lies at the depot.", "", "> Fetch it by Friday.", "", "-- ", "Parcel Ltd"];

describe("questions that are answered one by one", () => {
  const asked = [HEAD, "> Which colour?", "", "Green", "", "> Which size?", "", "Large", "", "> Kontor"];

  test("are shown above their answers, and what follows the last answer is not", () => {
    expect(replyText(text(...asked))).toBe(asked.slice(0, 8).join("\n"));
    expect(ownWords(text(...asked))).toBe("Green\n\nLarge");
  });

  test("are shown in HTML", () => {
    const mail = html(
      "<div>Hi</div><blockquote>Which colour?</blockquote><div>Green</div><blockquote>Which size?</blockquote><div>Large</div>",
    );
    expect(replyText(mail)).toBe("Hi\n\n> Which colour?\n\nGreen\n\n> Which size?\n\nLarge");
    expect(ownWords(mail)).toBe("Hi\n\nGreen\n\nLarge");
  });

  test("are shown without the rest of a long mail", () => {
    const long = Array.from({ length: 30 }, (_, at) => `> line ${at}`);
    const said = replyText(text(HEAD, ...long, ">", "> Which colour?", "Green", "> Which size?", "Large"));
    expect(said).toBe("> Which colour?\nGreen\n\n> Which size?\nLarge");
  });

  test("are cut to the paragraph that is answered where the mail is one of ours", () => {
    const ours = ["Hello Ada, we have packed your order today.", "", "Which colour would you like, Ada?"];
    const rest = "And which of the three sizes should it be?";
    const mail = text(
      HEAD,
      ...ours.map((line) => `> ${line}`.trim()),
      "Green",
      `> ${rest}`,
      "Large",
    );
    const known = [text(...ours, rest)];
    expect(replyText(mail, known)).toBe(`> ${ours[2]}\nGreen\n\n> ${rest}\nLarge`);
  });
});

describe("a quotation above a sentence", () => {
  test("is shown where the writer chose it: below words of theirs, or of few lines", () => {
    const below = ["> your lamps have left us.", "", "Only one of them came."];
    expect(replyText(text("Hello,", "", HEAD, ...below))).toBe(["Hello,", "", HEAD, ...below].join("\n"));
    expect(replyText(text(HEAD, ...below))).toBe([HEAD, ...below].join("\n"));
    expect(ownWords(text("Hello,", "", HEAD, ...below))).toBe("Hello,\n\nOnly one of them came.");
  });

  test.each<[string, readonly string[], string]>([
    [
      "is the whole mail",
      [HEAD, "> a", "> b", "> c", "> d", "> e", "", "Only one of them came."],
      "Only one of them came.",
    ],
    ["stands above a closing", [HEAD, "> a", "", "Regards, Ada"], "Regards, Ada"],
    ["stands at the end", ["Only one of them came.", "", HEAD, "> a"], "Only one of them came."],
  ])("is not where it %s", (_, lines, own) => {
    expect(replyText(text(...lines))).toBe(own);
  });
});

describe("a mail that is passed on", () => {
  test.each([
    "---------- Forwarded message ---------",
    "-------- Weitergeleitete Nachricht --------",
    "---------- Message transféré ---------",
    "-------- Mensaje reenviado --------",
    "-------- Messaggio inoltrato --------",
    "---------- رسالة معاد توجيهها ---------",
    "-------- 転送メッセージ --------",
    "Begin forwarded message:",
    "Anfang der weitergeleiteten Nachricht:",
    "Inizio messaggio inoltrato:",
  ])("below %s is shown as it stands", (divider) => {
    const lines = ["What do they want?", "", divider, "From: Parcel <a@parcel.example>", "", ...NOTICE];
    expect(replyText(text(...lines))).toBe(lines.join("\n"));
    expect(ownWords(text(...lines))).not.toContain("depot");
  });

  test.each([
    "Fwd: Parcel",
    "WG: Paket",
    "TR : Colis",
    "RV: Paquete",
    "I: Pacco",
    "転送: 荷物",
    "إعادة توجيه: طرد",
  ])(
    "is known by its subject: %s",
    (subject) => {
      const lines = ["What do they want?", "", ...BLOCK, "", ...NOTICE];
      expect(replyText({ ...text(...lines), subject })).toBe(lines.join("\n"));
      expect(replyText({ ...text(...lines), subject: `Re: ${subject}` })).toBe("What do they want?");
    },
  );

  test.each([
    [
      "Gmail",
      '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Parcel</div><p>At the depot.</p></div>',
    ],
    [
      "Yahoo",
      '<div class="yahoo_quoted">----- Forwarded Message -----<br>From: Parcel<p>At the depot.</p></div>',
    ],
    [
      "Thunderbird",
      '<div class="moz-forward-container">-------- Forwarded Message --------<table><tr><td>From: Parcel</td></tr></table><p>At the depot.</p></div>',
    ],
  ])("is shown from the HTML of %s without marks", (_, part) => {
    const said = replyText(html(`<p>What do they want?</p>${part}`));
    expect(said).toMatch(
      /^What do they want\?\n\n-+ Forwarded [Mm]essage -+\n+From: Parcel\n+At the depot\.$/,
    );
  });

  test("is a quotation where it is ours, or stands in one", () => {
    const ours = text("Hello Ada, we have packed your order today.", "It leaves our house in the morning.");
    const forwarded = ["---------- Forwarded message ---------", "From: Kontor", "", ours.text];
    expect(replyText(text("See?", "", ...forwarded), [ours])).toBe("See?");
    expect(replyText(text("See?", "", HEAD, "", "Look.", ...forwarded))).toBe("See?");
  });
});

describe("answers that the writer says stand in the mail below", () => {
  test.each([
    "My answers are below in red.",
    "Please see my comments inline",
    "Antworten siehe unten.",
    "Meine Antworten sind rot markiert.",
    "Mes réponses ci-dessous",
    "Mis respuestas están abajo en rojo.",
    "Le mie risposte sono qui sotto.",
    "以下に回答いたします。",
    "ردودي أدناه باللون الأحمر.",
  ])("are shown: %s", (pointer) => {
    const lines = [pointer, "", ...BLOCK, "", "Which colour?", "Green", "Which size?", "Large"];
    expect(replyText(text(...lines))).toBe(lines.join("\n"));
  });

  test.each(["See my address below:", "I came down the stairs in red.", "Die Antwort war falsch."])(
    "are not looked for: %s",
    (words) => expect(replyText(text(words, "", ...BLOCK, "", "Which colour?"))).toBe(words),
  );
});

describe("a quotation that the writer made by hand in HTML", () => {
  const below = `<div>${HEAD.replace("<", "&lt;")}</div><blockquote>Hello Ada</blockquote>`;

  test("above the head stays, unless it is what stands below it", () => {
    expect(replyText(html(`They say:<blockquote>Held</blockquote>${below}`))).toBe("They say:\n> Held");
    expect(replyText(html(`You say:<blockquote>Hello Ada</blockquote>${below}`))).toBe("You say:");
  });

  test("with Gmail's button stays where no program wraps it", () => {
    const made = '<blockquote class="gmail_quote">Held</blockquote>';
    expect(replyText(html(`They say:${made}`))).toBe("They say:\n> Held");
    expect(replyText(html(`Yes<div class="gmail_quote">${made}</div>`))).toBe("Yes");
    expect(replyText(html(`Yes${made.replace("class", "type=cite class")}`))).toBe("Yes");
  });
});

describe("words at an unusual place", () => {
  test("below a signature stay as a postscript", () => {
    expect(replyText(text("Send it again.", "", "-- ", "Ada", "Torstr. 2", "", "PS: ring twice."))).toBe(
      "Send it again.\n\nPS: ring twice.",
    );
  });

  test("of a company below a signature are no postscript", () => {
    expect(replyText(text("Send it again.", "", "-- ", "Ada", "PSD Bank, Torstr. 2"))).toBe("Send it again.");
  });

  test("below a thread of thousands of lines stay", () => {
    const long = Array.from({ length: 3_000 }, (_, at) => `> line ${at} of a long thread`);
    const answer = "It never came.";
    expect(replyText(text(HEAD, ...long, "", answer))).toBe(answer);
    const quoted = `<blockquote type="cite">${"<p>a line of a long thread</p>".repeat(6_000)}</blockquote>`;
    expect(replyText(html(`<p>${HEAD.replace("<", "&lt;")}</p>${quoted}<p>${answer}</p>`))).toBe(answer);
  });

  test("in HTML beside a text part without a letter stay", () => {
    expect(replyText({ text: "\u200b\n", html: "<p>It never came.</p>" })).toBe("It never came.");
    expect(replyText({ text: "👍", html: "<p>👍</p>" })).toBe("👍");
  });
});

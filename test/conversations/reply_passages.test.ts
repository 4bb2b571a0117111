/** Which lines of a reply are the writer's: single marks, broken links, answers below and between quotations. */
import { describe, expect, test } from "vitest";
import { repeatedLines } from "../../src/conversations/known_text.ts";
import { ownWords } from "../../src/conversations/reply_text.ts";
import { readsLikeResponder } from "../../src/conversations/responder_words.ts";
import { isBounceMail, isDeliveryReport } from "../../src/conversations/bounce_signs.ts";
import { automaticReason, hasNullSender } from "../../src/conversations/automatic.ts";
import { personalMail } from "../support/inbound.ts";

const HEAD = "On Sun, Nov 22, 2026 at 1:00 PM Vale <help@vale.example> wrote:";
const BLOCK = "From: Vale\nSent: Sunday\nTo: Ada\nSubject: Your order\n";
const OURS = {
  text:
    "Your parcel left us this morning and is now with the carrier.\nYou can follow it on your order page at any time.",
  html: "",
};
const reply = (text: string, known: Parameters<typeof ownWords>[1] = []) =>
  ownWords({ text, html: "" }, known);

describe("a marked line", () => {
  test.each<[string, string, string]>([
    ["is the writer's where it is the only one", "I need\n> 5 cm\nplease", "I need\n> 5 cm\nplease"],
    ["is the writer's beside another", "I need\n> 5 cm\nplease\n> 6 cm", "I need\n> 5 cm\nplease\n> 6 cm"],
    ["is quoted where it is marked twice", "I need\n>> 5 cm\nplease\n> 6 cm", "I need\n\nplease"],
    ["is quoted below a head", `Yes\n${HEAD}\n> 5 cm`, "Yes"],
    ["is quoted beside a head on the writer's line", `Yes! ${HEAD}\n> 5 cm`, "Yes!"],
  ])("%s", (_, text, own) => {
    expect(reply(text)).toBe(own);
  });

  test("is quoted in HTML even where it is the only one", () => {
    expect(ownWords({ text: "", html: "<div>Yes</div><blockquote>5 cm</blockquote><div>please</div>" }))
      .toBe("Yes\n\nplease");
  });

  test.each<[string, string, string]>([
    ["goes with those around it", "Yes\n> see\n(https://x.example/a) >\n> here", "Yes"],
    ["in angle brackets does", "Yes\n> see\n<https://x.example/a >\n> here", "Yes"],
    ["without an end does", "Yes\n> see\n  (https://x.example/a\n> here", "Yes"],
    [
      "is the writer's at the end",
      "Yes\n> see\n> here\n(https://x.example/a)",
      "Yes\n\n(https://x.example/a)",
    ],
    ["is the writer's at the beginning", "(https://x.example/a)\n> see\n> here", "(https://x.example/a)"],
    ["with words is the writer's", "> see\n(https://x.example/a) why\n> here", "(https://x.example/a) why"],
    ["that is bare is the writer's", "> see\nhttps://x.example/a\n> here", "https://x.example/a"],
  ])("a link that was broken out of a quotation %s", (_, text, own) => {
    expect(reply(`${HEAD}\n${text}`)).toBe(own);
  });
});

describe("below a head", () => {
  test.each<[string, string, string]>([
    ["all is quoted where nothing is marked", `Yes\n\n${HEAD}\n\nWhich colour?\nGreen`, "Yes"],
    [
      "what is not marked is an answer where the rest is",
      `Yes\n\n${HEAD}\n> Which colour?\nGreen`,
      "Yes\n\nGreen",
    ],
    ["an answer may stand before the first mark", `${HEAD}\n\nGreen\n> Which colour?\n> Why?`, "Green"],
    [
      "nothing is an answer before a mark below fields",
      `Yes\n\n${BLOCK}\nWhich colour?\n> Why?\n> What?`,
      "Yes",
    ],
    ["nothing may stand", `Yes\n\n${HEAD}\n\n`, "Yes"],
  ])("%s", (_, text, own) => {
    expect(reply(text)).toBe(own);
  });

  test("what is unknown is an answer where most is known", () => {
    expect(reply(`Yes\n\n${BLOCK}\n${OURS.text}\n\nGreen, please.`, [OURS])).toBe("Yes\n\nGreen, please.");
    expect(reply(`${BLOCK}\n${OURS.text}\n\nGreen, please.\n> why`, [OURS])).toBe("Green, please.");
    // A word alone is a button of the quotation.
    expect(reply(`Yes\n\n${BLOCK}\n${OURS.text}\n\nTrack`, [OURS])).toBe("Yes");
    expect(reply(`Yes\n\n${BLOCK}\n${OURS.text}\n\n緑でお願い`, [OURS])).toBe("Yes\n\n緑でお願い");
    expect(reply(`Yes\n\n${BLOCK}\n${OURS.text}\n\n緑です`, [OURS])).toBe("Yes");
  });

  test("nothing is an answer where less than half is known, or nothing", () => {
    const half = OURS.text.length - 1;
    const unknown = (chars: number) => "green it is ".repeat(20).slice(0, chars);
    expect(reply(`Yes\n\n${BLOCK}\n${OURS.text}\n${unknown(half - 1)}x`, [OURS])).toContain("green");
    expect(reply(`Yes\n\n${BLOCK}\n${OURS.text}\n${unknown(half)}x`, [OURS])).toBe("Yes");
    expect(reply(`Yes\n\n${BLOCK}\nWhich colour?\nGreen, please.`, [OURS])).toBe("Yes");
    expect(reply(`Yes\n\n${BLOCK}\n\n`, [OURS])).toBe("Yes");
  });

  test("a salutation of what is quoted is no answer, and a second head ends one", () => {
    const ours = { text: `Hi Ada you\n${OURS.text}`, html: "" };
    expect(reply(`Yes\n\n${BLOCK}\nHi Ada you\n${OURS.text}`, [ours])).toBe("Yes");
    const twice = `Yes\n\n${BLOCK}\n${OURS.text}\nGreen, please.\n${BLOCK}\n${OURS.text}\nAnd soon, please.`;
    expect(reply(twice, [ours])).toBe("Yes\nGreen, please.\nAnd soon, please.");
  });
});

describe("a line is repeated", () => {
  const LINE = "abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz";
  const kinds = (lines: readonly string[], known: readonly string[]) =>
    repeatedLines(lines, known).map((one) => one[0]).join("");

  test.each<[string, readonly string[], readonly string[], string]>([
    ["of sixty letters", [`${LINE} 01234567`], [`${LINE} 01234567`], "r"],
    ["not of 59", [`${LINE} 0123456`], [`${LINE} 0123456`], "o"],
    ["behind its marks", [`  >> | ${LINE} 01234567`], [`${LINE} 01234567`], "r"],
    [
      "with another link",
      [`${LINE} http://a.example/b 01234567`],
      [`${LINE} https://c.example/d 01234567`],
      "r",
    ],
    ["with other signs", [`${LINE} – “01234567”`], [`${LINE} - '01234567'!`], "r"],
    ["of no known mail", [`${LINE} 01234567`], [""], "o"],
    ["of none at all", [`${LINE} 01234567`], [], "o"],
    ["across two mails", [`${LINE} 01234567`], [LINE, "01234567"], "r"],
    ["of eleven letters by no means alone", ["abcdefghijk"], [LINE], "s"],
    ["of twelve by none either", ["abcdefghijkl"], [LINE], "o"],
    ["beyond what is compared", [`${LINE} 01234567`], ["x".repeat(262_144), `${LINE} 01234567`], "o"],
  ])("%s", (_, lines, known, expected) => {
    expect(kinds(lines, known)).toBe(expected);
  });

  test("within a gap of two lines, empty ones aside", () => {
    const [first, second] = [
      "abcdefghijklmnopqrstuvwxyz 1234567890",
      "zyxwvutsrqponmlkjihgfedcba 0987654321",
    ];
    const known = [`${first}\n${second}`];
    expect(kinds([first!, second!], known)).toBe("rr");
    expect(kinds([first!, "one?", "two?", second!], known)).toBe("roor");
    expect(kinds([first!, "one?", "two?", "three?", second!], known)).toBe("ooooo");
    expect(kinds([first!, "", "", second!], known)).toBe("rrrr");
    expect(kinds([first!, "", "", "", second!], known)).toBe("rrrrr");
    expect(kinds([first!, ...Array(7).fill(""), second!], known)).toBe("r".repeat(9));
    expect(kinds([first!, ...Array(8).fill(""), second!], known)).toBe("o".repeat(10));
    expect(kinds(["mine", first!, second!, "mine"], known)).toBe("orro");
  });
});

describe("an absence", () => {
  const AWAY = "I am out of office. I will reply upon my return.";
  test.each<[string, string, boolean]>([
    ["is told by being away and coming back", AWAY, true],
    ["is none without coming back", "I am out of office.", false],
    ["is none without being away", "I will reply upon my return.", false],
    ["is none with a question", `${AWAY} Is that right?`, false],
    ["is none with a wide question", `${AWAY} いつですか？`, false],
    ["is none about an order", `${AWAY} My order is late.`, false],
    ["may have 1,500 letters", AWAY.padEnd(1_500, "."), true],
    ["has no more", AWAY.padEnd(1_501, "."), false],
    ["is told by saying so", `${"x\n".repeat(2_000)}This is an automatic reply`, true],
    ["is not looked for beyond 6,000 letters", `${"x\n".repeat(3_000)}This is an automatic reply`, false],
  ])("%s", (_, text, expected) => {
    expect(readsLikeResponder(text)).toBe(expected);
  });
});

describe("a mail system's notice", () => {
  const about = { names_recipient: false, answers_mail: false };
  const judged = (
    headers: Readonly<Record<string, string>>,
    {
      subject = "Hello",
      text = "Hello",
      envelope_from = "clara@hoff.example",
      parts = [] as readonly { type: string; text: string }[],
      of = about,
    } = {},
  ) => isBounceMail(personalMail({ subject, text, envelope_from, parts }, headers), text, of);
  const TITLED = { subject: "Undelivered mail" };

  test.each<[string, boolean]>([
    ["MAILER-DAEMON", true],
    [`"Mailer-Daemon"   <>`, true],
    ["<>", true],
    ["", true],
    [" <> ", true],
    ["Post <postmaster@vale.example>", true],
    ["mail-delivery-subsystem@vale.example", true],
    ["bounce@vale.example", true],
    ["< mdaemon @vale.example>", true],
    ["bouncer@vale.example", false],
    ["Mailer-Daemon fan <ada@vale.example>", false],
    ["ada@postmaster.example", false],
    [`${" ".repeat(495)}postmaster@vale.example`, false],
  ])("from %j by its address: %s", (from, expected) => {
    expect(judged({ from }, TITLED)).toBe(expected);
  });

  test("from an address of its own needs a title, or words about some mail", () => {
    const from = { from: "postmaster@vale.example" };
    expect(judged(from)).toBe(false);
    expect(judged(from, { text: "user unknown" })).toBe(false);
    const named = { ...about, names_recipient: true };
    const answers = { ...about, answers_mail: true };
    expect(judged(from, { of: named })).toBe(false);
    expect(judged(from, { text: "user unknown", of: named })).toBe(true);
    expect(judged(from, { text: "user unknown", of: answers })).toBe(true);
    expect(judged(from, { text: "said 550 no", of: answers })).toBe(true);
    expect(judged(from, { text: "said 5.1.1", of: named })).toBe(true);
    expect(judged(from, { subject: `${"x".repeat(300)} undelivered mail` })).toBe(false);
  });

  test("from a name of its own needs a mail system's title and some mail, or a code and a recipient", () => {
    const from = { from: "Mail Delivery System <no@vale.example>" };
    const named = { ...about, names_recipient: true };
    expect(judged(from, { subject: "Returned mail", of: named })).toBe(true);
    expect(judged(from, { subject: "Returned mail" })).toBe(false);
    expect(judged(from, { subject: "Hello", of: named })).toBe(false);
    expect(judged(from, { text: "user unknown, 550 no", of: named })).toBe(true);
    expect(judged(from, { text: "user unknown, 550 no" })).toBe(false);
    expect(judged(from, { text: "user unknown", of: named })).toBe(false);
    expect(judged(from, { text: "550 no", of: named })).toBe(false);
    expect(judged(from, { subject: "Undelivered mail", text: "550 no", of: named })).toBe(true);
  });

  test("from a person is none, whatever it quotes, unless a header names who failed", () => {
    const named = { ...about, names_recipient: true };
    const words = { subject: "Undelivered mail", text: "user unknown, 550 no", of: named };
    expect(judged({}, words)).toBe(false);
    expect(judged({}, { ...words, envelope_from: "" })).toBe(true);
    expect(judged({ "x-failed-recipients": "a@vale.example" })).toBe(true);
    expect(
      judged({ "content-type": "multipart/report; report-type=disposition-notification" }, {
        ...words,
        envelope_from: "",
      }),
    ).toBe(false);
    expect(
      judged({}, { ...words, envelope_from: "", parts: [{ type: "message/feedback-report", text: "" }] }),
    ).toBe(false);
  });

  test("of a program that returns the mail is one, however it calls itself", () => {
    const named = { ...about, names_recipient: true };
    const automatic = { "auto-submitted": "auto-generated" };
    for (const type of ["message/rfc822", "text/rfc822-headers"]) {
      const returned = { text: "user unknown", of: named, parts: [{ type, text: "" }] };
      expect(judged(automatic, returned)).toBe(true);
      expect(judged({}, returned)).toBe(false);
      expect(judged(automatic, { ...returned, of: about })).toBe(false);
      expect(judged(automatic, { ...returned, text: "hello" })).toBe(false);
      expect(judged(automatic, { ...returned, parts: [] })).toBe(false);
      expect(judged({ precedence: "bulk" }, returned)).toBe(false);
    }
  });

  test("is a report by its part and its type, or by that no person wrote it", () => {
    const parts = [{ type: "message/delivery-status", text: "" }];
    const report = (headers: Readonly<Record<string, string>>, more: object = { parts }) =>
      isDeliveryReport(personalMail(more, headers));
    expect(report({ "content-type": " Multipart/Report; x" })).toBe(true);
    expect(report({ "content-type": "multipart/mixed" })).toBe(false);
    expect(report({ "content-type": "x multipart/report" })).toBe(false);
    expect(report({}, { parts, envelope_from: "" })).toBe(true);
    expect(report({ "content-type": "multipart/report" }, {})).toBe(false);
    expect(
      report({ "content-type": "multipart/report" }, {
        parts: [{ ...parts[0], type: "message/global-delivery-status" }],
      }),
    ).toBe(true);
  });
});

test.each<[string | undefined, Readonly<Record<string, string>>, boolean]>([
  ["", {}, true],
  ["ada@vale.example", {}, false],
  [undefined, {}, false],
  [undefined, { "return-path": "<>" }, true],
  [undefined, { "return-path": "<MAILER-DAEMON>" }, true],
  [undefined, { "return-path": "<ada@vale.example>" }, false],
])("the sender %j with %j is the null sender: %s", (envelope_from, headers, expected) => {
  expect(hasNullSender(personalMail({ envelope_from }, headers))).toBe(expected);
});

test("a suppression of answers is no program's where it allows them", () => {
  const reason = (value: string) => automaticReason(personalMail({}, { "x-auto-response-suppress": value }));
  expect(reason("None")).toBeUndefined();
  expect(reason(" ")).toBeUndefined();
});

/** Where a quotation's head begins, of what kind it is and how many lines it takes: a line too many is the writer's own. */
import { describe, expect, test } from "vitest";
import { sharedHead } from "../../src/conversations/attributions.ts";
import { isQuoted } from "../../src/conversations/marked_lines.ts";
import { quoteHead } from "../../src/conversations/quote_heads.ts";

const head = (text: string) => {
  const found = quoteHead(text.split("\n"), 0);
  return found === undefined ? "none" : `${found.kind} ${found.length}`;
};
const SHOP = "Vale <help@vale.example>";

describe("a divider", () => {
  test.each<[string, string]>([
    ["-----Original Message-----", "divider 1"],
    ["-- Forwarded message --", "divider 1"],
    ["*** Replied Message", "divider 1"],
    ["----- Ursprüngliche Nachricht: -----", "divider 1"],
    ["-------- Message transféré --------", "divider 1"],
    ["Begin forwarded message:", "divider 1"],
    ["Anfang der weitergeleiteten Nachricht:", "divider 1"],
    ["-----元のメッセージ-----", "divider 1"],
    ["\u200e-----Original Message-----\u200f", "divider 1"],
    ["-----Original Message-----\n\nFrom: Vale\nTo: Ada\nSubject: Hi\nHello", "divider 5"],
    ["-----Original Message-----\nSubject: Hi\nHello", "divider 2"],
    [`-----Original Message-----\nOn 11/22/26 1:00 PM, ${SHOP} wrote:\n> Hi`, "divider 2"],
    [`--------\nSubject: Hi\n\nHello`, "none"],
    ["‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐", "divider 1"],
    ["-----Urspr. Nachricht-----", "divider 1"],
    ["  Original Message  \nFrom: Vale\nTo: Ada\nSubject: Hi", "divider 4"],
    ["##- Please type your reply above this line -##", "divider 1"],
    ["-- Reply above this line --", "divider 1"],
    ["--- Bitte oberhalb dieser Zeile antworten ---", "divider 1"],
    ["___ Répondez au-dessus de cette ligne ___", "divider 1"],
    ["=== Por favor, responda por encima de esta línea ===", "divider 1"],
    ["----この線より上にご返信ください----", "divider 1"],
    ["I put my reply above this line on the form", "none"],
    ["-----Original Message-----\nHello", "divider 1"],
    ["Original Message", "none"],
    ["-----Original thoughts-----", "none"],
    ["> -----Original Message-----", "none"],
    ["begin forwarded message: hello", "none"],
    ["", "none"],
  ])("%j: %s", (text, expected) => {
    expect(head(text)).toBe(expected);
  });
});

describe("a block of fields", () => {
  test.each<[string, string]>([
    ["From: Vale\nTo: Ada\nSubject: Hi\n\nHello", "block 3"],
    ["From: Vale\nTo: Ada\n\nHello", "none"],
    ["From: help@vale.example\nTo: Ada\n\nHello", "block 2"],
    ["Date: 22.11.2026\nFrom: help@vale.example\n\nHello", "block 2"],
    ["From: Vale\nSent: 13:00\n\nHello", "block 2"],
    ["Von: Vale\nDatum: 22.11.2026 13:00\nBetreff: Lampe\n\nHallo", "block 3"],
    ["From: 10:00\nTo: 12:00\n\nHello", "none"],
    ["Date: 22.11.2026\nFrom: Vale\n\nHello", "none"],
    ["From: Berlin\nTo: Hamburg\nDate: 27.11.2026 10:00\n\nHello", "none"],
    ["Date: Monday\nTo: Ada\n\nHello", "none"],
    ["From: Vale\nFrom: Vale\nFrom: help@vale.example\n\nHello", "none"],
    ["*From:* Vale\n*Sent:* today\n*To:* Ada\nHello", "block 3"],
    ["Von: Vale\nGesendet: heute\nAn: Ada\nBetreff: Hallo\n\nHallo", "block 4"],
    ["差出人： Vale\n宛先： Ada\n件名： Hi\n\nHello", "block 3"],
    ["To: Ada\nFrom: Vale\nSubject: Hi", "none"],
    ["From: Vale\n\nTo: Ada\n\nSubject: Hi\n\nHello", "block 5"],
    ["From: Vale\n\n\nTo: Ada\nSubject: Hi", "none"],
    ["From: Vale\nTo: Ada,\n  <ben@okada.example>\nSubject: Hi\nHello", "block 4"],
    ["From: Vale\nTo: Ada,\n  <ben@okada.example>\n\nHello", "block 2"],
    ["From: Vale\na\nb\nTo: Ada\nSubject: Hi", "none"],
    ["From: a\nTo: b\nCc: c\nSubject: d\nSubject of my question: e", "block 4"],
    ["________________\nFrom: Vale\nTo: Ada\nSubject: Hi", "block 4"],
    ["________________\n\nFrom: Vale\nTo: Ada\nSubject: Hi", "block 5"],
    ["================\nFrom: Vale\nTo: Ada\nSubject: Hi", "block 4"],
    ["**From:** Vale\n**Sent:** today\n**To:** Ada\nHello", "block 3"],
    ["Expéditeur: Vale\nDestinataire: Ada\nObjet: Oui\n\nBonjour", "block 3"],
    ["De : Vale\nEnvoyé le :dimanche\nÀ : Ada\nObjet :Oui\n\nBonjour", "block 4"],
    ["____\nFrom: Vale\nTo: Ada\nSubject: Hi", "none"],
    ["________________\nHello", "none"],
    ["From:Vale\nTo:Ada\nSubject:Hi", "none"],
    ["From here on: nothing\nTo: be\nSubject: x", "none"],
    ["x_____\nFrom: Vale\nTo: Ada\nSubject: Hi", "none"],
    ["_____\nFrom: Vale\nTo: Ada\nSubject: Hi", "block 4"],
    ["_____x\nFrom: Vale\nTo: Ada\nSubject: Hi", "none"],
    ["From: Vale\nTo: Ada\nhello\nSubject: Hi", "block 4"],
    ["From: Vale\nTo: Ada,\n\nBen\nSubject: Hi", "none"],
    ["From: a\nTo: b\nCc: c\nSubject: d\nhello there\nDate: e", "block 4"],
    ["From: a\nTo: b\nCc: c\nhello there\nSubject: d\nDate: e", "block 6"],
    ["From: Vale\nTo: Ada,\n    <ben@okada.example>\n\nHello", "block 2"],
    ["From: Vale\nTo: Ada,\nben@okada.example\n\nHello", "block 2"],
    ["From: Vale\nTo: Ada,\nor ben@okada.example\n\nHello", "none"],
  ])("%j: %s", (text, expected) => {
    expect(head(text)).toBe(expected);
  });
});

describe("an attribution", () => {
  test.each<[string, string]>([
    [`On Sun, Nov 22, 2026 at 1:00 PM ${SHOP} wrote:\n> Hi`, "attribution 1"],
    ["On Sun, Nov 22, 2026 at 1:00 PM Vale\n<help@vale.example>\nwrote:\n> Hi", "attribution 3"],
    ["On Sun, Nov 22, 2026 at 1:00 PM Vale <\n\nhelp@vale.example> wrote:\n> Hi", "attribution 3"],
    [`${SHOP} wrote:`, "attribution 1"],
    ["Vale wrote:\n> Hi", "attribution 1"],
    ["Vale wrote:\nHi", "none"],
    ["Vale wrote\n> Hi", "attribution 1"],
    ["Vale wrote\nHi", "none"],
    ["---- Vale wrote ----\n> Hi", "attribution 1"],
    ["On 11/22/26 1:00 PM, Vale wrote:", "attribution 1"],
    ["On 11/22/26, Vale wrote:", "none"],
    ["On 22 November 2026, Vale Shop wrote:", "attribution 1"],
    ["Yesterday at 12:30 she wrote:", "none"],
    ["On Monday at 12:30 she wrote:", "none"],
    ["Am 22.11.2026 um 13:00 hat er geschrieben:", "none"],
    ["I asked you. On Monday Vale wrote:", "none"],
    [`Quoting ${SHOP}:`, "attribution 1"],
    ["Quoting the law:", "none"],
    ["Quoting Vale:\n> Hi", "attribution 1"],
    ["2026-11-22 13:00 GMT+01:00 Vale:\n> Hi", "attribution 1"],
    ["2026-11-22, Vale:\n> Hi", "none"],
    ["Vale at 13:00 on 2026-11-22:\n> Hi", "none"],
    ["2026-11-22 13:00 Vale\n> Hi", "none"],
    [`2026-11-22 13:00 ${"x".repeat(142)}:\n> Hi`, "attribution 1"],
    [`2026-11-22 13:00 ${"x".repeat(143)}:\n> Hi`, "none"],
    [`Please ask us at 13:00 on 2026-11-22 ${SHOP}:\nHi`, "none"],
    ["So quoting the law:\n> Hi", "none"],
    ["2026-11-22 13:00 GMT+01:00 Vale:\nHi", "none"],
    [`2026-11-22 13:00 ${SHOP}:`, "attribution 1"],
    [`2026-11-22 13:00 ${SHOP}\nHi`, "attribution 1"],
    [`2026-11-22 13:00 ${SHOP}\nwrote:\n> Hi`, "attribution 2"],
    [`2026-11-22 ${SHOP}:\nHi`, "attribution 1"],
    [`2026-11-22 ${SHOP}:\n> Hi`, "attribution 1"],
    [`Hello, my address is help@vale.example. You wrote:`, "none"],
    ["On the whole I am happy.\nVale wrote:\n> Hi", "none"],
    [`On ${"x ".repeat(200)}${SHOP} wrote:`, "none"],
    ["On Sunday\n> Hi", "none"],
    ["On Sun, Nov 22, 2026 Vale <\n\n\nhelp@vale.example> wrote:\n> Hi", "attribution 4"],
    ["On Sun, Nov 22, 2026 Vale <\n\n\n\nhelp@vale.example> wrote:\n> Hi", "none"],
    ["On Sun, Nov 22, 2026 Vale\n\n<help@vale.example> wrote:\n> Hi", "attribution 3"],
    ["On Sun, Nov 22, 2026 Vale\n\nhelp@vale.example wrote:\n> Hi", "none"],
    ["On Sun, Nov 22, 2026 Vale\n\nh (help@vale.example) wrote:\n> Hi", "none"],
    ["On Sun, Nov 22, 2026 Vale\n\n", "none"],
    ["On Sun, Nov 22, 2026 at 1:00 PM Vale <help@vale.example\n>wrote:\n> Hi", "attribution 2"],
    ["On Sun, Nov 22, 2026 at 1:00 PM Vale\n> wrote:\n> Hi", "attribution 2"],
    ["On Sun, Nov 22, 2026 at 1:00 PM Vale\n> schrieb:\n> Hi", "attribution 2"],
    ["On Sun, Nov 22, 2026 at 1:00 PM Vale\n> a écrit :\n> Hi", "attribution 2"],
    ["On Sun, Nov 22, 2026 at 1:00 PM Vale\n> he wrote:\n> Hi", "none"],
    ["> wrote:\n> Hi", "none"],
    ["On Sunday\nat noon. Nothing.\nVale wrote:\n> Hi", "none"],
    ["On Sunday I\ncame home!\n22, 2026 13:00 Vale <help@vale.example> wrote:", "none"],
    ["On Sun. Nov.\n22, 2026 13:00 Vale <help@vale.example> wrote:", "attribution 2"],
    ["---- On Sun, 22 Nov 2026 13:00:00 +0100 Vale Shop wrote ----", "attribution 1"],
    ["---- On Sun, 22 Nov 2026 13:00:00 +0100 Vale Shop wrote -", "none"],
    ["---- On Sun, 22 Nov 2026 13:00:00 +0100 Vale Shop wrote", "none"],
    [
      "--- Vale Shop of Hamburg and all its many friends and more wrote on 11/22/2026 at 13:00 ---",
      "attribution 1",
    ],
    ["Vale Shop of Hamburg and all its many friends and more wrote on 11/22/2026 at 13:00 ---", "none"],
    [`one two three four five six seven eight ${SHOP.slice(5)} wrote:`, "attribution 1"],
    [`one two three four five six seven eight nine ${SHOP.slice(5)} wrote:`, "none"],
    [`one two three four five six seven 22.11.2026 nine ten e t u ${SHOP.slice(5)} wrote:`, "attribution 1"],
    [`one two three four five six seven 22.11.2026 nine ten e t u v ${SHOP.slice(5)} wrote:`, "none"],
    [`Thank you very much. ${SHOP} wrote:`, "none"],
    [`Thank you very much.   ${SHOP} wrote:`, "none"],
    [`Thank you very much. ${SHOP.toLowerCase()} wrote:`, "attribution 1"],
    [`Dr. ${SHOP} wrote:`, "attribution 1"],
    [`22. ${SHOP} wrote:`, "attribution 1"],
    [`On ${"x".repeat(142)} Vale ok wrote:\n> Hi`, "attribution 1"],
    [`On ${"x".repeat(143)} Vale ok wrote:\n> Hi`, "none"],
    ["Vale Shop wrote, on 22.11.2026 at 13:00:\nHi", "none"],
    ["Sunday, 22 November 2026 13:00 Vale Shop wrote:\nHi", "attribution 1"],
    [`On 22 November 2026 at 13:00 "Vale" wrote:\nHi`, "attribution 1"],
    [`On 22 November 2026 at 13:00 "vale" wrote:\nHi`, "none"],
    ["2026年11月22日 13:00 鈴木さんは書きました：\nHi", "attribution 1"],
    ["2026年11月22日(日) 13:00 ヴェイルのメール：\nHi", "attribution 1"],
    ["2026/11/22 13:00 ヴェイル 写道：\nHi", "attribution 1"],
    ["2026/11/22 13:00 ひなた 写道：\nHi", "attribution 1"],
    ["On 22 November at 13:00 Vale Shop wrote:\nHi", "attribution 1"],
    ["On 22 November Vale Shop wrote:\nHi", "none"],
    ["On 22 November 2026 at 13:00 Vale Shop wrote: x\nHi", "none"],
    ["On 22 November 2026 at 13:00 Vale Shop said I wrote:\nHi", "none"],
  ])("%j: %s", (text, expected) => {
    expect(head(text)).toBe(expected);
  });
});

describe("a head on the writer's own line", () => {
  const at = (line: string, next = "> Hi") => {
    const found = sharedHead([line, next], 0);
    return found === undefined ? null : line.slice(0, found.at).trim();
  };

  test.each<[string, string | null]>([
    [`Thank you! On Sun, Nov 22, 2026 at 1:00 PM ${SHOP} wrote:`, "Thank you!"],
    [`Danke. Am 22. Nov. 2026 schrieb ${SHOP}:`, "Danke."],
    [`Merci Le 22 nov. 2026 à 13:00, ${SHOP} a écrit :`, "Merci"],
    ["Thank you! On Sun, Nov 22, 2026 at 1:00 PM Vale wrote:", "Thank you!"],
    [`Thank you! On Sun ${SHOP} wrote:`, null],
    [`Thank you! On Sun, Nov 22, 2026 ${SHOP} is:`, null],
    [`Thank you! On Sun, Nov 22, 2026 at 1:00 PM ${SHOP} wrote`, null],
    [`${"x".repeat(400)} On Sun, Nov 22, 2026 ${SHOP} wrote:`, null],
  ])("%j ends with %j", (line, own) => {
    expect(at(line)).toBe(own);
  });

  test("is none where no quotation follows", () => {
    expect(at(`Thank you! On Sun, Nov 22, 2026 at 1:00 PM ${SHOP} wrote:`, "Hi")).toBeNull();
  });
});

test.each<[string, boolean]>([["> a", true], ["   >a", true], ["&gt; a", true], ["＞a", true], [
  "    > a",
  false,
], ["a > b", false]])(
  "%j is quoted: %s",
  (line, quoted) => {
    expect(isQuoted(line)).toBe(quoted);
  },
);

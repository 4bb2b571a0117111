import { describe, expect, test } from "vitest";
import { noteIn, plainOfSlack, slackQuote, slackText, wrongSlackField } from "../../src/messages/slack.ts";

const APP = {
  bot_token: "xoxb-1111111111-2222222222-abcdefghijkl",
  signing_secret: "8f742231b10e8888abcd99yyyzzz85a5",
  channel: "C0CASES01",
};

describe("the values of a Slack app", () => {
  test.each<readonly [string, Partial<typeof APP>, string | null]>([
    ["as Slack shows them", {}, null],
    ["with a person's token", { bot_token: APP.bot_token.replace("xoxb", "xoxp") }, "bot_token"],
    ["with a secret that has a space", { signing_secret: "8f742231b10e8888 abcd99" }, "signing_secret"],
    ["with a channel's name", { channel: "#cases" }, "channel"],
    ["with a private channel", { channel: "G0CASES01" }, null],
    ["with a person in the place of a channel", { channel: "U0CASES01" }, "channel"],
  ])("%s", (_, changed, field) => {
    expect(wrongSlackField({ ...APP, ...changed })).toBe(field);
  });
});

describe("a customer's words in Slack", () => {
  test("mention nobody, link nowhere and stay a quotation on every line", () => {
    expect(slackText("<!channel> & <@U1>")).toBe("&lt;!channel&gt; &amp; &lt;@U1&gt;");
    expect(slackQuote("Is it loud?\n<https://evil.example|Shop>", 100)).toBe(
      "> Is it loud?\n> &lt;https://evil.example|Shop&gt;",
    );
    expect(slackQuote("😀😀😀", 2)).toBe("> 😀😀");
  });
});

describe("an answer that was typed in Slack", () => {
  test.each([
    ["No, it is quiet.", "No, it is quiet."],
    ["5 &lt; 6 &amp;&amp; 7 &gt; 6", "5 < 6 && 7 > 6"],
    ["See <https://kontor.example/mill>", "See https://kontor.example/mill"],
    ["See <https://kontor.example/mill|our page>", "See our page (https://kontor.example/mill)"],
    ["Write to <mailto:help@kontor.example|help@kontor.example>", "Write to help@kontor.example"],
    ["Call <tel:+4930555|+4930555>", "Call +4930555"],
    ["<@U0BEN> <!here> Done", "Done"],
    ["<#C0CASES01|cases>", ""],
    // A code point that was typed as text is no escape of its own.
    ["&amp;lt;b&amp;gt;", "&lt;b&gt;"],
  ])("%s is read as it was typed", (text, words) => {
    expect(plainOfSlack(text)).toBe(words);
  });

  test.each([
    ["note: ask the potter", "ask the potter"],
    ["Note : ask\nthe potter", "ask\nthe potter"],
    ["note:", null],
    ["Please note: it is loud", null],
  ])("%s is a note or none", (text, note) => {
    expect(noteIn(text)).toBe(note);
  });
});

/** Which lines of an HTML mail are the writer's own, by the marks of the programs that make quotations and signatures. */
import { expect, test } from "vitest";
import { htmlLines } from "../../src/conversations/html_lines.ts";

const lines = (html: string) =>
  htmlLines(html).filter(({ text }) => text !== "").map(({ text, role }) => `${role[0]} ${text}`).join(" | ");

test.each<[string, string, string]>([
  ["paragraphs", "<p>One</p><div>two</div>three<br/>four", "o One | o two | o three | o four"],
  ["cells", "<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", "o a b | o c"],
  ["inline marks", "a <b>b</b><i>c</i>  \n d", "o a bc d"],
  ["a title and a script", "<head><title>no</title></head><script>if (a < b) no</script>yes", "o yes"],
  ["a style that is never closed", "yes<style>no", "o yes"],
  ["an end without a beginning", "</script>yes</div></p>no end", "o yes | o no end"],
  ["comments", "a<!-- <p>b --> c<!-- d", "o a c"],
  ["a lone sign before a tag", "a < <b>c</b>", "o a < c"],
  ["a sign that nothing closes", "a<b", "o a<b"],
  ["an address in brackets", "a<ada@x.example>b", "o a<ada@x.example>b"],
  ["an address as a link's", "a<a href=x@y>b</a>", "o ab"],
  ["an empty comment", "a<!---->b", "o ab"],
  ["a comment with signs", "a<!-- < > -->b>c", "o ab>c"],
  [
    "what begins a quotation too far behind",
    `a<div title="${"x".repeat(700)}" id="divRplyFwdMsg">b</div>c`,
    "o a | o b | o c",
  ],
  [
    "what marks a quotation too far behind",
    `<div title="${"x".repeat(700)}" class="yahoo_quoted">a</div>b`,
    "o a | o b",
  ],
  [
    "what marks an indent too far behind",
    `<blockquote title="${"x".repeat(700)}" style="margin: 0 0 0 40px">a</blockquote>`,
    "q a",
  ],
  ["a quotation", "mine<blockquote>theirs</blockquote>mine again", "o mine | q theirs | o mine again"],
  [
    "a quotation in a quotation",
    "<blockquote>a<blockquote>b</blockquote>c</blockquote>d",
    "q a | q b | q c | o d",
  ],
  ["what the writer indented", `<blockquote style="border: none; margin: 0">mine</blockquote>`, "o mine"],
  [
    "what the writer indented in Apple Mail",
    `<blockquote class="webkit-indent-blockquote">mine</blockquote>`,
    "o mine",
  ],
  ["what the writer indented in Gmail", `<blockquote style="margin:0 0 0 40px">mine</blockquote>`, "o mine"],
  [
    "Gmail's wrapper with a quotation in it",
    `<div class="gmail_quote">mine<blockquote>theirs</blockquote></div>`,
    "o mine | q theirs",
  ],
  ["Gmail's wrapper without one", `<div class="gmail_quote">theirs</div>mine`, "q theirs | o mine"],
  [
    "Gmail's wrapper after the last quotation",
    `<blockquote>a</blockquote><div class="x gmail_extra">theirs</div>`,
    "q a | q theirs",
  ],
  ["an attribution", `<div class="gmail_attr">On Sunday wrote:</div>mine`, "q On Sunday wrote: | o mine"],
  ["Thunderbird's attribution", `<div class='moz-cite-prefix'>Am Sonntag:</div>`, "q Am Sonntag:"],
  ["Yahoo's quotation", `<div id="yahoo_quoted_1">theirs</div>mine`, "q theirs | o mine"],
  ["Tuta's quotation", `<blockquote style="margin:0 0 0 40px" class="tutanota_quote">x</blockquote>`, "o x"],
  ["a quotation by name", `<div name=quote>theirs</div>`, "q theirs"],
  ["a class that only begins like a quotation", `<div class="quoted-price">mine</div>`, "o mine"],
  [
    "all after Outlook's divider",
    `mine<div id="divRplyFwdMsg">From</div>theirs<p>more</p>`,
    "o mine | q From | q theirs | q more",
  ],
  [
    "all after Outlook's line",
    `mine<div style="border:none;border-top:solid #E1E1E1 1.0pt">x</div>theirs`,
    "o mine | q x | q theirs",
  ],
  ["a divider that ends", `mine</div id="appendonsend">mine`, "o mine | o mine"],
  ["a signature", `mine<div class="gmail_signature">Ada</div>mine`, "o mine | s Ada | o mine"],
  ["a signature of Thunderbird", `<pre class="moz-signature">-- Ada</pre>`, "s -- Ada"],
  ["a signature by its data", `<div data-smartmail="gmail_signature">Ada</div>`, "s Ada"],
  ["a signature in a quotation", `<blockquote>a<div id="Signature">Ada</div></blockquote>`, "q a | s Ada"],
  ["an image in a quotation, which has no end", `<blockquote>a<img src=x>b</blockquote>c`, "q ab | o c"],
  ["an element closed over others", `<div class="gmail_signature"><b>Ada</div>mine`, "s Ada | o mine"],
  ["an address that looks like a tag", "write <ada@vale.example>", "o write <ada@vale.example>"],
  ["a tag that holds an address", `<a href="mailto:ada@vale.example">Ada</a>`, "o Ada"],
  ["a lone sign", "1 < 2 and <3", "o 1 < 2 and <3"],
  ["a tag that is never closed", "a <b", "o a <b"],
  ["names of characters", "&Eacute;&agrave;&#233;&#xE9;&hellip;&zzz;&#0;", "o Éàéé…&zzz;&#0;"],
])("%s", (_, html, expected) => {
  expect(lines(html)).toBe(expected);
});

test("a line has the role of where its first letter stands", () => {
  expect(lines(`<span> </span><blockquote><b>theirs</b></blockquote>`)).toBe("q theirs");
  expect(lines(`mine <span class="gmail_signature">Ada</span>`)).toBe("o mine Ada");
});

test("elements are followed two hundred deep, and closed as they were opened", () => {
  const deep = (depth: number) =>
    `${"<div>".repeat(depth)}<blockquote>x</blockquote>${"</div>".repeat(depth)}y`;
  expect(lines(deep(199))).toBe("q x | o y");
  expect(lines(deep(200))).toBe("o x | o y");
});

import { expect, test } from "vitest";
import { htmlText } from "../../src/conversations/html_text.ts";

test.each([
  ["<p>One</p><p>two<br>three</p>", "One\n\ntwo\nthree"],
  ["<style>p { x: y }</style><p>a &amp; b &#8364; &#x20AC; &nbsp;c &unknown;</p>", "a & b € € c &unknown;"],
  ["<!-- <p>no</p> --><b>yes</b>", "yes"],
  ["write to <ada@lovelace.example> if 1 < 2", "write to <ada@lovelace.example> if 1 < 2"],
  ["<td>a</td><td>b</td>", "a b"],
  ["an unclosed <b tag", "an unclosed <b tag"],
  ["a &#1114112; b &#xD800;", "a &#1114112; b &#xD800;"],
  ["", ""],
])("%j reads %j", (html, text) => {
  expect(htmlText(html)).toBe(text);
});

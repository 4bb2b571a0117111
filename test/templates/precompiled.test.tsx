import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { describe, expect, test } from "vitest";
import { markup } from "../../templates/parts/markup.ts";
import { precompiled } from "../../templates/parts/precompiled.ts";

const EVIL = `"><script>alert('x')</script>&`;
const ESCAPED = "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;";

interface Link {
  readonly href: string;
  readonly label: Child;
}

const link = precompiled<Link>(({ href, label }) => <a href={href} class="a">{label} &amp; more</a>);

describe("a precompiled part of a page", () => {
  test("gives the same HTML as its JSX", () => {
    const [href, label] = ["https://shop.example/?a=1&b=2", "Häuser & Gärten"];
    expect(String(link({ href, label }))).toBe(markup(<a href={href} class="a">{label} &amp; more</a>));
  });

  test("text from outside is escaped in every place where it is inserted", () => {
    expect(String(link({ href: EVIL, label: EVIL }))).toBe(
      `<a href="${ESCAPED}" class="a">${ESCAPED} &amp; more</a>`,
    );
  });

  test("a placeholder accepts JSX, lists and other parts unchanged, and is empty for null", () => {
    const list = precompiled<{ readonly items: Child }>(({ items }) => <ul>{items}</ul>);
    expect(String(list({ items: [<li>{"<"}</li>, raw("<li>&shy;</li>"), null, 3] }))).toBe(
      "<ul><li>&lt;</li><li>&shy;</li>3</ul>",
    );
    expect(String(list({ items: null }))).toBe("<ul></ul>");
  });

  test("a part inside another keeps its placeholders, and their values are escaped once", () => {
    const Bold = precompiled<{ readonly children: Child }>(({ children }) => <b>{children}</b>);
    const sentence = precompiled<{ readonly name: string }>(({ name }) => (
      <p>
        Dear <Bold>{name}</Bold>,
      </p>
    ));
    expect(String(sentence({ name: EVIL }))).toBe(`<p>Dear <b>${ESCAPED}</b>,</p>`);
  });

  test("what looks like a placeholder in a text from outside is only text", () => {
    const label = "\u0000href\u0000";
    expect(String(link({ href: "https://shop.example", label }))).toContain(`>${label} &amp;`);
  });

  test("markup or a missing value is refused inside a tag", () => {
    for (const href of [raw(EVIL), <b>x</b>, null, undefined] as unknown as string[]) {
      expect(() => link({ href, label: "" })).toThrow("Cannot fill href");
    }
  });
});

describe("a word with a hyphen", () => {
  test.each([
    ["Unsere E-Mail-Adresse: e-mail", "Unsere E\u2011Mail-Adresse: e\u2011mail"],
    ["(E-Mails)", "(E\u2011Mails)"],
    [
      "e-mail@kontor.example, https://kontor.example/e-mail",
      "e-mail@kontor.example, https://kontor.example/e-mail",
    ],
    ["e-mail.kontor.example", "e-mail.kontor.example"],
    ["Free-mail", "Free-mail"],
  ])("%s: E-Mail stays whole in a narrow column, and an address is left as it is", (text, written) => {
    expect(markup(<p>{text}</p>)).toBe(`<p>${written}</p>`);
  });
});

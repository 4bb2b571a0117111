import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { fillTemplate, templateFault } from "../../../src/mail/content/own_template.ts";
import { dataFault, exampleData, OwnTemplate } from "../../../src/messages/own_template.ts";
import { SHOP } from "../../support/cast.ts";

const ORDER = {
  title: "Order problem",
  variables: [
    { name: "order", type: "text" },
    { name: "note", type: "text", optional: true },
    { name: "total", type: "money" },
    { name: "ready_on", type: "date" },
    { name: "pay", type: "link" },
    { name: "urgent", type: "flag", optional: true },
    {
      name: "items",
      type: "list",
      fields: [{ name: "title", type: "text" }, { name: "price", type: "money", optional: true }],
    },
  ],
  texts: {
    en: {
      subject: "Order {{order}} of {{shop_name}}",
      markdown:
        "Hello {{#reader_name}}{{reader_name}}{{/reader_name}}{{^reader_name}}there{{/reader_name}},\n\nit comes to **{{total}}**, ready on {{ready_on}}.\n\n{{#items}}\n- {{title}} {{price}}\n{{/items}}\n\n{{#urgent}}\nIt is *urgent*.\n\n{{/urgent}}\n[Pay now]({{pay}}) or [look](https://shop.example/orders?of={{order}})\n\n{{note}}",
    },
    de: { subject: "Bestellung {{order}}", markdown: "{{total}} bis {{ready_on}}" },
  },
} as const;
const DATA = {
  order: "A-1",
  total: { amount_minor: 129_000, currency: "EUR" },
  ready_on: "2026-12-04",
  pay: "https://pay.example/x?a=1&b=2",
  items: [{ title: "Mill", price: { amount_minor: 500, currency: "EUR" } }, { title: "Cup" }],
};

function templateOf(changes: Readonly<Record<string, unknown>> = {}): OwnTemplate {
  return v.parse(OwnTemplate, { ...ORDER, ...changes });
}

function filled(
  data: Readonly<Record<string, unknown>>,
  more: Partial<Parameters<typeof fillTemplate>[1]> = {},
  of = templateOf(),
) {
  const made = fillTemplate(of, { data, locale: "en", reader_name: "Ada", ...more }, SHOP);
  if (!made.ok) throw new Error(`${made.fault.field} ${made.fault.rule}`);
  return made.value;
}

function htmlOf(
  html: string,
  data: Readonly<Record<string, unknown>>,
  variables: readonly unknown[],
): string {
  const of = templateOf({ variables, texts: { en: { subject: "x", html } } });
  expect(templateFault(of)).toBeNull();
  const { fragment, html: whole } = filled(data, {}, of);
  return fragment ?? whole ?? "";
}

describe("a template of the shop's own", () => {
  test("is filled in the reader's language with amounts and days as it writes them", () => {
    const { subject, fragment, text, locale } = filled(DATA);
    expect(subject).toBe(`Order A-1 of ${SHOP.name}`);
    expect(fragment).toContain("Hello Ada,");
    expect(fragment).toContain("<strong>€1,290.00</strong>, ready on Friday, December 4.");
    expect(fragment!.match(/<li>/g)?.length).toBe(2);
    expect(fragment).toContain('<a href="https://pay.example/x?a=1&amp;b=2">Pay now</a>');
    expect(fragment).not.toMatch(/urgent|zqv|\{\{/);
    expect(text).toContain("Pay now (https://pay.example/x?a=1&b=2)");
    expect(locale).toBe("en");
    const german = filled(DATA, { locale: "de-AT" });
    expect([german.locale, german.text]).toEqual(["de", "1.290,00 € bis Freitag, 4. Dezember"]);
  });

  test.each([["fr"], [undefined]])(
    "speaks the shop's language to readers of %s",
    (locale) => {
      expect(filled(DATA, { locale }).locale).toBe(SHOP.locale.split("-")[0]);
    },
  );

  test("shows a section where there is something, and its opposite where there is nothing", () => {
    expect(filled({ ...DATA, urgent: true }).fragment).toContain("It is <em>urgent</em>.");
    expect(filled({ ...DATA, urgent: false }).fragment).not.toContain("urgent");
    expect(filled(DATA, { reader_name: undefined }).fragment).toContain("Hello there,");
  });

  test("escapes each value for its place, so that no data becomes markup, Markdown or another address", () => {
    const evil = `<b>"x"</b> **y** [z](https://evil.example) www.evil.example zqv1vqz\n# big`;
    const { subject, fragment } = filled({ ...DATA, order: evil, note: evil });
    expect(subject).toContain('<b>"x"</b> **y**');
    expect(subject).not.toContain("\n");
    expect(fragment).toContain(
      "&lt;b&gt;&quot;x&quot;&lt;/b&gt; **y** [z](https://evil.example) www.evil.example zqv1vqz<br># big",
    );
    expect(fragment).toContain(
      `href="https://shop.example/orders?of=${encodeURIComponent(evil).replaceAll("'", "&#39;")}"`,
    );
    expect(fragment!.match(/<a /g)?.length).toBe(2);
    expect(fragment).not.toMatch(/<b>|<h1/);
  });

  test("keeps values within attributes of HTML", () => {
    const html =
      `<p title="{{word}}">{{word}}</p><a href="{{to}}">x</a><img src='https://x.example/{{word}}.png'>`;
    expect(htmlOf(html, { word: `"> '\n<i`, to: 'https://x.example/"onclick="y' }, [
      { name: "word", type: "text" },
      { name: "to", type: "link" },
    ])).toBe(
      `<p title="&quot;&gt; &#39;\n&lt;i">&quot;&gt; &#39;<br>&lt;i</p><a href="https://x.example/%22onclick=%22y">x</a><img src="https://x.example/${
        encodeURIComponent(`"> '\n<i`).replaceAll("'", "&#39;")
      }.png">`,
    );
  });

  test("leaves as it is where it is a whole document, and stands in the layout where it is a part", () => {
    const of = (html: string) => templateOf({ variables: [], texts: { en: { subject: "x", html } } });
    const whole = "<!doctype html>\n<html><body><p>Hello</p></body></html>";
    expect(filled({}, {}, of(whole))).toMatchObject({ html: whole, text: "Hello" });
    expect(filled({}, {}, of("<p>Hello</p>"))).toMatchObject({ fragment: "<p>Hello</p>" });
  });

  test.each([
    [
      "a variable that is not declared",
      { texts: { en: { subject: "{{oder}}", markdown: "x" } } },
      "texts.en.subject",
      /\{\{oder\}\} is not among order, note/,
    ],
    [
      "an open section",
      { texts: { en: { subject: "x", markdown: "{{#order}}" } } },
      "texts.en.markdown",
      /well formed: Unclosed section/,
    ],
    [
      "a value that would not be escaped",
      { texts: { en: { subject: "x", markdown: "{{{order}}}" } } },
      "texts.en.markdown",
      /always escaped/,
    ],
    [
      "the same by another sign",
      { texts: { en: { subject: "x", markdown: "{{& order}}" } } },
      "texts.en.markdown",
      /always escaped/,
    ],
    [
      "another template",
      { texts: { en: { subject: "x", markdown: "{{> order}}" } } },
      "texts.en.markdown",
      /always escaped/,
    ],
    [
      "other delimiters",
      { texts: { en: { subject: "x", markdown: "{{=<% %>=}}" } } },
      "texts.en.markdown",
      /always escaped/,
    ],
    [
      "a list as a value",
      { texts: { en: { subject: "x", markdown: "{{items}}" } } },
      "texts.en.markdown",
      /it is a list/,
    ],
    [
      "a list's field outside of it",
      { texts: { en: { subject: "x", markdown: "{{price}}" } } },
      "texts.en.markdown",
      /not among/,
    ],
    [
      "text that chooses the address",
      { texts: { en: { subject: "x", html: '<a href="{{order}}">x</a>' } } },
      "texts.en.html",
      /addresses that begin/,
    ],
    [
      "a value in an event",
      { texts: { en: { subject: "x", html: '<p onclick="{{order}}">x</p>' } } },
      "texts.en.html",
      /within onclick/,
    ],
    [
      "a value in a style",
      { texts: { en: { subject: "x", html: "<style>p{color:{{order}}}</style>" } } },
      "texts.en.html",
      /within a style/,
    ],
    [
      "a value outside of quotes",
      { texts: { en: { subject: "x", html: "<p class={{order}}>x</p>" } } },
      "texts.en.html",
      /quoted attributes/,
    ],
    [
      "a variable twice",
      { variables: [{ name: "a", type: "text" }, { name: "a", type: "text" }] },
      "variables.1.name",
      /once/,
    ],
    [
      "an example of another shape",
      { variables: [{ name: "a", type: "date", example: "soon" }] },
      "variables.0.example",
      /a day such as/,
    ],
  ])("is refused with %s", (_, changes, field, rule) => {
    const fault = templateFault(templateOf(changes));
    expect(fault?.field).toBe(field);
    expect(fault?.rule).toMatch(rule);
  });

  test.each([
    ["no text", { texts: {} }],
    ["two bodies", { texts: { en: { subject: "x", html: "x", markdown: "x" } } }],
    ["a script", { texts: { en: { subject: "x", html: "<script>x</script>" } } }],
    ["a list without fields", { variables: [{ name: "a", type: "list" }] }],
    ["fields of a text", { variables: [{ name: "a", type: "text", fields: [{ name: "b", type: "text" }] }] }],
    ["a name that has a meaning", { variables: [{ name: "shop_name", type: "text" }] }],
    ["a name of another form", { variables: [{ name: "__proto__", type: "text" }] }],
  ])("is no template with %s", (_, changes) => {
    expect(v.is(OwnTemplate, { ...ORDER, ...changes })).toBe(false);
  });

  test("fits its own examples, whatever its variables are", () => {
    const { variables } = templateOf();
    expect(dataFault(variables, exampleData(variables))).toBeNull();
    const named =
      v.parse(OwnTemplate, { ...ORDER, variables: [{ name: "order", type: "text", example: "B-2" }] })
        .variables;
    expect(exampleData(named)).toEqual({ order: "B-2" });
  });
});

describe("the data of a program", () => {
  const { variables } = templateOf();

  test.each([
    [
      "nothing for what must be there",
      { ...DATA, order: undefined },
      "data.order",
      "must be given: text of 1 to 5000 characters",
    ],
    [
      "a number for a text",
      { ...DATA, order: 7 },
      "data.order",
      "must be text of 1 to 5000 characters; it is a whole number",
    ],
    [
      "text for an amount",
      { ...DATA, total: "12 EUR" },
      "data.total",
      'must be an amount such as {"amount_minor": 1290, "currency": "EUR"}; it is text of 6 characters',
    ],
    [
      "a day that there is not",
      { ...DATA, ready_on: "2026-02-30" },
      "data.ready_on",
      "must be a day such as 2026-11-24; it is text of 10 characters",
    ],
    [
      "a script for a link",
      { ...DATA, pay: "javascript:alert(1)" },
      "data.pay",
      "must be an http or https address; it is text of 19 characters",
    ],
    [
      "an entry without its field",
      { ...DATA, items: [{ title: "x" }, {}] },
      "data.items.1.title",
      "must be given: text of 1 to 5000 characters",
    ],
    [
      "an entry that is none",
      { ...DATA, items: ["x"] },
      "data.items.0",
      "must be an object; it is text of 1 character",
    ],
    [
      "more than is declared",
      { ...DATA, oder: "x" },
      "data.oder",
      "must be one of order, note, total, ready_on, pay, urgent, items",
    ],
  ])("is refused with %s, by field, rule and shape", (_, data, field, rule) => {
    expect(dataFault(variables, data)).toEqual({ field, rule });
  });

  test("may lack what is optional", () => {
    expect(dataFault(variables, DATA)).toBeNull();
  });
});

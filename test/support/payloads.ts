/** Hostile texts, and what HTML says of whether one of them got out of the place where it was put. */
import { parse } from "parse5";

/** Stands in every payload: where it turns up as anything but text, something got out. */
const MARK = "inj7";

export const PAYLOADS: Readonly<Record<string, string>> = {
  script: `<script>${MARK}()</script>`,
  attribute: `"><img src=x onerror=${MARK}()>`,
  "single quote": `' onmouseover='${MARK}()' ${MARK}='`,
  "raw text": `</textarea></title></style></script><svg onload=${MARK}()>`,
  comment: `--><${MARK}><!-- ]]><${MARK}>`,
  condition: `<![endif]--><${MARK}>`,
  css: `red;background:url(https://${MARK}.example/)}</style><${MARK}>`,
  header: `${MARK}\r\nBcc: evil@${MARK}.example\r\n\r\n<${MARK}>`,
  bidi: `${MARK} \u202Elive\u2066 \u2069\u202D`,
  template: `{{7*7}} \${7*7} <%= 7*7 %> #{7*7} {${MARK}} ${MARK}`,
  "json-ld": `${MARK}</script><script>${MARK}()</script>`,
  calendar: `${MARK}\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nTRIGGER:-PT0M`,
  formula: `=HYPERLINK("https://${MARK}.example";"${MARK}")`,
  mime: `${MARK}\r\n--=_waybill\r\nContent-Type: text/html\r\n\r\n<${MARK}>`,
  entity: `&lt;${MARK}&gt;&#60;script&#62;${MARK}`,
  controls: `${MARK}\u0007\u001b[31m\u0085<${MARK}>`,
};

/** For fields that take addresses alone. */
export const URLS: readonly string[] = [
  `javascript:${MARK}()`,
  `JaVaScRiPt://kontor.example/%0a${MARK}()`,
  `data:text/html,<${MARK}>`,
  `vbscript:${MARK}`,
  `//${MARK}.example/`,
  `https://kontor.example/"><${MARK}>`,
  `https://kontor.example/' onclick='${MARK}()`,
  `https://kontor.example/)${MARK}(`,
  `https://kontor.example/\r\nSet-Cookie:${MARK}`,
  `https://kontor.example/{number}"><${MARK}>`,
];

/** Inside addresses of mail and identifiers, which take no blank and no slash. */
export const TIGHT = `"'><${MARK}>{{7*7}}`;

interface Element {
  readonly tagName: string;
  readonly attrs: readonly { readonly name: string; readonly value: string }[];
}

const PROGRAMS =
  /^(src|href|action|formaction|data|srcset|poster|background|cite|ping|xlink:href|manifest|srcdoc)$/;
/** Where a text may stand in an attribute: it is read out, shown or sent back, and never run. */
const SPOKEN = /^(alt|title|aria-label|value|content|placeholder|data-version)$/;

/** What the template makes: every kind of element with each of its attributes. */
export function shapeOf(html: string): ReadonlySet<string> {
  return new Set(
    elementsOf(html).flatMap(({ tagName, attrs }) => [
      tagName,
      ...attrs.map(({ name }) => `${tagName}[${name}]`),
    ]),
  );
}

/** What a payload made of a page that is `plain` without it; empty where it stayed text. */
export function escapes(html: string, plain: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  for (const { tagName, attrs } of elementsOf(html)) {
    if (!plain.has(tagName)) found.push(`<${tagName}>`);
    for (const { name, value } of attrs) {
      if (!plain.has(`${tagName}[${name}]`)) found.push(`<${tagName} ${name}="${value}">`);
      if (/^on/.test(name)) found.push(`<${tagName} ${name}>`);
      if (PROGRAMS.test(name) && !isHarmless(value)) found.push(`<${tagName} ${name}="${value}">`);
      if (value.toLowerCase().includes(MARK) && !SPOKEN.test(name) && !PROGRAMS.test(name)) {
        found.push(`<${tagName} ${name}="${value}">`);
      }
    }
  }
  for (const [kind, text] of codeOf(html)) {
    if (kind === "application/ld+json") JSON.parse(text);
    else if (text.toLowerCase().includes(MARK)) found.push(`${kind}: ${text.slice(0, 200)}`);
  }
  if (/[\u202A-\u202E\u2066-\u2069]/.test(html)) found.push("turns its line round");
  return found;
}

function isHarmless(url: string): boolean {
  if (/^[/?#]/.test(url) && !url.startsWith("//")) return true;
  return URL.canParse(url) && ["http:", "https:", "mailto:", "tel:", "cid:"].includes(new URL(url).protocol);
}

/** Scripts and style sheets, with their kind. */
function codeOf(html: string): readonly (readonly [string, string])[] {
  return nodesOf(html).filter(({ nodeName }) => nodeName === "script" || nodeName === "style").map((node) => [
    node.attrs.find(({ name }) => name === "type")?.value ?? node.nodeName,
    node.childNodes.map(({ value }) => value ?? "").join(""),
  ]);
}

interface Parsed extends Element {
  readonly nodeName: string;
  readonly value?: string;
  readonly attrs: Element["attrs"];
  readonly childNodes: readonly Parsed[];
}

function elementsOf(html: string): readonly Element[] {
  return nodesOf(html).filter(({ tagName }) => tagName !== undefined);
}

function nodesOf(html: string): readonly Parsed[] {
  const all: Parsed[] = [];
  const walk = (node: Parsed) => {
    all.push(node);
    for (const child of node.childNodes ?? []) walk(child);
  };
  walk(parse(html) as unknown as Parsed);
  return all;
}

/** HTML → the lines a person reads. One pass, no nesting kept; it shows nothing and sanitises nothing. */

/** Elements whose content nobody reads. */
const HIDDEN = new Set(["head", "script", "style", "title"]);
/** Elements that begin a new line. */
const BLOCK = new Set(
  "address article blockquote br center dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul"
    .split(" "),
);
const CELL = new Set(["td", "th"]);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  laquo: "«",
  raquo: "»",
  hellip: "…",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  agrave: "à",
  aacute: "á",
  acirc: "â",
  atilde: "ã",
  ccedil: "ç",
  egrave: "è",
  eacute: "é",
  Eacute: "É",
  ecirc: "ê",
  iacute: "í",
  ntilde: "ñ",
  oacute: "ó",
  ocirc: "ô",
  otilde: "õ",
  uacute: "ú",
  ucirc: "û",
  euro: "€",
};

/** The text of `html`, one line a block; runs of blanks become one. */
export function htmlText(html: string): string {
  const lines: string[] = [];
  let line = "";
  let hidden = "";
  let close = -1;
  for (let at = 0; at < html.length;) {
    const open = html.indexOf("<", at);
    const until = open < 0 ? html.length : open;
    if (hidden === "") line += html.slice(at, until);
    if (open < 0) break;
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    // Looked for once a ">", not once a "<": a mail of nothing but "<" would otherwise be read n² times.
    if (close < open) close = html.indexOf(">", open);
    if (close < 0) close = html.length;
    const name = /^<(\/?)([a-z][a-z0-9]{0,15})/i.exec(html.slice(open, open + 18));
    if (close === html.length || name === null) {
      // A lone "<" is text: `<ada@lovelace.example>` in a bounce is not a tag either.
      if (hidden === "") line += "<";
      at = open + 1;
      continue;
    }
    const tag = name[2]!.toLowerCase();
    if (html.slice(open, close).includes("@") && !/[\s=]/.test(html.slice(open, close))) {
      if (hidden === "") line += html.slice(open, close + 1);
    } else if (hidden !== "") {
      if (name[1] === "/" && tag === hidden) hidden = "";
    } else if (HIDDEN.has(tag) && name[1] === "") hidden = tag;
    else if (BLOCK.has(tag)) {
      lines.push(line);
      line = "";
    } else if (CELL.has(tag)) line += " ";
    at = close + 1;
  }
  lines.push(line);
  return lines.map(plain).join("\n").replace(/\n{3,}/g, "\n\n").trim();
}

function plain(line: string): string {
  return line.replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,8});/gi, entity).replace(/[\s\u00a0]+/g, " ")
    .trim();
}

function entity(whole: string, name: string): string {
  if (!name.startsWith("#")) return ENTITIES[name] ?? whole;
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : whole;
}

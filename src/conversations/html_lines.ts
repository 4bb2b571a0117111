/**
 * Turns HTML into the lines that a person reads, each with the role that its program marks: quoted, signature. One
 * pass; it displays nothing and sanitises nothing.
 */
import { entitiesDecoded } from "./html_entities.ts";

/** `marked`: Gmail's mark of a quotation, set by hand in the text. */
export type LineRole = "own" | "quote" | "marked" | "signature";

export interface HtmlLine {
  readonly text: string;
  readonly role: LineRole;
}

/** Elements whose content is not shown. */
const HIDDEN = new Set(["head", "script", "style", "title"]);
/** Elements that begin a new line. */
const BLOCK = new Set(
  "address article blockquote br center dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul"
    .split(" "),
);
const CELL = new Set(["td", "th"]);
/** Elements without an end. */
const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
/** Most nested elements that are tracked. */
const DEPTH_MAX = 200;

/** Elements in which mail programs put a quotation: Yahoo, GMX, Outlook on phones, Zoho, Tuta. */
const QUOTE_MARK =
  /\b(?:class|id|name)=["']?(?:[\w-]{1,40} ){0,4}(?:yahoo_quoted|quote["'\s>]|mail-editor-reference-message-container|zmail_extra|tutanota_quote|quotedtext|wmquote|replyintro|olk_src_body_section)/i;
/** Elements after which everything is quoted, because Outlook marks no end. */
const QUOTE_BEGIN =
  /\bid=["']?(?:x_)?(?:divrplyfwdmsg|appendonsend|isforwardcontent|zwchr|stopspelling)|\bstyle=["']border: ?none; ?border-top: ?solid #[0-9a-f]{6} 1\.0pt/i;
const SIGNATURE_MARK =
  /\b(?:class|id|data-smartmail)=["']?(?:[\w-]{1,40} ){0,4}(?:gmail_signature|moz-signature|applemailsignature|ms-outlook-mobile-signature|ymail_android_signature|protonmail_signature_block|signature["'\s>])/i;
/** The line "On …, … wrote:" itself; an answer may stand between it and the quotation. */
const ATTRIBUTION_MARK = /\bclass=["']?(?:[\w-]{1,40} ){0,4}gmail_attr/i;
/** Thunderbird's element of that line, into which it also puts what is written above it. */
const PREFIX_MARK = /\bclass=["']?(?:[\w-]{1,40} ){0,4}moz-cite-prefix/i;

/** Text that the writer indented: Gmail, Apple Mail. */
const INDENTED =
  /webkit-indent-blockquote|margin: ?0(?:px)? 0(?:px)? 0(?:px)? 40px|^<blockquote style=["'][^"']{0,200}border: ?none/i;
const WRAPPING_MARK = /\bclass=["']?(?:[\w-]{1,40} ){0,4}(?:gmail_quote|protonmail_quote|gmail_extra)/i;

/** The mark of a quotation that a program made from the mail which is answered. */
const CITED = /\btype=["']?cite\b/i;

/** `prefix`: the last line with words is the head of the quotation, and what stands above it the writer's own. */
type Role = LineRole | "prefix";

interface Open {
  readonly tag: string;
  readonly role: Role | undefined;
  /** Whether a program wraps a quotation and its head in it. */
  readonly wraps: boolean;
}

/** The lines of `html`; runs of blanks become one. What stands in a quotation or signature bears that role. */
export function htmlLines(html: string): readonly HtmlLine[] {
  const lines: { readonly text: string; readonly role: Role }[] = [];
  const open: Open[] = [];
  let rest_role: LineRole = "own";
  let line = "";
  let line_role: Role | undefined;
  let hidden = "";
  let close = -1;
  const last_quote = html.toLowerCase().lastIndexOf("<blockquote");
  const role = () => open.findLast((one) => one.role !== undefined)?.role ?? rest_role;
  const write = (text: string) => {
    if (line_role === undefined && /\S/.test(text)) line_role = role();
    line += text;
  };
  const end = () => {
    lines.push({ text: plain(line), role: line_role ?? role() });
    line = "";
    line_role = undefined;
  };
  for (let at = 0; at < html.length;) {
    const start = html.indexOf("<", at);
    if (hidden === "") write(html.slice(at, start < 0 ? html.length : start));
    if (start < 0) break;
    if (html.startsWith("<!--", start)) {
      const ends = html.indexOf("-->", start);
      at = ends < 0 ? html.length : ends + 3;
      continue;
    }
    // Searched once per ">" and not once per "<": a mail of nothing but "<" would otherwise take n² steps.
    if (close < start) close = html.indexOf(">", start);
    if (close < 0) close = html.length;
    const name = /^<(\/?)([a-z][a-z0-9]{0,15})/i.exec(html.slice(start, start + 18));
    if (close === html.length || name === null) {
      // A lone "<" is text: `<ada@lovelace.example>` in a bounce is not a tag either.
      if (hidden === "") write("<");
      at = start + 1;
      continue;
    }
    const tag = name[2]!.toLowerCase();
    const inside = html.slice(start, close);
    if (inside.includes("@") && !/[\s=]/.test(inside)) {
      if (hidden === "") write(html.slice(start, close + 1));
    } else if (hidden !== "") {
      if (name[1] === "/" && tag === hidden) hidden = "";
    } else if (HIDDEN.has(tag) && name[1] === "") hidden = tag;
    else {
      if (BLOCK.has(tag)) end();
      else if (CELL.has(tag)) write(" ");
      if (name[1] === "/") closeElement(open, tag);
      else if (!VOID.has(tag) && open.length < DEPTH_MAX) {
        const is_wrapped = open.some(({ wraps }) => wraps);
        open.push({
          tag,
          role: roleOf(tag, inside, { holds_quote: start < last_quote, is_wrapped }),
          wraps: tag !== "blockquote" && WRAPPING_MARK.test(`${inside.slice(0, 600)}>`),
        });
      }
      if (name[1] === "" && QUOTE_BEGIN.test(inside.slice(0, 600))) rest_role = "quote";
    }
    at = close + 1;
  }
  end();
  return lines.map(({ text, role }, at) => ({
    text,
    role: role !== "prefix" ? role : isLastOfPrefix(lines, at) ? "quote" : "own",
  }));
}

/** Returns whether no other line with words of the same element follows. */
function isLastOfPrefix(
  lines: readonly { readonly text: string; readonly role: Role }[],
  at: number,
): boolean {
  const next = lines.slice(at + 1, at + 6).find(({ text }) => text !== "");
  return next?.role !== "prefix";
}

function roleOf(
  tag: string,
  inside: string,
  { holds_quote, is_wrapped }: { readonly holds_quote: boolean; readonly is_wrapped: boolean },
): Role | undefined {
  const attributes = `${inside.slice(0, 600)}>`;
  if (tag === "blockquote") {
    if (INDENTED.test(attributes)) return undefined;
    return WRAPPING_MARK.test(attributes) && !is_wrapped && !CITED.test(attributes) ? "marked" : "quote";
  }
  if (PREFIX_MARK.test(attributes)) return "prefix";
  // Gmail's wrapping element contains answers too, where the quotations in it have their own marks.
  if (WRAPPING_MARK.test(attributes)) return holds_quote ? undefined : "quote";
  if (ATTRIBUTION_MARK.test(attributes) || QUOTE_MARK.test(attributes)) return "quote";
  return SIGNATURE_MARK.test(attributes) ? "signature" : undefined;
}

/** Closes the innermost element of that name, with all in it; an end without a beginning closes nothing. */
function closeElement(open: Open[], tag: string): void {
  const at = open.findLastIndex((one) => one.tag === tag);
  if (at >= 0) open.length = at;
}

function plain(line: string): string {
  return entitiesDecoded(line).replace(/[\s\u00a0]+/g, " ").trim();
}

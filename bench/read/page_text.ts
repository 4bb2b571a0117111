/** The text of a page or of a mail's HTML as its reader meets it, a line a block: what is hidden from the eye is left out. */
import { type DefaultTreeAdapterTypes, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const SKIPPED = new Set(["head", "style", "script", "svg", "noscript", "template"]);
const INLINE = new Set(["a", "b", "bdi", "em", "i", "strong", "span", "time", "u", "br", "small", "abbr"]);

/** Returns the lines: `# ` before a headline, `[…]` around a button, `<…>` around a link, `(…|…)` around a choice. */
export function pageText(html: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  const end = () => {
    const text = line.replace(/\s+/g, " ").trim();
    if (text !== "") lines.push(text);
    line = "";
  };
  const walk = (node: Node): void => {
    if (node.nodeName === "#text") {
      line += (node as DefaultTreeAdapterTypes.TextNode).value;
      return;
    }
    if (SKIPPED.has(node.nodeName)) return;
    const attributes = attributesOf(node);
    if (attributes.get("aria-hidden") === "true") return;
    const children = "childNodes" in node ? node.childNodes : [];
    if (node.nodeName === "input") return input(attributes);
    const is_block = !INLINE.has(node.nodeName);
    if (is_block) end();
    if (/^h[1-6]$/.test(node.nodeName)) line += `${"#".repeat(Number(node.nodeName[1]))} `;
    if (node.nodeName === "button") line += "[";
    if (node.nodeName === "a") line += "<";
    if (node.nodeName === "textarea") line += "_____";
    if (node.nodeName === "select") {
      line += `(${
        children.flatMap((child) => child.nodeName === "option" ? [textOf(child)] : []).join("|")
      })`;
    } else children.forEach(walk);
    if (node.nodeName === "a") line += ">";
    if (node.nodeName === "button") line += "]";
    if (node.nodeName === "br") line += " / ";
    if (is_block) end();
  };
  const input = (attributes: ReadonlyMap<string, string>) => {
    const type = attributes.get("type") ?? "text";
    if (type === "hidden") return;
    line += type === "radio"
      ? attributes.has("checked") ? "(•) " : "( ) "
      : type === "checkbox"
      ? attributes.has("checked") ? "[x] " : "[ ] "
      : ` ${attributes.get("value") ?? ""}_____`;
  };
  walk(parse(html));
  end();
  return lines;
}

export interface PageForm {
  readonly action: string;
  readonly fields: URLSearchParams;
  /** Each choice of a field that has a list of them. */
  readonly choices: ReadonlyMap<string, readonly string[]>;
}

/** Returns the forms of a page, with the values that a browser would send untouched. */
export function formsOf(html: string): readonly PageForm[] {
  const forms: PageForm[] = [];
  const walk = (node: Node): void => {
    if (node.nodeName === "form") forms.push(formOf(node as Element));
    else if ("childNodes" in node) node.childNodes.forEach(walk);
  };
  walk(parse(html));
  return forms;
}

function formOf(form: Element): PageForm {
  const fields = new URLSearchParams();
  const choices = new Map<string, string[]>();
  const walk = (node: Node): void => {
    const attributes = attributesOf(node);
    const name = attributes.get("name");
    if (name !== undefined && node.nodeName === "input") {
      const type = attributes.get("type") ?? "text";
      const value = attributes.get("value") ?? "";
      const is_choice = type === "radio" || type === "checkbox";
      if (is_choice) choices.set(name, [...choices.get(name) ?? [], value]);
      if (type !== "file" && (!is_choice || attributes.has("checked"))) fields.append(name, value);
    }
    if (name !== undefined && node.nodeName === "textarea") fields.append(name, textOf(node));
    if (name !== undefined && node.nodeName === "select") {
      const options = (node as Element).childNodes.filter(({ nodeName }) => nodeName === "option");
      const values = options.map((option) => attributesOf(option).get("value") ?? "");
      choices.set(name, values);
      const at = options.findIndex((option) => attributesOf(option).has("selected"));
      fields.append(name, values[Math.max(at, 0)] ?? "");
    }
    if ("childNodes" in node) node.childNodes.forEach(walk);
  };
  form.childNodes.forEach(walk);
  return { action: attributesOf(form).get("action") ?? "", fields, choices };
}

function textOf(node: Node): string {
  return node.nodeName === "#text"
    ? (node as DefaultTreeAdapterTypes.TextNode).value
    : "childNodes" in node
    ? node.childNodes.map(textOf).join("")
    : "";
}

function attributesOf(node: Node): ReadonlyMap<string, string> {
  return new Map("attrs" in node ? node.attrs.map(({ name, value }) => [name, value]) : []);
}

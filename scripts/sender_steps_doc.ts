/** src/doors/admin/sender_steps.json: the steps of each sender from docs/senders.md, the only place where they are written, in parts that the desk shows. */
import type { StepBlock, StepInline } from "../templates/admin/senders.tsx";
import { SOURCE_NAMES } from "../src/sources/table.ts";
import { senderSteps } from "./shop/sender_steps.ts";

/** Stands for the shop's own address of a sender, which each shop has another one of. */
const ADDRESS = "{address}";

export async function senderStepsDoc(): Promise<string> {
  const page = await Deno.readTextFile("docs/senders.md");
  const steps = Object.fromEntries(SOURCE_NAMES.map((source) => {
    const text = senderSteps(page, source, ADDRESS);
    if (text === null) throw new Error(`docs/senders.md must have a section about ${source}`);
    return [source, blocksOf(text)];
  }));
  return `${JSON.stringify(steps)}\n`;
}

/** Paragraphs, list items and rows of tables: senders.md has nothing else. */
function blocksOf(text: string): readonly StepBlock[] {
  const blocks: string[] = [];
  for (const line of text.split("\n")) {
    const begins = /^(?:- |\d+\. |\||$)/.test(line);
    if (begins || blocks.length === 0 || blocks.at(-1) === "" || blocks.at(-1)!.startsWith("|")) {
      blocks.push(line);
    } else blocks[blocks.length - 1] += ` ${line.trim()}`;
  }
  return blocks.filter((block) => block !== "" && !/^\|[-| ]+\|$/.test(block)).map((block): StepBlock => {
    if (block.startsWith("|")) {
      return { as: "row", cells: block.slice(1, -1).split(" | ").map((cell) => inlinesOf(cell.trim())) };
    }
    const item = /^(?:- |\d+\. )(.*)$/s.exec(block)?.[1];
    return item === undefined
      ? { as: "paragraph", parts: inlinesOf(block) }
      : { as: "item", parts: inlinesOf(item) };
  });
}

const MARKS = /\*\*([^*]+)\*\*|`([^`]+)`|\*([^*]+)\*|\[([^\]]+)\]\((https?:[^)]+)\)/g;

function inlinesOf(text: string): readonly StepInline[] {
  const parts: StepInline[] = [];
  let at = 0;
  for (const found of text.matchAll(MARKS)) {
    if (found.index > at) parts.push({ as: "text", text: text.slice(at, found.index) });
    const [whole, bold, code, em, words, href] = found;
    if (bold !== undefined) parts.push({ as: "bold", text: bold });
    else if (code !== undefined) parts.push({ as: "code", text: code });
    else if (em !== undefined) parts.push({ as: "em", text: em });
    else parts.push({ as: "link", text: words!, href: href! });
    at = found.index + whole.length;
  }
  if (at < text.length) parts.push({ as: "text", text: text.slice(at) });
  return parts;
}

/** Short lines one below the other, as addresses and notes are written; those that are `null` are left out. */
import { raw } from "hono/html";
import type { FC } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import { escaped } from "./markup.ts";

export function Lines({ lines }: { readonly lines: readonly (string | null)[] }): HtmlEscapedString {
  let html = "";
  let break_before = "";
  for (const line of lines) {
    if (line === null) continue;
    html += break_before + escaped(line);
    break_before = "<br/>";
  }
  return raw(html);
}

/** What somebody wrote: paragraphs set apart, the lines of each (`\n`) one below the other. */
export const Paragraphs: FC<{ readonly paragraphs: readonly string[]; readonly apart?: number }> = (
  { paragraphs, apart = 12 },
) => (
  <>
    {paragraphs.map((paragraph, index) => (
      <p style={index === 0 ? "margin:0" : `margin:${apart}px 0 0`}>
        <Lines lines={paragraph.split("\n")} />
      </p>
    ))}
  </>
);

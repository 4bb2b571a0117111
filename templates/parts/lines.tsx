/** Short lines one below the other, as addresses and notes are written; those that are `null` are left out. */
import { raw } from "hono/html";
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

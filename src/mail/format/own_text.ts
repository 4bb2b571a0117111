/** Makes the text part of a mail that its program gave as HTML alone: lines as they are read, links with their addresses. Pure. */
import { htmlText } from "../../conversations/html_text.ts";

const LINK = /<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))[^>]*>([\s\S]*?)<\/a\s*>/gi;

/** A link whose words are its address, or that leads to no page, stays as it is. */
export function ownText(html: string): string {
  const told = html.replace(/<!doctype[^>]*>/gi, "").replace(
    LINK,
    (whole, a?: string, b?: string, c?: string, words: string = "") => {
      const href = (a ?? b ?? c ?? "").trim();
      if (!/^https?:\/\//i.test(href)) return whole;
      const shown = htmlText(words);
      const is_same = shown.replace(/\/$/, "") === href.replaceAll("&amp;", "&").replace(/\/$/, "");
      return is_same ? whole : `${words} (${href})`;
    },
  );
  return htmlText(told);
}

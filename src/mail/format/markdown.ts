/** Turns Markdown into HTML for a mail. HTML within it is text, and links lead to pages and addresses alone. Pure. */
import { Marked } from "marked";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const marked = new Marked({
  async: false,
  gfm: true,
  renderer: {
    html: ({ text }) => escaped(text),
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens);
      return isSafe(href) ? `<a href="${escaped(href)}">${words}</a>` : words;
    },
    // Pictures of other hosts tell them who reads: their words stand in their place.
    image: ({ text }) => escaped(text),
  },
});

export function markdownHtml(markdown: string): string {
  return marked.parse(markdown) as string;
}

function isSafe(href: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(href);
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => ESCAPES[one]!);
}

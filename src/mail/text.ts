/** Text from outside, made fit to print: on one line, present or absent, and links that only lead to the web. */

/** Line breaks and runs of blanks become one blank: a subject, a label or a button has one line. */
export function oneLine(text: string | undefined): string {
  return (text ?? "").replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** Senders write "nothing" as an empty text as often as they leave it out. */
export function textOrNull(text: string | undefined): string | null {
  const line = oneLine(text);
  return line === "" ? null : line;
}

/** The address if a browser would open it as a web page; `javascript:` and its kin give `null`. */
export function webUrl(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : null;
}

/** The first letter of a title, which stands in for its picture. */
export function initialOf(title: string): string {
  return [...oneLine(title)][0]?.toUpperCase() ?? "";
}

/** Text of several lines as paragraphs, each on one line; empty ones are left out. */
export function paragraphsOf(text: string): readonly string[] {
  return text.split(/\r?\n/).map(oneLine).filter((line) => line !== "");
}

/** The steps in a sender's own screens, as docs/senders.md tells them: that page is the only place where they are written. */

/** What `page` says of one sender, up to what is only good to know, with the shop's own address in place of the pattern. `null` where it says nothing. */
export function senderSteps(page: string, source: string, address: string): string | null {
  const sections = page.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`\`${source}\``));
  if (section === undefined) return null;
  const [, ...lines] = section.split(/^Things to know:$/m)[0]!.split("\n");
  return lines.join("\n").trim()
    // In a terminal nothing is there to click, and the page is another one.
    .replaceAll(
      /\[([^\]]+)\]\((?!https?:)([^)]+)\)/g,
      (_, words, target) => `${words} (${inRepository(target)})`,
    )
    .replaceAll(/(?:…|https:\/\/<your worker>)\/hooks\/<shop>\/[a-z0-9]+(?:\?token=<\w+>)?/g, () => address);
}

/** `#stock` and `operating.md` of docs/senders.md, and what lies beside docs. */
function inRepository(target: string): string {
  if (target.startsWith("#")) return `docs/senders.md${target}`;
  return target.startsWith("../") ? target.slice("../".length) : `docs/${target}`;
}

/** Steps in a sender's own screens, read from docs/senders.md, the only place where they are written. */

/**
 * Returns the section of `page` about one sender, up to its optional remarks, with the shop's own address in place of
 * the pattern. `null` when there is none.
 */
export function senderSteps(page: string, source: string, address: string): string | null {
  const sections = page.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`\`${source}\``));
  if (section === undefined) return null;
  const [, ...lines] = section.split(/^Things to know:$/m)[0]!.split("\n");
  return lines.join("\n").trim()
    // Replaces relative links with paths, since a terminal has nothing to click.
    .replaceAll(
      /\[([^\]]+)\]\((?!https?:)([^)]+)\)/g,
      (_, words, target) => `${words} (${inRepository(target)})`,
    )
    .replaceAll(/(?:…|https:\/\/<your worker>)\/hooks\/<shop>\/[a-z0-9]+(?:\?token=<\w+>)?/g, () => address);
}

/** Returns the path in the repository for `#stock` or `operating.md` in docs/senders.md, and for files outside docs. */
function inRepository(target: string): string {
  if (target.startsWith("#")) return `docs/senders.md${target}`;
  return target.startsWith("../") ? target.slice("../".length) : `docs/${target}`;
}

/** The steps in a sender's own screens, as docs/senders.md tells them: that page is the only place where they are written. */

/** What `page` says of one sender, up to what is only good to know, with the shop's own address in place of the pattern. `null` where it says nothing. */
export function senderSteps(page: string, source: string, address: string): string | null {
  const sections = page.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`\`${source}\``));
  if (section === undefined) return null;
  const [, ...lines] = section.split(/^Things to know:$/m)[0]!.split("\n");
  return lines.join("\n").trim()
    .replaceAll(/(?:…|https:\/\/<your worker>)\/hooks\/<store>\/[a-z0-9]+(?:\?token=<\w+>)?/g, () => address);
}

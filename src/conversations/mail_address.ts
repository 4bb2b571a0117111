/** Finds addresses in free text. It neither judges nor corrects them. */

// Quantifiers are bounded, so that a megabyte of "a" costs only 64 steps per character.
const ADDRESS = /"?([\w.!#$%&'*+/=?^`{|}~-]{1,64})"?@([\w](?:[\w.-]{0,251}[\w])?|\[[\d.]{7,15}\])/gu;
/** Addresses of one text that are read. */
const ADDRESSES_MAX = 200;

export interface FoundAddress {
  readonly address: string;
  readonly at: number;
  readonly end: number;
}

export function addressesIn(text: string): readonly FoundAddress[] {
  const found: FoundAddress[] = [];
  for (const match of text.matchAll(ADDRESS)) {
    if (found.length === ADDRESSES_MAX) break;
    found.push({
      address: `${local(match[0], match[1]!)}@${match[2]!}`,
      at: match.index,
      end: match.index + match[0].length,
    });
  }
  return found.filter(({ address }) => !address.startsWith("@"));
}

export function addressIn(text: string): string | undefined {
  return addressesIn(text)[0]?.address;
}

/**
 * Returns whether two spellings name one mailbox; the quotes that some local parts need (`"a..b"@`) are often left
 * out.
 */
export function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase().replaceAll('"', "") === b.toLowerCase().replaceAll('"', "");
}

/** RFC 5321's Local-part: quotes stay where its dots need them. */
function local(whole: string, name: string): string {
  return whole.startsWith('"') && /^\.|\.\.|\.$/.test(name) ? `"${name}"` : name.replace(/^['`=]+/, "");
}

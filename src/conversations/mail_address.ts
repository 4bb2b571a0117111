/** Finds addresses in free text. It neither judges nor corrects them. */

// Quantifiers are bounded, so a megabyte of "a" costs 64 steps a character and no more.
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

/** Two writings of one mailbox; the quotes that some local parts need (`"a..b"@`) are left out as often as not. */
export function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase().replaceAll('"', "") === b.toLowerCase().replaceAll('"', "");
}

/** RFC 5321's Local-part: quotes stay where its dots need them. */
function local(whole: string, name: string): string {
  return whole.startsWith('"') && /^\.|\.\.|\.$/.test(name) ? `"${name}"` : name.replace(/^['`=]+/, "");
}

/** Finds which of a customer's orders a mail names by its number. Pure. */

/** Returns whether `text` names the order number, forgiving about `#`, letter case and spaces. */
export function namesOrder(text: string, number: string): boolean {
  const wanted = bare(number);
  // A number of one or two digits occurs in every text.
  if (wanted.length < 3) return false;
  const pattern = [...wanted].map((char) => char.replace(/[^\p{L}\p{N}]/u, "\\$&")).join("[\\s-]?");
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, "iu").test(text.slice(0, TEXT_MAX));
}

const TEXT_MAX = 20_000;

/** Returns the one order of `orders` that the text names; undefined for none or several. */
export function namedOrder<Named extends { readonly number: string }>(
  text: string,
  orders: readonly Named[],
): Named | undefined {
  const named = orders.filter(({ number }) => namesOrder(text, number));
  return named.length === 1 ? named[0] : undefined;
}

function bare(number: string): string {
  return number.normalize("NFKC").replace(/[\s#-]/g, "").slice(0, 64);
}

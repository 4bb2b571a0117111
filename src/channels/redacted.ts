/**
 * Removes private text from a provider's answer, because reasons are stored and shown. It never decides what a reason
 * means.
 */

const LENGTH_MAX = 200;

/**
 * Returns `text` without the known `secrets` and without every word that resembles an address (also as `%40` or
 * `&#64;`), a link or a key. Works word by word, so that a hostile answer costs linear time.
 */
export function redacted(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret !== "")
    .reduce((rest, secret) => rest.replaceAll(secret, "[…]"), text.toWellFormed());
  const words = known.split(/[\s\p{Cc}]+/u).map((word) => {
    if (/[@＠]|%40|&#(64|x40);/i.test(word)) return "[address]";
    if (word.includes("://")) return "[link]";
    return word.length > 40 ? "[…]" : word;
  });
  return Array.from(words.join(" ").trim()).slice(0, LENGTH_MAX).join("");
}

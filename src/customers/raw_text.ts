/**
 * Finds a customer or an order in the raw bytes of a webhook that nobody could read: escaped, percent-encoded, cut
 * short or in another character set. Pure.
 */
import { type Identifiers, speaksOf } from "./identifiers.ts";

/** An order by the names under which a webhook may mention it. */
export interface OrderName {
  readonly sender_id: string;
  readonly number: string;
}

/** Returns whether `body` holds one of the identifiers as whole words, or an order by its own id or number. */
export function rawSpeaksOf(
  body: Uint8Array,
  identifiers: Identifiers,
  orders: readonly OrderName[],
): boolean {
  let from = 0;
  for (;;) {
    const until = cutAt(body, from + WINDOW_BYTES);
    const texts = formsOf(body.subarray(from, until));
    const is_found = texts.some((text) => speaksOf(identifiers, text)) ||
      (orders.length > 0 && texts.some((text) => namesOrder(text, orders)));
    if (is_found || until === body.length) return is_found;
    from = cutAt(body, until - OVERLAP_BYTES);
  }
}

/** Bytes that are searched at once: all forms of a body of many megabytes would not leave a Worker the memory. */
const WINDOW_BYTES = 1_000_000;
/** What is looked for is shorter, however it is escaped. */
const OVERLAP_BYTES = 32_000;
/** How far the end of a word is looked for. */
const CUT_MAX_BYTES = 1_000;
const SEPARATORS: ReadonlySet<number> = new Set(new TextEncoder().encode(' \n\t",:{}[]<>&=;'));

/** Returns the place behind the last separator before `at`, so that no word is cut; `at` where there is none near. */
function cutAt(body: Uint8Array, at: number): number {
  if (at >= body.length) return body.length;
  for (let place = at; place > at - CUT_MAX_BYTES; place--) {
    if (SEPARATORS.has(body[place - 1]!)) return place;
  }
  return at;
}

/** Returns the text as it may be meant; each form appears once. */
function formsOf(body: Uint8Array): readonly string[] {
  const utf8 = new TextDecoder().decode(body);
  const texts = utf8.includes("\ufffd") ? [utf8, new TextDecoder("windows-1252").decode(body)] : [utf8];
  return [
    ...new Set(texts.flatMap((text) => {
      // Twice: a sender may put JSON into a text of its JSON.
      const once = unescaped(text);
      const twice = unescaped(once);
      return [text, once, twice, percentDecoded(text)];
    })),
  ];
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|(.))/gs,
    (_, code, character) =>
      code !== undefined
        ? String.fromCharCode(Number.parseInt(code, 16))
        : "nrtbf".includes(character)
        ? " "
        : character,
  );
}

/** Decodes what it can: a body that was cut may end within a character. */
function percentDecoded(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  return text.replaceAll("+", " ").replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded; // Not UTF-8.
    }
  });
}

/** An id or number of this length names nothing else by chance. */
const TELLING_MIN = 8;
/** Fields that hold an order's own id or number: `"order_id": 727`, `"name": "#1001"`. */
const FIELDS = String
  .raw`"(?:id|name|number|order|order_?id|order_?number|orderId|client_reference_id)"\s*:\s*"?`;

function namesOrder(text: string, orders: readonly OrderName[]): boolean {
  return orders.some(({ sender_id, number }) =>
    [sender_id, number].some((name) => {
      const quoted = RegExp.escape(name);
      const before = name.length >= TELLING_MIN ? String.raw`(?<![\p{L}\p{N}])` : FIELDS;
      return new RegExp(String.raw`${before}${quoted}(?![\p{L}\p{N}])`, "u").test(text);
    })
  );
}

/** Reads a delivery's bytes as JSON without losing a digit: bounded, strict about UTF-8, and silent about the content. */
import { err, ok, type Result } from "../result.ts";

/** Deepest nesting that is read; the senders' own payloads stay below 12. */
const DEPTH_MAX = 64;

/** An integer above 2^53 needs 16 digits at least; without one in the body there is nothing to save. */
const LONG_NUMBER = /\d{16}/;

/**
 * The JSON value of the body. An integer that a number cannot hold comes back as its text:
 * 18-digit ids are common, and JSON.parse alone would round them into the id of somebody else's order.
 */
export function readJson(body: Uint8Array): Result<unknown, "unreadable"> {
  const shape = `got ${body.byteLength} bytes that are not`;
  const text = decodeUtf8(body);
  if (text === null) return err("unreadable", `Cannot read body as it must be UTF-8: ${shape}`);
  if (nesting(text) > DEPTH_MAX) {
    return err("unreadable", `Cannot read body as it must be nested <= ${DEPTH_MAX} deep: ${shape}`);
  }
  try {
    return ok(LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text));
  } catch {
    // V8's own message quotes the body, which holds names and addresses.
    return err("unreadable", `Cannot read body as it must be JSON: ${shape}`);
  }
}

/** The text, or `null` where the bytes are no UTF-8: a replacement character in an address would lose the mail silently. */
function decodeUtf8(body: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(body);
  } catch {
    return null;
  }
}

/** Deepest nesting of brackets outside strings. The reviver recurses, so `[[[[…` would otherwise end the stack. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (quoted) {
      if (char === BACKSLASH) i++;
      else if (char === QUOTE) quoted = false;
    } else if (char === QUOTE) quoted = true;
    else if (char === SQUARE_OPEN || char === CURLY_OPEN) deepest = Math.max(deepest, ++depth);
    else if (char === SQUARE_CLOSE || char === CURLY_CLOSE) depth--;
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SQUARE_OPEN = 0x5b;
const SQUARE_CLOSE = 0x5d;
const CURLY_OPEN = 0x7b;
const CURLY_CLOSE = 0x7d;

/** https://github.com/tc39/proposal-json-parse-with-source */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  const rounded = typeof value === "number" && !Number.isSafeInteger(value);
  return rounded && source !== undefined && /^-?\d+$/.test(source) ? source : value;
}

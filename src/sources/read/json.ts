/**
 * Reads a webhook's bytes as JSON without losing a digit: it limits the depth, refuses invalid UTF-8, and never
 * quotes the content in an error.
 */
import { err, ok, type Result } from "../../result.ts";

/** Deepest nesting that is read; the senders' own payloads stay below 12. */
const DEPTH_MAX = 64;

/**
 * Returns the JSON value of the body. An integer beyond the safe range is returned as its text: 18-digit ids are
 * common, and JSON.parse alone would round one to the id of another order.
 */
export function readJson(body: Uint8Array): Result<unknown, "unreadable"> {
  const shape = `got ${body.byteLength} bytes that are not`;
  const text = decodeUtf8(body);
  if (text === null) return err("unreadable", `Cannot read body as it must be UTF-8: ${shape}`);
  try {
    const value: unknown = JSON.parse(text);
    const { is_deep, is_rounded } = survey(value);
    if (is_deep) {
      return err("unreadable", `Cannot read body as it must be nested <= ${DEPTH_MAX} deep: ${shape}`);
    }
    return ok(is_rounded ? JSON.parse(text, keepDigits) : value);
  } catch {
    // V8's own message quotes the body, which holds names and addresses.
    return err("unreadable", `Cannot read body as it must be JSON: ${shape}`);
  }
}

/**
 * Returns the text, or `null` where the bytes are not UTF-8: a replacement character in an address would lose the
 * mail without an error.
 */
function decodeUtf8(body: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(body);
  } catch {
    return null;
  }
}

/**
 * Returns whether the value is nested too deep, and whether it may hold an integer that lost digits. It works level
 * by level: JSON.parse does not overflow the stack, but a reviver or other recursion would.
 */
function survey(value: unknown): { readonly is_deep: boolean; readonly is_rounded: boolean } {
  let is_rounded = isRounded(value);
  let level: object[] = isContainer(value) ? [value] : [];
  for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth++) {
    const below: object[] = [];
    const see = (inner: unknown) => {
      if (isContainer(inner)) below.push(inner);
      else is_rounded ||= isRounded(inner);
    };
    for (const container of level) {
      if (Array.isArray(container)) container.forEach(see);
      else for (const key in container) see(container[key as keyof typeof container]);
    }
    level = below;
  }
  return { is_deep: level.length > 0, is_rounded };
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Returns whether `value` is an integer beyond 2^53, which the text may have written differently. */
function isRounded(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** https://github.com/tc39/proposal-json-parse-with-source */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  const rounded = typeof value === "number" && !Number.isSafeInteger(value);
  return rounded && source !== undefined && /^-?\d+$/.test(source) ? source : value;
}

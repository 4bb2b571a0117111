/** Schemas that several senders' payloads share: ids, displayed text, lists. It decides nothing about orders. */
import * as v from "valibot";
import { Id } from "../../values/schemas.ts";

/** Limits displayed text; longer text is cut, since a long note is no reason to lose the mail. */
const WORDS_MAX = 1_000;

/** Accepts a number, or the digits of one that is too long for a JavaScript number. */
export const PlainId = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger())], "Must be an id"),
  v.transform(String),
  Id,
);

/** Accepts Unix seconds, up to the end of the year 9999, and returns the time. */
export const UnixSeconds = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(253_402_300_799),
  v.transform((seconds) => new Date(seconds * 1_000).toISOString()),
);

/**
 * Accepts whatever stands where text that is only displayed should, and returns it cut to size. A number becomes its text; empty text and
 * every other value count as absent: what is merely helpful is no reason to lose an order.
 */
export const Words = v.pipe(v.nullish(v.unknown()), v.transform(wordsOf));

/** Accepts a list; `null` or a missing list becomes an empty list. */
export function list<const S extends v.GenericSchema>(schema: S) {
  return v.pipe(v.nullish(v.array(schema), []), v.transform((items): v.InferOutput<S>[] => items ?? []));
}

/**
 * Returns `value` if `schema` accepts it, else undefined: a picture with a broken address is omitted without losing
 * the order.
 */
export function fitting<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

/** Returns `text` trimmed and cut, never within a character; undefined when it is empty. */
export function words(text: string | null | undefined): string | undefined {
  const trimmed = (text ?? "").trim();
  if (trimmed === "") return undefined;
  return trimmed.length <= WORDS_MAX
    ? trimmed
    : trimmed.slice(0, WORDS_MAX).replace(/[\ud800-\udbff]$/, "").trimEnd();
}

/** Returns the words of text or of a number; undefined for any other value. */
export function wordsOf(value: unknown): string | undefined {
  return words(typeof value === "number" ? String(value) : typeof value === "string" ? value : undefined);
}

/**
 * Removes the fields that are undefined: a field missing from one event must not erase the value from another event.
 */
export function known<T extends object>(fields: T): Known<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Known<T>;
}

type Known<T> = { [Field in keyof T]: Exclude<T[Field], undefined> };

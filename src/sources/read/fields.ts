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

/**
 * Reads what is shown or merely helpful: a value that `schema` does not accept counts as absent, since it is no reason to
 * lose the order. Ids, currency, total, quantities and times are never read by it.
 */
export function helpful<const S extends v.GenericSchema>(schema: S) {
  return v.pipe(
    v.nullish(v.unknown()),
    v.transform((value): v.InferOutput<S> | undefined => {
      if (value === undefined || value === null) return undefined;
      const result = v.safeParse(schema, value);
      return result.success ? result.output : undefined;
    }),
  );
}

/** A text for the code, such as a status: anything else counts as absent. */
export const Code = helpful(v.string());
export const Flag = helpful(v.boolean());

/** Accepts a list of what is shown or helpful: entries that do not fit are left out, anything else is no entry. */
export function list<const S extends v.GenericSchema>(schema: S) {
  return v.pipe(
    v.nullish(v.unknown(), []),
    v.transform((items): v.InferOutput<S>[] => {
      if (!Array.isArray(items)) return [];
      return items.flatMap((item) => {
        const result = v.safeParse(schema, item);
        return result.success ? [result.output] : [];
      });
    }),
  );
}

/** Accepts a list of which no entry may be missing, as of pieces or refunds; `null` or a missing list is empty. */
export function wholeList<const S extends v.GenericSchema>(schema: S) {
  return v.pipe(v.nullish(v.array(schema), []), v.transform((items): v.InferOutput<S>[] => items ?? []));
}

/**
 * Accepts a list of scans: `null` or a missing list is empty, and an entry that is nothing at all is none. A scan that is one must fit: it
 * may be the delivery.
 */
export function scanList<const S extends v.GenericSchema>(schema: S) {
  return v.pipe(
    v.nullish(v.array(v.nullish(v.unknown())), []),
    v.transform((items) => (items ?? []).filter((item) => item !== null && item !== undefined)),
    v.array(schema),
  );
}

/** Accepts a tracking number, also one that came as a number. */
export const TrackingNumber = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger())], "Must be a tracking number"),
  v.transform(String),
);

/**
 * Returns `value` if `schema` accepts it, else undefined: a picture with a broken address is omitted without losing
 * the order.
 */
export function fitting<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

/** Some character that is seen: a title of a zero-width space is none. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Returns `text` trimmed and cut, never within a character; undefined when nothing of it is seen. */
export function words(text: string | null | undefined): string | undefined {
  const trimmed = (text ?? "").trim();
  if (!VISIBLE.test(trimmed)) return undefined;
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

/** Pieces that several senders' payloads are checked with: ids, text that is only shown, lists. Decides nothing about orders. */
import * as v from "valibot";
import { Id } from "../../values/schemas.ts";

/** Room for what is only shown; longer is cut, since a long note is no reason to lose the mail. */
const WORDS_MAX = 1_000;

/** A number, or the digits of one too long for a number. */
export const PlainId = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger())], "Must be an id"),
  v.transform(String),
  Id,
);

/** Unix seconds, up to the last one of the year 9999, as the time that they are. */
export const UnixSeconds = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(253_402_300_799),
  v.transform((seconds) => new Date(seconds * 1_000).toISOString()),
);

/** Text that is only shown: cut to size; empty and `null` are absent. */
export const Words = v.pipe(v.nullish(v.string()), v.transform(words));

/** Where a list may be `null` or missing, it is empty. */
export function list<const S extends v.GenericSchema>(schema: S) {
  return v.pipe(v.nullish(v.array(schema), []), v.transform((items): v.InferOutput<S>[] => items ?? []));
}

/** `value` if the field that it is meant for takes it, else nothing: a picture with a broken address is left out, the order stays. */
export function fitting<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

/** The text trimmed and cut, without half a character at the cut; nothing when it is empty. */
export function words(text: string | null | undefined): string | undefined {
  const trimmed = (text ?? "").trim();
  if (trimmed === "") return undefined;
  return trimmed.length <= WORDS_MAX
    ? trimmed
    : trimmed.slice(0, WORDS_MAX).replace(/[\ud800-\udbff]$/, "").trimEnd();
}

/** Only the fields that are known: what one event does not say must not wipe out what another said. */
export function known<T extends object>(fields: T): Known<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Known<T>;
}

type Known<T> = { [Field in keyof T]: Exclude<T[Field], undefined> };

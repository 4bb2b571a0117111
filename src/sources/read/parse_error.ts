/**
 * Turns a failed check into an error message for the sender's developer: field, rule and the value's shape, never the
 * value.
 */
import * as v from "valibot";
import { err, ok, type Result } from "../../result.ts";

type Schema<T> = v.GenericSchema<unknown, T>;
type Issue = v.BaseIssue<unknown>;

/**
 * Returns `input` parsed by `schema`, or its first error. `rename` converts a path to the sender's name of the field.
 */
export function checked<T>(
  schema: Schema<T>,
  input: unknown,
  rename: (path: string) => string = (path) => path,
): Result<T, "invalid"> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return ok(result.output);
  const [issue] = result.issues;
  return invalid(rename(v.getDotPath(issue) ?? ""), ruleOf(issue), issue.input);
}

/** Returns an error such as `line_items.0.price must be a decimal amount: got text of 3 characters`. */
export function invalid(field: string, rule: string, value: unknown): Result<never, "invalid"> {
  return err("invalid", `${field === "" ? "body" : field} ${rule}: got ${shapeOf(value)}`);
}

/** Describes a value that may be a person's name by its kind and size only. */
export function shapeOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "string") return `text of ${count(value.length, "character")}`;
  if (typeof value === "number") {
    return Number.isInteger(value) ? "a whole number" : "a number with a fraction";
  }
  if (typeof value === "boolean") return "true or false";
  if (Array.isArray(value)) return `a list of ${count(value.length, "entry", "entries")}`;
  return `an object of ${count(Object.keys(value as object).length, "field")}`;
}

/**
 * Returns the rule as a clause, `must be …`. A schema's own message is preferred; valibot's default messages quote
 * the value and are never used.
 */
function ruleOf(issue: Issue): string {
  if (issue.message.startsWith("Must ")) return `must ${issue.message.slice("Must ".length)}`;
  if (issue.input === undefined) return "must be given";
  return RULES[issue.type]?.(issue) ?? "must be of another form";
}

const RULES: Readonly<Record<string, (issue: Issue) => string>> = {
  string: () => "must be text",
  number: () => "must be a number",
  boolean: () => "must be true or false",
  array: () => "must be a list",
  object: () => "must be an object",
  picklist: ({ expected }) => `must be ${listed(expected)}`,
  literal: ({ expected }) => `must be ${expected}`,
  variant: ({ expected }) => `must be ${listed(expected)}`,
  integer: () => "must be a whole number",
  safe_integer: () => "must be a whole number within 2^53",
  min_value: ({ requirement }) => `must be >= ${requirement}`,
  max_value: ({ requirement }) => `must be <= ${requirement}`,
  min_length: (issue) => `must have >= ${count(Number(issue.requirement), ...unitOf(issue))}`,
  max_length: (issue) => `must have <= ${count(Number(issue.requirement), ...unitOf(issue))}`,
  url: () => "must be a URL",
  iso_timestamp: () => "must be an RFC 3339 time with a zone",
  iso_date: () => "must be a day such as 2026-11-24",
  regex: ({ requirement }) => `must match ${requirement}`,
};

function unitOf({ input }: Issue): readonly [string, string] {
  return Array.isArray(input) ? ["entry", "entries"] : ["character", "characters"];
}

function count(quantity: number, one: string, many = `${one}s`): string {
  return `${quantity} ${quantity === 1 ? one : many}`;
}

/** Turns valibot's `("a" | "b")` into `"a" or "b"`. */
function listed(expected: string | null): string {
  return (expected ?? "of another kind").replace(/^\((.*)\)$/, "$1").replaceAll(" | ", " or ");
}

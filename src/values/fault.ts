/** Names the rule that a value breaks, and the value's shape, never the value: it may be a person's. Pure. */
import * as v from "valibot";

type Issue = v.BaseIssue<unknown>;

export interface Fault {
  /** The path of the value: `line_items.0.price`; empty for the whole. */
  readonly field: string;
  /** The rule as a clause: `must be …`. */
  readonly rule: string;
  readonly value: unknown;
}

export function faultOf(issue: Issue): Fault {
  return { field: v.getDotPath(issue) ?? "", rule: ruleOf(issue), value: issue.input };
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
  strict_object: ({ expected }) =>
    expected === "never" ? "must have no other fields than its topic's" : "must be an object",
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

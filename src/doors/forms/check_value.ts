/** Checks a value from outside against its schema, and says which field breaks which rule. */
import * as v from "valibot";
import { shapeOf } from "../../values/fault.ts";

export interface Complaint {
  readonly ok: false;
  readonly status: 400 | 413 | 422;
  readonly field: string;
  readonly message: string;
  /** The shape of what stood there, never the value: `text of 3 characters`. */
  readonly got?: string;
}

export function checkValue<S extends v.GenericSchema>(given: unknown, schema: S): ReadBody<v.InferOutput<S>> {
  const read = v.safeParse(schema, given);
  if (read.success) return { ok: true, value: read.output };
  const issue = read.issues[0];
  return {
    ok: false,
    status: 422,
    field: v.getDotPath(issue) ?? "body",
    message: ruleOf(issue),
    got: shapeOf(issue.input),
  };
}

export type ReadBody<Value> = { readonly ok: true; readonly value: Value } | Complaint;

/**
 * Returns the rule that `issue` breaks. valibot's default messages quote the value, so only the schemas' own messages
 * are used.
 */
export function ruleOf(issue: v.BaseIssue<unknown>): string {
  if (issue.received === "undefined") return "is missing";
  return issue.message.startsWith("Must ")
    ? issue.message.replace("Must", "must")
    : `must be ${issue.expected ?? "of another form"}`;
}

/**
 * Turns a failed check into an error message for the sender's developer: field, rule and the value's shape, never the
 * value.
 */
import * as v from "valibot";
import { err, ok, type Result } from "../../result.ts";
import { faultOf, shapeOf } from "../../values/fault.ts";

type Schema<T> = v.GenericSchema<unknown, T>;

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
  const { field, rule, value } = faultOf(result.issues[0]);
  return invalid(rename(field), rule, value);
}

/** Returns an error with the message of `faultMessage`. */
export function invalid(field: string, rule: string, value: unknown): Result<never, "invalid"> {
  return err("invalid", faultMessage(field, rule, value));
}

/** Returns a message such as `line_items.0.price must be a decimal amount: got text of 3 characters`. */
export function faultMessage(field: string, rule: string, value: unknown): string {
  return `${field === "" ? "body" : field} ${rule}: got ${shapeOf(value)}`;
}

/** Where a body breaks a rule: its field in the sender's own words, the rule, and the shape of the value, never the value. */
export interface Fault {
  readonly field: string;
  readonly rule: string;
  readonly got: string;
}

/** Takes a message of `invalid`, or one of the form `Cannot … as it must …: got …`, apart again. */
export function faultIn(message: string): Fault {
  const [, whole, named = "body", rule = message, got = ""] =
    /^(Cannot .* as it |(\S+) )(must .+?)(?:: (?:got )?(.*))?$/s.exec(message) ?? [];
  return { field: whole === undefined ? "body" : named, rule, got };
}

/** Reads variables of the environment by a schema. A missing, empty or malformed one stops the Worker at its start. */
import * as v from "valibot";

export const Given = v.pipe(v.string(), v.nonEmpty("Must not be empty"));
/** A variable that may be missing but must not be empty. */
export const Secret = v.optional(Given);

/** Reads the variables of `env`; throws with every invalid variable and the rule it breaks, never with its value. */
export function checked<S extends v.GenericSchema>(schema: S, env: unknown): v.InferOutput<S> {
  const read = v.safeParse(schema, env);
  if (read.success) return read.output;
  const faults = read.issues.map((issue) => `${v.getDotPath(issue) ?? "environment"}: ${ruleOf(issue)}`);
  throw new Error(`Cannot start as its environment is not complete. ${faults.join("; ")}`);
}

/**
 * Returns all variables of one account, or undefined where the environment has none of them; throws for a part of
 * them.
 */
export function allOrNone<S extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  schema: S,
  env: unknown,
): v.InferOutput<S> | undefined {
  const named = env as Readonly<Record<string, unknown>>;
  return Object.keys(schema.entries).some((name) => named[name] !== undefined)
    ? checked(schema, env)
    : undefined;
}

/** valibot's default messages quote the value; ours do not, and these values are secrets. */
function ruleOf(issue: v.BaseIssue<unknown>): string {
  if (issue.received === "undefined") return "is missing";
  return issue.message.startsWith("Must") ? issue.message : `must be ${issue.expected ?? "of another form"}`;
}

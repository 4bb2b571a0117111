/** Values that the shapes of the answers are made of. */
import * as v from "valibot";
import { PROBLEMS } from "../../../src/doors/api/problem.ts";
import { SCOPES } from "../../../src/values/scope.ts";

/** A value with a sentence about it. */
export function about<S extends v.GenericSchema>(schema: S, description: string) {
  return v.pipe(schema, v.description(description));
}

export const Time = about(v.pipe(v.string(), v.isoTimestamp()), "RFC 3339, in UTC");

export const MaybeTime = v.nullable(Time);

export const Text = v.string();

export const MaybeText = v.nullable(v.string());

export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const Yes = v.boolean();

/** Of a list: the place where its next page begins. */
export const After = about(
  v.nullable(v.string()),
  "Given back as `after` it begins the next page; null is the end",
);

export function page(name: string, item: v.GenericSchema) {
  return v.object({ [name]: v.array(item), after: After });
}

export const Problem = about(
  v.looseObject({
    type: about(v.string(), "A link to what kind of problem it is"),
    title: Text,
    status: v.pipe(v.number(), v.integer()),
    detail: Text,
    field: about(v.optional(Text), "The field that breaks a rule"),
    rule: about(v.optional(Text), "The rule, as a clause"),
    got: about(v.optional(Text), "The shape of what stood there, never the value"),
    needed: about(v.optional(v.picklist(SCOPES)), "The scope that the token lacks"),
    error: about(v.picklist(Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[]), "The kind in a word"),
    message: about(Text, "The same as `detail`"),
  }),
  "RFC 9457",
);

export const Share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

export const MaybeNumber = v.nullable(v.number());

/** `{"done": true}` and its like. */
export function done(name: string) {
  return v.object({ [name]: v.boolean() });
}

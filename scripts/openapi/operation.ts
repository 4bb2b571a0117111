/** What the document says of one operation, and the parts that several share. */
import * as v from "valibot";
import { about } from "./shapes/value.ts";

/** What may be wrong beside token, scope, rate and outage, which every operation shares. */
type Refusal = 400 | 404 | 409 | 413 | 422;

export interface Operation {
  /** A name of its own, by which generated clients call it. */
  readonly id: string;
  /** What it does, in a few words. */
  readonly title: string;
  /** What the title does not say. */
  readonly more?: string;
  readonly query?: Readonly<Record<string, v.GenericSchema>>;
  /** Values that a part of the path may have. */
  readonly path?: Readonly<Record<string, v.GenericSchema>>;
  readonly body?: v.GenericSchema;
  /** Where the body is lines of JSON, each of the schema. */
  readonly is_lines?: true;
  readonly answer: readonly [status: 200 | 201 | 202, schema: v.GenericSchema];
  /** Where the answer is a file: its types. */
  readonly files?: readonly string[];
  /** A second answer that is none of a refusal. */
  readonly also?: readonly [status: 200, schema: v.GenericSchema];
  readonly refusals?: readonly Refusal[];
  /** What the audit calls it. */
  readonly acts?: readonly string[];
}

export const text = v.string();
export const after = {
  after: about(v.optional(text), "Where the page begins: what the page before it gave"),
};
export const order_key = about(
  text,
  "The order's key, the beginning of its mails' keys: `demo/shopify/1001`",
);

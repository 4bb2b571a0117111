/** Reads words for a customer: what a canned answer leaves in braces is filled in first, as the desk asks too. */
import * as v from "valibot";
import { unfilledNames } from "../../cases/canned.ts";

export const Filled = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(10_000),
  v.check((words) => unfilledNames(words).length === 0, "Must have nothing in braces that is not filled in"),
);

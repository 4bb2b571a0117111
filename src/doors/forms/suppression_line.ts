/** Schemas of a line of the suppression list, as a program, a file or a form sends it. */
import * as v from "valibot";
import { EmailAddress, Instant, PhoneNumber } from "../../values/schemas.ts";
import type { SuppressionLine } from "../../sql/suppressions.ts";

/** `email` is a mail address, or the number of a reader who refuses SMS: mailing tools use this name for the column. */
export const Refused = {
  email: v.union([EmailAddress, PhoneNumber], "Must be one mail address or one number in E.164"),
  class: v.picklist(["all", "progress", "care"]),
};

/** A line as a program or a file gives it. */
export const Line = v.object({
  ...Refused,
  reason: v.picklist(["bounced", "complained", "unsubscribed", "blocked"]),
  until: v.nullish(Instant, null),
});

export function lineOf({ until, ...refused }: v.InferOutput<typeof Line>): SuppressionLine {
  return { ...refused, until: until === null ? null : Date.parse(until) };
}

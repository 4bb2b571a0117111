/** What a customer chose about mails and pages, beyond the classes of mail that the suppression list keeps. Pure. */
import * as v from "valibot";

const Choices = v.object({
  /** BCP 47: before the order's and the shop's. */
  language: v.optional(v.string()),
  /** News of the parcel by text message: to which number (E.164), and whether instead of mail. */
  sms: v.optional(v.object({ number: v.string(), alone: v.boolean() })),
});
export type Choices = v.InferOutput<typeof Choices>;

export const NO_CHOICES: Choices = {};

export function readChoices(json: string | null | undefined): Choices {
  return json === null || json === undefined ? NO_CHOICES : v.parse(Choices, JSON.parse(json));
}

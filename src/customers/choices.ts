/** Declares what a customer chose about mails and pages, beyond the mail classes in the suppression list. Pure. */
import * as v from "valibot";
import { ChosenWays } from "../messages/ways.ts";

const Choices = v.object({
  /** Language as a BCP 47 tag; it precedes the order's and the shop's language. */
  language: v.optional(v.string()),
  /** Channels by which the customer gets shipment news, beside mail or instead of it. */
  ways: v.optional(ChosenWays),
});
export type Choices = v.InferOutput<typeof Choices>;

export const NO_CHOICES: Choices = {};

export function readChoices(json: string | null | undefined): Choices {
  return json === null || json === undefined ? NO_CHOICES : v.parse(Choices, JSON.parse(json));
}

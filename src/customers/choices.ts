/** What a customer chose about mails and pages, beyond the classes of mail that the suppression list keeps. Pure. */
import * as v from "valibot";
import { ChosenWays } from "../messages/ways.ts";

const Choices = v.object({
  /** BCP 47: before the order's and the shop's. */
  language: v.optional(v.string()),
  /** By which ways news of shipments comes beside mail or instead of it. */
  ways: v.optional(ChosenWays),
});
export type Choices = v.InferOutput<typeof Choices>;

export const NO_CHOICES: Choices = {};

export function readChoices(json: string | null | undefined): Choices {
  return json === null || json === undefined ? NO_CHOICES : v.parse(Choices, JSON.parse(json));
}

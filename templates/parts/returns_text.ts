/** The shop's text on returns as one paragraph of a mail. */
import type { OrderView } from "../view.ts";
import { sentences } from "./sentences.ts";

export function returnsText({ locale, returns }: OrderView): string | null {
  return returns === null ? null : sentences(locale, returns.sentence, ...returns.details);
}

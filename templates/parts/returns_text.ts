/** The shop's text on returns as one paragraph of a mail. */
import type { ReturnsView } from "../view.ts";

export function returnsText(returns: ReturnsView | null): string | null {
  return returns === null ? null : [returns.sentence, ...returns.details].join(" ");
}

/** Hard or soft, from what a provider says of a mail that bounced. It reads no words of servers but their codes. */
import type { Bounce } from "./provider.ts";

interface SaidOfBounce {
  /** The provider's own judgement, where it gives one. */
  readonly said?: Bounce["class"] | undefined;
  /** Nothing was sent, since mail to this address had come back or been complained of before. */
  readonly suppressed?: boolean;
  readonly enhanced_status?: string | undefined;
}

/** A bounce that is not said to be soft is hard: providers report what will be tried again as delayed. */
export function bounceClass({ said, suppressed = false, enhanced_status }: SaidOfBounce): Bounce["class"] {
  if (suppressed) return "hard";
  return said ?? (SPARES_THE_ADDRESS.test(enhanced_status ?? "") ? "soft" : "hard");
}

/** RFC 3463: for the time being; a mailbox that rests, is full or gets too large a mail; the system, content, policy. */
const SPARES_THE_ADDRESS = /^(?:4\.|5\.(?:2\.[1-4]|[3567]\.\d))/;

/** A provider's own word for hard or soft; "Permanent", "Transient" and "Undetermined" are Amazon's. */
export function saidClass(text: string | undefined): Bounce["class"] | undefined {
  switch (text?.toLowerCase()) {
    case "hard":
    case "permanent":
      return "hard";
    case "soft":
    case "transient":
    case "undetermined":
      return "soft";
    default:
      return undefined;
  }
}

/** Whether a reason or type is one for which a provider did not even try: "Suppressed", "OnAccountSuppressionList". */
export function isSuppression(...texts: readonly (string | undefined)[]): boolean {
  return texts.some((text) => /suppress(?:ed|ion)/i.test(text ?? ""));
}

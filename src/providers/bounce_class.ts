/**
 * Decides whether a bounce is hard or soft from the provider's report. It reads a server's status codes and never the
 * text of its reply.
 */
import type { Bounce } from "./provider.ts";

interface SaidOfBounce {
  /** The provider's own classification, where it gives one. */
  readonly said?: Bounce["class"] | undefined;
  /** The provider did not send, since earlier mail to this address had bounced or drawn a complaint. */
  readonly suppressed?: boolean;
  readonly enhanced_status?: string | undefined;
}

/**
 * Returns the class of a bounce. A bounce that is not reported as soft is hard, because providers report a mail that
 * they will retry as delayed.
 */
export function bounceClass({ said, suppressed = false, enhanced_status }: SaidOfBounce): Bounce["class"] {
  if (suppressed) return "hard";
  return said ?? (SPARES_THE_ADDRESS.test(enhanced_status ?? "") ? "soft" : "hard");
}

/**
 * Status codes (RFC 3463) that do not condemn the address: temporary failures; a mailbox that is disabled, full or
 * refuses a mail of this size; failures of the system, network, content or policy.
 */
const SPARES_THE_ADDRESS = /^(?:4\.|5\.(?:2\.[1-4]|[3567]\.\d))/;

/**
 * Returns the class that a provider's own term stands for; "Permanent", "Transient" and "Undetermined" are Amazon's.
 */
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

/**
 * Returns whether a reason or type says that the provider did not try to send: "Suppressed",
 * "OnAccountSuppressionList".
 */
export function isSuppression(...texts: readonly (string | undefined)[]): boolean {
  return texts.some((text) => /suppress(?:ed|ion)/i.test(text ?? ""));
}

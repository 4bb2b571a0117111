/** A message before it is written: whether it may be sent now, by which channel, and its content. */
import type { ContentOf } from "../../channels/channel.ts";
import type { FactsShown } from "../../messages/ledger.ts";
import type { SuppressionReason } from "../../messages/message.ts";
import type { Way } from "../../messages/ways.ts";
import type { SendDecision } from "../../orders/plan/decide_send.ts";

export interface Draft<Of extends Way = Way> {
  readonly way: Of;
  readonly decision: SendDecision;
  /** Reader whose suppressions apply; null when no reader can be reached. */
  readonly reader: string | null;
  /** Other reason not to send, such as an order without a number that takes SMS. */
  readonly against: SuppressionReason | null;
  /** True where a person sends it: neither the suppression list nor shadow mode holds it back. */
  readonly by_hand?: boolean;
  /** Set for a short message that replaces a mail; the mail is owed after all when the short message cannot be sent. */
  readonly replaces_mail?: boolean;
  /** Its language as a BCP 47 tag, of a mail about an order. */
  readonly locale?: string;
  /** Returns the facts that this message shows, for later messages. */
  readonly facts_shown: () => FactsShown | null;
  /** Writes the message; throws when a fact is missing, so that no message has a gap. */
  readonly write: () => Promise<Written<Of>>;
}

export interface Written<Of extends Way> {
  readonly content: ContentOf<Of>;
  /**
   * Copy to keep as evidence once a channel has taken the message; null for content that must not be kept after it
   * has left.
   */
  readonly copy: string | null;
}

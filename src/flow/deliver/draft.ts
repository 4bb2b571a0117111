/** A message that is about to be written: what speaks for or against it now, by which way it goes, and how it will read. */
import type { ContentOf } from "../../channels/channel.ts";
import type { FactsShown } from "../../messages/ledger.ts";
import type { SuppressionReason } from "../../messages/message.ts";
import type { Way } from "../../messages/ways.ts";
import type { SendDecision } from "../../orders/plan/decide_send.ts";

export interface Draft<Of extends Way = Way> {
  readonly way: Of;
  readonly decision: SendDecision;
  /** Of whom the suppression list may say that nothing is to come; null where nobody can be written to. */
  readonly reader: string | null;
  /** What else speaks against it, such as an order without a number that takes texts. */
  readonly against: SuppressionReason | null;
  /** Set for a short message that comes in the place of a mail, which is owed after all where it cannot be sent. */
  readonly replaces_mail?: boolean;
  /** What later messages must know that this one said. */
  readonly facts_shown: () => FactsShown | null;
  /** Throws where a fact is missing: no message leaves with a hole. */
  readonly write: () => Promise<Written<Of>>;
}

export interface Written<Of extends Way> {
  readonly content: ContentOf<Of>;
  /** The evidence to keep once a channel has taken it; null for what must lie nowhere once it has left. */
  readonly copy: string | null;
}

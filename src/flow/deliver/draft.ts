/** A mail that is about to be written: what speaks for or against it now, and how it will read. */
import type { Mail } from "../../mail/mime/compose.ts";
import type { FactsShown } from "../../messages/ledger.ts";
import type { SendDecision } from "../../orders/plan/decide_send.ts";

export interface Draft {
  readonly decision: SendDecision;
  /** Whom the mail goes to; null where nobody can be written to. */
  readonly reader_email: string | null;
  /** As the customer sees it, for the dev mailbox; empty for a mail that no order owns. */
  readonly order_number: string;
  /** False for what must lie nowhere once it has left. */
  readonly keeps_copy: boolean;
  /** What later mails must know that this one said. */
  readonly facts_shown: () => FactsShown | null;
  /** Throws where a fact is missing: no mail leaves with a hole. */
  readonly write: () => Promise<Mail>;
}

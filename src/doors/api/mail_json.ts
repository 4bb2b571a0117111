/** Turns a row of the ledger into JSON: state, reason, and the time of each state. */
import { LEASE_S } from "../../messages/attempt.ts";
import { keyText, type MessageKind } from "../../messages/message.ts";
import type { LedgerRow } from "../../sql/ledger.ts";

export interface MailJson {
  readonly key: string;
  readonly kind: MessageKind;
  /** The ledger's state, or `queued` for a message that is owed and due. */
  readonly state: LedgerRow["state"] | "queued";
  readonly reason: string | null;
  readonly attempts: number;
  readonly channel: string | null;
  readonly owed_at: string;
  /** Time of the next attempt; null where none follows. */
  readonly due_at: string | null;
  readonly sending_at: string | null;
  /** When a channel accepted it. */
  readonly sent_at: string | null;
  /** When a channel first did not say whether it took it. */
  readonly unknown_at: string | null;
  /** Time at which the message was sent, suppressed, failed or given up. */
  readonly closed_at: string | null;
  readonly delivered_at: string | null;
  readonly bounced_at: string | null;
  readonly complained_at: string | null;
  readonly opened_at: string | null;
  readonly clicked_at: string | null;
}

const LEFT: ReadonlySet<LedgerRow["state"]> = new Set(["sent", "delivered", "bounced", "complained"]);

export function mailJson(row: LedgerRow, now_ms: number): MailJson {
  const { state, reason, attempts, channel, due_at, lease_until, closed_at, event_at } = row;
  const is_queued = state === "owed" && due_at !== null && due_at <= now_ms;
  return {
    key: keyText(row),
    kind: row.kind,
    state: is_queued ? "queued" : state,
    reason,
    attempts,
    channel,
    owed_at: instant(row.dated_at)!,
    due_at: instant(due_at),
    sending_at: state === "sending" && lease_until !== null ? instant(lease_until - LEASE_S * 1_000) : null,
    sent_at: LEFT.has(state) ? instant(closed_at) : null,
    unknown_at: instant(row.unknown_at),
    closed_at: instant(closed_at),
    delivered_at: state === "delivered" ? instant(event_at) : null,
    bounced_at: state === "bounced" ? instant(event_at) : null,
    complained_at: state === "complained" ? instant(event_at) : null,
    opened_at: instant(row.opened_at),
    clicked_at: instant(row.clicked_at),
  };
}

function instant(at_ms: number | null): string | null {
  return at_ms === null ? null : new Date(at_ms).toISOString();
}

/** One attempt at one text message: what speaks against it, whether its channel takes it, what the ledger says then. */
import { openSmsChannel, SMS_CHANNEL } from "../../channels/table.ts";
import { type NextAttempt, nextAttempt } from "../../messages/attempt.ts";
import { hasLeft } from "../../messages/ledger.ts";
import { mayComeTwice } from "../../messages/mail_class.ts";
import { keyText } from "../../messages/message.ts";
import { resultWithoutSending, unsent } from "./attempt_mail.ts";
import type { AttemptResult, SendContext } from "./send_attempt.ts";
import type { SmsDraft } from "./draft_sms.ts";
import type { Receipt } from "../../messages/receipt.ts";

/** How long a mail waits for the text in its place: the customer chose the way that is quick. */
const MAIL_WAITS_MS = 5 * 60_000;

/** That mail comes back does not matter to a text, or is why there is one; every other line of the suppression list holds for it. */
export async function attemptSms(context: SendContext, draft: SmsDraft): Promise<AttemptResult> {
  const { ports, key, claimed, is_taken_over, suppressions, now_ms } = context;
  const others = suppressions.filter(({ reason }) => reason !== "bounced");
  const facts_shown = draft.replaces_mail ? { instead: true } as const : null;
  const judged = { decision: draft.decision, reader_email: draft.reader, facts_shown: () => facts_shown };
  const against = resultWithoutSending({ ...context, suppressions: others }, judged);
  if (against !== null) return against;
  if (draft.number === null) return unsent("suppressed", "no_number");
  const sms = { idempotency_key: keyText(key), to: draft.number, body: await draft.write() };
  const channel = openSmsChannel(ports.ways);
  const receipt: Receipt = channel.ok
    ? await channel.value.send(sms)
    : { outcome: "deferred", reason: channel.message };
  const asked = nextAttempt(receipt, {
    attempt: claimed.attempts,
    key: sms.idempotency_key,
    idempotent: channel.ok && channel.value.idempotent,
    may_come_twice: mayComeTwice(key.kind),
    was_unknown: claimed.unknown_at !== null,
    valid_until_ms: claimed.valid_until,
  }, now_ms);
  const until_ms = channel.ok ? claimed.dated_at + MAIL_WAITS_MS : -Infinity;
  const next = draft.replaces_mail ? notAfter(until_ms, asked, claimed.unknown_at !== null) : asked;
  if (receipt.outcome === "rejected" && receipt.unsubscribed === true) {
    return { ...unsent("suppressed", "unsubscribed"), silenced_number: draft.number };
  }
  return {
    outcome: {
      ...next,
      // Also while it is closed: the attempt counts, and its end is told to the shop.
      channel: channel.ok ? channel.value.name : SMS_CHANNEL,
      provider_id: receipt.outcome === "accepted" ? receipt.provider_id : null,
      unknown: receipt.outcome === "unknown",
      facts_shown: hasLeft(next) ? facts_shown : null,
    },
    copy: null,
    circuits: [],
    answered_at_ms: Math.max(now_ms, ports.ways.clock()),
    is_repeated: receipt.outcome === "accepted" && (is_taken_over || claimed.unknown_at !== null),
  };
}

/** A text that would have to wait longer ends here: where it cannot have arrived, its mail goes instead. */
function notAfter(until_ms: number, next: NextAttempt, was_unknown: boolean): NextAttempt {
  if (next.state !== "owed" || next.due_at_ms <= until_ms) return next;
  return { state: was_unknown ? "unknown" : "failed", due_at_ms: null, reason: next.reason };
}

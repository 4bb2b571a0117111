/** One attempt at one text message: what speaks against it, whether its channel takes it, what the ledger says then. */
import type { Receipt } from "../channels/channel.ts";
import { openTextChannel } from "../channels/table.ts";
import { nextAttempt } from "../messages/attempt.ts";
import { hasLeft } from "../messages/ledger.ts";
import { mayComeTwice } from "../messages/mail_class.ts";
import { keyText } from "../messages/message.ts";
import { unsent, verdictAgainst } from "./carry_out.ts";
import type { Attempted, Delivering } from "./delivering.ts";
import type { TextDraft } from "./draft_text.ts";

/** That mail comes back does not matter to a text, or is why there is one; every other line of the suppression list holds for it. */
export async function carryOutText(delivering: Delivering, draft: TextDraft): Promise<Attempted> {
  const { ports, key, claimed, is_taken_over, suppressions, now_ms } = delivering;
  const others = suppressions.filter(({ reason }) => reason !== "bounced");
  const told = draft.replaces_mail ? { instead: true } as const : null;
  const judged = { verdict: draft.verdict, reader_email: draft.reader, told: () => told };
  const against = verdictAgainst({ ...delivering, suppressions: others }, judged);
  if (against !== null) return { ...against, owes_mail: draft.replaces_mail && draft.verdict.send };
  if (draft.number === null) return unsent("suppressed", "no_number");
  const text = { idempotency_key: keyText(key), to: draft.number, body: await draft.write() };
  const channel = openTextChannel(ports.ways);
  const receipt: Receipt = channel.ok
    ? await channel.value.send(text)
    : { outcome: "deferred", reason: channel.message };
  const next = nextAttempt(receipt, {
    attempt: claimed.attempts,
    key: text.idempotency_key,
    idempotent: channel.ok && channel.value.idempotent,
    may_come_twice: mayComeTwice(key.kind),
    was_unknown: claimed.unknown_at !== null,
    valid_until_ms: claimed.valid_until,
  }, now_ms);
  if (receipt.outcome === "rejected" && receipt.unsubscribed === true) {
    const { replaces_mail: owes_mail, number: silenced_number } = draft;
    return { ...unsent("suppressed", "unsubscribed"), owes_mail, silenced_number };
  }
  return {
    owes_mail: draft.replaces_mail && next.state === "failed",
    settlement: {
      ...next,
      channel: channel.ok ? channel.value.name : null,
      provider_id: receipt.outcome === "accepted" ? receipt.provider_id : null,
      unknown: receipt.outcome === "unknown",
      told: hasLeft(next) ? told : null,
    },
    copy: null,
    circuits: [],
    answered_at_ms: Math.max(now_ms, ports.ways.clock()),
    is_repeated: receipt.outcome === "accepted" && (is_taken_over || claimed.unknown_at !== null),
  };
}

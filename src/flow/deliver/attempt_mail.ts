/** One attempt at one mail: what speaks against it, which channel takes it, what the ledger says then. */
import { type ChannelName, openChannel } from "../../channels/table.ts";
import { compose, type Mail } from "../../mail/mime/compose.ts";
import { HeaderRefused } from "../../mail/mime/header_refused.ts";
import { ATTEMPTS_MAX, nextAttempt } from "../../messages/attempt.ts";
import { hasLeft } from "../../messages/ledger.ts";
import { laneOf, mayComeTwice } from "../../messages/mail_class.ts";
import { keyText, type MessageKey } from "../../messages/message.ts";
import { isOrderMail } from "../../messages/outcome.ts";
import type { ChannelQuota, Quota } from "../../messages/quota.ts";
import { isDead, suppressionOf } from "../../messages/suppression.ts";
import { routeOf } from "../../messages/route.ts";
import { err, ok, type Result } from "../../result.ts";
import { type AttemptResult, type SendContext, warmUpToday } from "./send_attempt.ts";
import type { Draft } from "./draft.ts";
import { sendByChannels } from "./send_by_channels.ts";

export async function attemptMail(context: SendContext, draft: Draft): Promise<AttemptResult> {
  const { ports, key, claimed, is_taken_over, shop, circuits, now_ms } = context;
  const against = resultWithoutSending(context, draft);
  if (against !== null) return against;
  const lane = laneOf(key.kind);
  const ways = {
    channels: shop.settings.channels,
    circuits,
    quotas: quotasOf(context),
    warm_up: warmUpOf(context),
  };
  const route = routeOf(ways, lane, now_ms, askedAgain(context));
  if ("wait_until_ms" in route) return unsent("owed", route.reason, route.wait_until_ms);
  const written = await write(key, draft);
  if (!written.ok) return unsent("failed", written.message);
  const { mail, raw } = written.value;
  const text = keyText(key);
  const outgoing = {
    idempotency_key: text,
    mail,
    raw,
    kind: key.kind,
    order_number: draft.order_number,
  };
  const handed = await sendByChannels(ports.ways, route.channels, circuits, outgoing, now_ms);
  const { receipt, channel, idempotent } = handed;
  const next = nextAttempt(receipt, {
    attempt: claimed.attempts,
    key: text,
    idempotent,
    may_come_twice: mayComeTwice(key.kind),
    was_unknown: claimed.unknown_at !== null,
    valid_until_ms: claimed.valid_until,
  }, now_ms);
  const accepted = receipt.outcome === "accepted";
  return {
    outcome: {
      ...next,
      channel,
      provider_id: accepted ? receipt.provider_id : null,
      unknown: receipt.outcome === "unknown",
      facts_shown: hasLeft(next) ? draft.facts_shown() : null,
    },
    copy: accepted && draft.keeps_copy ? raw : null,
    circuits: handed.circuits,
    answered_at_ms: Math.max(now_ms, ports.ways.clock()),
    failed_address: receipt.outcome === "rejected" && receipt.dead_address && isOrderMail(key)
      ? mail.to.email
      : undefined,
    is_repeated: accepted && !idempotent && (is_taken_over || claimed.unknown_at !== null),
  };
}

/** The channel that may have the mail and would recognise it; null where there is none. */
function askedAgain({ ports, claimed }: SendContext): string | null {
  if (claimed.unknown_at === null || claimed.channel === null) return null;
  const channel = openChannel(claimed.channel as ChannelName, ports.ways);
  return channel.ok && channel.value.idempotent ? claimed.channel : null;
}

/** What speaks against sending now; null when nothing does. */
export function resultWithoutSending(
  { key, claimed, suppressions, now_ms }: SendContext,
  { decision, reader_email, facts_shown }: Pick<Draft, "decision" | "reader_email" | "facts_shown">,
): AttemptResult | null {
  const refusal = reader_email === null ? null : suppressionOf(suppressions, reader_email, key.kind, now_ms);
  if (decision.send && refusal === null && claimed.attempts <= ATTEMPTS_MAX) return null;
  // It may have arrived: the ledger must not say that it was held back.
  if (claimed.unknown_at !== null) {
    const outcome = { state: "unknown", reason: "not sent again", due_at_ms: null } as const;
    return {
      outcome: {
        ...outcome,
        channel: claimed.channel,
        provider_id: null,
        unknown: true,
        facts_shown: facts_shown(),
      },
      copy: null,
      circuits: [],
    };
  }
  if (refusal !== null) {
    const failed = decision.send && isOrderMail(key) && isDead(suppressions, reader_email!);
    return { ...unsent("suppressed", refusal), failed_address: failed ? reader_email! : undefined };
  }
  if (decision.send) return unsent("failed", `not sent within ${ATTEMPTS_MAX} attempts`);
  return "against" in decision
    ? unsent("suppressed", decision.against)
    : unsent("owed", null, decision.due_at_ms);
}

function quotasOf({ shop: { settings }, sent_today }: SendContext): readonly ChannelQuota[] {
  return settings.channels.flatMap((channel) => {
    const per_day = settings.quotas[channel];
    const sent = sent_today.find((one) => one.channel === channel)?.sent ?? 0;
    return per_day === undefined ? [] : [{ channel, per_day, sent }];
  });
}

function warmUpOf({ shop: { settings }, sent_today, now_ms }: SendContext): Quota | null {
  const per_day = warmUpToday(settings, now_ms);
  return per_day === null ? null : { per_day, sent: sent_today.reduce((sum, { sent }) => sum + sent, 0) };
}

/** The finished mail. What cannot be written now cannot be written later: the same facts give the same fault. */
async function write(
  key: MessageKey,
  draft: Draft,
): Promise<Result<{ readonly mail: Mail; readonly raw: string }, "unwritable">> {
  try {
    const mail = await draft.write();
    return ok({ mail, raw: await compose(mail) });
  } catch (error) {
    // A header's refusal names its rule and no address; any other fault may quote the order, so only its name is kept.
    const reason = error instanceof HeaderRefused
      ? error.message
      : error instanceof Error
      ? error.name
      : "unknown";
    console.error(JSON.stringify({ event: "mail_unwritable", key: keyText(key), reason }));
    return err("unwritable", `Cannot write the mail: ${reason}`);
  }
}

/** What the ledger says of a mail that went to no channel; `due_at_ms` is set when the plan has found a later time for it. */
export function unsent(
  state: "suppressed" | "failed" | "owed",
  reason: string | null,
  due_at_ms: number | null = null,
): AttemptResult {
  return {
    outcome: {
      state,
      reason,
      due_at_ms,
      channel: null,
      provider_id: null,
      unknown: false,
      facts_shown: null,
    },
    copy: null,
    circuits: [],
  };
}

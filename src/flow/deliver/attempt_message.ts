/** One attempt at one message, whatever its way: what speaks against it, which channel takes it, what the ledger says then. */
import { openChannel } from "../../channels/table.ts";
import { HeaderRefused } from "../../mail/mime/header_refused.ts";
import { ATTEMPTS_MAX, type NextAttempt, nextAttempt } from "../../messages/attempt.ts";
import { type FactsShown, mayHaveBeenRead } from "../../messages/ledger.ts";
import { laneOf, mayComeTwice } from "../../messages/mail_class.ts";
import { keyText, type MessageKey } from "../../messages/message.ts";
import { isOrderMail } from "../../messages/outcome.ts";
import type { ChannelQuota, Quota } from "../../messages/quota.ts";
import { isDead, type Suppression, suppressionOf } from "../../messages/suppression.ts";
import { type Route, routeOf, type Ways } from "../../messages/route.ts";
import { type ChannelName, shortWayOf, type Way, WAYS } from "../../messages/ways.ts";
import { waysOf } from "../ways/ways_of_shop.ts";
import { stateOf } from "../../orders/mail_settings.ts";
import { err, ok, type Result } from "../../result.ts";
import { type AttemptResult, type SendContext, warmUpToday } from "./send_attempt.ts";
import type { Draft, Written } from "./draft.ts";
import { type Handed, sendByChannels } from "./send_by_channels.ts";

/** How long a mail waits for the short message in its place: the customer chose the way that is quick. */
const MAIL_WAITS_MS = 5 * 60_000;

export async function attemptMessage<Of extends Way>(
  context: SendContext,
  draft: Draft<Of>,
): Promise<AttemptResult> {
  const { ports, key, claimed, is_taken_over, circuits, now_ms } = context;
  const against = resultWithoutSending(context, draft);
  if (against !== null) return against;
  if (draft.against !== null) return unsent("suppressed", draft.against);
  const is_shadowed = draft.by_hand !== true && stateOf(context.shop.settings.mails, key.kind) === "shadow";
  const route = is_shadowed ? { channels: [] } : routeFor(context, draft.way);
  if ("wait_until_ms" in route) return unsent("owed", route.reason, route.wait_until_ms);
  const written = await write(key, draft);
  if (!written.ok) return unsent("failed", written.message);
  const { content, copy } = written.value;
  if (is_shadowed) return shadowed(copy, draft.facts_shown());
  const handed = await sendByChannels<Of>(
    waysOf(ports, context.shop),
    route.channels,
    circuits,
    content,
    now_ms,
  );
  const { receipt, channel, idempotent } = handed;
  const asked = nextAttempt(receipt, {
    attempt: claimed.attempts,
    key: keyText(key),
    idempotent,
    may_come_twice: mayComeTwice(key.kind),
    was_unknown: claimed.unknown_at !== null,
    valid_until_ms: claimed.valid_until,
  }, now_ms);
  const next = draft.replaces_mail ? beforeItsMail(context, handed, asked) : asked;
  if (receipt.outcome === "rejected" && receipt.unsubscribed === true && "to" in content) {
    return { ...unsent("suppressed", "unsubscribed"), silenced_address: content.to };
  }
  const accepted = receipt.outcome === "accepted";
  return {
    outcome: {
      ...next,
      // Also for a channel that is not configured: the attempt counts, and the shop is alerted at its end.
      channel,
      provider_id: accepted ? receipt.provider_id : null,
      unknown: receipt.outcome === "unknown",
      facts_shown: mayHaveBeenRead(next) ? draft.facts_shown() : null,
    },
    copy: accepted ? copy : null,
    circuits: draft.way === "mail" ? handed.circuits : [],
    answered_at_ms: Math.max(now_ms, ports.ways.clock()),
    locale: draft.locale,
    domain: draft.way === "mail" ? domainOf(draft.reader) : undefined,
    failed_address: receipt.outcome === "rejected" && receipt.dead_address && isOrderMail(key)
      ? draft.reader!
      : undefined,
    is_repeated: accepted && !idempotent && (is_taken_over || claimed.unknown_at !== null),
  };
}

function domainOf(address: string | null): string | undefined {
  return address?.slice(address.lastIndexOf("@") + 1);
}

/** Returns the result of an attempt that must not send now; null where nothing speaks against sending. */
function resultWithoutSending(
  { key, claimed, suppressions, now_ms }: SendContext,
  { way, decision, reader, by_hand = false, facts_shown }: Omit<Draft, "write">,
): AttemptResult | null {
  const list = suppressions.filter((one) => holdsFor(way, one));
  const refusal = reader === null || by_hand ? null : suppressionOf(list, reader, key.kind, now_ms);
  if (decision.send && refusal === null && claimed.attempts <= ATTEMPTS_MAX) return null;
  // The mail may have arrived, so the ledger must not say that it was suppressed.
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
    const failed = decision.send && isOrderMail(key) && isDead(list, reader!);
    return { ...unsent("suppressed", refusal), failed_address: failed ? reader! : undefined };
  }
  if (decision.send) return unsent("failed", `not sent within ${ATTEMPTS_MAX} attempts`);
  return "against" in decision
    ? unsent("suppressed", decision.against, null, decision.kept_back)
    : unsent("owed", decision.waits ?? null, decision.due_at_ms);
}

/** That mail comes back does not matter to a short message, or is why there is one; every other line of the list holds for it. */
function holdsFor(way: Way, { reason }: Suppression): boolean {
  return way === "mail" || reason !== "bounced";
}

/** A short message is worth little later, so its channels are always asked: neither circuits nor quotas hold it back. */
function routeFor(context: SendContext, way: Way): Route {
  const { shop, circuits, key, now_ms } = context;
  const ways: Ways = way === "mail"
    ? { channels: shop.settings.channels, circuits, quotas: quotasOf(context), warm_up: warmUpOf(context) }
    : { channels: WAYS[way].channels, circuits: [], quotas: [], warm_up: null };
  return routeOf(ways, laneOf(key.kind), now_ms, askedAgain(context));
}

/** The channel that may have the message and would recognise it; null where there is none. */
function askedAgain({ ports, claimed }: SendContext): string | null {
  // No short channel recognises what it gets twice.
  if (claimed.unknown_at === null || claimed.channel === null || shortWayOf(claimed.channel)) return null;
  const channel = openChannel(claimed.channel as ChannelName<"mail">, ports.ways);
  return channel.ok && channel.value.idempotent ? claimed.channel : null;
}

/** A short message that would have to wait longer ends here: where it cannot have arrived, its mail goes instead. */
function beforeItsMail({ claimed }: SendContext, { is_open }: Handed, next: NextAttempt): NextAttempt {
  const until_ms = is_open ? claimed.dated_at + MAIL_WAITS_MS : -Infinity;
  if (next.state !== "owed" || next.due_at_ms <= until_ms) return next;
  return { state: claimed.unknown_at !== null ? "unknown" : "failed", due_at_ms: null, reason: next.reason };
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

/** The finished message. What cannot be written now cannot be written later: the same facts give the same fault. */
async function write<Of extends Way>(
  key: MessageKey,
  draft: Draft<Of>,
): Promise<Result<Written<Of>, "unwritable">> {
  try {
    return ok(await draft.write());
  } catch (error) {
    // A HeaderRefused names its rule and no address; any other error may quote the order, so only its name is kept.
    const reason = error instanceof HeaderRefused
      ? error.message
      : error instanceof Error
      ? error.name
      : "unknown";
    console.error(JSON.stringify({ event: "mail_unwritable", key: keyText(key), reason }));
    return err("unwritable", `Cannot write the mail: ${reason}`);
  }
}

/** What the ledger says of a message that shadow mode kept back, which is all but sent: its copy is kept beside those that left. */
function shadowed(copy: string | null, facts_shown: FactsShown | null): AttemptResult {
  const { outcome } = unsent("suppressed", null);
  return { outcome: { ...outcome, state: "shadowed", facts_shown }, copy, circuits: [] };
}

/** What the ledger says of a message that went to no channel; `due_at_ms` is set when the plan has found a later time for it. */
export function unsent(
  state: "suppressed" | "failed" | "owed",
  reason: string | null,
  due_at_ms: number | null = null,
  facts_shown: FactsShown | null = null,
): AttemptResult {
  return {
    outcome: {
      state,
      reason,
      due_at_ms,
      channel: null,
      provider_id: null,
      unknown: false,
      facts_shown,
    },
    copy: null,
    circuits: [],
  };
}

/** Sends one owed message: claim it, plan again, write it, hand it to a channel, save the outcome. Two round trips to D1, three where saving is retried. */
import { LEASE_S } from "../../messages/attempt.ts";
import type { Circuit } from "../../messages/circuit.ts";
import { copyPath } from "../../messages/copy_path.ts";
import {
  isShortAnswerKind,
  isSmsKind,
  isStandaloneKind,
  keyText,
  type MessageKey,
} from "../../messages/message.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { forOrder } from "../../orders/trial.ts";
import { afterShortNews, wayOfNews } from "../../orders/plan/short_news.ts";
import { selectCircuits, selectSentToday } from "../../sql/channels.ts";
import {
  type AttemptOutcome,
  type Claimed,
  claimMessage,
  readLedger,
  saveOutcome,
  selectHolder,
  selectLedger,
} from "../../sql/messages.ts";
import { readOrder, selectOrder } from "../../sql/orders.ts";
import { type ReachRow, selectReachesOfOrder, selectReachOfAnswer } from "../../sql/reaches.ts";
import {
  readSuppressions,
  selectOrderSuppressions,
  selectShortSuppressions,
  selectStandaloneSuppressions,
} from "../../sql/suppressions.ts";
import { openOrder } from "../archive/open_order.ts";
import { attemptMessage, unsent } from "./attempt_message.ts";
import { attemptStatements } from "./attempt_statements.ts";
import {
  type AttemptResult,
  dayOf,
  limitedChannels,
  type SendContext,
  type SentToday,
} from "./send_attempt.ts";
import { draftStandalone } from "./draft_standalone.ts";
import { draftOrderMail } from "./draft_order_mail.ts";
import { draftShort, type HeardAt } from "./draft_short.ts";
import { nextWay } from "./next_way.ts";
import { draftShortAnswer } from "./draft_short_answer.ts";
import type { DeliverPorts } from "../ports.ts";
import { wake } from "./wake.ts";
import { saveAttempt } from "./save_attempt.ts";
import { markAddressFailed } from "../outcomes/mark_address_failed.ts";

/** `taken`: another worker has the lease, or the message is no longer due. Otherwise the state in the ledger. */
export type Delivered = AttemptOutcome["state"] | "taken";

export async function deliverMessage(
  ports: DeliverPorts,
  key: MessageKey,
  now_ms: number,
): Promise<Delivered> {
  const { shop_id } = splitOrderId(key.subject);
  const shop = await ports.find_shop(shop_id, now_ms);
  const [holder, claimed, circuits, sent, suppressions, ...facts] = await ports.db.batch<unknown>([
    selectHolder(ports.db, key),
    claimMessage(ports.db, key, now_ms, now_ms + LEASE_S * 1_000),
    selectCircuits(ports.db, shop_id),
    selectSentToday(
      ports.db,
      shop_id,
      shop === null ? [] : limitedChannels(shop.settings, now_ms),
      dayOf(now_ms),
    ),
    ...(isStandaloneKind(key.kind) || isShortAnswerKind(key.kind)
      ? [
        selectStandaloneSuppressions(ports.db, shop_id, key),
        ...(isShortAnswerKind(key.kind) ? [selectReachOfAnswer(ports.db, shop_id, key)] : []),
      ]
      : [
        isSmsKind(key.kind)
          ? selectShortSuppressions(ports.db, shop_id, key.subject)
          : selectOrderSuppressions(ports.db, shop_id, key.subject),
        selectOrder(ports.db, key.subject),
        selectLedger(ports.db, key.subject),
        ...(isSmsKind(key.kind) ? [selectReachesOfOrder(ports.db, shop_id, key.subject)] : []),
      ]),
  ]);
  const taken = claimed!.results[0] as Claimed | undefined;
  if (taken === undefined) return "taken";
  const context: SendContext = {
    ports,
    key,
    claimed: taken,
    is_taken_over: holder!.results.length > 0,
    shop: shop!,
    circuits: circuits!.results as unknown as readonly Circuit[],
    sent_today: sent!.results as unknown as readonly SentToday[],
    suppressions: readSuppressions(suppressions!),
    now_ms,
  };
  const result = shop === null
    ? unsent("failed", "the shop is gone")
    : await planAgainAndSend(context, facts);
  const { outcome, copy } = result;
  // Before the outcome is saved: a worker that dies in between leaves the message leased, and another comes here again.
  if (result.failed_address !== undefined) {
    await markAddressFailed(ports, context.shop, {
      key,
      recipient: result.failed_address,
      reason: result.outcome.reason ?? undefined,
      at_ms: now_ms,
    }, now_ms);
  }
  await Promise.all([
    saveAttempt(ports, key, taken.attempts, [
      saveOutcome(ports.db, key, taken.attempts, outcome, result.answered_at_ms ?? now_ms),
      ...(shop === null ? [] : attemptStatements(context, result)),
    ]),
    copy === null ? null : archive(ports.archive, copyPath(keyText(key), outcome.state), copy),
  ]);
  // Somebody may wait for it before a screen. Where this is lost, the clock finds it within a minute.
  if (result.mail_instead !== undefined) await wake(ports.wake_queue, [result.mail_instead.key]);
  return outcome.state;
}

/**
 * Plans the order again (`decideSend` in `draftOrderMail` and `draftShort`) and sends the message only where it is still owed. A message
 * that no order owes is sent until its own `valid_until`.
 */
async function planAgainAndSend(context: SendContext, facts: readonly D1Result[]): Promise<AttemptResult> {
  const { ports, key, claimed, shop: { settings: shop }, now_ms } = context;
  const { kind } = key;
  if (isStandaloneKind(kind)) {
    const result = await attemptMessage(
      context,
      draftStandalone(ports, { ...key, kind }, claimed, shop, now_ms),
    );
    return isOver(result) ? { ...result, mail_instead: nextWay(key, claimed) } : result;
  }
  if (isShortAnswerKind(kind)) {
    const { draft, mail_instead } = draftShortAnswer(
      ports,
      { ...key, kind },
      claimed,
      heardAt(facts[0]),
      now_ms,
    );
    const result = await attemptMessage(context, draft);
    return isOver(result) ? { ...result, mail_instead } : result;
  }
  const [selected, ledger, reaches] = facts;
  const row = await openOrder(ports, readOrder(selected!));
  if (row === null) return unsent("failed", "the order is gone");
  const input = {
    order: row.order,
    shop: forOrder(shop, key.subject),
    ledger: readLedger(ledger!, row),
    now_ms,
  };
  if (!isSmsKind(kind)) {
    return await attemptMessage(context, draftOrderMail(ports, { ...key, kind }, claimed, input, shop));
  }
  const result = await attemptMessage(
    context,
    await draftShort(ports, { ...key, kind }, claimed, input, {
      heardAt: heardAt(reaches),
      suppressions: context.suppressions,
    }),
  );
  if (wayOfNews(kind) === undefined) return result;
  return { ...result, owed_instead: afterShortNews(input, { ...key, kind }, result.outcome.state) };
}

function isOver({ outcome: { state } }: AttemptResult): boolean {
  return state === "failed" || state === "suppressed";
}

/** Returns when a reader last wrote, by their address. */
function heardAt(result: D1Result | undefined): HeardAt {
  const rows = (result?.results ?? []) as unknown as readonly ReachRow[];
  return (address) => rows.find((row) => row.address === address)?.heard_at ?? null;
}

/** Keeps the bytes under `key`, as evidence of what left or for a look at what would have. A failure is logged and does not change the outcome, since the mail has left. */
async function archive(bucket: R2Bucket, key: string, raw: string): Promise<void> {
  try {
    await bucket.put(key, raw, { httpMetadata: { contentType: "message/rfc822" } });
  } catch (error) {
    console.error(
      JSON.stringify({
        event: "archive_failed",
        key,
        error: error instanceof Error ? error.name : "unknown",
      }),
    );
  }
}

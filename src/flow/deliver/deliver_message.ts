/** Sends one owed mail: claim, still wanted?, render, compose, channel, receipt. At most two round trips to D1, unless the second is lost. */
import { LEASE_S } from "../../messages/attempt.ts";
import type { Circuit } from "../../messages/circuit.ts";
import { isNoticeKind, isTextKind, keyText, type MessageKey } from "../../messages/message.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { mailAfterText } from "../../orders/plan/shipment_sms.ts";
import { selectCircuits, selectSentToday } from "../../sql/channels.ts";
import {
  type Claimed,
  claimMessage,
  readLedger,
  selectHolder,
  selectLedger,
  type Settlement,
  settleMessage,
} from "../../sql/messages.ts";
import { readOrder, selectOrder } from "../../sql/orders.ts";
import {
  readSuppressions,
  selectNoticeSuppressions,
  selectOrderSuppressions,
  selectTextSuppressions,
} from "../../sql/suppressions.ts";
import { carryOut, unsent } from "./attempt_mail.ts";
import { carryOutText } from "./attempt_sms.ts";
import { consequences } from "./attempt_statements.ts";
import { type Attempted, dayOf, type Delivering, limitedChannels, type SentToday } from "./send_attempt.ts";
import { draftNotice } from "./draft_notice.ts";
import { draftOrderMail } from "./draft_order_mail.ts";
import { draftText } from "./draft_sms.ts";
import type { DeliverPorts } from "../ports.ts";
import { settle } from "./save_attempt.ts";
import { tellFailedAddress } from "../outcomes/mark_address_failed.ts";

/** `taken`: another worker has it, or it is not due any more. Otherwise the state that the ledger now shows. */
export type Delivered = Settlement["state"] | "taken";

export async function deliverMessage(
  ports: DeliverPorts,
  key: MessageKey,
  now_ms: number,
): Promise<Delivered> {
  const { store_id } = splitOrderId(key.subject);
  const shop = await ports.find_shop(store_id, now_ms);
  const [holder, claimed, circuits, sent, suppressions, ...facts] = await ports.db.batch<unknown>([
    selectHolder(ports.db, key),
    claimMessage(ports.db, key, now_ms, now_ms + LEASE_S * 1_000),
    selectCircuits(ports.db, store_id),
    selectSentToday(
      ports.db,
      store_id,
      shop === null ? [] : limitedChannels(shop.settings, now_ms),
      dayOf(now_ms),
    ),
    ...(isNoticeKind(key.kind) ? [selectNoticeSuppressions(ports.db, store_id, key)] : [
      isTextKind(key.kind)
        ? selectTextSuppressions(ports.db, store_id, key.subject)
        : selectOrderSuppressions(ports.db, store_id, key.subject),
      selectOrder(ports.db, key.subject),
      selectLedger(ports.db, key.subject),
    ]),
  ]);
  const taken = claimed!.results[0] as Claimed | undefined;
  if (taken === undefined) return "taken";
  const delivering: Delivering = {
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
  const attempted = shop === null ? unsent("failed", "the store is gone") : await attempt(delivering, facts);
  const { settlement, copy } = attempted;
  // Before it is settled: whoever dies in between comes here again.
  if (attempted.failed_address !== undefined) {
    await tellFailedAddress(ports, delivering.shop, {
      key,
      recipient: attempted.failed_address,
      reason: attempted.settlement.reason ?? undefined,
      at_ms: now_ms,
    }, now_ms);
  }
  await Promise.all([
    settle(ports, key, taken.attempts, [
      settleMessage(ports.db, key, taken.attempts, settlement, attempted.answered_at_ms ?? now_ms),
      ...(shop === null ? [] : consequences(delivering, attempted)),
    ]),
    copy === null ? null : archive(ports.archive, keyText(key), copy),
  ]);
  return settlement.state;
}

/** The message as its subject's state would have it now, carried out by its own way. */
async function attempt(delivering: Delivering, facts: readonly D1Result[]): Promise<Attempted> {
  const { ports, key, claimed, shop: { settings: shop }, now_ms } = delivering;
  const { kind } = key;
  if (isNoticeKind(kind)) {
    return await carryOut(delivering, draftNotice(ports, { ...key, kind }, claimed, shop, now_ms));
  }
  const [selected, ledger] = facts;
  const row = readOrder(selected!);
  if (row === null) return unsent("failed", "the order is gone");
  const situation = { order: row.order, shop, ledger: readLedger(ledger!), now_ms };
  if (!isTextKind(kind)) {
    return await carryOut(delivering, draftOrderMail(ports, { ...key, kind }, claimed, situation));
  }
  const attempted = await carryOutText(
    delivering,
    await draftText(ports, { ...key, kind }, claimed, situation),
  );
  if (kind !== "shipment_text") return attempted;
  return { ...attempted, owed_mail: mailAfterText(situation, key.about, attempted.settlement.state) };
}

/** What was sent, as evidence. A mail that left is sent even where its copy could not be kept, so this never undoes it. */
async function archive(bucket: R2Bucket, key: string, raw: string): Promise<void> {
  try {
    await bucket.put(`sent/${key}`, raw, { httpMetadata: { contentType: "message/rfc822" } });
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

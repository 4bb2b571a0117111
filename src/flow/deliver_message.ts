/** Sends one owed mail: claim, still wanted?, render, compose, channel, receipt. At most two round trips to D1, unless the second is lost. */
import { LEASE_S } from "../messages/attempt.ts";
import type { Circuit } from "../messages/circuit.ts";
import { isNoticeKind, keyText, type MessageKey } from "../messages/message.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { err, ok, type Result } from "../result.ts";
import { selectCircuits, selectSentToday } from "../store/channels.ts";
import {
  type Claimed,
  claimMessage,
  readLedger,
  selectLedger,
  type Settlement,
  settleMessage,
} from "../store/messages.ts";
import { readOrder, selectOrder } from "../store/orders.ts";
import {
  readSuppressions,
  selectNoticeSuppressions,
  selectOrderSuppressions,
} from "../store/suppressions.ts";
import { carryOut, unsent } from "./carry_out.ts";
import { consequences } from "./consequences.ts";
import { dayOf, type Delivering, limitedChannels, type SentToday } from "./delivering.ts";
import type { Draft } from "./draft.ts";
import { draftNotice } from "./draft_notice.ts";
import { draftOrderMail } from "./draft_order_mail.ts";
import type { DeliverPorts } from "./ports.ts";
import { settle } from "./settle.ts";

/** `taken`: another worker has it, or it is not due any more. Otherwise the state that the ledger now shows. */
export type Delivered = Settlement["state"] | "taken";

export async function deliverMessage(
  ports: DeliverPorts,
  key: MessageKey,
  now_ms: number,
): Promise<Delivered> {
  const { store_id } = splitOrderId(key.subject);
  const shop = await ports.find_shop(store_id, now_ms);
  const [claimed, circuits, sent, suppressions, ...facts] = await ports.db.batch<unknown>([
    claimMessage(ports.db, key, now_ms, now_ms + LEASE_S * 1_000),
    selectCircuits(ports.db, store_id),
    selectSentToday(ports.db, store_id, shop === null ? [] : limitedChannels(shop.settings), dayOf(now_ms)),
    ...(isNoticeKind(key.kind) ? [selectNoticeSuppressions(ports.db, store_id, key)] : [
      selectOrderSuppressions(ports.db, store_id, key.subject),
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
    shop: shop!,
    circuits: circuits!.results as unknown as readonly Circuit[],
    sent_today: sent!.results as unknown as readonly SentToday[],
    suppressions: readSuppressions(suppressions!),
    now_ms,
  };
  const draft = shop === null ? err("gone", "the store is gone") : draftOf(delivering, facts);
  const attempted = draft.ok ? await carryOut(delivering, draft.value) : unsent("failed", draft.message);
  const { settlement, copy } = attempted;
  await Promise.all([
    settle(ports, key, taken.attempts, [
      settleMessage(ports.db, key, taken.attempts, settlement, now_ms),
      ...(shop === null ? [] : consequences(delivering, attempted)),
    ]),
    copy === null ? null : archive(ports.archive, keyText(key), copy),
  ]);
  return settlement.state;
}

/** The mail as its subject's state would have it now. */
function draftOf(
  { ports, key, claimed, shop: { settings: shop }, now_ms }: Delivering,
  facts: readonly D1Result[],
): Result<Draft, "gone"> {
  const { kind } = key;
  if (isNoticeKind(kind)) return ok(draftNotice(ports, { ...key, kind }, claimed, shop, now_ms));
  const [selected, ledger] = facts;
  const row = readOrder(selected!);
  if (row === null) return err("gone", "the order is gone");
  const situation = { order: row.order, shop, ledger: readLedger(ledger!), now_ms };
  return ok(draftOrderMail(ports, { ...key, kind }, claimed, situation));
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

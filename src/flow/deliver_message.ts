/** Sends one owed mail: claim, still wanted?, render, compose, channel, receipt. At most two round trips to D1. */
import type { Receipt } from "../channels/channel.ts";
import { openChannel } from "../channels/table.ts";
import { compose, type Mail } from "../mail/compose.ts";
import { HeaderRefused } from "../mail/header_refused.ts";
import { ATTEMPTS_MAX, LEASE_S, nextAttempt } from "../messages/attempt.ts";
import { hasLeft } from "../messages/ledger.ts";
import { isNoticeKind, keyText, type MessageKey } from "../messages/message.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { err, ok, type Result } from "../result.ts";
import {
  type Claimed,
  claimMessage,
  readLedger,
  selectLedger,
  type Settlement,
  settleMessage,
} from "../store/messages.ts";
import { readOrder, selectOrder } from "../store/orders.ts";
import type { Draft } from "./draft.ts";
import { draftNotice } from "./draft_notice.ts";
import { draftOrderMail } from "./draft_order_mail.ts";
import type { DeliverPorts, Shop } from "./ports.ts";

/** `taken`: another worker has it, or it is not due any more. Otherwise the state that the ledger now shows. */
export type Delivered = Settlement["state"] | "taken";

export async function deliverMessage(
  ports: DeliverPorts,
  key: MessageKey,
  now_ms: number,
): Promise<Delivered> {
  const shop = await ports.find_shop(splitOrderId(key.subject).store_id, now_ms);
  const claim = claimMessage(ports.db, key, now_ms, now_ms + LEASE_S * 1_000);
  const [claimed, ...facts] = await ports.db.batch<unknown>(
    isNoticeKind(key.kind)
      ? [claim]
      : [claim, selectOrder(ports.db, key.subject), selectLedger(ports.db, key.subject)],
  );
  const taken = claimed!.results[0] as Claimed | undefined;
  if (taken === undefined) return "taken";
  const draft = shop === null
    ? err("gone", "the store is gone")
    : draftOf(ports, key, taken, shop, facts, now_ms);
  const { settlement, sent } = draft.ok
    ? await carryOut(ports, key, taken, shop!, draft.value, now_ms)
    : unsent("failed", draft.message);
  await Promise.all([
    settleMessage(ports.db, key, taken.attempts, settlement, now_ms).run(),
    sent === null ? null : archive(ports.archive, keyText(key), sent),
  ]);
  return settlement.state;
}

/** The mail as its subject's state would have it now. */
function draftOf(
  ports: DeliverPorts,
  key: MessageKey,
  claimed: Claimed,
  { settings: shop }: Shop,
  facts: readonly D1Result[],
  now_ms: number,
): Result<Draft, "gone"> {
  const { kind } = key;
  if (isNoticeKind(kind)) return ok(draftNotice(ports, { ...key, kind }, claimed, shop, now_ms));
  const [selected, ledger] = facts;
  const row = readOrder(selected!);
  if (row === null) return err("gone", "the order is gone");
  const situation = { order: row.order, shop, ledger: readLedger(ledger!), now_ms };
  return ok(draftOrderMail(ports, { ...key, kind }, claimed, situation));
}

interface Attempted {
  readonly settlement: Settlement;
  /** The mail as the channel accepted it, where a copy is to be kept. */
  readonly sent: string | null;
}

async function carryOut(
  ports: DeliverPorts,
  key: MessageKey,
  claimed: Claimed,
  shop: Shop,
  draft: Draft,
  now_ms: number,
): Promise<Attempted> {
  const { verdict } = draft;
  if (!verdict.send) {
    return "against" in verdict
      ? unsent("suppressed", verdict.against)
      : unsent("owed", null, verdict.due_at_ms);
  }
  if (claimed.attempts > ATTEMPTS_MAX) return unsent("failed", `not sent within ${ATTEMPTS_MAX} attempts`);
  const name = shop.settings.channels[0]!;
  const channel = openChannel(name, ports.ways);
  const written = await write(key, draft);
  if (!written.ok) return unsent("failed", written.message);
  const { mail, raw } = written.value;
  const text = keyText(key);
  const receipt: Receipt = channel.ok
    ? await channel.value.send({
      idempotency_key: text,
      mail,
      raw,
      kind: key.kind,
      order_number: draft.order_number,
    })
    : { outcome: "deferred", reason: channel.message };
  const next = nextAttempt(receipt, claimed.attempts, now_ms, text, channel.ok && channel.value.idempotent);
  const accepted = receipt.outcome === "accepted";
  return {
    settlement: {
      ...next,
      channel: name,
      provider_id: accepted ? receipt.provider_id : null,
      told: hasLeft(next) ? draft.told() : null,
    },
    sent: accepted && draft.keeps_copy ? raw : null,
  };
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

/** What the ledger says of a mail that went to no channel; `due_at_ms` is set when the plan has found a later time for it. */
function unsent(
  state: "suppressed" | "failed" | "owed",
  reason: string | null,
  due_at_ms: number | null = null,
): Attempted {
  return {
    settlement: { state, reason, due_at_ms, channel: null, provider_id: null, told: null },
    sent: null,
  };
}

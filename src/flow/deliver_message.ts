/** Sends one owed mail: claim, still wanted?, render, compose, channel, receipt. At most two round trips to D1. */
import type { Receipt } from "../channels/channel.ts";
import { openChannel } from "../channels/table.ts";
import { signLink } from "../links/signed_link.ts";
import { compose, type Mail } from "../mail/compose.ts";
import { HeaderRefused } from "../mail/header_refused.ts";
import { render } from "../mail/render.ts";
import { orderView } from "../mail/view.ts";
import { ATTEMPTS_MAX, LEASE_S, nextAttempt } from "../messages/attempt.ts";
import { keyText, type MessageKey } from "../messages/message.ts";
import { reasonAgainst } from "../messages/wanted.ts";
import type { Order } from "../orders/order.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { err, ok, type Result } from "../result.ts";
import { claimMessage, type Settlement, settleMessage } from "../store/messages.ts";
import { readOrder, selectOrder } from "../store/orders.ts";
import type { DeliverPorts, Shop } from "./ports.ts";

/** `taken`: another worker has it, or it is not due any more. Otherwise the state that the ledger now shows. */
export type Delivered = Settlement["state"] | "taken";

export async function deliverMessage(
  ports: DeliverPorts,
  key: MessageKey,
  now_ms: number,
): Promise<Delivered> {
  const shop = await ports.find_shop(splitOrderId(key.order_id).store_id, now_ms);
  if (shop === null) throw new Error(`Cannot deliver ${keyText(key)} as its shop must exist`);
  const [claimed, selected] = await ports.db.batch<unknown>([
    claimMessage(ports.db, key, now_ms, now_ms + LEASE_S * 1_000),
    selectOrder(ports.db, key.order_id),
  ]);
  const claim = claimed!.results[0] as Claim | undefined;
  if (claim === undefined) return "taken";
  const row = readOrder(selected!);
  const { settlement, sent } = row === null
    ? settled("failed", "the order is gone")
    : await carryOut(ports, shop, key, claim, row.order, now_ms);
  await Promise.all([
    settleMessage(ports.db, key, claim.attempts, settlement, now_ms).run(),
    sent === null ? null : archive(ports.archive, keyText(key), sent),
  ]);
  return settlement.state;
}

interface Attempted {
  readonly settlement: Settlement;
  /** The mail as the channel accepted it. */
  readonly sent: string | null;
}

interface Claim {
  readonly attempts: number;
  readonly created_at: number;
}

async function carryOut(
  ports: DeliverPorts,
  shop: Shop,
  key: MessageKey,
  claim: Claim,
  order: Order,
  now_ms: number,
): Promise<Attempted> {
  const against = reasonAgainst(key, order, shop.settings, now_ms);
  if (against !== null) return settled("suppressed", against);
  if (claim.attempts > ATTEMPTS_MAX) return settled("failed", `not sent within ${ATTEMPTS_MAX} attempts`);
  const name = shop.settings.channels[0]!;
  const channel = openChannel(name, ports.ways);
  const mail = await mailOf(ports, shop, key, claim, order);
  const raw = await composed(mail);
  if (!raw.ok) return settled("failed", raw.message);
  const text = keyText(key);
  const receipt: Receipt = channel.ok
    ? await channel.value.send({
      idempotency_key: text,
      mail,
      raw: raw.value,
      kind: key.kind,
      order_number: order.details.number,
    })
    : { outcome: "deferred", reason: channel.message };
  const next = nextAttempt(receipt, claim.attempts, now_ms, text, channel.ok && channel.value.idempotent);
  const accepted = receipt.outcome === "accepted";
  return {
    settlement: { ...next, channel: name, provider_id: accepted ? receipt.provider_id : null },
    sent: accepted ? raw.value : null,
  };
}

/** The same for every attempt: dates and links hang on when the mail was planned, not on when it is sent. */
async function mailOf(
  ports: DeliverPorts,
  shop: Shop,
  key: MessageKey,
  claim: Claim,
  order: Order,
): Promise<Mail> {
  const { settings } = shop;
  const expires_at_ms = claim.created_at + settings.link_days * 86_400_000;
  const token = await signLink(ports.link_keys, { purpose: "order", subject: key.order_id, expires_at_ms });
  const view = orderView(order, settings, { page_url: `${ports.public_url}/o/${token}` }, claim.created_at);
  const { details: { customer } } = order;
  return {
    key: keyText(key),
    from: { name: settings.from.name ?? settings.name, email: settings.from.email },
    to: { name: customer.name, email: customer.email! },
    reply_to: { name: settings.name, email: settings.support_email },
    ...render(key.kind, view),
    date_ms: claim.created_at,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/** An address that no mail can carry will not mend itself: the mail has failed, and the ledger says by which rule. */
async function composed(mail: Mail): Promise<Result<string, "header">> {
  try {
    return ok(await compose(mail));
  } catch (error) {
    if (error instanceof HeaderRefused) return err("header", error.message);
    throw error;
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

function settled(state: "suppressed" | "failed", reason: string): Attempted {
  return { settlement: { state, reason, due_at_ms: null, channel: null, provider_id: null }, sent: null };
}

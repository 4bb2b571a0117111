/** Sends one owed mail: claim, still wanted?, render, compose, channel, receipt. At most two round trips to D1. */
import type { Receipt } from "../channels/channel.ts";
import { openChannel } from "../channels/table.ts";
import { signLink } from "../links/signed_link.ts";
import { compose, type Mail } from "../mail/compose.ts";
import { HeaderRefused } from "../mail/header_refused.ts";
import { render } from "../mail/render.ts";
import { mailView } from "../mail/matter.ts";
import { ATTEMPTS_MAX, LEASE_S, nextAttempt } from "../messages/attempt.ts";
import { hasLeft } from "../messages/ledger.ts";
import { keyText, type MessageKey } from "../messages/message.ts";
import { toldBy, toldSoFar } from "../messages/told.ts";
import { verdictOn } from "../messages/wanted.ts";
import { addressee } from "../orders/addressee.ts";
import type { Situation } from "../orders/plan.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { err, ok, type Result } from "../result.ts";
import { claimMessage, readLedger, selectLedger, type Settlement, settleMessage } from "../store/messages.ts";
import { readOrder, selectOrder } from "../store/orders.ts";
import type { DeliverPorts } from "./ports.ts";

/** `taken`: another worker has it, or it is not due any more. Otherwise the state that the ledger now shows. */
export type Delivered = Settlement["state"] | "taken";

export async function deliverMessage(
  ports: DeliverPorts,
  key: MessageKey,
  now_ms: number,
): Promise<Delivered> {
  const shop = await ports.find_shop(splitOrderId(key.order_id).store_id, now_ms);
  const [claimed, selected, told] = await ports.db.batch<unknown>([
    claimMessage(ports.db, key, now_ms, now_ms + LEASE_S * 1_000),
    selectOrder(ports.db, key.order_id),
    selectLedger(ports.db, key.order_id),
  ]);
  const claim = claimed!.results[0] as Claim | undefined;
  if (claim === undefined) return "taken";
  const row = readOrder(selected!);
  const { settlement, sent } = row === null || shop === null
    ? unsent("failed", row === null ? "the order is gone" : "the store is gone")
    : await carryOut(ports, key, claim, {
      order: row.order,
      shop: shop.settings,
      ledger: readLedger(told!),
      now_ms,
    });
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
  /** Milliseconds since the epoch. */
  readonly dated_at: number;
}

async function carryOut(
  ports: DeliverPorts,
  key: MessageKey,
  claim: Claim,
  situation: Situation,
): Promise<Attempted> {
  const { order, shop, now_ms } = situation;
  const verdict = verdictOn(key, situation);
  if (!verdict.send) {
    return "against" in verdict
      ? unsent("suppressed", verdict.against)
      : unsent("owed", null, verdict.due_at_ms);
  }
  if (claim.attempts > ATTEMPTS_MAX) return unsent("failed", `not sent within ${ATTEMPTS_MAX} attempts`);
  const name = shop.channels[0]!;
  const channel = openChannel(name, ports.ways);
  const written = await write(ports, key, claim, situation);
  if (!written.ok) return unsent("failed", written.message);
  const { mail, raw } = written.value;
  const text = keyText(key);
  const receipt: Receipt = channel.ok
    ? await channel.value.send({
      idempotency_key: text,
      mail,
      raw,
      kind: key.kind,
      order_number: order.details.number,
    })
    : { outcome: "deferred", reason: channel.message };
  const next = nextAttempt(receipt, claim.attempts, now_ms, text, channel.ok && channel.value.idempotent);
  const accepted = receipt.outcome === "accepted";
  const told = hasLeft(next) ? toldBy(key.kind, situation) : null;
  return {
    settlement: { ...next, channel: name, provider_id: accepted ? receipt.provider_id : null, told },
    sent: accepted ? raw : null,
  };
}

/** The same for every attempt: dates and links hang on the date that the mail bears, not on when it is sent. */
async function mailOf(
  { link_keys, public_url }: DeliverPorts,
  key: MessageKey,
  { dated_at }: Claim,
  { order, shop, ledger }: Situation,
): Promise<Mail> {
  const expires_at_ms = dated_at + shop.link_days * 86_400_000;
  const token = await signLink(link_keys, { purpose: "order", subject: key.order_id, expires_at_ms });
  const page_url = `${public_url}/o/${token}`;
  const view = mailView(order, shop, key, toldSoFar(ledger), { page_url }, dated_at);
  const { name, email } = addressee(order, key.kind);
  return {
    key: keyText(key),
    from: { name: shop.from.name ?? shop.name, email: shop.from.email },
    to: { name, email: email! },
    reply_to: { name: shop.name, email: shop.support_email },
    ...render(key.kind, view),
    date_ms: dated_at,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/** The finished mail. What cannot be written now cannot be written later: the same order gives the same fault. */
async function write(
  ports: DeliverPorts,
  key: MessageKey,
  claim: Claim,
  situation: Situation,
): Promise<Result<{ readonly mail: Mail; readonly raw: string }, "unwritable">> {
  try {
    const mail = await mailOf(ports, key, claim, situation);
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

/** Records as an event of the order that an address takes no mail, and alerts the shop. */
import { suggestDomain } from "../../domains/typo.ts";
import { keyText, type MessageKey } from "../../messages/message.ts";
import type { Outcome } from "../../messages/outcome.ts";
import { normalAddress } from "../../messages/suppression.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { recordEvent } from "../record/record_event.ts";
import { afterWorkingHours } from "../../cases/clocks.ts";
import { mailClass } from "../../messages/mail_class.ts";
import { insertActOf, raiseCase } from "../../sql/cases.ts";
import { matterId } from "../cases/note_matters.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { DAY_MS } from "../../orders/days.ts";

/**
 * Records the failed address once, however often it is called. Returns the keys that became due: an SMS, where the
 * shop sends it.
 */
export async function markAddressFailed(
  ports: RecordPorts,
  shop: Shop,
  { key, recipient, reason, at_ms }: Pick<Outcome, "key" | "recipient" | "reason" | "at_ms">,
  now_ms: number,
): Promise<readonly MessageKey[]> {
  const { source, sender_id } = splitOrderId(key.subject);
  const address = normalAddress(recipient);
  const at = new Date(at_ms).toISOString();
  const recorded = await recordEvent(ports, shop, {
    source,
    order: sender_id,
    // The id depends on the message, since an address that was replaced and put back may fail again.
    webhook_id: `address-failed-${await digest(`${address} ${keyText(key)}`)}`,
    events: [{ type: "customer.address_failed", at, email: recipient }],
    received_at_ms: now_ms,
  }, now_ms);
  if (!recorded.ok) throw new Error(recorded.message);
  if (recorded.value.order_id === null) return [];
  // Written on each call, since an earlier call may have stopped here; the alert's key makes it one for each address
  // and order.
  const case_id = await matterId("bounce", key.subject, address);
  const detail = [key.kind, reason, slipIn(recipient)].filter((part) => part !== undefined).join(" · ");
  // Nobody has to find another address for a review request.
  const needs_person = mailClass(key.kind) !== "care";
  if (needs_person) {
    await ports.db.batch([
      raiseCase(ports.db, {
        shop_id: shop.id,
        id: case_id,
        kind: "bounce",
        topic: detail,
        next: "shop",
        due_at: afterWorkingHours(shop.settings, now_ms, shop.settings.support.first_answer_hours),
        order_id: recorded.value.order_id,
        customer: await ports.name_customer(shop.id, recipient),
        proven: true,
        // Mail does not reach them: the answer needs another address first.
        reader: null,
      }, now_ms),
      insertActOf(ports.db, shop.id, case_id, {
        id: `bounced-${await digest(keyText(key))}`,
        act: "bounced",
        words: detail,
      }, now_ms),
    ]);
  }
  await insertShopAlert(
    ports.db,
    shop,
    {
      topic: "mail_bounced",
      order_number: recorded.value.number ?? sender_id,
      detail,
    },
    now_ms,
    {
      about: `${key.subject.replaceAll("/", ":")}:${await digest(address)}`,
      link: {
        purpose: "correction",
        subject: key.subject,
        expires_at_ms: now_ms + shop.settings.link_days * DAY_MS,
      },
    },
  ).run();
  return recorded.value.due_keys;
}

/** Returns a hint such as `gmial.com → gmail.com?`: domains only, since an alert holds no customer's address. */
function slipIn(recipient: string): string | undefined {
  const domain = recipient.slice(recipient.lastIndexOf("@") + 1).trim().toLowerCase();
  const meant = suggestDomain(domain);
  return meant === undefined ? undefined : `${domain} → ${meant}?`;
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

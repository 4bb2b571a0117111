/** Writes down what became of mails that left: the ledger, the suppression list, the day's figures, and the order that can no longer be reached. */
import { suggestDomain } from "../domains/typo.ts";
import {
  COMPLAINT,
  HARD_BOUNCE,
  normalAddress,
  SOFT_BOUNCE_PAUSE_MS,
  SOFT_BOUNCES_MAX,
} from "../messages/refusal.ts";
import { keyText, type MessageKey } from "../messages/message.ts";
import { isOrderMail, type Outcome } from "../messages/outcome.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { markBounced, markComplained, markDelivered, markOpened } from "../store/outcomes.ts";
import { countDayIfChanged } from "../store/stats.ts";
import { countSoftBounceIfChanged, forgetSoftBounces, upsertSuppression } from "../store/suppressions.ts";
import { shopDayOf } from "./delivering.ts";
import type { RecordPorts, Shop } from "./ports.ts";
import { recordEvent } from "./record_event.ts";
import { insertShopAlert } from "./shop_alert.ts";

const DAY_MS = 86_400_000;

/** Told twice, or in another order, it is written once; mails of another shop are never touched. Returns the mails that became due. */
export async function recordOutcomes(
  ports: RecordPorts,
  shop: Shop,
  outcomes: readonly Outcome[],
  now_ms: number,
): Promise<readonly MessageKey[]> {
  const own = outcomes.filter(({ key }) => splitOrderId(key.subject).store_id === shop.id);
  const statements = own.flatMap((outcome) => statementsFor(ports.db, shop, outcome, now_ms));
  if (statements.length > 0) await ports.db.batch(statements);
  const nudges: MessageKey[] = [];
  for (const outcome of own) {
    if (outcome.type === "bounced" && outcome.bounce === "hard" && isOrderMail(outcome.key)) {
      nudges.push(...await tellOrder(ports, shop, outcome, now_ms));
    }
  }
  return nudges;
}

function statementsFor(
  db: D1Database,
  shop: Shop,
  { key, type, recipient, bounce, reason, at_ms }: Outcome,
  now_ms: number,
): readonly D1PreparedStatement[] {
  const day = shopDayOf(shop, now_ms);
  switch (type) {
    case "delivered":
      return [
        markDelivered(db, key, at_ms),
        countDayIfChanged(db, shop.id, day, key.kind, "delivered"),
        forgetSoftBounces(db, shop.id, recipient),
      ];
    case "bounced":
      return bounce === "hard"
        ? [
          markBounced(db, key, `hard: ${reason ?? "no reason given"}`, at_ms),
          countDayIfChanged(db, shop.id, day, key.kind, "bounced"),
          upsertSuppression(db, shop.id, { email: recipient, ...HARD_BOUNCE, until: null }, now_ms),
        ]
        : [
          markBounced(db, key, `soft: ${reason ?? "no reason given"}`, at_ms),
          countDayIfChanged(db, shop.id, day, key.kind, "bounced"),
          countSoftBounceIfChanged(
            db,
            shop.id,
            recipient,
            SOFT_BOUNCES_MAX,
            now_ms + SOFT_BOUNCE_PAUSE_MS,
            now_ms,
          ),
        ];
    case "complained":
      return [
        markComplained(db, key, at_ms),
        countDayIfChanged(db, shop.id, day, key.kind, "complained"),
        upsertSuppression(db, shop.id, { email: recipient, ...COMPLAINT, until: null }, now_ms),
      ];
    case "opened":
    case "clicked":
      return [markOpened(db, key, type, at_ms)];
    case "deferred":
      return []; // The provider still tries; what comes of it is told by another event.
  }
}

/** The order knows that its address failed, and the shop's people how to mend it. */
async function tellOrder(
  ports: RecordPorts,
  shop: Shop,
  { key, recipient, reason, at_ms }: Outcome,
  now_ms: number,
): Promise<readonly MessageKey[]> {
  const { source, sender_id } = splitOrderId(key.subject);
  const at = new Date(at_ms).toISOString();
  const recorded = await recordEvent(ports, shop, {
    source,
    order: sender_id,
    // One failure of one address, however many mails to it come back.
    delivery_id: `address-failed-${await digest(normalAddress(recipient))}`,
    happenings: [{ type: "customer.address_failed", at, email: recipient }],
    received_at_ms: now_ms,
  }, now_ms);
  if (!recorded.ok) throw new Error(recorded.message);
  if (recorded.value.outcome !== "recorded") return recorded.value.nudges;
  await insertShopAlert(
    ports.db,
    shop,
    {
      topic: "mail_bounced",
      order_number: recorded.value.number ?? sender_id,
      detail: [key.kind, reason, slipIn(recipient)].filter((part) => part !== undefined).join(" · "),
    },
    now_ms,
    {
      about: keyText(key).replaceAll("/", ":"),
      link: {
        purpose: "correction",
        subject: key.subject,
        expires_at_ms: now_ms + shop.settings.link_days * DAY_MS,
      },
    },
  ).run();
  return recorded.value.nudges;
}

/** `gmial.com → gmail.com?`: the domains alone, as an alert holds no customer's address. */
function slipIn(recipient: string): string | undefined {
  const domain = recipient.slice(recipient.lastIndexOf("@") + 1).trim().toLowerCase();
  const meant = suggestDomain(domain);
  return meant === undefined ? undefined : `${domain} → ${meant}?`;
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

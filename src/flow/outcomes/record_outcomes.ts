/**
 * Records outcomes of sent mails: in the ledger, the suppression list, the day's figures, and the order whose address
 * failed.
 */
import {
  COMPLAINT,
  HARD_BOUNCE,
  normalAddress,
  SOFT_BOUNCE_PAUSE_MS,
  SOFT_BOUNCES_MAX,
} from "../../messages/suppression.ts";
import { keyOf } from "../../figures/counts.ts";
import { mailClass } from "../../messages/mail_class.ts";
import { isStandaloneKind, keyText, type MessageKey } from "../../messages/message.ts";
import { shopSubject } from "../../messages/subject.ts";
import { isOrderMail, type Outcome } from "../../messages/outcome.ts";
import { copyAddresses } from "../../orders/mail_settings.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { markBounced, markComplained, markDelivered, markOpened, selectSending } from "../../sql/outcomes.ts";
import { addOutcomeIfChanged, addToCountsIfChanged } from "../../sql/figures.ts";
import { countDayIfChanged } from "../../sql/stats.ts";
import {
  countSoftBounceIfChanged,
  forgetSoftBounces,
  hideSuppressions,
  upsertSuppression,
} from "../../sql/suppressions.ts";
import { isArchived, readOrder, selectOrder } from "../../sql/orders.ts";
import { bringBack } from "../archive/bring_back.ts";
import { openOrder } from "../archive/open_order.ts";
import { shopDayOf } from "../deliver/send_attempt.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { goByNextWay } from "../programs/next_way.ts";
import { type Happened, messageHappened, tellPrograms } from "../programs/tell_programs.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { clickedInTrial } from "../trials/note_trial.ts";
import { markAddressFailed } from "./mark_address_failed.ts";
import { type Reported, withoutErased } from "./without_erased.ts";

/**
 * Records each outcome once, whatever the order or number of calls; messages of another shop are never touched.
 * Returns the keys that became due.
 */
export async function recordOutcomes(
  ports: RecordPorts,
  shop: Shop,
  outcomes: readonly Outcome[],
  now_ms: number,
): Promise<readonly MessageKey[]> {
  // What becomes of a copy says nothing of the customer's own mail.
  const copies = copyAddresses(shop.settings.mails);
  const told = outcomes.filter(({ key, recipient }) =>
    splitOrderId(key.subject).shop_id === shop.id && !copies.has(normalAddress(recipient))
  );
  // Where an order cannot come back now, its address is suppressed all the same, and the report must come again.
  const failures = new Map<string, unknown>();
  for (const outcome of told.filter(isLateNews)) {
    await bringBackFor(ports, outcome, now_ms).catch((error) => failures.set(outcome.key.subject, error));
  }
  const own = await withoutErased(ports, shop, told);
  const statements = [
    ...own.flatMap((outcome) => statementsFor(ports.db, shop, outcome, now_ms)),
    ...tellPrograms(ports.db, shop, own.flatMap(happenedIn), now_ms),
  ];
  const keys = own.map(({ key }) => key);
  // A worker that is sending one of these mails would overwrite its outcome, so the provider is asked to report it
  // again.
  const sending = statements.length === 0
    ? []
    : (await ports.db.batch([...statements, selectSending(ports.db, keys, now_ms)])).at(-1)!.results;
  const due_keys: MessageKey[] = [];
  for (const outcome of own) {
    if (failures.has(outcome.key.subject) || outcome.erased !== undefined) continue;
    if (outcome.type === "bounced") due_keys.push(...await goByNextWay(ports.db, shop, outcome.key, now_ms));
    if (outcome.type === "bounced" && outcome.bounce === "hard" && isOrderMail(outcome.key)) {
      due_keys.push(...await markAddressFailed(ports, shop, outcome, now_ms));
    }
  }
  if (sending.length > 0) {
    throw new Error(`Cannot record all reports as ${sending.length} of their mails are just being sent`);
  }
  if (failures.size > 0) {
    throw new AggregateError(
      [...failures.values()],
      `${failures.size} orders did not come back for a report`,
    );
  }
  return due_keys;
}

/** What a shop's own programs are told of it; a report that comes twice is one. */
function happenedIn({ key, type, bounce, reason, at_ms }: Outcome): readonly Happened[] {
  if (type === "deferred") return [];
  const told = type === "bounced" ? `${bounce ?? "soft"}: ${reason ?? "no reason given"}` : reason;
  const is_refused = type === "complained" || type === "bounced" && bounce === "hard";
  return [
    messageHappened(key, type, { reason: told }, at_ms),
    ...(is_refused
      ? [
        {
          type: "customer.suppressed",
          id: `${keyText(key)}:${at_ms}`,
          data: { message: keyText(key), order: isOrderMail(key) ? key.subject : null, reason: type },
        } as const,
      ]
      : []),
  ];
}

/** That an old mail was opened or has arrived says nothing that its order must come back for. */
function isLateNews({ key, type }: Outcome): boolean {
  return isOrderMail(key) && (type === "bounced" || type === "complained");
}

/** The message of an order in the archive is not in D1. */
async function bringBackFor(ports: RecordPorts, { key }: Outcome, now_ms: number): Promise<void> {
  const stored = readOrder(await selectOrder(ports.db, key.subject).all());
  if (stored === null || !isArchived(stored)) return;
  await bringBack(ports, (await openOrder(ports, stored))!, now_ms);
}

function statementsFor(
  db: D1Database,
  shop: Shop,
  { key, type, recipient, bounce, reason, at_ms, erased }: Reported,
  now_ms: number,
): readonly D1PreparedStatement[] {
  // Whom the shop has forgotten is not written down again.
  const is_forgotten = erased !== undefined && !erased.is_known;
  const day = shopDayOf(shop, now_ms);
  const domain = recipient.slice(recipient.lastIndexOf("@") + 1);
  // Each stands after a statement that changes a row once.
  const counted = (outcome: "delivered" | "bounced" | "complained") => [
    countDayIfChanged(db, shop.id, day, key.kind, outcome),
    ...(shop.settings.figures ? [addOutcomeIfChanged(db, shop.id, day, key, { domain, outcome })] : []),
  ];
  switch (type) {
    case "delivered":
      return [
        markDelivered(db, key, at_ms, now_ms),
        ...counted("delivered"),
        forgetSoftBounces(db, shop.id, recipient),
      ];
    case "bounced":
      return bounce === "hard"
        ? [
          markBounced(db, key, `hard: ${reason ?? "no reason given"}`, at_ms, now_ms),
          ...counted("bounced"),
          ...(is_forgotten ? [] : [
            upsertSuppression(db, shop.id, { email: recipient, ...HARD_BOUNCE, until: null }, now_ms),
            ...missed(db, shop, key, reason, now_ms),
          ]),
        ]
        : [
          markBounced(db, key, `soft: ${reason ?? "no reason given"}`, at_ms, now_ms),
          ...counted("bounced"),
          ...(is_forgotten ? [] : [
            countSoftBounceIfChanged(
              db,
              shop.id,
              recipient,
              SOFT_BOUNCES_MAX,
              now_ms + SOFT_BOUNCE_PAUSE_MS,
              now_ms,
            ),
          ]),
        ];
    case "complained":
      return [
        markComplained(db, key, at_ms, now_ms),
        ...counted("complained"),
        upsertSuppression(db, shop.id, { email: recipient, ...COMPLAINT, until: null }, now_ms),
        // An objection is kept under the hash, as an erasure keeps it.
        ...(is_forgotten ? [hideSuppressions(db, shop.id, recipient, erased.name)] : []),
      ];
    case "opened":
    case "clicked":
      return [
        markOpened(db, key, type, at_ms),
        ...(shop.settings.figures
          ? [addToCountsIfChanged(db, shop.id, day, { what: "mail", key: keyOf(key.kind, type) })]
          : []),
        ...(type === "clicked" ? clickedInTrial(db, shop, key, at_ms) : []),
      ];
    case "deferred":
      return []; // The provider still tries; another event will bring the outcome.
  }
}

/**
 * Alerts the shop to a standalone mail that did not reach its reader; none for the shop's own mails, which could not
 * arrive either.
 */
function missed(
  db: D1Database,
  shop: Shop,
  { subject, kind }: MessageKey,
  reason: string | undefined,
  now_ms: number,
): readonly D1PreparedStatement[] {
  if (!isStandaloneKind(kind) || subject === shopSubject(shop.id) || mailClass(kind) !== "essential") {
    return [];
  }
  const detail = [kind, reason].filter((part) => part !== undefined).join(" · ");
  return [insertShopAlert(db, shop, { topic: "mail_bounced", detail }, now_ms)];
}

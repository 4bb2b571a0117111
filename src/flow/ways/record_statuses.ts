/**
 * Records what became of short messages, in the ledger that mails share. What was delivered stays so, whatever comes
 * late; what a service could not bring goes by the next way at once.
 */
import type { IncomingStatus } from "../../messages/incoming.ts";
import { isShortAnswerKind, isSmsKind, type MessageKey } from "../../messages/message.ts";
import { readKey } from "../../messages/outcome.ts";
import { type ShortWay, WAYS } from "../../messages/ways.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { afterShortNews, wayOfNews } from "../../orders/plan/short_news.ts";
import { readLedger, selectLedger, upsertMessages } from "../../sql/messages.ts";
import { readOrder, selectOrder } from "../../sql/orders.ts";
import {
  markDelivered,
  markUndelivered,
  selectErased,
  selectProviderRefs,
  selectSending,
} from "../../sql/outcomes.ts";
import { countDayIfChanged } from "../../sql/stats.ts";
import { upsertSuppression } from "../../sql/suppressions.ts";
import { openOrder } from "../archive/open_order.ts";
import { answerByMail } from "../cases/answer_case.ts";
import { shopDayOf } from "../deliver/send_attempt.ts";
import { goByNextWay } from "../programs/next_way.ts";
import type { Shop } from "../ports.ts";
import type { IncomingPorts } from "./incoming_ports.ts";

export async function recordStatuses(
  ports: IncomingPorts,
  shop: Shop,
  way: ShortWay,
  statuses: readonly IncomingStatus[],
  now_ms: number,
): Promise<{ readonly reports: number; readonly due_keys: readonly MessageKey[] }> {
  if (statuses.length === 0) return { reports: 0, due_keys: [] };
  const { db } = ports;
  const ids = [...new Set(statuses.map(({ provider_id }) => provider_id))];
  const { results } = await selectProviderRefs(db, WAYS[way].channels[0], ids).all<
    { readonly provider_id: string; readonly message_key: string }
  >();
  const known = statuses.flatMap((status) => {
    const text = results.find(({ provider_id }) => provider_id === status.provider_id)?.message_key;
    const key = text === undefined ? null : readKey(text);
    return key === null || splitOrderId(key.subject).shop_id !== shop.id ? [] : [{ ...status, key }];
  });
  if (known.length === 0) return { reports: 0, due_keys: [] };
  const sending = await selectSending(db, known.map(({ key }) => key), now_ms).all();
  // Its worker would overwrite what is reported: the service reports again.
  if (sending.results.length > 0) {
    throw new Error(
      `Cannot record all reports as ${sending.results.length} of their messages are just being sent`,
    );
  }
  const failed = known.filter(({ became }) => became !== "delivered").map(({ key }) => key.subject);
  // Of an erased order nothing is written down again, not even a service's words.
  const erased = failed.length === 0
    ? []
    : (await selectErased(db, failed, []).all<{ name: string }>()).results;
  const due_keys: MessageKey[] = [];
  for (const { key, became, reason, stopped, to, at_ms } of known) {
    const day = shopDayOf(shop, now_ms);
    if (became === "delivered") {
      await db.batch([
        markDelivered(db, key, at_ms, now_ms),
        countDayIfChanged(db, shop.id, day, key.kind, "delivered"),
      ]);
      continue;
    }
    const is_erased = erased.some(({ name }) => name === key.subject);
    const words = is_erased ? undefined : reason;
    const [changed] = await db.batch([
      markUndelivered(db, key, words ?? "no reason given", at_ms, now_ms),
      countDayIfChanged(db, shop.id, day, key.kind, "bounced"),
    ]);
    if (stopped === true) await silence(ports, shop, key, way, is_erased ? undefined : to, now_ms);
    // Done again where an earlier run ended between the two: the next way's message is inserted once.
    if (changed!.meta.changes > 0 || await isUndelivered(db, key)) {
      due_keys.push(...await sendInstead(ports, shop, key, now_ms));
    }
  }
  return { reports: known.length, due_keys };
}

async function isUndelivered(db: D1Database, key: MessageKey): Promise<boolean> {
  const { results } = await selectLedger(db, key.subject).all<
    { kind: string; about: string; state: string }
  >();
  return results.some(({ kind, about, state }) =>
    kind === key.kind && about === key.about && state === "bounced"
  );
}

/**
 * Puts the reader of a message on the suppression list, as its service says that they want no more: by the address of the
 * order, and by `to`, which the service names, where no order owes the message.
 */
async function silence(
  ports: IncomingPorts,
  shop: Shop,
  key: MessageKey,
  way: ShortWay,
  to: string | undefined,
  now_ms: number,
): Promise<void> {
  const { db } = ports;
  const row = await openOrder(ports, readOrder(await selectOrder(db, key.subject).all()));
  const addresses = new Set([row?.order.ways?.find(({ by }) => by === way)?.to, to]);
  for (const email of addresses) {
    if (email === undefined) continue;
    await upsertSuppression(
      db,
      shop.id,
      { email, class: "all", reason: "unsubscribed", until: null },
      now_ms,
    ).run();
  }
}

/** Owes what takes the message's place, and returns its key; none where nothing does. */
async function sendInstead(
  ports: IncomingPorts,
  shop: Shop,
  key: MessageKey,
  now_ms: number,
): Promise<readonly MessageKey[]> {
  const { db } = ports;
  const { kind, about, subject } = key;
  if (isShortAnswerKind(kind)) {
    if (kind !== "support_short") return await goByNextWay(db, shop, key, now_ms);
    const instead = await answerByMail(ports, shop, key, now_ms);
    return instead === null ? [] : [instead];
  }
  if (!isSmsKind(kind) || wayOfNews(kind) === undefined) return [];
  const [selected, ledger] = await db.batch([selectOrder(db, subject), selectLedger(db, subject)]);
  const row = await openOrder(ports, readOrder(selected!));
  if (row === null) return [];
  const input = { order: row.order, shop: shop.settings, ledger: readLedger(ledger!, row), now_ms };
  const next = afterShortNews(input, { kind, about }, "bounced");
  if (next === undefined) return [];
  await upsertMessages(db, subject, [next], now_ms).run();
  return next.due_at_ms <= now_ms ? [{ subject, kind: next.kind, about: next.about }] : [];
}

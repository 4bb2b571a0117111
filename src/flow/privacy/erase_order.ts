/**
 * Erases the personal data of one order: keeps what was bought, paid and returned, and deletes names, texts and
 * copies of mails.
 */
import { eraseEvent } from "../../customers/erase.ts";
import type { OrderEvent } from "../../orders/event.ts";
import { COPY_FOLDERS } from "../../messages/copy_path.ts";
import { keyText } from "../../messages/message.ts";
import { ALERT_TOPICS } from "../../messages/kinds/shop.ts";
import { conversationSubject, shopSubject } from "../../messages/subject.ts";
import { fold } from "../../orders/fold/fold.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { deleteChallenges } from "../../sql/challenges.ts";
import { deleteCaseLedgers, deleteCases, selectCaseIds } from "../../sql/cases.ts";
import {
  deleteAlerts,
  forgetWords,
  rewriteOrder,
  rewriteWebhooks,
  selectAlerts,
  selectSending,
  silenceLedger,
} from "../../sql/erasure.ts";
import {
  insertWebhook,
  isArchived,
  type OrderRow,
  readOrder,
  readWebhooks,
  selectOrder,
  selectWebhooks,
} from "../../sql/orders.ts";
import type { WebhookRow } from "../../sql/volumes.ts";
import { deleteUnreachable } from "../../sql/unreachable.ts";
import { deleteRequests } from "../../sql/requests.ts";
import { deleteObjects } from "../delete_objects.ts";
import { archiveOrder } from "../archive/archive_order.ts";
import { deleteArchived, listArchived } from "../archive/archived_orders.ts";
import { bringBack } from "../archive/bring_back.ts";
import { findOrder } from "../archive/open_order.ts";
import { emptyFolder } from "./empty_folder.ts";
import type { NameCustomer } from "../../links/customer_name.ts";
import { eraseOrderTerms } from "../record/index_order_terms.ts";
import type { Shop } from "../ports.ts";

export interface EraseOrderPorts {
  readonly db: D1Database;
  readonly mail: R2Bucket;
  readonly name_customer: NameCustomer;
}

const RETRIES_MAX = 5;

/** Returns the webhook row that marks an order as erased. */
export function erasedMark(at_ms: number): Omit<WebhookRow, "seq"> {
  return {
    source: "page",
    webhook_id: "erased",
    received_at: at_ms,
    events: [{ type: "customer.erased", at: new Date(at_ms).toISOString() }],
  };
}

/**
 * Rewrites the order, its events and the statements of `together` in one commit; begins again where another writer
 * was first. Returns the keys of messages that are being sent, whose copies may reach the bucket afterwards.
 */
export async function eraseOrder(
  { db, mail, name_customer }: EraseOrderPorts,
  shop: Pick<Shop, "id" | "settings">,
  row: OrderRow,
  now_ms: number,
  together: (events: readonly OrderEvent[]) => readonly D1PreparedStatement[] = () => [],
): Promise<readonly string[]> {
  const { source, sender_id } = splitOrderId(row.id);
  // Alerts of the plan are named without the shop, which their subject holds.
  const abouts = [row.id.replaceAll("/", ":"), `${source}:${sender_id}`];
  const conversation_subjects = conversationSubject(shop.id, "");
  const alerts = ALERT_TOPICS.flatMap((topic) => abouts.map((about) => `${topic}:${about}:`));
  const [conversations, alerted] = await db.batch<{ readonly id: string }>([
    selectCaseIds(db, { order: row.id }),
    selectAlerts(db, shopSubject(shop.id), alerts),
  ]);
  // Alerts about mails that came in are named by their case.
  const of_cases = await selectAlerts(
    db,
    shopSubject(shop.id),
    conversations!.results.flatMap(({ id }) => ALERT_TOPICS.map((topic) => `${topic}:${id}:`)),
  ).all<{ readonly id: string }>();
  const shop_alerts = [...alerted!.results, ...of_cases.results].map(({ id }) => id);
  const empty = async () => {
    await emptyFolder(mail, `attachments/${row.id}/`);
    for (const { id } of conversations!.results) await emptyFolder(mail, `received/${shop.id}/${id}/`);
    const subjects = [row.id, ...conversations!.results.map(({ id }) => `${conversation_subjects}${id}`)];
    for (const folder of COPY_FOLDERS) {
      for (const subject of subjects) await emptyFolder(mail, `${folder}/${subject}/`);
    }
    const copies = shop_alerts.map((about) =>
      `sent/${keyText({ subject: shopSubject(shop.id), kind: "shop_alert", about })}`
    );
    await deleteObjects(mail, copies);
  };
  // Deletes the copies before the commit (afterwards the addresses that name them are gone) and once more after it,
  // for mails sent meanwhile.
  await empty();
  let sending: readonly string[] = [];
  let was_archived = false;
  for (let retry = 0;; retry++) {
    const found = await findOrder({ db, mail }, row.id);
    if (found !== null) await bringBack({ db, mail }, found, now_ms);
    if (found?.object) {
      was_archived = true;
      // Before the commit, since the order is whole in D1: whatever stops the erasure afterwards leaves nothing behind.
      await deleteArchived(mail, row.id, [found.object]);
    }
    const webhooks = readWebhooks(await selectWebhooks(db, [row.id], null).all(), null);
    const erased = webhooks.map((webhook) => ({ ...webhook, events: webhook.events.map(eraseEvent) }));
    // More rows than are read may follow: the numbers that a long order took as it went into the archive.
    const last_seq = Math.max(found?.seq ?? 0, webhooks.at(-1)?.seq ?? 0);
    const mark: WebhookRow = { ...erasedMark(now_ms), seq: last_seq + 1 };
    const order = fold([...erased, mark].flatMap(({ events }) => events));
    if (order === null) throw new Error("Cannot erase an order that cannot be folded");
    const whole = fold(webhooks.flatMap(({ events }) => events));
    const terms = whole === null ? [] : await eraseOrderTerms({ db, name_customer }, row.id, whole, order);
    try {
      const [held] = await db.batch<{ readonly subject: string }>([
        selectSending(db, row.id, conversation_subjects, now_ms),
        // Fails where another writer was first; then the whole batch is undone.
        insertWebhook(db, row.id, mark),
        ...rewriteWebhooks(db, row.id, erased),
        rewriteOrder(db, { ...row, seq: mark.seq, order }, now_ms),
        ...silenceLedger(db, row.id, now_ms),
        deleteCaseLedgers(db, shop.id, { order: row.id }),
        ...deleteCases(db, { order: row.id }),
        deleteAlerts(db, shopSubject(shop.id), shop_alerts),
        ...terms,
        deleteRequests(db, row.id),
        deleteChallenges(db, row.id),
        forgetWords(db, row.id),
        deleteUnreachable(db, shop.id, row.id),
        ...together(webhooks.flatMap(({ events }) => events)),
      ]);
      sending = held!.results.map(({ subject }) => subject);
      break;
    } catch (error) {
      const was_slower = error instanceof Error && error.message.includes("UNIQUE constraint failed");
      if (!was_slower || retry === RETRIES_MAX) throw error;
    }
  }
  await empty();
  // What lay in the archive goes back at once: a database that goes back in time finds the erased order there. Objects
  // that another run put meanwhile, or left when it died, may hold the order as it was.
  const objects = await listArchived(mail, row.id);
  if (was_archived || objects.length > 0) {
    await archiveOrder({ db, mail }, shop, row.id, () => true, now_ms);
    const stored = readOrder(await selectOrder(db, row.id).all());
    const kept = stored !== null && isArchived(stored) ? stored.object : null;
    await deleteArchived(mail, row.id, objects.filter((name) => name !== kept));
  }
  return sending;
}

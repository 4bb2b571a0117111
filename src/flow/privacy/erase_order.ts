/** Erases one order: it keeps what was bought, paid and sent back, and nobody's name; what was written about it is gone. */
import { eraseHappening } from "../../customers/erase.ts";
import type { Happening } from "../../orders/event.ts";
import { keyText } from "../../messages/message.ts";
import { ALERT_TOPICS } from "../../messages/notice.ts";
import { conversationSubject, shopSubject } from "../../messages/subject.ts";
import { fold } from "../../orders/fold/fold.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { deleteChallenges } from "../../sql/challenges.ts";
import { deleteTalkLedgers, deleteTalks, selectConversations } from "../../sql/conversations.ts";
import {
  deleteAlerts,
  forgetWords,
  rewriteEvents,
  rewriteOrder,
  selectAlerts,
  selectSending,
  silenceLedger,
} from "../../sql/erasure.ts";
import { type EventRow, insertEvent, type OrderRow, readEvents, selectEvents } from "../../sql/orders.ts";
import { deleteRequests } from "../../sql/requests.ts";
import { emptyFolder } from "./empty_folder.ts";
import type { Shop } from "../ports.ts";

export interface EraseOrderPorts {
  readonly db: D1Database;
  readonly mail: R2Bucket;
}

const RETRIES_MAX = 5;

/** What tells that an order's customer is erased. */
export function erasedMark(at_ms: number): Omit<EventRow, "seq"> {
  return {
    source: "page",
    delivery_id: "erased",
    received_at: at_ms,
    happenings: [{ type: "customer.erased", at: new Date(at_ms).toISOString() }],
  };
}

/**
 * In one commit with its events, and with `together`, which is made from the events as they were; a writer who was faster makes
 * it begin again. Returns whose mails were just leaving: copies of them may come into the bucket after this.
 */
export async function eraseOrder(
  { db, mail }: EraseOrderPorts,
  shop: Pick<Shop, "id">,
  row: OrderRow,
  now_ms: number,
  together: (told: readonly Happening[]) => readonly D1PreparedStatement[] = () => [],
): Promise<readonly string[]> {
  const { source, sender_id } = splitOrderId(row.id);
  // Those of the plan stand without their store: its shop is whose they are.
  const abouts = [row.id.replaceAll("/", ":"), `${source}:${sender_id}`];
  const talk_subjects = conversationSubject(shop.id, "");
  const alerts = ALERT_TOPICS.flatMap((topic) => abouts.map((about) => `${topic}:${about}:`));
  const [talks, alerted] = await db.batch<{ readonly id: string }>([
    selectConversations(db, row.id),
    selectAlerts(db, shopSubject(shop.id), alerts),
  ]);
  const told_shop = alerted!.results.map(({ id }) => id);
  const empty = async () => {
    for (const prefix of [`sent/${row.id}/`, `attachments/${row.id}/`]) await emptyFolder(mail, prefix);
    for (const { id } of talks!.results) await emptyFolder(mail, `sent/${talk_subjects}${id}/`);
    const copies = told_shop.map((about) =>
      `sent/${keyText({ subject: shopSubject(shop.id), kind: "shop_alert", about })}`
    );
    if (copies.length > 0) await mail.delete(copies);
  };
  // Before the commit, since after it nobody knows any more what to look for; and again, for what left in between.
  await empty();
  let sending: readonly string[] = [];
  for (let retry = 0;; retry++) {
    const events = readEvents(await selectEvents(db, [row.id], null).all());
    const erased = events.map((event) => ({ ...event, happenings: event.happenings.map(eraseHappening) }));
    const last_seq = events.at(-1)?.seq ?? 0;
    const mark: EventRow = { ...erasedMark(now_ms), seq: last_seq + 1 };
    const order = fold([...erased, mark].flatMap(({ happenings }) => happenings));
    if (order === null) throw new Error("Cannot erase an order that cannot be folded");
    try {
      const [held] = await db.batch<{ readonly subject: string }>([
        selectSending(db, row.id, talk_subjects, now_ms),
        // Fails when somebody wrote in between: then nothing of this is kept.
        insertEvent(db, row.id, mark),
        ...rewriteEvents(db, row.id, erased),
        rewriteOrder(db, { ...row, seq: mark.seq, order }, now_ms),
        ...silenceLedger(db, row.id, now_ms),
        deleteTalkLedgers(db, row.id, talk_subjects),
        ...deleteTalks(db, row.id),
        deleteAlerts(db, shopSubject(shop.id), told_shop),
        deleteRequests(db, row.id),
        deleteChallenges(db, row.id),
        forgetWords(db, row.id),
        ...together(events.flatMap(({ happenings }) => happenings)),
      ]);
      sending = held!.results.map(({ subject }) => subject);
      break;
    } catch (error) {
      const was_slower = error instanceof Error && error.message.includes("UNIQUE constraint failed");
      if (!was_slower || retry === RETRIES_MAX) throw error;
    }
  }
  await empty();
  return sending;
}

/**
 * Files a short message of a customer, by whatever way it came: it continues their case or opens one, is the shop's
 * turn, and alerts the shop. It answers nothing.
 */
import { questionIn } from "../../cases/asked.ts";
import type { Case, CaseReader, EntryFile } from "../../cases/case.ts";
import { shopSubject } from "../../messages/subject.ts";
import { readCases, selectCase, selectCasesOfCustomer, selectCasesOfOrder } from "../../sql/cases.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { withoutTurns } from "../../values/plain_text.ts";
import { wake } from "../deliver/wake.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { recordOpenness } from "./answer_case.ts";
import { loadCase } from "./load_case.ts";
import { matterId } from "./note_matters.ts";
import { continueCase, openCase } from "./open_case.ts";

export interface ReceivedMessage {
  /** The way by which it came: `sms`, `chat` … */
  readonly way: string;
  /** The provider's own id of it: the same message is filed once. */
  readonly id: string;
  /** The writer's address on this way, such as a number in E.164. */
  readonly from: string;
  readonly words: string;
  readonly files?: readonly EntryFile[];
  /** The order that the writer is known by; null where none is. */
  readonly order: OrderRow | null;
  /** The writer as `shop/~customer/…`; null where they are not known. */
  readonly customer: string | null;
  /** To whom answers by mail go; null where no address is known. */
  readonly reader: CaseReader | null;
  /** Whether the way proves who wrote: a number that the customer proved before, a page that they opened by a link. */
  readonly proven: boolean;
}

const WORDS_MAX = 50_000;
const TOPIC_MAX = 90;
/** A solved matter is not taken up again after this. */
const REOPENED_WITHIN_MS = 60 * 86_400_000;

export async function receiveMessage(
  ports: RequestPorts,
  shop: Shop,
  message: ReceivedMessage,
  now_ms: number,
): Promise<{ readonly case_id: string; readonly is_new: boolean }> {
  const { db } = ports;
  const { way, from, order, customer, proven, reader, files = [] } = message;
  const words = withoutTurns(message.words).trim().slice(0, WORDS_MAX);
  // Of somebody who is not known there is one thread for each address.
  const own_id = proven ? await matterId(way, shop.id, message.id) : await matterId(way, shop.id, from);
  const found = await threadOf(db, shop, message, own_id, now_ms);
  const case_id = found?.id ?? own_id;
  const entry = {
    id: (await matterId(way, message.id)).slice(0, 24),
    type: "message",
    author: "customer",
    words,
    detail: { way, from, ...(files.length === 0 ? {} : { files }) },
  } as const;
  const topic = words.split("\n").find((line) => line.trim() !== "")?.trim().slice(0, TOPIC_MAX) ?? "—";
  const about = `${case_id}:${entry.id}`;
  await db.batch([
    ...(found !== null ? continueCase(db, shop, found, entry, now_ms) : openCase(
      db,
      shop,
      {
        id: case_id,
        kind: questionIn(words)?.question ?? "question",
        topic,
        order_id: proven ? order?.id ?? null : null,
        customer,
        proven,
        reader,
      },
      entry,
      now_ms,
    )),
    insertShopAlert(
      db,
      shop,
      {
        topic: "customer_request",
        order_number: order?.number,
        detail: words.slice(0, 1_000) || topic,
        case_id,
      },
      now_ms,
      { about },
    ),
  ]);
  await wake(ports.wake_queue, [
    { subject: shopSubject(shop.id), kind: "shop_alert", about: `customer_request:${about}` },
  ]);
  const loaded = await loadCase(ports, shop.id, case_id);
  if (loaded !== null) await recordOpenness(ports, shop, loaded, "opened", now_ms);
  return { case_id, is_new: found === null };
}

/** Returns the case that the message continues: an open one of the order or the writer, or one solved lately. */
async function threadOf(
  db: D1Database,
  shop: Shop,
  { order, customer, proven }: ReceivedMessage,
  own_id: string,
  now_ms: number,
): Promise<Case | null> {
  const [of_order, of_customer, own] = (await db.batch([
    selectCasesOfOrder(db, order?.id ?? ""),
    selectCasesOfCustomer(db, customer ?? ""),
    selectCase(db, shop.id, own_id),
  ])).map(readCases);
  // Who is not proven joins nobody's thread but their own.
  const known = proven ? [...of_order!, ...of_customer!].filter((one) => one.proven) : own!;
  const theirs = known.filter(({ state }) => state !== "merged").toSorted((a, b) =>
    b.changed_at - a.changed_at
  );
  return theirs.find(({ state }) => state === "open") ??
    theirs.find(({ changed_at }) => now_ms - changed_at < REOPENED_WITHIN_MS) ?? null;
}

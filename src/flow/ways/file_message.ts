/**
 * Files a short message: keeps its files, adds it to its case or opens one, alerts the shop, and answers at once where
 * the order itself says what was asked.
 */
import type { OpenedWay } from "../../channels/table.ts";
import { questionIn } from "../../cases/asked.ts";
import { threadId } from "../../links/reply_address.ts";
import type { IncomingMessage } from "../../messages/incoming.ts";
import { type ShortWay, WAYS } from "../../messages/ways.ts";
import { shopSubject } from "../../messages/subject.ts";
import { type ReachRow, upsertHeard } from "../../sql/reaches.ts";
import { inOneLine, withoutTurns } from "../../values/plain_text.ts";
import { recordOpenness } from "../cases/answer_case.ts";
import { loadCase } from "../cases/load_case.ts";
import { continueCase, openCase } from "../cases/open_case.ts";
import { newestOrder } from "../customer/confirm_by_mail.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { answerShortAtOnce } from "./answer_short.ts";
import { messageDigest } from "./entry_id.ts";
import { findShortThread } from "./find_short_thread.ts";
import { keepFiles } from "./keep_files.ts";
import type { IncomingPorts } from "./incoming_ports.ts";

const WORDS_MAX = 50_000;
const TOPIC_MAX = 90;

export async function fileMessage(
  ports: IncomingPorts,
  shop: Shop,
  opened: OpenedWay,
  way: ShortWay,
  message: IncomingMessage,
  reach: ReachRow | null,
  now_ms: number,
): Promise<void> {
  const { from, name, answers, files: given } = message;
  const digest = await messageDigest(shop.id, message);
  const entry_id = digest.toHex().slice(0, 24);
  const words = withoutTurns(message.words).trim().slice(0, WORDS_MAX);
  const customer = reach?.customer ?? null;
  const thread = await findShortThread(ports, shop, {
    customer,
    case_id: reach?.case_id ?? null,
    answers: answers === undefined ? null : { channel: WAYS[way].channels[0], id: answers },
    words,
  }, now_ms);
  // The same message makes the same case: one that comes again after a failure opens no second one.
  const case_id = thread.case?.id ?? threadId(digest.subarray(0, 10));
  const files = await keepFiles(ports, opened, `received/${shop.id}/${case_id}/${entry_id}`, given);
  const label = WAYS[way].label;
  const topic = topicOf(words) ?? `${label}: ${files[0]?.name ?? "…"}`;
  const question = questionIn(words);
  const kind = question?.question ?? "question";
  const entry = {
    id: entry_id,
    type: "message",
    author: "customer",
    words,
    detail: {
      way,
      from,
      ...(name === undefined ? {} : { writer: inOneLine(withoutTurns(name)).slice(0, 200) }),
      ...(files.length === 0 ? {} : { files }),
    },
  } as const;
  const known = thread.order ?? (customer === null ? null : await newestOrder(ports, customer));
  const person = known?.order.details;
  const email = person?.customer.email;
  const alert_about = `${case_id}:${entry_id}`;
  await ports.db.batch([
    ...(thread.case !== null ? continueCase(ports.db, shop, thread.case, entry, now_ms) : openCase(
      ports.db,
      shop,
      {
        id: case_id,
        kind,
        topic,
        order_id: thread.order?.id ?? null,
        customer: customer ?? await ports.name_customer(shop.id, from),
        proven: customer !== null,
        reader: customer === null || email === undefined ? null : {
          email,
          name: person?.customer.name,
          first_name: person?.customer.first_name,
          locale: known?.order.language ?? person?.locale,
        },
      },
      entry,
      now_ms,
    )),
    upsertHeard(ports.db, shop.id, {
      address: from,
      name: name?.slice(0, 200) ?? null,
      at_ms: Math.min(message.at_ms, now_ms),
      case_id,
    }),
    insertShopAlert(
      ports.db,
      shop,
      {
        topic: "customer_request",
        order_number: thread.order?.number,
        detail: (words === "" ? topic : words).slice(0, 1_000),
        case_id,
      },
      now_ms,
      { about: alert_about },
    ),
  ]);
  await wake(ports.wake_queue, [
    { subject: shopSubject(shop.id), kind: "shop_alert", about: `customer_request:${alert_about}` },
  ]);
  const loaded = await loadCase(ports, shop.id, case_id);
  if (loaded === null) throw new Error("Cannot answer a message as its case must be stored");
  await recordOpenness(ports, shop, loaded, "opened", now_ms);
  if (customer !== null && question?.question === "where") {
    await answerShortAtOnce(ports, shop, { loaded, way, from, entry_id, reasons: question.reasons }, now_ms);
  }
}

/** The first line that says something. */
function topicOf(words: string): string | null {
  const line = words.split("\n").find((one) => /[\p{L}\p{N}]{2}/u.test(one))?.trim();
  return line === undefined ? null : line.slice(0, TOPIC_MAX);
}

/**
 * Gathers what is recorded of one order for a bank that asks after a disputed payment, with the files that show it, wherever the order
 * lies. It reads alone; what bounds leave out, it names.
 */
import { keyText } from "../../messages/message.ts";
import { copyPath } from "../../messages/copy_path.ts";
import { returnPolicy } from "../../orders/returns.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { textOrder } from "../../values/text_order.ts";
import type { Evidence, EvidenceEvent, EvidenceMail, LeftOut } from "../../mail/view/dispute_report.ts";
import { readTalk, selectTalk, TALK_MAX, type TalkRow } from "../../sql/cases.ts";
import { type MailRow, MAILS_MAX, readMails, selectMails } from "../../sql/desk.ts";
import { type OrderRow, readOrder, readWebhooks, selectOrder, selectWebhooks } from "../../sql/orders.ts";
import { openOrder, type OpenPorts } from "../archive/open_order.ts";
import type { Shop } from "../ports.ts";

/** A file of the archive: its name there and its bytes. */
export interface PackFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Gathered {
  readonly evidence: Evidence;
  readonly files: readonly PackFile[];
}

/** Most files of one pack and most bytes of all: a Worker has 128 MB, and zipping takes copies. */
export const FILES_MAX = 200;
export const BYTES_MAX = 20_000_000;
/** Events of one pack; a real order has tens. */
const EVENTS_MAX = 2_000;
/** Files that are read from the bucket at the same time. */
const AT_ONCE = 6;

/** A file that belongs to the pack if there is room: where it lies, and what it is called. */
interface Wanted {
  readonly key: string;
  readonly name: string;
}

/** Null where the shop has no such order. */
export async function gatherEvidence(
  ports: OpenPorts,
  shop: Shop,
  order_id: string,
  now_ms: number,
): Promise<Gathered | null> {
  if (splitOrderId(order_id).shop_id !== shop.id) return null;
  const { db } = ports;
  const [selected, webhooks, ledger, talk] = await db.batch([
    selectOrder(db, order_id),
    selectWebhooks(db, [order_id], null),
    selectMails(db, shop.id, order_id),
    selectTalk(db, order_id),
  ]);
  const row = await openOrder(ports, readOrder(selected!));
  if (row === null) return null;
  const mails = readMails(ledger!, row).toSorted((a, b) => a.dated_at - b.dated_at);
  const words = readTalk(talk!);
  const events = eventsOf(row, webhooks!);
  const left_out: LeftOut[] = [
    ...(mails.length >= MAILS_MAX ? [{ what: "messages", most: MAILS_MAX } as const] : []),
    ...(words.length >= TALK_MAX ? [{ what: "words", most: TALK_MAX } as const] : []),
    ...(events.length > EVENTS_MAX
      ? [{ what: "events", count: events.length, most: EVENTS_MAX } as const]
      : []),
  ];
  const wanted = [...mails.flatMap(mailFile), ...words.flatMap(wordFiles)];
  const files = await readFiles(ports.mail, wanted, left_out);
  const named = new Map(
    await Promise.all(files.map(async ({ key, name, bytes }) =>
      [
        key,
        {
          name,
          size: bytes.length,
          sha256: new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex(),
        },
      ] as const
    )),
  );
  const { name, url, legal_lines, time_zone } = shop.settings;
  return {
    evidence: {
      made_at: instant(now_ms)!,
      shop: { name, url: url ?? null, legal_lines, time_zone },
      id: row.id,
      number: row.number,
      order: row.order,
      events: events.slice(0, EVENTS_MAX),
      mails: mails.map((mail): EvidenceMail => ({
        key: keyText(mail),
        kind: mail.kind,
        about: mail.about,
        state: mail.state,
        reason: mail.reason,
        channel: mail.channel,
        attempts: mail.attempts,
        provider_id: mail.provider_id,
        sent_at: LEFT.includes(mail.state) ? instant(mail.closed_at) : null,
        delivered_at: mail.state === "delivered" ? instant(mail.event_at) : null,
        bounced_at: mail.state === "bounced" ? instant(mail.event_at) : null,
        complained_at: mail.state === "complained" ? instant(mail.event_at) : null,
        opened_at: instant(mail.opened_at),
        clicked_at: instant(mail.clicked_at),
        copy: named.get(copyPath(keyText(mail), mail.state)) ?? null,
      })),
      conversation: words.map((one) => ({
        case: one.case_id,
        topic: one.topic,
        at: instant(one.at)!,
        author: one.author,
        person: one.person,
        way: one.detail.way ?? null,
        words: one.words,
        files: wordFiles(one).flatMap(({ key }) => named.get(key) ?? []),
      })),
      policy: returnPolicy(row.order, shop.settings),
      left_out,
    },
    files: files.map(({ name, bytes }) => ({ name, bytes })),
  };
}

const LEFT: readonly MailRow["state"][] = ["sent", "delivered", "bounced", "complained"];

/** Every event of the order, in the order in which they happened. */
function eventsOf(row: OrderRow, webhooks: D1Result): readonly EvidenceEvent[] {
  return readWebhooks(webhooks, row).flatMap(({ source, webhook_id, received_at, events }) =>
    events.map((event) => ({
      at: event.at,
      received_at: instant(received_at)!,
      source,
      webhook: webhook_id,
      event,
    }))
  ).toSorted((a, b) => textOrder(a.at, b.at));
}

/** The copy of a mail that left or may have; what was owed and not sent has none. */
function mailFile(mail: MailRow, index: number): readonly Wanted[] {
  if (!LEFT.includes(mail.state) && mail.state !== "unknown") return [];
  const day = instant(mail.closed_at ?? mail.dated_at)!.slice(0, 10);
  const place = String(index + 1).padStart(3, "0");
  return [{ key: copyPath(keyText(mail), mail.state), name: `messages/${place}-${day}-${mail.kind}.eml` }];
}

/** The whole mail of the customer, and files that came otherwise. */
function wordFiles({ case_id, id, detail }: TalkRow): readonly Wanted[] {
  const folder = `conversation/${safe(case_id)}/${safe(id)}`;
  return [
    ...(detail.archive === undefined ? [] : [{ key: detail.archive, name: `${folder}.eml` }]),
    ...(detail.files ?? []).flatMap(({ key, name }, index) =>
      key === undefined ? [] : [{ key, name: `${folder}-${index + 1}-${safe(name)}` }]
    ),
  ];
}

/** A name that no unpacking program takes for a path. */
function safe(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "_").replace(/^\.+/, "_").slice(-80) || "file";
}

/** Reads the files that there are, up to the bounds; the rest is named in `left_out`. */
async function readFiles(
  bucket: R2Bucket,
  wanted: readonly Wanted[],
  left_out: LeftOut[],
): Promise<readonly (Wanted & { readonly bytes: Uint8Array<ArrayBuffer> })[]> {
  const files: (Wanted & { readonly bytes: Uint8Array<ArrayBuffer> })[] = [];
  let room = BYTES_MAX;
  let too_many = Math.max(0, wanted.length - FILES_MAX);
  for (let at = 0; at < Math.min(wanted.length, FILES_MAX); at += AT_ONCE) {
    const group = wanted.slice(at, Math.min(at + AT_ONCE, FILES_MAX));
    const found = await Promise.all(group.map(async (one) => ({ one, kept: await bucket.get(one.key) })));
    for (const { one, kept } of found) {
      if (kept === null) continue;
      if (kept.size > room) {
        too_many++;
        await kept.body.cancel();
        continue;
      }
      room -= kept.size;
      files.push({ ...one, bytes: new Uint8Array(await kept.arrayBuffer()) });
    }
  }
  if (too_many > 0) {
    left_out.push({ what: "files", count: too_many, most: FILES_MAX, megabytes: BYTES_MAX / 1_000_000 });
  }
  return files;
}

function instant(at_ms: number | null): string | null {
  return at_ms === null ? null : new Date(at_ms).toISOString();
}

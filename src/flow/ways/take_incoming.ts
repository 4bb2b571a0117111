/**
 * Takes what a short way's service tells: messages become cases, wishes change the suppression list, reports the ledger.
 * Each item counts once, whatever the order or number of deliveries.
 */
import type { OpenedWay } from "../../channels/table.ts";
import { codeIn, type Incoming, type IncomingBatch, isAside } from "../../messages/incoming.ts";
import type { MessageKey } from "../../messages/message.ts";
import type { ShortWay } from "../../messages/ways.ts";
import { copyReach, type ReachRow, selectReach, upsertHeard } from "../../sql/reaches.ts";
import { insertProviderToken, selectProviderToken } from "../../sql/outcomes.ts";
import type { Shop } from "../ports.ts";
import { bindWay } from "./bind_way.ts";
import { messageDigest } from "./entry_id.ts";
import { fileMessage } from "./file_message.ts";
import type { IncomingPorts } from "./incoming_ports.ts";
import { noteAside } from "./note_aside.ts";
import { recordStatuses } from "./record_statuses.ts";
import { takeWish } from "./take_wish.ts";

export interface TakenIncoming {
  readonly messages: number;
  readonly reports: number;
  /** Items that were known already. */
  readonly known: number;
  readonly due_keys: readonly MessageKey[];
}

/** Takes one batch. Throws in an outage: a repetition completes whatever was written in part. */
export async function takeIncoming(
  ports: IncomingPorts,
  shop: Shop,
  opened: OpenedWay,
  { way, items }: IncomingBatch,
  now_ms: number,
): Promise<TakenIncoming> {
  let [messages, known] = [0, 0];
  for (const item of items) {
    if (item.type === "status") continue;
    const token = await tokenOf(shop, item);
    if (await selectProviderToken(ports.db, way, token).first() !== null) {
      known++;
      continue;
    }
    const reach = await selectReach(ports.db, shop.id, item.from).first<ReachRow>();
    // One webhook may bring several messages: they stay in their order.
    await takeItem(ports, shop, opened, way, item, reach, now_ms + messages);
    // The token is kept only afterwards: what could not be taken comes again.
    await ports.db.batch([
      // Nobody has written to us who deletes, reacts or is written to.
      ...(isAside(item) ? [] : [upsertHeard(ports.db, shop.id, {
        address: item.from,
        name: item.type === "message" ? item.name?.slice(0, 200) ?? null : null,
        at_ms: Math.min(item.at_ms, now_ms),
        case_id: null,
      })]),
      ...(item.also === undefined ? [] : [copyReach(ports.db, shop.id, item.from, item.also)]),
      insertProviderToken(ports.db, way, token, now_ms),
    ]);
    messages++;
  }
  const statuses = items.filter((item) => item.type === "status");
  const { reports, due_keys } = await recordStatuses(ports, shop, way, statuses, now_ms);
  return { messages, reports, known, due_keys };
}

async function takeItem(
  ports: IncomingPorts,
  shop: Shop,
  opened: OpenedWay,
  way: ShortWay,
  item: Exclude<Incoming, { type: "status" }>,
  reach: ReachRow | null,
  now_ms: number,
): Promise<void> {
  if (isAside(item)) return await noteAside(ports, shop, way, item, reach, now_ms);
  if (item.type !== "message") return await takeWish(ports, shop, way, item, reach, now_ms);
  if (item.code !== undefined) {
    const bound = await bindWay(ports, shop, way, { ...item, code: item.code }, now_ms);
    // A message that is the code alone says nothing to a person.
    const rest = item.words.replace(codeIn(item.words) ?? "", "").trim();
    if (bound || item.files.length === 0 && rest === "") return;
  }
  await fileMessage(ports, shop, opened, way, item, reach, now_ms);
}

/** The service's id names the reader at some of them, so only its digest is kept. */
async function tokenOf(shop: Shop, item: Exclude<Incoming, { type: "status" }>): Promise<string> {
  return (await messageDigest(shop.id, item)).toHex().slice(0, 32);
}

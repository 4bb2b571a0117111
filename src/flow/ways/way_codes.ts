/**
 * Codes by which customers prove an address on a way: shown on the page of messages, sent by them from there. Nothing
 * goes to an address before.
 */
import * as v from "valibot";
import { listenTo } from "../../channels/table.ts";
import type { Invitation } from "../../channels/definition.ts";
import { wayCodeBytes } from "../../links/way_code.ts";
import type { LinkKey } from "../../links/signed_link.ts";
import { newCode } from "../../messages/incoming.ts";
import { SHORT_WAYS, type ShortWay } from "../../messages/ways.ts";
import {
  deleteWayCodes,
  insertWayCode,
  selectWayCodesOf,
  takeWayCode,
  type WayCodeRow,
} from "../../sql/reaches.ts";
import type { DeliverPorts, Shop } from "../ports.ts";
import { waysOf } from "./ways_of_shop.ts";

type CodePorts = Pick<DeliverPorts, "db" | "link_keys" | "ways" | "public_url">;

/** How long a code counts. */
export const CODE_VALID_MS = 3_600_000;

const List = v.optional(v.object({ order: v.array(v.picklist(SHORT_WAYS)), alone: v.boolean() }));
const Chosen = v.object({ progress: List, care: List });
/** What a customer chose together with an address that is not proven yet: the lists in which its way stands. */
export type PendingChoice = v.InferOutput<typeof Chosen>;

/** A way that waits for its customer's message. */
export interface Pending {
  readonly way: ShortWay;
  readonly code: string;
  readonly invitation: Invitation;
  readonly chosen: PendingChoice;
}

/** Makes a code for the way; the ones before it count no more. `id` is random text. */
export async function openWayCode(
  ports: CodePorts,
  shop: Shop,
  asked: {
    readonly customer: string;
    readonly way: ShortWay;
    readonly chosen: PendingChoice;
    readonly id: string;
  },
  now_ms: number,
): Promise<void> {
  const { customer, way, chosen, id } = asked;
  const code = await codeOf(ports.link_keys[0]!, shop.id, id);
  await ports.db.batch([
    deleteWayCodes(ports.db, customer, way),
    insertWayCode(ports.db, shop.id, {
      digest: await digestOf(code),
      id,
      way,
      customer,
      chosen: JSON.stringify(chosen),
      expires_at: now_ms + CODE_VALID_MS,
    }),
  ]);
}

/** Forgets what the customer has not proved and does not want any more. */
export async function closeWayCodes(
  db: D1Database,
  customer: string,
  ways: readonly ShortWay[],
): Promise<void> {
  if (ways.length > 0) await db.batch(ways.map((way) => deleteWayCodes(db, customer, way)));
}

/** Returns the ways that wait for the customer's message, with the codes to send. */
export async function pendingWays(
  ports: CodePorts,
  shop: Shop,
  customer: string,
  now_ms: number,
): Promise<readonly Pending[]> {
  const { results } = await selectWayCodesOf(ports.db, customer, now_ms).all<WayCodeRow>();
  const pending = results.map(async ({ way, id, digest, chosen: json }): Promise<readonly Pending[]> => {
    const chosen = readChosen(json);
    if (chosen === null) return [];
    const opened = await listenTo(way, waysOf(ports, shop));
    if (!opened.ok) return [];
    for (const key of ports.link_keys) {
      const code = await codeOf(key, shop.id, id);
      if (await digestOf(code) !== digest) continue;
      const invitation = opened.value.definition.invite(opened.value.account, code);
      return invitation === null ? [] : [{ way, code, invitation, chosen }];
    }
    return []; // Its key is gone: the customer makes a new one.
  });
  return (await Promise.all(pending)).flat();
}

/** Uses the code up; null where it is unknown, old, or meant for another way. */
export async function takeCodeOf(
  db: D1Database,
  shop_id: string,
  way: ShortWay,
  code: string,
  now_ms: number,
): Promise<{ readonly customer: string; readonly chosen: PendingChoice } | null> {
  const row = await takeWayCode(db, shop_id, await digestOf(code), way, now_ms).first<WayCodeRow>();
  const chosen = row === null ? null : readChosen(row.chosen);
  return row === null || chosen === null ? null : { customer: row.customer, chosen };
}

/** Null for the choice of an earlier release, whose codes count no more. */
function readChosen(json: string): PendingChoice | null {
  const read = v.safeParse(Chosen, JSON.parse(json));
  return read.success ? read.output : null;
}

async function codeOf(key: LinkKey, shop_id: string, id: string): Promise<string> {
  return newCode(await wayCodeBytes(key, `${shop_id}/${id}`));
}

async function digestOf(code: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code))).toHex();
}

/** A shop's kept webhooks for its people and programs: lists them, and takes them again at once. */
import { listSpilled, type SpilledObject } from "../../flow/record/list_spilled.ts";
import { SET_ASIDE, SPILL } from "../../flow/record/spill.ts";
import { logFailure } from "../log.ts";
import type { Ports } from "../ports.ts";
import { bringBack } from "./bring_back.ts";

/** Most webhooks of one call: recording one takes some fifteen of the statements that an invocation may make. */
const AT_ONCE_MAX = 20;

export interface Replayed {
  readonly recorded: number;
  readonly failed: number;
  /** How many were not tried yet. */
  readonly left: number;
}

/** Returns those that wait for the database and those that are set aside, oldest first. */
export async function keptWebhooks(ports: Pick<Ports, "mail">, shop_id: string) {
  const [waiting, aside] = await Promise.all(
    ([SET_ASIDE, SPILL] as const).map((folder) => listSpilled(ports.mail, folder, shop_id)),
  );
  return {
    webhooks: [...waiting!.objects, ...aside!.objects].toSorted((a, b) =>
      a.received_at_ms - b.received_at_ms
    ),
    is_more: waiting!.is_more || aside!.is_more,
  };
}

/** The name of a kept webhook within its shop. */
export function keptId({ key }: SpilledObject): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** Takes one again, or all for null, oldest first; null where there is no such webhook. */
export async function replaySpill(
  ports: Ports,
  shop_id: string,
  id: string | null,
): Promise<Replayed | null> {
  const { webhooks } = await keptWebhooks(ports, shop_id);
  const wanted = id === null ? webhooks : webhooks.filter((one) => keptId(one) === id);
  if (id !== null && wanted.length === 0) return null;
  let recorded = 0;
  let failed = 0;
  for (const { key } of wanted.slice(0, AT_ONCE_MAX)) {
    try {
      await bringBack(ports, { stored_at: key });
      recorded++;
    } catch (error) {
      logFailure("spill_not_recorded", { shop: shop_id }, error);
      failed++;
    }
  }
  return { recorded, failed, left: Math.max(0, wanted.length - AT_ONCE_MAX) };
}

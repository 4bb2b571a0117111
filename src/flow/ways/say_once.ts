/**
 * Answers a customer's command at once on the way by which it came: a code, STOP, START, HELP. Like the code that proves a
 * number it is in no ledger: its reader waits for it, and nobody sends it again.
 */
import { openWay } from "../../channels/table.ts";
import type { ShortWay } from "../../messages/ways.ts";
import type { DeliverPorts, Shop } from "../ports.ts";
import { waysOf } from "./ways_of_shop.ts";

export interface Said {
  readonly way: ShortWay;
  readonly to: string;
  readonly body: string;
  /** The message that is answered. */
  readonly about: string;
  readonly heard_at_ms: number;
}

/** Returns whether a channel took it; why not is logged without the reader. */
export async function sayOnce(
  ports: Pick<DeliverPorts, "ways" | "public_url">,
  shop: Shop,
  { way, to, body, about, heard_at_ms }: Said,
): Promise<boolean> {
  const channel = await openWay(way, waysOf(ports, shop));
  if (!channel.ok) return false;
  const receipt = await channel.value.send({
    idempotency_key: `${shop.id}/~way/${way}/way_said/${about}`,
    to,
    body,
    heard_at_ms,
  });
  if (receipt.outcome === "accepted" || receipt.outcome === "unknown") return true;
  console.error(JSON.stringify({ event: "way_unanswered", shop: shop.id, way, reason: receipt.reason }));
  return false;
}

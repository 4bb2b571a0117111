/** Sends a customer the way to what is theirs: to one order, or to all of them. Only to the address that ordered. */
import { splitOrderId } from "../orders/order_id.ts";
import type { MessageKey } from "../messages/message.ts";
import type { OrderRow } from "../store/orders.ts";
import { nudge } from "./nudge.ts";
import type { RecordPorts, Shop } from "./ports.ts";
import { recordEvent } from "./record_event.ts";

/** Fresh links that one order gives out; each is an event of the order, and an old link in wrong hands must not fill it up. */
const LINKS_MAX = 50;

export interface LinkPorts extends RecordPorts {
  readonly nudges: Queue<MessageKey>;
}

/** A request is an event of the order like any other; repeated within the hour it says nothing new and sends nothing more. */
export async function requestOrderLink(
  ports: LinkPorts,
  shop: Shop,
  { id, order }: OrderRow,
  now_ms: number,
): Promise<void> {
  if (order.links_requested_at.length >= LINKS_MAX) return;
  const { source, sender_id } = splitOrderId(id);
  const at = `${hourOf(now_ms)}:00:00.000Z`;
  const recorded = await recordEvent(ports, shop, {
    source,
    order: sender_id,
    delivery_id: `link-requested-${at}`,
    happenings: [{ type: "customer.link_requested", at }],
    received_at_ms: now_ms,
  }, now_ms);
  if (!recorded.ok) throw new Error(recorded.message);
  await nudge(ports.nudges, recorded.value.nudges);
}

/** `2026-11-22T10` */
export function hourOf(now_ms: number): string {
  return new Date(now_ms).toISOString().slice(0, "2026-11-22T10".length);
}

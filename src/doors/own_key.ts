/**
 * Reads a mail's key from text, for one shop's mails only: another shop's mail gets the same answer as one that does
 * not exist.
 */
import type { Shop } from "../flow/ports.ts";
import type { MessageKey } from "../messages/message.ts";
import { readKey } from "../messages/outcome.ts";
import { splitOrderId } from "../orders/order_id.ts";

const KEY_MAX = 1_000;

export function ownKey(shop: Pick<Shop, "id">, text: string): MessageKey | null {
  const key = readKey(text.slice(0, KEY_MAX));
  return key !== null && splitOrderId(key.subject).shop_id === shop.id ? key : null;
}

/** Says where answers to a mail go: to its thread's signed address, or to the shop's own mailbox. */
import { replyAddress } from "../../links/reply_address.ts";
import { replyThread } from "../../links/reply_thread.ts";
import type { Mailbox } from "../../mail/mime/compose.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { insertRefs } from "../../sql/orders.ts";
import type { DeliverPorts } from "../ports.ts";

/** `subject`: the order, customer or case whose thread the answer is to continue. */
export async function replyTo(
  { db, link_keys }: Pick<DeliverPorts, "db" | "link_keys">,
  shop: ShopSettings,
  subject: string,
): Promise<Mailbox> {
  const domain = shop.reply_domain;
  if (domain === undefined) return { name: shop.name, email: shop.support_email };
  const { thread, ref } = await replyThread(subject);
  // Only subjects with long ids need a row, by which the address finds them again.
  if (ref !== null) await insertRefs(db, [ref], subject).run();
  return { name: shop.name, email: await replyAddress(link_keys, { thread, domain }) };
}

/** Shows what a program answered in the case that it answers. */
import { ownWords } from "../../conversations/reply_text.ts";
import { insertEntry, readEntries, selectEntries } from "../../sql/cases.ts";
import { withoutTurns } from "../../values/plain_text.ts";
import type { Shop } from "../ports.ts";
import { archived, detailOf, located, type ReceivedMail, type ReceivePorts } from "./locate_mail.ts";

/** Most automatic answers that a case shows; one program answers each of our mails. */
const AUTOMATIC_MAX = 20;
const AUTOMATIC_MAX_CHARS = 500;

/**
 * Shows a program's answer in the case that it answers, as what it is: no clock starts, nobody is alerted and nothing is answered.
 * Returns the case; null where it answers none.
 */
export async function noteAutomatic(
  ports: ReceivePorts,
  shop: Shop,
  received: ReceivedMail,
  now_ms: number,
): Promise<string | null> {
  const { thread, from, entry_id } = await located(ports, shop, received, now_ms);
  const found = thread.case;
  if (found === null) return null;
  const entries = readEntries(await selectEntries(ports.db, shop.id, found.id).all());
  if (entries.filter(({ detail }) => detail.act === "automatic").length >= AUTOMATIC_MAX) return found.id;
  const archive = await archived(ports, shop, { case_id: found.id, entry_id, raw: received.raw });
  const words = withoutTurns(ownWords(received.mail, [])).replace(/\s+/g, " ").trim();
  await insertEntry(ports.db, shop.id, found.id, {
    id: entry_id,
    type: "act",
    author: "customer",
    words: words.slice(0, AUTOMATIC_MAX_CHARS),
    detail: { ...detailOf(received, thread, { from, archive, words }), act: "automatic" },
  }, now_ms).run();
  return found.id;
}

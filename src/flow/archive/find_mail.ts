/** Finds one message of the ledger wherever its order lies. It writes nothing. */
import { isOrderKind, isSmsKind, type MessageKey } from "../../messages/message.ts";
import { type MailRow, selectMail } from "../../sql/desk.ts";
import { findOrder, type OpenPorts } from "./open_order.ts";

/** Null where there is no such message. */
export async function findMail(ports: OpenPorts, key: MessageKey): Promise<MailRow | null> {
  const here = await selectMail(ports.db, key).first<MailRow>();
  if (here !== null || !(isOrderKind(key.kind) || isSmsKind(key.kind))) return here;
  const row = await findOrder(ports, key.subject);
  const there = row?.archived?.messages.find(({ kind, about }) => kind === key.kind && about === key.about);
  if (there === undefined) return null;
  return { ...there as unknown as MailRow, has_words: there["facts"] === null ? 0 : 1, number: row!.number };
}

/** Owes by its next way what a program handed over and what, as its service reports, has not arrived. */
import type { MessageKey } from "../../messages/message.ts";
import { afterQuietHours } from "../../orders/quiet_hours.ts";
import { isSendKind, oweNextWay } from "../../sql/sends.ts";
import type { Shop } from "../ports.ts";

/** Returns the key of what is owed now; none where nothing follows, it is too late, or it follows already. What can wait wakes nobody. */
export async function goByNextWay(
  db: D1Database,
  { settings }: Shop,
  key: MessageKey,
  now_ms: number,
): Promise<readonly MessageKey[]> {
  if (!isSendKind(key.kind)) return [];
  const due_at_ms = key.kind === "sent_notice"
    ? afterQuietHours(settings, settings.time_zone, settings.country, now_ms)
    : now_ms;
  const [owed] = await db.batch<MessageKey>([...oweNextWay(db, key, due_at_ms)]);
  return due_at_ms <= now_ms ? owed!.results : [];
}

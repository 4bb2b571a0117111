/** Writes down what a shop did about something that its digest names: the next digest says what became of it. */
import { nameOf } from "../../figures/digest.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import { addDone, readDigests, selectDigests } from "../../sql/figures.ts";
import type { Shop } from "../ports.ts";

/** Returns whether the newest digest says something of that name; nothing is written where it does not. */
export async function noteDone(
  db: D1Database,
  shop: Shop,
  { name, words, by }: { readonly name: string; readonly words: string; readonly by: string },
  now_ms: number,
): Promise<boolean> {
  const [newest] = readDigests(await selectDigests(db, shop.id, 1).all());
  const is_named = newest !== undefined &&
    [...newest.digest.found, ...newest.digest.followed].some((one) => nameOf(one) === name);
  if (!is_named) return false;
  const day = localTime(shop.settings.time_zone, now_ms).day;
  await addDone(db, shop.id, { name, words, by, day }).run();
  return true;
}

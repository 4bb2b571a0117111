/** Suppresses and releases addresses for every caller: the desk, the API, a customer's page or a mail program. */
import {
  deleteSuppression,
  type SuppressionLine,
  upsertSuppression,
  upsertSuppressions,
} from "../../sql/suppressions.ts";
import type { Shop } from "../ports.ts";
import { forgetWatch } from "../stock/watch_stock.ts";

/** Adds all `lines` to the shop's suppression list in one statement. An address that is listed keeps the longer time. */
export async function suppress(
  db: D1Database,
  shop_id: string,
  lines: readonly SuppressionLine[],
  now_ms: number,
): Promise<void> {
  await upsertSuppressions(db, shop_id, lines, now_ms).run();
}

/** Removes one class of one address from the shop's suppression list. Returns false when it was not listed. */
export async function release(
  db: D1Database,
  shop_id: string,
  { email, class: name }: Pick<SuppressionLine, "email" | "class">,
): Promise<boolean> {
  const { meta } = await deleteSuppression(db, shop_id, email, name).run();
  return meta.changes > 0;
}

/** Classes of mail that a customer may refuse on a page. */
export const CHOSEN_CLASSES = ["progress", "care"] as const;
export type ChosenClass = (typeof CHOSEN_CLASSES)[number];

/** Saves which classes of mail the owner of `email` wants: `wanted` are released, the others are suppressed. */
export async function chooseClasses(
  db: D1Database,
  shop_id: string,
  email: string,
  wanted: ReadonlySet<unknown>,
  now_ms: number,
): Promise<void> {
  // A suppressed `progress` refuses `care` as well; both lines are kept, so that each can be chosen again.
  await db.batch(
    CHOSEN_CLASSES.map((name) =>
      wanted.has(name)
        ? deleteSuppression(db, shop_id, email, name)
        : upsertSuppression(db, shop_id, unsubscribed(email, name), now_ms)
    ),
  );
}

/** Suppresses `care`, the messages that are not necessary, for a reader who unsubscribed with one click. */
export async function unsubscribe(
  db: D1Database,
  shop_id: string,
  email: string,
  now_ms: number,
): Promise<void> {
  await suppress(db, shop_id, [unsubscribed(email, "care")], now_ms);
}

/** Suppresses `care` for a reader without an order, and deletes the reader's stock watches. */
export async function unsubscribeReader(
  db: D1Database,
  shop: Shop,
  email: string,
  now_ms: number,
): Promise<void> {
  await db.batch([
    upsertSuppression(db, shop.id, unsubscribed(email, "care"), now_ms),
    forgetWatch(db, shop, email),
  ]);
}

function unsubscribed(email: string, name: ChosenClass): SuppressionLine {
  return { email, class: name, reason: "unsubscribed", until: null };
}

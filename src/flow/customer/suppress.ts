/** Suppresses and releases addresses for every caller: the desk, the API, a customer's page or a mail program. */
import {
  deleteSuppression,
  readSuppressions,
  selectSuppressions,
  type SuppressionLine,
  upsertSuppression,
  upsertSuppressions,
} from "../../sql/suppressions.ts";
import type { Shop } from "../ports.ts";
import { type Happened, tellPrograms, type ToldShop } from "../programs/tell_programs.ts";
import { forgetWatch } from "../stock/watch_stock.ts";

/**
 * Adds all `lines` to the shop's suppression list in one statement. An address that is listed keeps the longer time. The shop's own
 * programs are told in the same commit, once for each class and reason.
 */
export async function suppress(
  db: D1Database,
  shop: ToldShop,
  lines: readonly SuppressionLine[],
  now_ms: number,
): Promise<void> {
  await db.batch([
    upsertSuppressions(db, shop.id, lines, now_ms),
    ...tellPrograms(db, shop, await listedNow("customer.suppressed", lines, now_ms), now_ms),
  ]);
}

/** Removes one class of one address from the shop's suppression list. Returns false when it was not listed. */
export async function release(
  db: D1Database,
  shop: ToldShop,
  { email, class: name }: Pick<SuppressionLine, "email" | "class">,
  now_ms: number,
): Promise<boolean> {
  const listed = readSuppressions(await selectSuppressions(db, shop.id, email).all())
    .find((line) => line.class === name);
  const [removed] = await db.batch([
    deleteSuppression(db, shop.id, email, name),
    ...(listed === undefined ? [] : tellPrograms(
      db,
      shop,
      await listedNow("customer.released", [{ ...listed, email }], now_ms),
      now_ms,
    )),
  ]);
  return removed!.meta.changes > 0;
}

/** What programs are told of lines of the list: how many of which class and why, and never whose. */
async function listedNow(
  type: "customer.suppressed" | "customer.released",
  lines: readonly SuppressionLine[],
  now_ms: number,
): Promise<readonly Happened[]> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(lines)));
  const id = new Uint8Array(digest).toHex().slice(0, 16);
  const groups = Map.groupBy(lines, (line) => `${line.class}:${line.reason}`);
  return [...groups].map(([name, [first, ...more]]) => ({
    type,
    id: `${now_ms}:${name}:${id}`,
    data: { class: first!.class, reason: first!.reason, count: more.length + 1 },
  }));
}

/** Classes of mail that a customer may refuse on a page. */
export const CHOSEN_CLASSES = ["progress", "care"] as const;
export type ChosenClass = (typeof CHOSEN_CLASSES)[number];

/** Saves which classes of mail the owner of `email` wants: `wanted` are released, the others are suppressed. */
export async function chooseClasses(
  db: D1Database,
  shop: ToldShop,
  email: string,
  wanted: ReadonlySet<unknown>,
  now_ms: number,
): Promise<void> {
  const before = readSuppressions(await selectSuppressions(db, shop.id, email).all());
  const is_listed = (name: ChosenClass) => before.some((line) => line.class === name);
  const refused = CHOSEN_CLASSES.filter((name) => !wanted.has(name) && !is_listed(name));
  const released = CHOSEN_CLASSES.filter((name) => wanted.has(name) && is_listed(name));
  const linesOf = (names: readonly ChosenClass[]) => names.map((name) => unsubscribed(email, name));
  // A suppressed `progress` refuses `care` as well; both lines are kept, so that each can be chosen again.
  await db.batch([
    ...CHOSEN_CLASSES.map((name) =>
      wanted.has(name)
        ? deleteSuppression(db, shop.id, email, name)
        : upsertSuppression(db, shop.id, unsubscribed(email, name), now_ms)
    ),
    ...tellPrograms(
      db,
      shop,
      [
        ...await listedNow("customer.suppressed", linesOf(refused), now_ms),
        ...await listedNow("customer.released", linesOf(released), now_ms),
      ],
      now_ms,
    ),
  ]);
}

/** Suppresses `care`, the messages that are not necessary, for a reader who unsubscribed with one click. */
export async function unsubscribe(
  db: D1Database,
  shop: ToldShop,
  email: string,
  now_ms: number,
): Promise<void> {
  await suppress(db, shop, [unsubscribed(email, "care")], now_ms);
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
    ...tellPrograms(
      db,
      shop,
      await listedNow("customer.suppressed", [unsubscribed(email, "care")], now_ms),
      now_ms,
    ),
  ]);
}

function unsubscribed(email: string, name: ChosenClass): SuppressionLine {
  return { email, class: name, reason: "unsubscribed", until: null };
}

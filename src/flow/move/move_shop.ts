/**
 * Moves a shop's rows from its cell to another, step by step, so that nothing is lost or doubled: what arrives
 * meanwhile waits in the spill, mails wait in the ledger, and a fence in the old cell refuses whoever has not heard of
 * the move. Each step may be repeated after a crash.
 */
import {
  deleteMove,
  type Move,
  type MoveProgress,
  readMove,
  selectMove,
  updateCell,
  updateMove,
} from "../../sql/moves.ts";
import {
  countShopRows,
  deleteShopRows,
  lowerFence,
  ownedRows,
  raiseFence,
  selectHeldMessage,
  selectShopRows,
  SHOP_TABLES,
} from "../../sql/shop_rows.ts";
import { deleteOpenCounts, recount } from "../../sql/open_counts.ts";
import { groupsOf, insertRows, type RawRow } from "../../sql/insert_rows.ts";
import { FRESH_MS } from "../find_shop.ts";

export interface MovePorts {
  readonly directory: D1Database;
  /** The databases of all cells, the first cell first. */
  readonly databases: readonly D1Database[];
}

/** Time after which no isolate remembers the shop as it was, and no request from before is still running. */
export const HEARD_MS = FRESH_MS + 60_000;
const PAGE_ROWS = 200;
/** Pages of one run: each takes some four of the statements of an invocation. */
const PAGES_MAX = 100;

/** What follows: the same again at once, at the next tick, or nothing. */
export type Moved = "again" | "later" | "over";

export async function serveMove(ports: MovePorts, shop_id: string, now_ms: number): Promise<Moved> {
  const move = readMove(await selectMove(ports.directory, shop_id).all());
  if (move === null) return "over";
  const from = databaseOf(ports, move.from_cell);
  const to = databaseOf(ports, move.to_cell);
  switch (move.stage) {
    case "announced":
      if (now_ms - move.since < HEARD_MS) return "later";
      return await goOn(ports, move, { ...move, stage: "draining", since: now_ms });
    case "draining":
      return await drain(ports, move, from, now_ms);
    case "copying":
      return await copy(ports, move, from, to, now_ms);
    case "left":
      if (now_ms - move.since < HEARD_MS) return "later";
      return await leave(ports, move, from);
  }
}

function databaseOf({ databases }: MovePorts, cell: number): D1Database {
  const db = databases[cell - 1];
  if (db === undefined) throw new Error(`Cannot move as the Worker must be bound to cell ${cell}`);
  return db;
}

/** Of two runs at once, one goes on. */
async function goOn({ directory }: MovePorts, before: Move, after: Move): Promise<Moved> {
  const { results } = await updateMove(directory, before, after).all();
  return results.length === 0 ? "later" : "again";
}

/** Raises the fence once no mail is being sent; a worker that holds one still saves its outcome. */
async function drain(ports: MovePorts, move: Move, from: D1Database, now_ms: number): Promise<Moved> {
  const isHeld = async () => await selectHeldMessage(from, move.shop_id, now_ms).first() !== null;
  if (await isHeld()) return "later";
  await from.batch([...raiseFence(from, move.shop_id)]);
  if (await isHeld()) {
    await from.batch([...lowerFence(from, move.shop_id)]);
    return "later";
  }
  return await goOn(ports, move, { ...move, stage: "copying", since: now_ms, progress: null });
}

/** Copies page by page; then compares how many rows both cells have, and only then gives the shop to the new one. */
async function copy(
  ports: MovePorts,
  move: Move,
  from: D1Database,
  to: D1Database,
  now_ms: number,
): Promise<Moved> {
  // What an earlier move or a broken one may have left there.
  if (move.progress === null) await to.batch([...lowerFence(to, move.shop_id)]);
  const progress = await eachPage(from, move, async (table, rows) => {
    // A row that is there already is replaced.
    await to.batch(groupsOf(rows).map((group) => insertRows(to, "insert or replace", table.name, group)));
  });
  if (progress !== null) return await goOn(ports, move, { ...move, progress });
  const [here, there] = await Promise.all(
    [from, to].map((db) =>
      db.batch<{ readonly count: number }>(SHOP_TABLES.map((table) => countShopRows(db, table, move.shop_id)))
    ),
  );
  const differing = SHOP_TABLES.filter((_, index) =>
    here![index]!.results[0]!.count !== there![index]!.results[0]!.count
  );
  if (differing.length > 0) {
    const names = differing.map(({ name }) => name).join(", ");
    throw new Error(`Cannot give ${move.shop_id} to its new cell as these tables differ: ${names}`);
  }
  await recount(to, move.shop_id).run();
  // Both in one commit of the directory: no isolate sees the one without the other.
  const left: Move = { ...move, stage: "left", since: now_ms, progress: null };
  await ports.directory.batch([
    updateCell(ports.directory, move.shop_id, move.to_cell),
    updateMove(ports.directory, move, left),
  ]);
  return "later";
}

/** Deletes the shop's rows where it lived, then the fence. */
async function leave(ports: MovePorts, move: Move, from: D1Database): Promise<Moved> {
  if (move.progress === null) await from.batch([...lowerFence(from, move.shop_id, ["delete"])]);
  const progress = await eachPage(from, move, async (table, rows) => {
    await deleteShopRows(from, table, rows).run();
  });
  if (progress !== null) return await goOn(ports, move, { ...move, progress });
  await from.batch([...lowerFence(from, move.shop_id), deleteOpenCounts(from, move.shop_id)]);
  await deleteMove(ports.directory, move.shop_id).run();
  return "over";
}

/** Hands the shop's rows over, page by page, from where the move stands. Returns where it stands then; null at the end. */
async function eachPage(
  db: D1Database,
  { shop_id, progress }: Move,
  handle: (table: (typeof SHOP_TABLES)[number], rows: readonly RawRow[]) => Promise<void>,
): Promise<MoveProgress | null> {
  let at = progress === null ? 0 : SHOP_TABLES.findIndex(({ name }) => name === progress.table);
  let after = progress?.after ?? null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const table = SHOP_TABLES[at];
    if (table === undefined) return null;
    const { results } = await selectShopRows(db, table, shop_id, after, PAGE_ROWS).all<RawRow>();
    const rows = ownedRows(table, shop_id, results);
    if (rows.length > 0) await handle(table, rows);
    const last = results.at(-1);
    const is_last = results.length < PAGE_ROWS || last === undefined;
    after = is_last ? null : table.key.map((column) => last[column]!);
    if (is_last) at += 1;
  }
  const table = SHOP_TABLES[at];
  return table === undefined ? null : { table: table.name, after };
}

/** The SQL of moves: which shop goes to which cell, and how far it has come. */

/**
 * `announced`: every isolate learns of it. `draining`: mails that are being sent are waited for. `copying`: the fence
 * is up, rows are copied. `left`: the shop lives in its new cell, its rows in the old one are deleted.
 */
export type MoveStage = "announced" | "draining" | "copying" | "left";

export interface Move {
  readonly shop_id: string;
  readonly from_cell: number;
  readonly to_cell: number;
  readonly stage: MoveStage;
  /** When this stage began, in milliseconds since the epoch. */
  readonly since: number;
  /** Table and key of the last row that was copied or deleted; null at the beginning of a stage. */
  readonly progress: MoveProgress | null;
}

export interface MoveProgress {
  readonly table: string;
  readonly after: readonly (string | number)[] | null;
}

/** Begins a move of a shop that is in another cell and does not move already. */
export function insertMove(
  db: D1Database,
  shop_id: string,
  to_cell: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into moves (shop_id, from_cell, to_cell, stage, since)
     select id, cell, ?2, 'announced', ?3 from shops where id = ?1 and cell <> ?2
     on conflict do nothing returning shop_id`,
  ).bind(shop_id, to_cell, now_ms);
}

export function selectMoves(db: D1Database, limit: number): D1PreparedStatement {
  return db.prepare("select shop_id from moves where shop_id > '' order by shop_id limit ?1").bind(limit);
}

export function selectMove(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(
    "select shop_id, from_cell, to_cell, stage, since, progress from moves where shop_id = ?1",
  ).bind(shop_id);
}

export function readMove(result: D1Result): Move | null {
  const row = result.results[0] as
    | (Omit<Move, "progress"> & { readonly progress: string | null })
    | undefined;
  return row === undefined ? null : { ...row, progress: JSON.parse(row.progress ?? "null") };
}

/** Changes nothing where another run has brought the move on meanwhile: returns a row where it did. */
export function updateMove(db: D1Database, before: Move, after: Move): D1PreparedStatement {
  return db.prepare(
    `update moves set stage = ?2, since = ?3, progress = ?4
     where shop_id = ?1 and stage = ?5 and since = ?6 and progress is ?7 returning shop_id`,
  ).bind(
    after.shop_id,
    after.stage,
    after.since,
    after.progress === null ? null : JSON.stringify(after.progress),
    before.stage,
    before.since,
    before.progress === null ? null : JSON.stringify(before.progress),
  );
}

export function deleteMove(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare("delete from moves where shop_id = ?1").bind(shop_id);
}

/** From now on the shop lives there. */
export function updateCell(db: D1Database, shop_id: string, cell: number): D1PreparedStatement {
  return db.prepare("update shops set cell = ?2 where id = ?1").bind(shop_id, cell);
}

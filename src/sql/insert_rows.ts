/** Inserts whole rows as they are, many at once. */

/** A row of a table with all of its columns. */
export type RawRow = Readonly<Record<string, string | number | null>>;

/** A bound value may have 2,000,000 bytes, and a character takes up to three. */
const CHARACTERS_MAX = 400_000;

/** Returns the rows in groups that `insertRows` takes. A row that is longer than a group may be is alone in its own. */
export function groupsOf(rows: readonly RawRow[]): readonly (readonly RawRow[])[] {
  const groups: RawRow[][] = [];
  let length = Infinity;
  for (const row of rows) {
    const own = JSON.stringify(row).length;
    if (length + own > CHARACTERS_MAX) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)!.push(row);
    length += own;
  }
  return groups;
}

/** The rows of one group have the same columns. A single row is bound value by value, since JSON would lengthen it. */
export function insertRows(
  db: D1Database,
  insert: "insert" | "insert or ignore" | "insert or replace",
  table: string,
  rows: readonly RawRow[],
): D1PreparedStatement {
  const columns = Object.keys(rows[0]!);
  const into = `${insert} into ${table} (${columns.join(", ")})`;
  if (rows.length === 1) {
    return db.prepare(`${into} values (${columns.map((_, at) => `?${at + 1}`).join(", ")})`)
      .bind(...Object.values(rows[0]!));
  }
  return db.prepare(
    `${into} select ${
      columns.map((column) => `json_extract(value, '$.${column}')`).join(", ")
    } from json_each(?1)`,
  ).bind(JSON.stringify(rows));
}

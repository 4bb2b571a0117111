/** Writes a statement of sql/ as text, for tools that take SQL without values. It contains no SQL itself. */

/**
 * Returns the statement that `make` prepares, with its values in the text. Throws for a value that SQL text cannot
 * hold.
 */
export function sqlText(make: (db: D1Database) => D1PreparedStatement): string {
  let text = "";
  const prepare = (sql: string) => {
    text = sql;
    const bind = (...values: readonly unknown[]) => {
      text = sql.replace(/\?(\d+)/g, (_, place) => literal(values[Number(place) - 1]));
      return {};
    };
    return { bind };
  };
  make({ prepare } as unknown as D1Database);
  return text;
}

function literal(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "string" && !value.includes("\0")) return `'${value.replaceAll("'", "''")}'`;
  throw new Error(
    `Cannot write SQL as each value must be text without NUL, a number or null: got ${typeof value}`,
  );
}

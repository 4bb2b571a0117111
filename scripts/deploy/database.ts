/** Queries the deployed database over Cloudflare's API. It decides nothing and writes no SQL of its own. */
import { sqlText } from "../shop/sql_text.ts";
import { Refused } from "./cloudflare.ts";
import { accountOf, type Context } from "./step.ts";

/** Returns the rows of `sql`; null when the database or a table in it does not exist yet. */
export async function rowsOf<Row>(
  context: Context,
  sql: string,
  binding = "DB",
): Promise<readonly Row[] | null> {
  const database_id = databaseOf(context, binding);
  if (database_id === undefined) return null;
  const path = `/accounts/${accountOf(context)}/d1/database/${database_id}/query`;
  try {
    const [answer] = await context.ports.cloudflare.call<readonly { readonly results: readonly Row[] }[]>(
      path,
      {
        method: "POST",
        body: { sql },
      },
    );
    return answer?.results ?? [];
  } catch (error) {
    if (error instanceof Refused && error.message.includes("no such table")) return null;
    throw error;
  }
}

/** Returns the id of a cell's database; undefined where it does not exist yet. */
export function databaseOf({ known }: Context, binding: string): string | undefined {
  return binding === "DB" ? known.database_id : known.cell_ids?.get(binding);
}

/** Runs one statement of src/sql, with its values written into the text. */
export function run<Row>(
  context: Context,
  make: (db: D1Database) => D1PreparedStatement,
  binding = "DB",
): Promise<readonly Row[] | null> {
  return rowsOf<Row>(context, sqlText(make), binding);
}

/** Runs SQL in the database of this machine, by `wrangler d1 execute`. It decides nothing and writes no SQL. */
import type { Run } from "./run_sql.ts";
import { sqlText } from "./sql_text.ts";

/** D1's own limit for one statement; it also fits into one command-line argument. */
const SQL_MAX_BYTES = 100_000;

export function database(binding = "DB"): Run {
  return async function run<Row>(make: (db: D1Database) => D1PreparedStatement) {
    const sql = sqlText(make);
    const bytes = new TextEncoder().encode(sql).length;
    if (bytes > SQL_MAX_BYTES) {
      throw new Error(
        `Cannot run SQL as it must be <= ${SQL_MAX_BYTES} bytes: it has ${bytes}. Are the settings too large?`,
      );
    }
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "npm:wrangler",
        "d1",
        "execute",
        binding,
        "--local",
        "--yes",
        "--json",
        "--command",
        sql,
      ],
      env: { WRANGLER_SEND_METRICS: "false", CI: "true" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).output();
    const said = new TextDecoder().decode(stdout);
    if (!success) {
      throw new Error(`Cannot reach the database: ${said}${new TextDecoder().decode(stderr)}`.trim());
    }
    const [answer] = JSON.parse(said) as readonly { readonly results: readonly Row[] }[];
    return answer!.results;
  };
}

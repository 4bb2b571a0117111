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
    const [answer] = JSON.parse(await said(binding, sql)) as readonly { readonly results: readonly Row[] }[];
    return answer!.results;
  };
}

/** A running `deno task dev` holds the database's file for moments, and nothing is done then. */
const IS_BUSY = /SQLITE_BUSY|database is locked/;
const TRIES_MAX = 8;
const PAUSE_MS = 400;

/** Returns wrangler's JSON. Throws with the beginning of what it said instead. */
async function said(binding: string, sql: string): Promise<string> {
  for (let tries = 1;; tries++) {
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
    const out = new TextDecoder().decode(stdout);
    if (success) return out;
    const problem = out + new TextDecoder().decode(stderr);
    if (!IS_BUSY.test(problem) || tries === TRIES_MAX) {
      throw new Error(`Cannot reach the database: ${problem.split("\nstack:")[0]!.slice(0, 2_000)}`.trim());
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * tries));
  }
}

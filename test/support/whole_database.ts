/** The whole database as it stands at one moment, and back to it: what D1's Time Travel does. */
import { env } from "cloudflare:workers";

type Rows = Readonly<Record<string, readonly Record<string, string | number | null>[]>>;

/** What D1 and SQLite keep for themselves. */
const NOT_OURS = /^(?:sqlite_|_cf_|d1_)/;
const AT_ONCE = 50;

export async function rememberDatabase(): Promise<Rows> {
  const found: Record<string, Rows[string]> = {};
  for (const name of await tables()) {
    found[name] = (await env.DB.prepare(`select * from ${name}`).all()).results as Rows[string];
  }
  return found;
}

export async function goBackTo(rows: Rows): Promise<void> {
  await env.DB.batch((await tables()).map((name) => env.DB.prepare(`delete from ${name}`)));
  const inserts = Object.entries(rows).flatMap(([name, of]) =>
    of.map((row) => {
      const columns = Object.keys(row);
      const marks = columns.map(() => "?").join(", ");
      return env.DB.prepare(`insert into ${name} (${columns.join(", ")}) values (${marks})`)
        .bind(...Object.values(row));
    })
  );
  for (let at = 0; at < inserts.length; at += AT_ONCE) await env.DB.batch(inserts.slice(at, at + AT_ONCE));
}

async function tables(): Promise<readonly string[]> {
  const { results } = await env.DB.prepare("select name from sqlite_master where type = 'table'").all<
    { readonly name: string }
  >();
  return results.map(({ name }) => name).filter((name) => !NOT_OURS.test(name));
}

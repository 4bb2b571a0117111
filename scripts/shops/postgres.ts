/** Starts PostgreSQL in a temporary folder, without the system's service. It ends with whoever started it, however that ends. */
import { run } from "../packages/run.ts";
import { whenKilled } from "../when_killed.ts";

export interface Postgres {
  readonly url: string;
  stop(): Promise<void>;
}

const VERSION = 15;
const BIN = `/usr/lib/postgresql/${VERSION}/bin`;

/** Runs as another user when started as root, since PostgreSQL refuses to run as root. */
export async function startPostgres(port: number, database: string): Promise<Postgres> {
  if (!await Deno.stat(BIN).then(() => true, () => false)) {
    throw new Error(`Cannot start PostgreSQL as ${BIN} is missing: apt-get install postgresql-${VERSION}`);
  }
  const folder = await Deno.makeTempDir({ prefix: "waybill-postgres-" });
  const is_root = Deno.uid() === 0;
  if (is_root) await run("chown", ["postgres", folder]);
  const as = (command: string, args: readonly string[]) =>
    is_root
      ? run("runuser", ["-u", "postgres", "--", command, ...args], { cwd: folder })
      : run(command, args);
  const data = `${folder}/data`;
  // SIGQUIT: PostgreSQL ends at once, and waits for no connection.
  const stays = whenKilled(
    `pid=$(head -n 1 "$1/data/postmaster.pid") && kill -QUIT "$pid" && sleep 1; rm -rf "$1"`,
    folder,
  );
  await as(`${BIN}/initdb`, [
    "-D",
    data,
    "-A",
    "trust",
    "-U",
    "postgres",
    "--no-sync",
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
  ]);
  const settings =
    `-p ${port} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -k ${folder}`;
  await as(`${BIN}/pg_ctl`, ["-D", data, "-w", "-l", `${folder}/log`, "-o", settings, "start"]);
  await as(`${BIN}/createdb`, ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres", database]);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/${database}`,
    async stop() {
      await as(`${BIN}/pg_ctl`, ["-D", data, "-m", "immediate", "stop"]);
      await stays();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** What wrangler would ask of the API, without its start and its bundling: for tests that deploy many times. */
import type { RunWrangler } from "../../scripts/deploy/wrangler.ts";
import type { Json, StandIn } from "./stand_in/stand_in.ts";
import { TOKEN } from "./world.ts";

export function quickWrangler({ stand_in }: { readonly stand_in: StandIn }): RunWrangler {
  return async (args) => {
    const option = (name: string) => args.includes(name) ? args[args.indexOf(name) + 1] : undefined;
    if (args[0] === "rollback") {
      const path = `/accounts/${stand_in.state.account_id}/workers/scripts/${option("--name")}/deployments`;
      await call("POST", path, { versions: [{ version_id: args[1] }] });
      return "";
    }
    const config = JSON.parse(await Deno.readTextFile(option("--config")!));
    const account = `/accounts/${config.account_id}`;
    if (args[0] === "d1") await migrate(config, account, args[3]!);
    if (args[0] === "deploy") {
      const secrets = option("--secrets-file");
      await upload(config, account, {
        annotations: { "workers/tag": option("--tag"), "workers/message": option("--message") },
        secrets: secrets === undefined ? {} : JSON.parse(await Deno.readTextFile(secrets)),
      });
    }
    if (args[0] === "deploy" || args[0] === "triggers") await connect(config, account);
    return "";
  };

  async function migrate(config: Json, account: string, binding: string): Promise<void> {
    const { database_id, migrations_dir } = config.d1_databases.find((one: Json) => one.binding === binding);
    const query = `${account}/d1/database/${database_id}/query`;
    await call("POST", query, {
      sql:
        "create table if not exists d1_migrations (id integer primary key autoincrement, name text unique)",
    });
    const [{ results }] = await call("POST", query, { sql: "select name from d1_migrations" });
    const files = [...Deno.readDirSync(migrations_dir)].map(({ name }) => name).toSorted();
    for (const name of files.filter((file) => !results.some((row: Json) => row.name === file))) {
      const sql = await Deno.readTextFile(`${migrations_dir}/${name}`);
      await call("POST", query, { sql: `${sql}\ninsert into d1_migrations (name) values ('${name}');` });
    }
  }

  async function upload(
    config: Json,
    account: string,
    { annotations, secrets }: { annotations: Json; secrets: Record<string, string> },
  ) {
    const bindings = [
      ...Object.entries(config.vars).map(([name, text]) => ({ type: "plain_text", name, text })),
      ...config.d1_databases.map((one: Json) => ({ type: "d1", name: one.binding, id: one.database_id })),
      ...config.r2_buckets.map((one: Json) => ({
        type: "r2_bucket",
        name: one.binding,
        bucket_name: one.bucket_name,
        jurisdiction: one.jurisdiction,
      })),
      ...Object.entries(secrets).map(([name, text]) => ({ type: "secret_text", name, text })),
      ...config.secrets.required.filter((name: string) => !(name in secrets)).map((name: string) => ({
        type: "inherit",
        name,
      })),
    ];
    const form = new FormData();
    form.set("metadata", JSON.stringify({ bindings, annotations }));
    await call("PUT", `${account}/workers/scripts/${config.name}`, form);
  }

  async function connect(config: Json, account: string): Promise<void> {
    await call(
      "PUT",
      `${account}/workers/scripts/${config.name}/schedules`,
      config.triggers.crons.map((cron: string) => ({ cron })),
    );
    for (const { queue, dead_letter_queue } of config.queues.consumers) {
      const [found] = await call("GET", `${account}/queues?name=${queue}`);
      if (found.consumers.some((one: Json) => one.script === config.name)) continue;
      await call("POST", `${account}/queues/${found.queue_id}/consumers`, {
        type: "worker",
        script_name: config.name,
        dead_letter_queue,
      });
    }
  }

  async function call(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await fetch(`${stand_in.base}${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const { result, errors } = await answer.json() as {
      readonly result: Json;
      readonly errors: readonly { readonly message: string }[];
    };
    if (!answer.ok) throw new Error(`wrangler: ${errors[0]?.message}`);
    return result;
  }
}

/**
 * Migrations first, then the Worker, since new code needs the new tables. For some seconds the old code runs on them;
 * what it cannot record then is spilled and recorded later.
 */
import { databaseOf, rowsOf } from "../database.ts";
import { fingerprint } from "../fingerprint.ts";
import { nameIn, publicUrl } from "../installation.ts";
import { readKeys } from "../keys.ts";
import { accountOf, type Context, green, missing, red, type Step } from "../step.ts";
import { bindingsOf, cronsOf, deployedVersions, secretsOf, versionMessage } from "../worker.ts";
import { REQUIRED_SECRETS, workerConfig } from "../worker_config.ts";
import { type Queue, queuesByName } from "./storage.ts";

export const migrations: Step = {
  name: "migrations",
  needed: true,
  plan: ({ names, config }) =>
    `apply the migrations that ${
      config.d1_databases.length > 1
        ? `the ${config.d1_databases.length} databases lack`
        : `${names.database} lacks`
    }`,
  async look(context) {
    const own = await ownMigrations(context);
    const of_cells = await Promise.all(
      context.config.d1_databases.map(({ binding }) => appliedMigrations(context, binding)),
    );
    const strange = of_cells.flat().filter((name) => !own.includes(name));
    if (strange.length > 0) {
      return red(
        `The database is newer than this code: it has ${strange.join(", ")}`,
        "Deploy the newer code: take the repository's current state, then run this again",
      );
    }
    const lacking = own.filter((name) => of_cells.some((applied) => !applied.includes(name)));
    return lacking.length === 0
      ? green(`all ${own.length} applied`)
      : missing(`not applied: ${lacking.join(", ")}`);
  },
  async make(context) {
    await sayWayBack(context);
    await withConfig(context, async (file) => {
      for (const { binding } of context.config.d1_databases) {
        await wrangler(context, ["d1", "migrations", "apply", binding, "--remote", "--config", file]);
      }
    });
  },
};

async function ownMigrations({ installation, config }: Context): Promise<readonly string[]> {
  const names: string[] = [];
  const folder = `${installation.root}/${config.d1_databases[0]!.migrations_dir}`;
  for await (const { name } of Deno.readDir(folder)) if (name.endsWith(".sql")) names.push(name);
  return names.toSorted();
}

export async function appliedMigrations(context: Context, binding = "DB"): Promise<readonly string[]> {
  const rows = await rowsOf<{ readonly name: string }>(
    context,
    "select name from d1_migrations order by name",
    binding,
  );
  return (rows ?? []).map(({ name }) => name);
}

/** Prints the point to which Time Travel can restore, before databases with data are changed: one for each cell. */
async function sayWayBack(context: Context): Promise<void> {
  const { ports, config, installation } = context;
  for (const { binding, database_name } of config.d1_databases) {
    if ((await appliedMigrations(context, binding)).length === 0) continue;
    const id = databaseOf(context, binding);
    const path = `/accounts/${accountOf(context)}/d1/database/${id}/time_travel/bookmark`;
    const { bookmark } = await ports.cloudflare.call<{ readonly bookmark: string }>(path);
    const name = nameIn(installation.env, database_name);
    ports.print(`  Before these migrations: wrangler d1 time-travel restore ${name} --bookmark ${bookmark}`);
  }
}

export const worker: Step = {
  name: "worker",
  needed: true,
  plan: ({ names, version }) => `upload ${version} as the Worker ${names.worker}, with its crons and queues`,
  async look(context) {
    const { names, version } = context;
    const versions = await deployedVersions(context);
    if (versions === null || versions.length === 0) return missing(`no Worker ${names.worker}`);
    const tag = await tagOf(context);
    if (versions[0]!.tag !== tag) {
      return missing(`${versions[0]!.tag ?? "an unnamed version"} serves, not ${tag}`);
    }
    const secrets = await secretsOf(context) ?? [];
    const lacking = REQUIRED_SECRETS.filter((name) => !secrets.includes(name));
    if (lacking.length > 0) return missing(`the Worker has no ${lacking.join(", no ")}`);
    const bindings = await bindingsOf(context) ?? [];
    const bound = (name: string) => bindings.find((binding) => binding.name === name);
    if (bound("ENVIRONMENT")?.text !== "production") return missing("the Worker is not in production");
    for (const { binding } of context.config.d1_databases) {
      if (bound(binding)?.id !== databaseOf(context, binding)) {
        return missing(`the Worker uses another database than ${names.database} as ${binding}`);
      }
    }
    if (bound("MAIL")?.bucket_name !== names.bucket) {
      return missing(`the Worker uses another bucket than ${names.bucket}`);
    }
    return green(`${version} (${tag}) serves`);
  },
  async make(context) {
    await withConfig(context, async (file) => {
      const args = [
        "deploy",
        "--config",
        file,
        "--tag",
        await tagOf(context),
        "--message",
        versionMessage(context.version, (await ownMigrations(context)).at(-1)!),
      ];
      const secrets_file = await Deno.makeTempFile({ suffix: ".json" });
      try {
        await Deno.writeTextFile(secrets_file, JSON.stringify(await secretsToUpload(context)), {
          mode: 0o600,
        });
        await wrangler(context, [...args, "--secrets-file", secrets_file]);
      } finally {
        await Deno.remove(secrets_file);
      }
    });
  },
};

/** Returns the current address and the keys that the Worker lacks; an existing key is never overwritten. */
async function secretsToUpload(context: Context): Promise<Readonly<Record<string, string>>> {
  const deployed = await secretsOf(context) ?? [];
  const lacking = Object.entries(await readKeys(context.installation) ?? {}).filter(([name]) =>
    !deployed.includes(name)
  );
  return { PUBLIC_URL: publicUrl(context.installation), ...Object.fromEntries(lacking) };
}

/** Returns the version and the fingerprint, at most 25 characters. */
async function tagOf(context: Context): Promise<string> {
  return `${context.version}-${await fingerprint(context)}`;
}

export const triggers: Step = {
  name: "crons and queues",
  needed: true,
  plan: () => "connect the crons and the queues",
  async look(context) {
    const { config, names } = context;
    const crons = await cronsOf(context);
    const lacking = config.triggers.crons.filter((cron) => !crons.includes(cron));
    if (lacking.length > 0) return missing(`no cron ${lacking.join(", ")}`);
    const queues = await queuesByName(context);
    const deaf = consumersOf(context).filter(({ queue, dead_letter_queue }) =>
      !consumes(queues.get(queue), names.worker, dead_letter_queue)
    );
    if (deaf.length > 0) {
      return missing(`${deaf.map(({ queue }) => queue).join(", ")} does not reach the Worker`);
    }
    return green(`${crons.length} crons, ${consumersOf(context).length} queues`);
  },
  async make(context) {
    await withConfig(context, async (file) => {
      await wrangler(context, ["triggers", "deploy", "--config", file]);
    });
  },
};

interface Consumed {
  readonly queue: string;
  readonly dead_letter_queue?: string;
}

function consumersOf(context: Context): readonly Consumed[] {
  const { database_id = "", cell_ids } = context.known;
  const ids = { account_id: accountOf(context), database_id, cell_ids };
  const { queues } = workerConfig(context.config, context.installation, ids) as {
    readonly queues: { readonly consumers: readonly Consumed[] };
  };
  return queues.consumers;
}

function consumes(queue: Queue | undefined, worker: string, dead_letter_queue: string | undefined): boolean {
  return queue?.consumers?.some((consumer) =>
    [consumer.script, consumer.script_name, consumer.service].includes(worker) &&
    (consumer.dead_letter_queue || undefined) === dead_letter_queue
  ) ?? false;
}

/** Writes the installation's configuration to a file only while wrangler needs it. */
async function withConfig(context: Context, work: (file: string) => Promise<void>): Promise<void> {
  const { installation, config, known } = context;
  if (known.database_id === undefined) {
    throw new Error("Cannot configure the Worker as its database must be there first");
  }
  const folder = `${installation.root}/.wrangler/installations`;
  await Deno.mkdir(folder, { recursive: true });
  const file = `${folder}/${installation.env}.json`;
  const ids = { account_id: accountOf(context), database_id: known.database_id, cell_ids: known.cell_ids };
  await Deno.writeTextFile(file, JSON.stringify(workerConfig(config, installation, ids), null, 2));
  await work(file);
}

async function wrangler(context: Context, args: readonly string[]): Promise<void> {
  await context.ports.wrangler(args, { CLOUDFLARE_ACCOUNT_ID: accountOf(context) });
}

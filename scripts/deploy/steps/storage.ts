/** Database, bucket and queues: created once, all in the same jurisdiction, and never created again. */
import { Refused } from "../cloudflare.ts";
import { type Jurisdiction, nameIn, PRODUCTION } from "../installation.ts";
import { accountOf, type Context, type Finding, green, missing, red, type Step } from "../step.ts";
import { RETENTION_S } from "../retention.ts";
import { PAID } from "./account.ts";

export const database: Step = {
  name: "database",
  needed: true,
  plan: (context) =>
    `make the D1 ${context.config.d1_databases.length > 1 ? "databases" : "database"} ${
      [context.names.database, ...cellsOf(context).map(({ name }) => name)].join(", ")
    }${placed(context)}`,
  async look(context) {
    const { names, known } = context;
    const found = await databaseNamed(context, names.database);
    if (found === null) return missing(`no D1 database ${names.database}`);
    known.database_id = found.uuid;
    const ids = new Map<string, string>();
    known.cell_ids = ids;
    const lacking: string[] = [];
    for (const { binding, name } of cellsOf(context)) {
      const cell = await databaseNamed(context, name);
      if (cell === null) lacking.push(name);
      else ids.set(binding, cell.uuid);
    }
    if (lacking.length > 0) return missing(`no D1 database ${lacking.join(", ")}`);
    return elsewhere(context, `The D1 database ${names.database}`, found.jurisdiction) ??
      green([names.database, ...cellsOf(context).map(({ name }) => name)].join(", "));
  },
  async make(context) {
    const { installation: { jurisdiction }, names } = context;
    for (const name of [names.database, ...cellsOf(context).map((cell) => cell.name)]) {
      if (await databaseNamed(context, name) === null) await makeDatabase(context, name, jurisdiction);
    }
  },
};

/** The further cells that wrangler.toml names. */
function cellsOf({ config, installation }: Context) {
  return config.d1_databases.filter(({ binding }) => binding.startsWith("DB_")).map((
    { binding, database_name },
  ) => ({
    binding,
    name: nameIn(installation.env, database_name),
  }));
}

/** Makes a database where there is none of that name; throws where the one that there is lies in another jurisdiction. */
export async function makeCell(context: Context, name: string, jurisdiction: Jurisdiction): Promise<void> {
  const found = await databaseNamed(context, name);
  if (found === null) return await makeDatabase(context, name, jurisdiction);
  if ((found.jurisdiction ?? null) === jurisdiction) return;
  throw new Error(
    `Cannot make ${name} in the jurisdiction ${jurisdiction} as it lies ${
      found.jurisdiction ? `in ${found.jurisdiction}` : "in none"
    } already, and no database moves`,
  );
}

async function makeDatabase(
  context: Context,
  name: string,
  jurisdiction: Jurisdiction | null,
): Promise<void> {
  await context.ports.cloudflare.call(`/accounts/${accountOf(context)}/d1/database`, {
    method: "POST",
    body: { name, ...(jurisdiction === null ? {} : { jurisdiction }) },
  });
}

interface D1 {
  readonly uuid: string;
  readonly name: string;
  readonly jurisdiction?: string | null;
}

async function databaseNamed(context: Context, name: string): Promise<D1 | null> {
  const path = `/accounts/${accountOf(context)}/d1/database`;
  const some = await context.ports.cloudflare.call<readonly D1[]>(path, { query: { name } });
  const listed = some.find((one) => one.name === name);
  return listed === undefined ? null : await context.ports.cloudflare.call<D1>(`${path}/${listed.uuid}`);
}

export const bucket: Step = {
  name: "bucket",
  needed: true,
  plan: (context) => `make the R2 bucket ${context.names.bucket}${placed(context)}`,
  async look(context) {
    const { names, ports } = context;
    const path = `/accounts/${accountOf(context)}/r2/buckets/${names.bucket}`;
    try {
      const found = await ports.cloudflare.find(path, { headers: inJurisdiction(context) });
      if (found === null) return missing(`no R2 bucket ${names.bucket}`);
      return await isWrittenDown(context)
        ? green(names.bucket)
        : missing(`wrangler.toml does not say where ${names.bucket} lies`);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== R2_NOT_ENABLED) throw error;
      return red(
        "R2 is not switched on",
        "Switch it on: https://dash.cloudflare.com/?to=/:account/r2/overview",
      );
    }
  },
  async make(context) {
    const { names, ports } = context;
    const path = `/accounts/${accountOf(context)}/r2/buckets`;
    const headers = inJurisdiction(context);
    if (await ports.cloudflare.find(`${path}/${names.bucket}`, { headers }) === null) {
      await ports.cloudflare.call(path, { method: "POST", body: { name: names.bucket }, headers });
    }
    await writeDown(context);
  },
};

const R2_NOT_ENABLED = 10_042;

/**
 * Checks the jurisdiction in wrangler.toml: a plain `wrangler deploy` reads only that file, and would bind a bucket
 * of that name in any jurisdiction.
 */
async function isWrittenDown({ installation: { env, root, jurisdiction } }: Context): Promise<boolean> {
  if (env !== PRODUCTION || jurisdiction === null) return true;
  return (await Deno.readTextFile(`${root}/wrangler.toml`)).includes(`\njurisdiction = "${jurisdiction}"\n`);
}

async function writeDown(context: Context): Promise<void> {
  if (await isWrittenDown(context)) return;
  const { installation: { root, jurisdiction }, config, ports } = context;
  const file = `${root}/wrangler.toml`;
  const line = `bucket_name = "${config.r2_buckets[0]!.bucket_name}"\n`;
  const text = await Deno.readTextFile(file);
  if (!text.includes(line)) {
    throw new Error(`Cannot write the jurisdiction down as wrangler.toml must hold ${line.trim()}`);
  }
  await Deno.writeTextFile(file, text.replace(line, `${line}jurisdiction = "${jurisdiction}"\n`));
  ports.print("  wrangler.toml now says where the bucket lies: commit that line");
}

/** Returns the header without which R2 looks in no jurisdiction. */
export function inJurisdiction(
  { installation: { jurisdiction } }: Context,
): Readonly<Record<string, string>> {
  return jurisdiction === null ? {} : { "cf-r2-jurisdiction": jurisdiction };
}

/** Queues whose messages may exist nowhere else; they keep them for as long as Cloudflare allows. The others only wake. */
const KEEPS = /spill|mail-events/;

export const queues: Step = {
  name: "queues",
  needed: true,
  plan: (context) => `make the queues ${context.names.queues.join(", ")}${placed(context)}`,
  async look(context) {
    const { names, known } = context;
    const found = await queuesByName(context);
    known.queues = found;
    const lacking = names.queues.filter((name) => !found.has(name));
    if (lacking.length > 0) return missing(`no queue ${lacking.join(", ")}`);
    for (const name of names.queues) {
      const wrong = elsewhere(context, `The queue ${name}`, found.get(name)!.jurisdiction);
      if (wrong !== null) return wrong;
    }
    const short = names.queues.filter((name) => keepsTooShort(name, found.get(name)!));
    if (short.length > 0) return missing(`${short.join(", ")} keeps its messages for less than 14 days`);
    return green(`${names.queues.length}, each with its dead letters`);
  },
  async make(context) {
    const { names, ports, installation: { jurisdiction } } = context;
    const path = `/accounts/${accountOf(context)}/queues`;
    const found = await queuesByName(context);
    for (const queue_name of names.queues) {
      const settings = KEEPS.test(queue_name) ? { message_retention_period: RETENTION_S } : undefined;
      const there = found.get(queue_name);
      if (there === undefined) {
        const body = {
          queue_name,
          ...(jurisdiction === null ? {} : { jurisdiction }),
          ...(settings && { settings }),
        };
        await ports.cloudflare.call(path, { method: "POST", body }).catch(sayWhenFree);
      } else if (keepsTooShort(queue_name, there)) {
        const body = { settings: { ...there.settings, ...settings } };
        await ports.cloudflare.call(`${path}/${there.queue_id}`, { method: "PATCH", body }).catch(
          sayWhenFree,
        );
      }
    }
  },
};

export interface Queue {
  readonly queue_id: string;
  readonly queue_name: string;
  readonly jurisdiction?: string | null;
  readonly settings?: { readonly message_retention_period?: number };
  readonly consumers?: readonly Consumer[];
}

export interface Consumer {
  readonly type?: string;
  readonly script?: string;
  readonly script_name?: string;
  readonly service?: string;
  readonly dead_letter_queue?: string;
}

export async function queuesByName(context: Context): Promise<ReadonlyMap<string, Queue>> {
  const all = await context.ports.cloudflare.list<Queue>(`/accounts/${accountOf(context)}/queues`);
  return new Map(all.map((queue) => [queue.queue_name, queue]));
}

function keepsTooShort(name: string, { settings }: Queue): boolean {
  return KEEPS.test(name) && (settings?.message_retention_period ?? RETENTION_S) < RETENTION_S;
}

/** Explains the refusal: on the free plan no queue keeps a message for 14 days. */
function sayWhenFree(error: unknown): never {
  if (error instanceof Refused && /retention|free|paid|plan/i.test(error.message)) {
    throw new Refused(
      error.status,
      error.code,
      [`${error.message}. Is this account on Workers Paid?`, ...PAID].join("\n"),
    );
  }
  throw error;
}

/** Reports data in another jurisdiction than the requested one: it is chosen once and cannot be moved. */
function elsewhere(context: Context, what: string, jurisdiction: string | null | undefined): Finding | null {
  const wanted = context.installation.jurisdiction;
  if (jurisdiction === undefined || (jurisdiction ?? null) === wanted) return null;
  return red(
    `${what} lies in the jurisdiction ${jurisdiction ?? "of no restriction"}, not in ${
      wanted ?? "one without restriction"
    }`,
    jurisdiction === null
      ? "It cannot be moved: leave --jurisdiction out, or make another installation with --env NAME --jurisdiction"
      : `Give --jurisdiction ${jurisdiction}`,
  );
}

function placed({ installation: { jurisdiction } }: Context): string {
  return jurisdiction === null ? "" : ` in the jurisdiction ${jurisdiction}`;
}

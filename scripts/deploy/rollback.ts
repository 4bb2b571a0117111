/** `deno task rollback`: serves the previous version again. Data and migrations stay as they are. */
import { argumentsOf, runTask } from "../command_line.ts";
import { Misused } from "../misused.ts";
import { bindingOf } from "../../src/config.ts";
import { countHomes } from "../../src/sql/shops.ts";
import { Refused } from "./cloudflare.ts";
import { contextOf } from "./context.ts";
import { run } from "./database.ts";
import { realPorts } from "./ports.ts";
import { accountOf, type Context } from "./step.ts";
import { LOG_IN, login } from "./steps/account.ts";
import { appliedMigrations } from "./steps/code.ts";
import { database } from "./steps/storage.ts";
import { installationFrom, OPTIONS } from "./wishes.ts";
import { deployedVersions, type Version } from "./worker.ts";

const USAGE = `deno task rollback [VERSION] [--env staging] [--dry-run]

Lets the version that served before serve again, or VERSION: one of those that --list shows. Code alone goes back: databases
and secrets stay as they are. Where migrations came since, older code may not know the tables: it refuses then, unless you say
--anyway. It refuses a version that is not bound to a cell in which shops live. To take back data, see docs/deploying.md, "Back in time".

  --list         the versions that served, the newest first
  --anyway       also where migrations came since
  --dry-run      says which one would serve
  --env NAME     another installation than production`;

if (import.meta.main) await runTask(main);

async function main(): Promise<number> {
  const options = {
    ...OPTIONS,
    list: { type: "boolean", default: false },
    anyway: { type: "boolean", default: false },
  } as const;
  const task = { name: "deno task rollback", usage: USAGE, options, positionals_max: 1 };
  const { values, positionals } = argumentsOf(task, Deno.args);
  const installation = await installationFrom(values, Deno.cwd());
  const ports = await realPorts(installation.root);
  if (ports === null) {
    console.error(["Nobody is logged in at Cloudflare.", ...LOG_IN].join("\n"));
    return 1;
  }
  const context = await contextOf(installation, ports);
  const found = await login.look(context);
  if (found.state !== "green") throw new Error([found.said, ...found.remedy ?? []].join("\n"));
  const versions = await deployedVersions(context) ?? [];
  if (values.list) {
    for (const version of versions) console.log(shown(version));
    return 0;
  }
  const target = rollbackTarget(versions, positionals[0]);
  await database.look(context);
  const left = cellsWithout(target, await homesIn(context));
  if (left.length > 0) {
    throw new Misused(
      `${target.tag ?? target.id} is not bound to ${
        left.map(({ cell, shops }) =>
          `${bindingOf(cell)}, where ${shops === 1 ? "a shop lives" : `${shops} shops live`}`
        )
          .join("; ")
      }: it could serve none of them, so that no --anyway helps.\n` +
        "Move them first: `deno task shop move SHOP CELL --remote`; or mend forward with `deno task deploy`",
    );
  }
  const applied = await Promise.all(
    context.config.d1_databases.map(({ binding }) => appliedMigrations(context, binding)),
  );
  const since = newerThan(target, [...new Set(applied.flat())].toSorted());
  if (since.length > 0 && !values.anyway) {
    throw new Misused(
      `${target.tag ?? target.id} does not know the migrations ${
        since.join(", ")
      }: it may fail on these tables.\n` +
        "Mend forward with `deno task deploy`; take data back as docs/deploying.md says; or say --anyway",
    );
  }
  console.log(
    `${shown(versions[0]!)} serves.\n${shown(target)} ${
      values["dry-run"] ? "would serve" : "is to serve"
    } instead.`,
  );
  if (values["dry-run"]) return 0;
  await rollBack(context, target);
  console.log(
    "Done. `deno task doctor` shows what differs from this folder's version; `deno task deploy` goes forward again.",
  );
  return 0;
}

/** Returns the version to serve. Throws `Misused` when it does not exist, or there is no previous one. */
export function rollbackTarget(versions: readonly Version[], wanted: string | undefined): Version {
  const [serving, ...before] = versions;
  if (serving === undefined) throw new Misused("Nothing is deployed yet: there is no version to go back to");
  const target = wanted === undefined
    ? before.find(({ id }) => id !== serving.id)
    : versions.find(({ id, tag }) => id === wanted || tag === wanted);
  if (target !== undefined) return target;
  throw new Misused(
    wanted === undefined
      ? "There is no version before the one that serves"
      : `VERSION must be one of ${versions.map(({ tag, id }) => tag ?? id).join(", ")}: got ${wanted}`,
  );
}

/**
 * Returns the migrations applied after those the version was deployed with; all of them when the version does not
 * name any.
 */
export function newerThan({ schema }: Version, applied: readonly string[]): readonly string[] {
  return applied.filter((name) => schema === null || name > schema);
}

/** How many shops live in a cell, or move there. */
export interface Home {
  readonly cell: number;
  readonly shops: number;
}

async function homesIn(context: Context): Promise<readonly Home[]> {
  try {
    return await run<Home>(context, countHomes) ?? [];
  } catch (error) {
    // Tables of before there were cells.
    if (error instanceof Refused && error.message.includes("no such column")) return [];
    throw error;
  }
}

/** Returns the cells with shops that the version is not bound to: it could not reach them. */
export function cellsWithout({ cells }: Version, homes: readonly Home[]): readonly Home[] {
  return [...Map.groupBy(homes, ({ cell }) => cell)]
    .map(([cell, some]) => ({ cell, shops: some.reduce((sum, { shops }) => sum + shops, 0) }))
    .filter(({ cell }) => !cells.includes(cell));
}

export async function rollBack(context: Context, target: Version): Promise<void> {
  const message = `Back to ${target.tag ?? target.id}`;
  await context.ports.wrangler(
    ["rollback", target.id, "--name", context.names.worker, "--message", message, "--yes"],
    { CLOUDFLARE_ACCOUNT_ID: accountOf(context) },
  );
}

function shown({ id, tag, created_on }: Version): string {
  return `${(tag ?? "no name").padEnd(16)} ${id}  since ${created_on}`;
}

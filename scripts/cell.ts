/**
 * `deno task cell add|list`: the D1 databases in which shops live. `add` names one more in wrangler.toml, which
 * `deno task deploy` makes, migrates and binds; `list` shows how full each is and how far its clock is behind.
 */
import type { ParseArgsOptionsConfig } from "node:util";
import { bindingOf } from "../src/config.ts";
import * as errands from "../src/sql/errands.ts";
import * as shops from "../src/sql/shops.ts";
import { argumentsOf, runTask } from "./command_line.ts";
import { Misused } from "./misused.ts";
import { cellBlock, cellNumbers, databaseNameOf } from "./cell/cells_of_config.ts";
import { JURISDICTIONS } from "./deploy/installation.ts";
import { openRemote } from "./deploy/remote.ts";
import { makeDatabase } from "./deploy/steps/storage.ts";
import { database } from "./shop/database.ts";
import { prepare } from "./dev/prepare.mjs";

const USAGE = `deno task cell add [--remote] [--jurisdiction ${JURISDICTIONS.join("|")}]
deno task cell list [--remote] [--env staging]

add names one more cell in wrangler.toml; \`deno task deploy\` then makes it, and from the next deployment on shops may
move there: \`deno task shop move SHOP CELL --remote\`. With --jurisdiction (and --remote) its database is made at once, in
that jurisdiction; without, deploy makes it in that of the installation.`;

const OPTIONS = {
  jurisdiction: { type: "string" },
  remote: { type: "boolean", default: false },
  env: { type: "string", default: "production" },
} satisfies ParseArgsOptionsConfig;

const { values, positionals } = argumentsOf(
  { name: "deno task cell", usage: USAGE, options: OPTIONS, positionals_max: 1 },
  Deno.args,
);
const CONFIG = "wrangler.toml";

await runTask(async () => {
  const verbs: Readonly<Record<string, () => Promise<void>>> = { add, list };
  const call = verbs[positionals[0] ?? ""];
  if (call === undefined) throw new Misused(USAGE);
  await call();
});

async function add(): Promise<void> {
  const { jurisdiction } = values;
  const known = JURISDICTIONS.find((one) => one === jurisdiction);
  if (jurisdiction !== undefined && (known === undefined || !values.remote)) {
    throw new Misused(`--jurisdiction must be one of ${JURISDICTIONS.join(", ")}, with --remote`);
  }
  const config = await Deno.readTextFile(CONFIG);
  const cell = cellNumbers(config).length + 1;
  const name = databaseNameOf(config, cell);
  if (known !== undefined) {
    const remote = await openRemote(values.env, Deno.cwd());
    await makeDatabase(remote.context, remote.nameOf(name), known);
  }
  await Deno.writeTextFile(CONFIG, cellBlock(config, cell));
  console.log(`Cell ${cell} is ${name}, bound as ${bindingOf(cell)} in ${CONFIG}.`);
  console.log("Commit that line, then: deno task deploy. `deno task dev` makes it on this machine.");
}

async function list(): Promise<void> {
  const cells = cellNumbers(await Deno.readTextFile(CONFIG));
  const remote = values.remote ? await openRemote(values.env, Deno.cwd()) : null;
  if (remote === null) await prepare();
  const runIn = (cell: number) => remote === null ? database(bindingOf(cell)) : remote.runIn(bindingOf(cell));
  const now_ms = Date.now();
  const homes = await runIn(1)<{ readonly cell: number; readonly shops: number }>(shops.countShopsByCell);
  console.log("cell  shops    orders        size  lag");
  for (const cell of cells) {
    const run = runIn(cell);
    const [counted] = await run<{ readonly count: number }>(shops.countOrders);
    const due = await run<errands.OldestDue>((db) => errands.selectOldestDue(db, now_ms));
    const size = remote === null ? null : await remote.sizeOf(bindingOf(cell));
    const since = Math.min(now_ms, ...due.map((row) => row.since));
    const figures = [
      String(cell).padEnd(4),
      String(homes.find((home) => home.cell === cell)?.shops ?? 0).padStart(6),
      String(counted?.count ?? 0).padStart(9),
      (size === null ? "-" : `${(size / 1e6).toFixed(1)} MB`).padStart(11),
      `${Math.round((now_ms - since) / 1_000)} s`,
    ];
    console.log(figures.join("  "));
  }
}

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
import { makeCell } from "./deploy/steps/storage.ts";
import { database } from "./shop/database.ts";
import { prepare } from "./dev/prepare.mjs";

const USAGE = `deno task cell add [--jurisdiction ${JURISDICTIONS.join("|")}] [--env staging]
deno task cell list [--remote] [--env staging]

add names one more cell in wrangler.toml; \`deno task deploy\` then makes it, migrates it and binds it. From then on shops may be
added there (\`deno task shop add SHOP … --cell CELL --remote\`) and move there (\`deno task shop move SHOP CELL --remote\`). With
--jurisdiction its database is made at once, in the account of that installation; without, deploy makes it in the installation's own.
list shows of each cell how many shops and orders it holds, its size (of a deployed one), and for how long the order that has
waited longest for the clock is due. It reads a row of an index for each order.`;

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
  if (jurisdiction !== undefined && known === undefined) {
    throw new Misused(`--jurisdiction must be one of ${JURISDICTIONS.join(", ")}: got ${jurisdiction}`);
  }
  const config = await Deno.readTextFile(CONFIG);
  const cell = cellNumbers(config).length + 1;
  const name = databaseNameOf(config, cell);
  if (known !== undefined) {
    const remote = await openRemote(values.env, Deno.cwd());
    await makeCell(remote.context, remote.nameOf(name), known);
    console.log(`The database ${remote.nameOf(name)} lies in the jurisdiction ${known}.`);
  }
  await Deno.writeTextFile(CONFIG, cellBlock(config, cell));
  console.log(`Cell ${cell} is ${name}, bound as ${bindingOf(cell)} in ${CONFIG}.`);
  console.log("Commit that line, then: deno task deploy. `deno task dev` makes it on this machine.");
}

async function list(): Promise<void> {
  const named = cellNumbers(await Deno.readTextFile(CONFIG));
  const remote = values.remote ? await openRemote(values.env, Deno.cwd()) : null;
  if (remote === null) await prepare();
  const reached = remote === null ? named : await remote.boundCells();
  const runIn = (cell: number) => remote === null ? database(bindingOf(cell)) : remote.runIn(bindingOf(cell));
  const now_ms = Date.now();
  const homes = await runIn(1)<Home>(shops.countShopsByCell);
  console.log("cell  shops    orders        size  lag");
  for (const cell of named) {
    if (!reached.includes(cell)) {
      console.log(`${String(cell).padEnd(4)}  not deployed yet: deno task deploy`);
      continue;
    }
    const run = runIn(cell);
    const [counted] = await run<{ readonly count: number }>(shops.countOrders);
    const due = await run<errands.OldestDue>((db) => errands.selectOldestDue(db, now_ms));
    const size = remote === null ? null : await remote.sizeOf(bindingOf(cell));
    const since = due.find(({ what }) => what === "order")?.since ?? now_ms;
    const figures = [
      String(cell).padEnd(4),
      String(homes.find((home) => home.cell === cell)?.shops ?? 0).padStart(5),
      String(counted?.count ?? 0).padStart(8),
      (size === null ? "-" : `${(size / 1e6).toFixed(1)} MB`).padStart(10),
      `${Math.round(Math.max(0, now_ms - since) / 1_000)} s`,
    ];
    console.log(figures.join("  "));
  }
}

interface Home {
  readonly cell: number;
  readonly shops: number;
}

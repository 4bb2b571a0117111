/** `deno task spill list|replay`: the webhooks of a shop that wait for the database. It asks the shop's API, with its own token. */
import type { ParseArgsOptionsConfig } from "node:util";
import { argumentsOf, runTask } from "./command_line.ts";
import { Misused } from "./misused.ts";
import { askApi } from "./shop/ask_api.ts";

const USAGE = `deno task spill list SHOP
deno task spill replay SHOP [ID]

list: webhooks that came while the database was away, and those that were set aside, oldest first. replay: takes one again now, or
all; the clock does the same every minute, but for those that were set aside.
Each asks the \`deno task dev\` of this machine (PORT=… another one); with --remote the deployed Worker, --env staging
another installation. The shop must have a token: deno task shop rotate SHOP --source api
While the database is away nobody can be asked by token: /healthz says how many wait, and since when.`;

const OPTIONS = {
  remote: { type: "boolean", default: false },
  env: { type: "string", default: "production" },
} satisfies ParseArgsOptionsConfig;

const { values, positionals } = argumentsOf(
  { name: "deno task spill", usage: USAGE, options: OPTIONS, positionals_max: 3 },
  Deno.args,
);
const [verb = "", shop = "", id] = positionals;
/** Enough for the thousand that one listing has. */
const RUNS_MAX = 100;

await runTask(async () => {
  if (!["list", "replay"].includes(verb) || shop === "") throw new Misused(USAGE);
  const ask = await askApi(shop, values);
  if (verb === "list") {
    const { json } = await ask("GET", "spill");
    const kept = json["kept"] as readonly Readonly<Record<string, string | number | boolean | null>>[];
    for (const one of kept) {
      const how = one["set_aside"] ? "set aside" : one["verified"] ? "verified" : "not verified yet";
      console.log(`${one["id"]}  ${one["received_at"]}  ${one["source"]}  ${one["bytes"]} bytes  ${how}`);
    }
    console.log(`${kept.length}${json["is_more"] ? " and more" : ""} kept.`);
    return;
  }
  let [recorded, failed] = [0, 0];
  for (let run = 0; run < RUNS_MAX; run++) {
    const { json } = await ask("POST", "spill/replay", id === undefined ? {} : { id });
    recorded += Number(json["recorded"]);
    failed += Number(json["failed"]);
    if (Number(json["left"]) === 0 || Number(json["recorded"]) === 0) break;
  }
  console.log(`${recorded} taken again, ${failed} failed.`);
  if (failed > 0) throw new Error("What failed is kept");
});

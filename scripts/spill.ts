/**
 * `deno task spill list|replay`: the webhooks of a shop that wait for the database. It asks the shop's API, with its own
 * token; of a deployed one it lists by the bucket alone, which answers while the database is away.
 */
import type { ParseArgsOptionsConfig } from "node:util";
import { argumentsOf, runTask } from "./command_line.ts";
import { Misused } from "./misused.ts";
import { keptJson, keptWebhooks } from "../src/flow/record/list_spilled.ts";
import { openInstallation } from "./deploy/remote.ts";
import { remoteBucket } from "./deploy/remote_bucket.ts";
import { askApi } from "./shop/ask_api.ts";

const USAGE = `deno task spill list SHOP
deno task spill replay SHOP [ID]

list: webhooks that came while the database was away, and those that were set aside, oldest first. replay: takes one again now, or
all; the clock does the same every minute, but for those that were set aside.
Each asks the \`deno task dev\` of this machine (PORT=… another one); with --remote the deployed installation, --env staging
another one. The shop must have a token: deno task shop rotate SHOP --source api
list --remote needs no token: it reads the bucket by Cloudflare's API, also while the database is away.`;

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
  if (verb === "list") {
    const { kept, is_more } = values.remote ? await keptInBucket() : await keptByApi();
    for (const { id, received_at, source, bytes, set_aside, verified } of kept) {
      const how = set_aside ? "set aside" : verified ? "verified" : "not verified yet";
      console.log(`${id}  ${received_at}  ${source ?? "-"}  ${bytes} bytes  ${how}`);
    }
    console.log(`${kept.length}${is_more ? " and more" : ""} kept.`);
    return;
  }
  const ask = await askApi(shop, values);
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

/** A kept webhook as the API of a shop shows it. */
interface Kept {
  readonly id: string;
  readonly received_at: string;
  readonly source: string | null;
  readonly bytes: number;
  readonly verified: boolean;
  readonly set_aside: boolean;
}

interface AllKept {
  readonly kept: readonly Kept[];
  readonly is_more: boolean;
}

async function keptByApi(): Promise<AllKept> {
  const { json } = await (await askApi(shop, values))("GET", "spill");
  return json as unknown as AllKept;
}

async function keptInBucket(): Promise<AllKept> {
  const { context } = await openInstallation(values.env, Deno.cwd());
  const { webhooks, is_more } = await keptWebhooks({ mail: remoteBucket(context) }, shop);
  return { kept: webhooks.map(keptJson), is_more };
}

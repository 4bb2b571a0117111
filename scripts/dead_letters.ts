/**
 * `deno task dead-letters list|show|replay`: the webhooks of a shop that verified and could not be read. It asks the
 * shop's API, with the shop's own token.
 */
import type { ParseArgsOptionsConfig } from "node:util";
import { argumentsOf, runTask } from "./command_line.ts";
import { Misused } from "./misused.ts";
import { type Ask, askApi } from "./shop/ask_api.ts";

const USAGE = `deno task dead-letters list SHOP
deno task dead-letters show SHOP ID
deno task dead-letters replay SHOP [ID]

list: the newest first, with what stopped each. show: one with its body. replay: takes one again, or all.
Each asks the \`deno task dev\` of this machine (PORT=… another one); with --remote the deployed Worker, --env staging
another installation. The shop must have a token: deno task shop rotate SHOP --source api`;

/** Enough for all letters that a shop can have. */
const RUNS_MAX = 20;

const OPTIONS = {
  remote: { type: "boolean", default: false },
  env: { type: "string", default: "production" },
} satisfies ParseArgsOptionsConfig;

const { values, positionals } = argumentsOf(
  { name: "deno task dead-letters", usage: USAGE, options: OPTIONS, positionals_max: 3 },
  Deno.args,
);
const [verb = "", shop = "", id] = positionals;
const VERBS: Readonly<Record<string, (ask: Ask) => Promise<void>>> = { list, show, replay };

await runTask(async () => {
  const call = VERBS[verb];
  if (call === undefined || shop === "" || (verb === "show" && id === undefined)) throw new Misused(USAGE);
  await call(await askApi(shop, values));
});

async function list(ask: Ask): Promise<void> {
  let after: unknown = "";
  let count = 0;
  while (after !== null) {
    const query = after === "" ? "" : `?after=${encodeURIComponent(String(after))}`;
    const { json } = await ask("GET", `dead-letters${query}`);
    for (const letter of json["dead_letters"] as readonly Readonly<Record<string, string | number>>[]) {
      count++;
      console.log(
        `${letter["id"]}  ${letter["last_at"]}  ${letter["source"]} ${letter["topic"]}  ${letter["field"]} ${
          letter["rule"]
        }: got ${letter["got"]}`,
      );
    }
    after = json["after"];
  }
  console.log(count === 1 ? "One dead letter." : `${count} dead letters.`);
}

async function show(ask: Ask): Promise<void> {
  const { json: { body, ...letter } } = await ask("GET", `dead-letters/${encodeURIComponent(id!)}`);
  console.log(JSON.stringify(letter, null, 2));
  if (body !== undefined) console.log(body);
}

async function replay(ask: Ask): Promise<void> {
  if (id !== undefined) {
    const { json } = await ask("POST", "dead-letters/replay", { id });
    const { outcome, field, rule } = json;
    console.log(outcome === "refused" ? `It still cannot be read: ${field} ${rule}` : `It is ${outcome}.`);
    if (outcome === "refused") throw new Error("Nothing was recorded");
    return;
  }
  let [recorded, needless, refused] = [0, 0, 0];
  for (let run = 0; run < RUNS_MAX; run++) {
    const { json } = await ask("POST", "dead-letters/replay", {});
    recorded += Number(json["recorded"]);
    needless += Number(json["needless"]);
    refused += Number(json["refused"]);
    if (Number(json["left"]) === 0) break;
  }
  console.log(`${recorded} recorded, ${needless} had nothing new, ${refused} could not be read.`);
}

/** `deno task bench [name] [--json]`: counts what Waybill costs, and compares its times with others within one run. */
import { argumentsOf } from "../scripts/command_line.ts";
import { install } from "../scripts/install.ts";
import { ingest } from "./ingest.ts";
import { latency } from "./latency.ts";
import { orderCost } from "./order_cost.ts";

/** One figure: what was measured, its bound, and whether it keeps the bound. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: string;
  readonly ok: boolean;
}

const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  order: orderCost,
  ingest,
  latency,
  size: async () => await (await import("./size.ts")).size(),
  history: async () => await (await import("./history.ts")).historyCost(),
  send: async () => await (await import("./send_cost.ts")).sendCost(),
  chat: async () => await (await import("./chat.ts")).chatCost(),
  archive: async () => await (await import("./archive.ts")).archiveCost(),
  desk: async () => await (await import("./desk_rows.ts")).deskRows(),
  scale: async () => await (await import("./scale.ts")).scaleCost(),
  // Installed and loaded only on request: it needs the renderers that Waybill is compared with.
  render: async () => {
    await install("bench");
    return await (await import("./render.ts")).renderCost();
  },
};

const USAGE = `deno task bench [${Object.keys(BENCHES).join("|")}]... [--json] [--dev http://localhost:8787]

Counts what an order costs and times what it takes; all of them when none is named. Exits 1 where a bound is missed.

  --json         as JSON
  --dev URL      latency on a running \`deno task dev\``;

const { values: { json }, positionals: wanted } = argumentsOf({
  name: "deno task bench",
  usage: USAGE,
  options: { json: { type: "boolean", default: false }, dev: { type: "string" } },
  positionals_max: Object.keys(BENCHES).length,
}, Deno.args);
const unknown = wanted.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  console.error(`There is no bench ${unknown}: ${Object.keys(BENCHES).join(", ")}`);
  Deno.exit(2);
}

const results: Record<string, readonly Figure[]> = {};
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  results[name] = await bench();
  if (!json) print(name, results[name]);
}
if (json) console.log(JSON.stringify(results, null, 2));
Deno.exit(Object.values(results).flat().every(({ ok }) => ok) ? 0 : 1);

function print(name: string, figures: readonly Figure[]): void {
  console.log(`\n${name}`);
  for (const { name, value, unit, bound, ok } of figures) {
    const result = bound === undefined ? "" : ok ? `  ok, ${bound}` : `  MISSED, ${bound}`;
    console.log(`  ${name.padEnd(56)} ${String(value).padStart(8)} ${unit.padEnd(12)}${result}`);
  }
}

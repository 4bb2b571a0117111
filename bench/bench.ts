/** `deno task bench [name] [--json]`: what the river costs, counted; what it takes, compared within one run. */
import { install } from "../scripts/install.ts";
import { ingest } from "./ingest.ts";
import { latency } from "./latency.ts";
import { orderCost } from "./order_cost.ts";

/** One figure: what was measured, the bound that it must keep, whether it does. */
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
  // Fetched and loaded only when asked for: it brings the renderers that Waybill is compared with.
  render: async () => {
    await install("bench");
    return await (await import("./render.ts")).renderCost();
  },
};

const json = Deno.args.includes("--json");
const wanted = Deno.args.filter((argument, at) =>
  !argument.startsWith("--") && Deno.args[at - 1] !== "--dev"
);
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

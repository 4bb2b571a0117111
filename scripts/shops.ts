/**
 * `deno task shops [vendure|medusa]...`: installs each real shop from an empty folder, with its connector packed like
 * npm, and plays it against a real `deno task dev` that is killed in between. Its packages are kept in
 * `.cache/shops`. Once a shop is installed it is played within 10 minutes, or the task ends.
 */
import { argumentsOf } from "./command_line.ts";
import { gate } from "./shops/gate.ts";
import { medusaShop } from "./shops/medusa.ts";
import { type Figures, play } from "./shops/play.ts";
import type { RealShop } from "./shops/shop.ts";
import { vendureShop } from "./shops/vendure.ts";
import { destination, waybillProcess } from "./shops/waybill_process.ts";

const SHOPS: Readonly<Record<string, (port: number) => Promise<RealShop>>> = {
  vendure: async (port) => await vendureShop(await destination(port)),
  medusa: async (port) => await medusaShop(await destination(port)),
};
const GATE_PORT = 8807;
/** Installing fetches up to 2,000 packages where `.cache/shops` is empty, at the registry's pace. */
const INSTALL_MINUTES_MAX = 20;
const MINUTES_MAX = 10;
/**
 * Limit for the time of a checkout without Waybill, relative to one with Waybill; a higher ratio is not noise and
 * fails the run.
 */
const RATIO_MAX = 2;

const USAGE = `deno task shops [vendure|medusa]...

Plays each real shop, with its connector as npm would publish it, against a real \`deno task dev\` that is killed in between.
Packages are kept in .cache/shops. Medusa needs Debian's package postgresql-15.`;

const task = {
  name: "deno task shops",
  usage: USAGE,
  options: {},
  positionals_max: Object.keys(SHOPS).length,
};
const { positionals } = argumentsOf(task, Deno.args);
const names = positionals.length > 0 ? positionals : Object.keys(SHOPS);
const unknown = names.filter((name) => !Object.hasOwn(SHOPS, name));
if (unknown.length > 0) {
  console.error(`There is no shop ${unknown.join(", ")}: there are ${Object.keys(SHOPS).join(", ")}`);
  Deno.exit(2);
}

for (const name of names) {
  let from_ms = Date.now();
  const waybill = waybillProcess();
  const opened = gate(GATE_PORT);
  let shop: RealShop | undefined;
  const stopAfter = (minutes: number, what: string) =>
    setTimeout(async () => {
      console.error(`${name}: not ${what} within ${minutes} minutes`);
      await shop?.stop();
      await waybill.kill();
      Deno.exit(1);
    }, minutes * 60_000);
  let late = stopAfter(INSTALL_MINUTES_MAX, "installed");
  try {
    shop = await SHOPS[name]!(GATE_PORT);
    clearTimeout(late);
    console.log(`── installed in ${Math.round((Date.now() - from_ms) / 1_000)} s; it is played`);
    late = stopAfter(MINUTES_MAX, "done");
    from_ms = Date.now();
    await waybill.start();
    await opened.set("up");
    await shop.start();
    const figures = await play(shop, waybill, opened);
    report(shop.name, figures, (Date.now() - from_ms) / 1_000);
  } finally {
    clearTimeout(late);
    await opened.set("down");
    await shop?.stop();
    await waybill.kill();
  }
}

function report(name: string, figures: Figures, seconds: number): void {
  const { checkout_ms: ms, lost, twice, unexpected, refused } = figures;
  const ratio = (mode: "down" | "black hole") => (ms[mode] / ms.up).toFixed(2);
  console.log(`
${name}: ${figures.orders} orders, ${figures.events} events, ${figures.outage_s} s without Waybill, ${figures.waiting} events waited, all sent ${figures.drained_s} s after its return
  ${lost.length} lost, ${twice.length} twice in effect (${figures.repeated} webhooks came again), ${unexpected.length} unexpected, ${refused.length} refused
  checkout, median: ${ms.up} ms with Waybill up; down ${ratio("down")}, black hole ${
    ratio("black hole")
  } of it
  ${Math.round(seconds)} s played
`);
  const wrong = [...lost, ...twice, ...unexpected, ...refused];
  for (const mode of ["down", "black hole"] as const) {
    if (ms[mode] / ms.up > RATIO_MAX) {
      wrong.push(`A checkout takes ${ratio(mode)} times as long with Waybill ${mode}`);
    }
  }
  for (const line of wrong) console.error(`  ${line}`);
  if (wrong.length > 0) Deno.exitCode = 1;
}

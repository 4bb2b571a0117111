/** `deno task year`: plays simulated years with troubles put in, and says which of them the weekly digests name, and when. */
import { argumentsOf, runTask } from "../scripts/command_line.ts";
import { Misused } from "../scripts/misused.ts";
import { judgeYear } from "./year/judge.ts";
import { furtherYear } from "./year/further_troubles.ts";
import { anotherYear } from "./year/other_troubles.ts";
import { playYear } from "./year/play.ts";
import { mixedYear } from "./year/mixed_troubles.ts";
import { type Injected, PLAIN_YEAR } from "./year/troubles.ts";
import { BUSY, CALM, type World } from "./year/worlds.ts";

const DRAWN: Readonly<Record<string, (seed: number) => readonly Injected[]>> = {
  plain: () => PLAIN_YEAR,
  other: anotherYear,
  further: furtherYear,
  mixed: mixedYear,
  none: () => [],
};
const WORLDS: Readonly<Record<string, World>> = { calm: CALM, busy: BUSY };

const USAGE =
  `deno task year [--seed=N] [--seeds=5] [--troubles=plain|other|further|mixed|none] [--world=calm|busy] [--verbose]

Plays years of 50,000 orders with injected troubles and reads each week's digest. Prints a row for each trouble, and one for
each finding that no trouble explains. Exits 1 where a trouble is not named within two weeks, or something else is.

  --seed=N         the first seed, 1 without it
  --seeds=N        how many years, 5 without it
  --troubles=plain a carrier in May, a text, a SKU, a provider (the default); other, further: drawn by the seed
                   of the usual families, or of payment, language, country, weekday, channel, sender; mixed: of all
                   families, any part or two, weak to strong; none: a year without
  --world=busy     a shop that grows, with holidays, sales, Black Friday and Christmas, and parcels that rest on Sundays
  --verbose        also what each digest found`;

await runTask(() => {
  const { values } = argumentsOf({
    name: "deno task year",
    usage: USAGE,
    options: {
      seed: { type: "string", default: "1" },
      seeds: { type: "string", default: "5" },
      troubles: { type: "string", default: "plain" },
      world: { type: "string", default: "calm" },
      verbose: { type: "boolean", default: false },
    },
  }, Deno.args);
  const [seed, seeds] = [Number(values.seed), Number(values.seeds)];
  if (!Number.isInteger(seed) || !Number.isInteger(seeds) || seeds < 1) {
    throw new Misused("--seed and --seeds must be whole numbers");
  }
  const drawn = DRAWN[values.troubles];
  if (drawn === undefined) throw new Misused(`--troubles must be ${Object.keys(DRAWN).join(", ")}`);
  const world = WORLDS[values.world];
  if (world === undefined) throw new Misused(`--world must be ${Object.keys(WORLDS).join(" or ")}`);
  let missed = 0;
  console.log(
    "| seed | orders | trouble | begins | named on | after days | as |\n|---|---|---|---|---|---|---|",
  );
  for (let at = seed; at < seed + seeds; at++) {
    const troubles = drawn(at);
    const year = playYear("2026-01-01", at, troubles, world);
    const { named, others, digests } = judgeYear(year, troubles);
    for (const { trouble, begins, week, after_days, as } of named) {
      if (after_days === null || after_days > 14) missed++;
      console.log(
        `| ${at} | ${year.orders.toLocaleString("en")} | ${trouble} | ${begins} | ${week ?? "never"} | ${
          after_days ?? ""
        } | ${as ?? ""} |`,
      );
    }
    for (const { week, as } of others) {
      missed++;
      console.log(
        `| ${at} | ${year.orders.toLocaleString("en")} | nothing was wrong |  | ${week} |  | ${as} |`,
      );
    }
    if (named.length + others.length === 0) {
      console.log(`| ${at} | ${year.orders.toLocaleString("en")} | none put in |  | nothing named |  |  |`);
    }
    if (values.verbose) {
      for (const { week, found, followed } of digests) {
        console.log(
          week,
          JSON.stringify(found),
          JSON.stringify(followed.map(({ family, parts, state }) => ({ family, parts, state }))),
        );
      }
    }
  }
  return Promise.resolve(missed === 0 ? 0 : 1);
});

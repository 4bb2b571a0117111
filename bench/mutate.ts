/**
 * `deno task mutate [FOLDER…]`: which small changes of the pure code no plain test notices. StrykerJS decides the changes; they are
 * tried in memory and change no file of the project.
 */
import { argumentsOf } from "../scripts/command_line.ts";
import { instrument } from "./mutate/instrument.ts";
import { runMutants } from "./mutate/run.ts";
import { rangesOf } from "./mutate/sample.ts";
import { type Judged, scoreOf, scores } from "./mutate/score.ts";

const CORE = [
  "values",
  "orders",
  "messages",
  "stock",
  "customers",
  "conversations",
  "domains",
];
const FOLDER = ".cache/mutate";

const USAGE = `deno task mutate [FOLDER]... [--sample 0.2] [--seed 1] [--survivors 40] [--processes 2]

Changes the pure code in small ways (StrykerJS), one change at a time, and counts the changes that the plain tests notice.
FOLDER is a folder or a file below src/; without one: ${CORE.join(", ")}.

  --sample SHARE     the share of the lines that is changed, 1 for all
  --seed N           decides which lines
  --survivors N      most surviving changes that are listed
  --processes N      processes side by side`;
const OPTIONS = {
  sample: { type: "string", default: "0.2" },
  seed: { type: "string", default: "1" },
  survivors: { type: "string", default: "40" },
  processes: { type: "string", default: "2" },
} as const;

const { folders, sample, seed, survivors, processes } = readArguments();
const ranges = rangesOf(folders, sample, seed);
if (ranges.length === 0) {
  refuse("FOLDER", "must hold TypeScript files below src/", folders.join(", "));
}
const instrumented = await instrument(ranges);
console.log(
  `Mutating ${
    folders.join(", ")
  }: a share of ${sample} by seed ${seed}, ${instrumented.mutants.length} changes`,
);
const from_ms = performance.now();
report(await runMutants(instrumented, FOLDER, processes));
console.log(
  `\n${Math.round((performance.now() - from_ms) / 1_000)} s in ${processes} processes`,
);

function report(mutants: readonly Judged[]): void {
  const alive = mutants.filter(({ fate }) => fate === "survived" || fate === "untested");
  for (
    const { file, line, mutator, replacement, fate } of alive.slice(
      0,
      survivors,
    )
  ) {
    const change = replacement.replaceAll(/\s+/g, " ").slice(0, 80);
    const note = fate === "untested" ? " (no test reaches it)" : "";
    console.log(`  ${file}:${line}  ${mutator} → ${change}${note}`);
  }
  if (alive.length > survivors) {
    console.log(`  and ${alive.length - survivors} more`);
  }
  console.log(
    "\nfolder                          changes  killed  survived  no test   score",
  );
  for (
    const { name, all, killed, survived, untested } of [
      ...scores(mutants),
      scoreOf("all", mutants),
    ]
  ) {
    const score = all === 0 ? "–" : `${(100 * killed / all).toFixed(1)} %`;
    console.log(
      name.padEnd(30) +
        [all, killed, survived, untested].map((count) => String(count).padStart(9)).join("") +
        score.padStart(9),
    );
  }
}

function readArguments() {
  const { values, positionals } = argumentsOf(
    {
      name: "deno task mutate",
      usage: USAGE,
      options: OPTIONS,
      positionals_max: 50,
    },
    Deno.args,
  );
  const number = (name: keyof typeof OPTIONS) => {
    const value = Number(values[name]);
    if (!(value > 0)) {
      refuse(`--${name}`, "must be a number above 0", String(values[name]));
    }
    return value;
  };
  const folders = positionals.map((folder) => folder.replace(/^src\//, ""));
  return {
    folders: folders.length === 0 ? CORE : folders,
    sample: Math.min(1, number("sample")),
    seed: number("seed"),
    survivors: number("survivors"),
    processes: number("processes"),
  };
}

function refuse(field: string, rule: string, given: string): never {
  console.error(
    `Cannot mutate as ${field} ${rule}: it is ${JSON.stringify(given)}`,
  );
  Deno.exit(2);
}

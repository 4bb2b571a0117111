/**
 * `deno task mutate [FOLDER…]`: which small changes of the pure code no plain test notices. It works in a copy of the project
 * (`.cache/mutate`) with packages of its own, and changes no file of the project.
 */
import { argumentsOf } from "../scripts/command_line.ts";
import { copy } from "./mutate/copy.ts";
import { type Mutant, scoreOf, scores } from "./mutate/score.ts";
import { rangesOf } from "./mutate/sample.ts";

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

const USAGE = `deno task mutate [FOLDER]... [--sample 0.2] [--seed 1] [--survivors 40]

Changes the pure code in small ways (StrykerJS), one change at a time, and counts the changes that the plain tests notice.
FOLDER is a folder or a file below src/; without one: ${CORE.join(", ")}.

  --sample SHARE     the share of the lines that is changed, 1 for all
  --seed N           decides which lines
  --survivors N      most surviving changes that are listed`;
const OPTIONS = {
  sample: { type: "string", default: "0.2" },
  seed: { type: "string", default: "1" },
  survivors: { type: "string", default: "40" },
} as const;

const { folders, sample, seed, survivors } = readArguments();
await copy(FOLDER);
const ranges = rangesOf(folders, sample, seed);
if (ranges.length === 0) {
  refuse("FOLDER", "must hold TypeScript files below src/", folders.join(", "));
}
console.log(
  `Mutating ${folders.join(", ")}: a share of ${sample} by seed ${seed}, ${ranges.length} ranges of lines`,
);
await Deno.writeTextFile(
  `${FOLDER}/stryker.json`,
  JSON.stringify(configOf(ranges)),
);
await run(`${Deno.cwd()}/${FOLDER}/node_modules/.bin/node`, [
  "node_modules/.bin/stryker",
  "run",
  "stryker.json",
]);
report(JSON.parse(await Deno.readTextFile(`${FOLDER}/mutants.json`)));

function configOf(mutate: readonly string[]) {
  return {
    testRunner: "vitest",
    vitest: { configFile: "vitest.mutate.ts" },
    coverageAnalysis: "perTest",
    mutate,
    reporters: ["json"],
    jsonReporter: { fileName: "mutants.json" },
    concurrency: 2,
    inPlace: true,
    disableTypeChecks: false,
    timeoutMS: 20_000,
    allowConsoleColors: false,
    ignoreStatic: true,
  };
}

function report(
  { files }: {
    readonly files: Record<string, { readonly mutants: readonly Mutant[] }>;
  },
): void {
  const judged = Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, file }))
  ).filter(({ status }) => status !== "Ignored" && status !== "CompileError");
  const alive = judged.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  for (
    const { file, location, mutatorName, replacement, status } of alive.slice(
      0,
      survivors,
    )
  ) {
    const change = (replacement ?? "").replaceAll(/\s+/g, " ").slice(0, 60);
    const note = status === "NoCoverage" ? " (no test reaches it)" : "";
    console.log(
      `  ${file}:${location.start.line}  ${mutatorName} → ${change}${note}`,
    );
  }
  if (alive.length > survivors) {
    console.log(`  and ${alive.length - survivors} more`);
  }
  console.log(
    "\nfolder                          mutants  killed  survived  no test   score",
  );
  for (
    const { name, all, killed, survived, untested } of [
      ...scores(judged),
      scoreOf("all", judged),
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

async function run(program: string, args: readonly string[]): Promise<void> {
  const log = await Deno.open(`${FOLDER}/log.txt`, {
    create: true,
    write: true,
    truncate: true,
  });
  const child = new Deno.Command(program, {
    args: [...args],
    cwd: FOLDER,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  await child.stdout.pipeTo(log.writable);
  if (!(await child.status).success) {
    console.error(
      (await Deno.readTextFile(`${FOLDER}/log.txt`)).split("\n").slice(-25)
        .join("\n"),
    );
    Deno.exit(1);
  }
}

function readArguments() {
  const { values, positionals } = argumentsOf(
    { name: "deno task mutate", usage: USAGE, options: OPTIONS, positionals_max: 50 },
    Deno.args,
  );
  const number = (name: keyof typeof OPTIONS) => {
    const value = Number(values[name]);
    if (!(value > 0)) refuse(`--${name}`, "must be a number above 0", String(values[name]));
    return value;
  };
  const folders = positionals.map((folder) => folder.replace(/^src\//, ""));
  return {
    folders: folders.length === 0 ? CORE : folders,
    sample: Math.min(1, number("sample")),
    seed: number("seed"),
    survivors: number("survivors"),
  };
}

function refuse(field: string, rule: string, given: string): never {
  console.error(`Cannot mutate as ${field} ${rule}: it is ${JSON.stringify(given)}`);
  Deno.exit(2);
}

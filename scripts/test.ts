/**
 * Runs the tests of both pools, one pool after the other:
 *
 *   deno task test [PATH…] [FLAGS OF VITEST]    both pools, or those that hold a file whose path contains PATH
 *   deno task test:plain --watch                one pool, again after each change
 *   deno task test:shuffle [--seed=N]           both pools, the files in an order that the seed decides
 */
import { existsSync, rmSync } from "node:fs";
import type { Pool } from "../test/support/pools.ts";
import { forPool, outputFilesOf, pathForPool, pathsOf, withJoinedOutputFiles } from "./test/arguments.ts";
import { sumReports } from "./test/sum_reports.ts";
import { testFiles } from "./test/test_files.ts";

const [scope, ...given] = Deno.args;
const args = shuffled(withJoinedOutputFiles(given));
const watch = args.includes("--watch");
const pools = poolsOf(scope ?? "", pathsOf(args, Deno.cwd()));
if (watch && pools.length > 1) {
  refuse(
    "Cannot watch two pools at once: take `deno task test:plain --watch` or `deno task test:workerd --watch`",
  );
}

const reports = pools.length > 1 ? outputFilesOf(args) : [];
const outcomes: string[] = [];
let failed = false;
for (const pool of pools) {
  const at_ms = performance.now();
  // Deletes old reports, so that only reports of this run are counted below.
  for (const path of reports) rmSync(pathForPool(path, pool), { force: true });
  const own = pools.length > 1 ? args.map((arg) => forPool(arg, pool)) : args;
  const command = [
    "run",
    "-A",
    "npm:vitest",
    ...(watch ? [] : ["run"]),
    `--config=vitest.${pool}.ts`,
    ...own,
  ];
  const { success } = await new Deno.Command(Deno.execPath(), { args: command }).spawn().status;
  const seconds = Math.round((performance.now() - at_ms) / 1_000);
  outcomes.push(`the ${pool} pool ${success ? "passed" : "FAILED"} after ${seconds} s`);
  failed ||= !success;
}
reports.forEach(writeSum);
console.log(`Tests: ${outcomes.join(", ")}`);
if (failed) Deno.exit(1);

/** The pools of `scope` that hold a file whose path contains one of `paths`; all of `scope` where no path is given. */
function poolsOf(scope: string, paths: readonly string[]): readonly Pool[] {
  const files = testFiles();
  const every: readonly Pool[] = ["plain", "workerd"];
  if (scope !== "both" && scope !== "plain" && scope !== "workerd") {
    return refuse(
      `Cannot run tests as the pool must be plain, workerd or both: it is ${JSON.stringify(scope)}`,
    );
  }
  const within = every.filter((pool) => scope === "both" || scope === pool);
  if (paths.length === 0) return within;
  const holding = every.filter((pool) =>
    files[pool].some((file) => paths.some((path) => file.includes(path)))
  );
  const pools = within.filter((pool) => holding.includes(pool));
  if (pools.length > 0) return pools;
  return refuse(
    holding.length === 0
      ? `No test file has a path that contains ${paths.join(" or ")}`
      : `No file of the ${scope} pool has a path that contains ${paths.join(" or ")}: take \`deno task test:${
        holding[0]
      }\``,
  );
}

/** The flags of vitest for `--shuffle`, with a seed that is printed; all other arguments as they are. */
function shuffled(args: readonly string[]): readonly string[] {
  if (!args.includes("--shuffle")) return args;
  const seed = args.find((arg) => arg.startsWith("--seed="))?.slice("--seed=".length) ??
    String(Math.floor(Math.random() * 1_000_000));
  console.log(
    `Files are shuffled by the seed ${seed}. The same order again: deno task test:shuffle --seed=${seed}`,
  );
  const others = args.filter((arg) => arg !== "--shuffle" && !arg.startsWith("--seed="));
  return [...others, "--sequence.shuffle.files=true", `--sequence.seed=${seed}`];
}

/** Writes the sum of the pools' JSON reports to `path`; reports of other forms stay one a pool. */
function writeSum(path: string): void {
  if (!path.endsWith(".json")) return;
  const written = pools.map((pool) => pathForPool(path, pool)).filter((part) => existsSync(part));
  if (written.length === 0) return;
  Deno.writeTextFileSync(
    path,
    JSON.stringify(sumReports(written.map((part) => JSON.parse(Deno.readTextFileSync(part))))),
  );
}

function refuse(message: string): never {
  console.error(message);
  Deno.exit(2);
}

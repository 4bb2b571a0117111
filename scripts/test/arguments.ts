/** Reads the command line of `deno task test`: which words are paths, and where reports go. */
import type { Pool } from "../../test/support/pools.ts";

/**
 * Returns the arguments of `args` that name test files, as vitest compares them: parts of a path from `root`, the
 * repository. An argument without a slash after a flag is that flag's value.
 */
export function pathsOf(args: readonly string[], root: string): readonly string[] {
  return args
    .filter((arg, at) => !arg.startsWith("-") && (arg.includes("/") || !takesValue(args[at - 1])))
    .map((arg) => arg.replace(/:\d+$/, "").replace(`${root}/`, "").replace(/^\.\//, ""));
}

function takesValue(before: string | undefined): boolean {
  return before !== undefined && before.startsWith("-") && !before.includes("=");
}

/** Returns `args` with each flag `--outputFile… PATH` written as `--outputFile…=PATH`. */
export function withJoinedOutputFiles(args: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    if (before !== undefined && /^--outputFile[^=]*$/.test(before)) joined.splice(-1, 1, `${before}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

const OUTPUT_FILE = /^(--outputFile[^=]*)=(.+)$/;

/** Returns `arg` for the run of one `pool`: two runs would write the same file one over the other. */
export function forPool(arg: string, pool: Pool): string {
  return arg.replace(OUTPUT_FILE, (_, flag: string, path: string) => `${flag}=${pathForPool(path, pool)}`);
}

/** Returns the paths that the flags `--outputFile…` in `args` name. */
export function outputFilesOf(args: readonly string[]): readonly string[] {
  return args.flatMap((arg) => OUTPUT_FILE.exec(arg)?.[2] ?? []);
}

/** Returns `path` with the pool before its ending: dist/tests.json is dist/tests.plain.json in the plain pool. */
export function pathForPool(path: string, pool: Pool): string {
  return path.replace(/(\.[^./]*)?$/, (ending) => `.${pool}${ending}`);
}

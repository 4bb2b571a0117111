/** Writes every change of the chosen lines into the code at once, each behind a switch: StrykerJS decides the changes. */
import { Instrumenter } from "@stryker-mutator/instrumenter";
import type { LineRange } from "./sample.ts";

/** One small change of the code. */
export interface Mutant {
  readonly id: string;
  /** Path from the root of the repository. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** StrykerJS's name of the kind of change. */
  readonly mutator: string;
  readonly replacement: string;
}

/** What the test processes read: the code with its switches by path, and the changes in it. */
export interface Instrumented {
  readonly code: Readonly<Record<string, string>>;
  readonly mutants: readonly Mutant[];
}

const SILENT = {
  isDebugEnabled: () => false,
  debug() {},
  info() {},
  warn() {},
};
const OPTIONS = { plugins: null, excludedMutations: [], ignorers: [] };

/** Leaves out what a comment `// Stryker disable` of the code excuses. */
export async function instrument(
  ranges: readonly LineRange[],
): Promise<Instrumented> {
  const by_file = Map.groupBy(ranges, ({ file }) => file);
  const files = [...by_file].map(([name, own]) => ({
    name,
    content: Deno.readTextFileSync(name),
    // StrykerJS counts these lines from 0 and the column up to the end of the last line.
    mutate: own.map(({ from, to }) => ({
      start: { line: from - 1, column: 0 },
      end: { line: to - 1, column: Number.MAX_SAFE_INTEGER },
    })),
  }));
  const instrumented = await new Instrumenter(SILENT as never).instrument(
    files,
    OPTIONS as never,
  );
  return {
    code: Object.fromEntries(
      instrumented.files.map(({ name, content }) => [name, content]),
    ),
    mutants: instrumented.mutants.filter(({ status }) => status !== "Ignored")
      .map((mutant) => ({
        id: mutant.id,
        file: mutant.fileName,
        line: mutant.location.start.line + 1,
        mutator: mutant.mutatorName,
        replacement: mutant.replacement ?? "",
      })),
  };
}

/** The files by which `deno task mutate` and its test processes hand each other what they know. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** One line of a process's report. */
export type Finding =
  /** A test that runs the changed code, or `load` where the code runs as a file is loaded. */
  | { readonly covered: readonly string[]; readonly at: "test" | "load" }
  /** The change with which `test` fails. */
  | { readonly killed: string; readonly test: string }
  /** The change that is tried from now on; where nothing follows, it never came to an end. */
  | { readonly trying: string; readonly test: string }
  /** A test that fails when it is run once more without any change: it says nothing. */
  | { readonly unrepeatable: string }
  /** A test that fails, without a change or after one. */
  | { readonly broken: string; readonly after: string | null };

/** What a test process is told in the environment variable WAYBILL_MUTATE. */
export interface Assignment {
  /** The file of the instrumented code, from the root of the repository. */
  readonly instrumented: string;
  /** The file that gets the findings, one JSON a line. */
  readonly findings: string;
  /** The changes that this process tries. */
  readonly mutants: readonly string[];
}

export function writeFinding(file: string, finding: Finding): void {
  appendFileSync(file, JSON.stringify(finding) + "\n");
}

export function readFindings(file: string): readonly Finding[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").split("\n").filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

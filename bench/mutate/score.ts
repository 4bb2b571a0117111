/** Counts the results of the changes by folder. */
import type { Mutant } from "./instrument.ts";

/** What became of a change. `static`: its code runs only while a file is loaded, before any test; it is not judged. */
export type Fate = "killed" | "survived" | "untested" | "static";

export interface Judged extends Mutant {
  readonly fate: Fate;
}

export interface Score {
  readonly name: string;
  /** Without those that are static. */
  readonly all: number;
  readonly killed: number;
  readonly survived: number;
  readonly untested: number;
}

/** Returns one score for each folder with a mutated file. */
export function scores(mutants: readonly Judged[]): readonly Score[] {
  const folders = Map.groupBy(
    mutants,
    ({ file }) => file.split("/").slice(1, -1).join("/"),
  );
  return [...folders].sort(([a], [b]) => a < b ? -1 : 1).map(([name, own]) => scoreOf(name, own));
}

export function scoreOf(name: string, mutants: readonly Judged[]): Score {
  const count = (fate: Fate) => mutants.filter((mutant) => mutant.fate === fate).length;
  return {
    name,
    all: mutants.length - count("static"),
    killed: count("killed"),
    survived: count("survived"),
    untested: count("untested"),
  };
}

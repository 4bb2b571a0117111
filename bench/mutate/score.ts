/** Counts the results of the mutants by folder. A mutant that timed out counts as detected. */

export interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number } };
}

export interface Score {
  readonly name: string;
  readonly all: number;
  readonly killed: number;
  readonly survived: number;
  readonly untested: number;
}

/** Returns one score for each folder with a mutated file. */
export function scores(
  mutants: readonly (Mutant & { readonly file: string })[],
): readonly Score[] {
  const folders = Map.groupBy(
    mutants,
    ({ file }) => file.split("/").slice(1, -1).join("/"),
  );
  return [...folders].sort(([a], [b]) => a < b ? -1 : 1).map(([name, own]) => scoreOf(name, own));
}

export function scoreOf(name: string, mutants: readonly Mutant[]): Score {
  const count = (...states: readonly string[]) =>
    mutants.filter(({ status }) => states.includes(status)).length;
  return {
    name,
    all: mutants.length,
    killed: count("Killed", "Timeout", "RuntimeError"),
    survived: count("Survived"),
    untested: count("NoCoverage"),
  };
}

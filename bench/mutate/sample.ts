/** Chooses the lines to mutate: a seeded share of each file, in runs of lines so that they contain whole statements. */
import { walkSync } from "./walk.ts";

/** Lines of a file, counted from 1, both ends included. */
export interface LineRange {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** Lines of one run: few enough for an even share, enough for a statement. */
const RUN = 6;

/** Returns the chosen lines of every file of `folders` below `src/`; all lines when `sample` is 1. */
export function rangesOf(
  folders: readonly string[],
  sample: number,
  seed: number,
): readonly LineRange[] {
  const random = generator(seed);
  return folders.flatMap((folder) => walkSync(`src/${folder}`)).filter((file) =>
    /\.tsx?$/.test(file) && !file.endsWith(".d.ts")
  ).flatMap((file) => {
    const lines = Deno.readTextFileSync(file).split("\n").length;
    if (sample >= 1) return [{ file, from: 1, to: lines }];
    const runs = Array.from(
      { length: Math.ceil(lines / RUN) },
      (_, at) => at * RUN + 1,
    );
    return runs.filter(() => random() < sample).map((from) => ({
      file,
      from,
      to: Math.min(lines, from + RUN - 1),
    }));
  });
}

/** Mulberry32: numbers from 0 to below 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

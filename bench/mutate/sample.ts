/** Chooses the lines to mutate: a seeded share of each file, in runs of lines so that they contain whole statements. */
import { walkSync } from "./walk.ts";

/** Lines of one run: few enough for an even share, enough for a statement. */
const RUN = 6;

/** Returns ranges in the form of StrykerJS: `src/orders/promise.ts:13-18`; whole files when `sample` is 1. */
export function rangesOf(
  folders: readonly string[],
  sample: number,
  seed: number,
): readonly string[] {
  const random = generator(seed);
  return folders.flatMap((folder) => walkSync(`src/${folder}`)).filter((file) =>
    /\.tsx?$/.test(file) && !file.endsWith(".d.ts")
  ).flatMap((file) => {
    if (sample >= 1) return [file];
    const lines = Deno.readTextFileSync(file).split("\n").length;
    const runs = Array.from(
      { length: Math.ceil(lines / RUN) },
      (_, at) => at * RUN + 1,
    );
    return runs.filter(() => random() < sample).map((from) =>
      `${file}:${from}-${Math.min(lines, from + RUN - 1)}`
    );
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

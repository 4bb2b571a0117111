/** How the tests run: how often each property is tried, with which seed, and when a test that hangs is ended. */
import process from "node:process";

/** Ends a test that hangs. It judges no speed: the machine may be slow and busy. */
export const TEST_TIMEOUT_MS = 600_000;
/** Ends a hook that hangs: hooks do less. */
export const HOOK_TIMEOUT_MS = 120_000;

/**
 * Reads the environment variable WAYBILL_RUNS: `full` tries each property as often as CI does, `commit` (or nothing) less often.
 * Throws where it holds anything else.
 */
export function runsFromEnvironment(): "commit" | "full" {
  const runs = process.env["WAYBILL_RUNS"] ?? "commit";
  if (runs === "commit" || runs === "full") return runs;
  throw new Error(
    `Cannot run the tests as WAYBILL_RUNS must be "commit" or "full": it has ${runs.length} characters`,
  );
}

/** Seed of the situations that every run meets: a run that fails fails again. */
const SEED = 804191707;

/**
 * Returns the seed of every property test; WAYBILL_SEED is a number, or `random` for situations that nobody has met.
 * Throws for anything else.
 */
export function seedFromEnvironment(): number {
  const wanted = process.env["WAYBILL_SEED"] ?? "";
  if (wanted === "") return SEED;
  // A seed that was printed can be given again.
  if (wanted === "random") return Math.trunc(Math.random() * 1_000_000_000);
  if (/^\d{1,10}$/.test(wanted) && Number(wanted) < 2 ** 31) return Number(wanted);
  throw new Error("WAYBILL_SEED must be a whole number below 2^31, or `random`");
}

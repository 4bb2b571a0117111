/** Reads the environment variable WAYBILL_RUNS: `full` tries each property as often as CI does, `commit` (or nothing) less often. */
import process from "node:process";

/** Throws where the variable holds anything else. */
export function runsFromEnvironment(): "commit" | "full" {
  const runs = process.env["WAYBILL_RUNS"] ?? "commit";
  if (runs === "commit" || runs === "full") return runs;
  throw new Error(
    `Cannot run the tests as WAYBILL_RUNS must be "commit" or "full": it has ${runs.length} characters`,
  );
}

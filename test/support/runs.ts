/** How often a property is tried: less for each commit, in full in CI. */
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** `full` where the environment variable WAYBILL_RUNS is `full`. */
    readonly runs: "commit" | "full";
  }
}

/** Returns `full` where WAYBILL_RUNS=full is set, `commit` otherwise: both count the runs of one property. */
export function runs({ commit, full }: { readonly commit: number; readonly full: number }): number {
  return inject("runs") === "full" ? full : commit;
}

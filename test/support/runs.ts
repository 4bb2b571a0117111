/** How often a property is tried: less for each commit, in full in CI. */
import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** `full` where the environment variable WAYBILL_RUNS is `full`; `few` for each change that `deno task mutate` tries. */
    readonly runs: "few" | "commit" | "full";
    /** Seed of every property test. */
    readonly seed: number;
  }
}

/** So many situations still hold each of the rare ones that a property counts. */
const FEW_MIN = 30;

/** Gives every property its seed. */
export function seedProperties(): void {
  fc.configureGlobal({ seed: inject("seed") });
}

/** Returns `full` where WAYBILL_RUNS=full is set, `commit` otherwise: both count the runs of one property. */
export function runs(
  { commit, full }: { readonly commit: number; readonly full: number },
): number {
  const wanted = inject("runs");
  if (wanted === "few") {
    return Math.min(commit, Math.max(FEW_MIN, Math.ceil(commit / 10)));
  }
  return wanted === "full" ? full : commit;
}

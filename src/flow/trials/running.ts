/** Keeps beside a shop's settings which of its trials run: mails are written by that. */
import type { RunningTrial } from "../../orders/running_trial.ts";
import { updateTrials } from "../../sql/shops.ts";
import { selectRunningTrials, type TrialRow } from "../../sql/trials.ts";
import { planOf } from "./read_trials.ts";

/** `without`: a trial that is about to end. Mails follow within 30 seconds. */
export async function keepRunning(
  { db, directory }: { readonly db: D1Database; readonly directory: D1Database },
  shop_id: string,
  without: string | null = null,
): Promise<void> {
  const { results } = await selectRunningTrials(db, [shop_id]).all<TrialRow>();
  const running = results.filter(({ id }) => id !== without).map((row): RunningTrial => {
    const { texts, days } = planOf(row);
    return {
      id: row.id,
      kind: row.kind,
      counts_from: row.counts_from,
      ...(texts === undefined ? {} : { texts }),
      ...(days === undefined ? {} : { days }),
    };
  });
  await updateTrials(directory, shop_id, running.length === 0 ? null : JSON.stringify(running)).run();
}

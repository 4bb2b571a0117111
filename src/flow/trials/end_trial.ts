/** Ends trials: the guard of the clock those that are clearly worse or over, a person any. All orders have the usual version then. */
import { isWorse, type Judged } from "../../figures/trials.ts";
import {
  deleteTrialOrders,
  endTrial,
  keepResult,
  selectRunningTrials,
  type TrialRow,
  type TrialState,
} from "../../sql/trials.ts";
import { insertAct } from "../../sql/audit.ts";
import { type AlertedShop, insertShopAlert } from "../shop_alert.ts";
import { judgeTrial } from "./read_trials.ts";
import { keepRunning } from "./running.ts";

interface EndPorts {
  readonly db: D1Database;
  readonly directory: D1Database;
}

/** Who stands in the audit for what the clock does. */
export const GUARD = "Waybill";

/** Ends each of these trials that is worse or over, with a row in the audit and an alert; of the others it keeps what they brought. */
export async function guardTrials(
  ports: EndPorts,
  shop: AlertedShop,
  running: readonly TrialRow[],
  now_ms: number,
): Promise<void> {
  for (const row of running) {
    const judged = await judgeTrial(ports.db, row, now_ms);
    const state = isWorse(judged) ? "worse" : now_ms >= row.ends_at ? "over" : null;
    if (state === null) {
      // The desk and the API show this: to judge reads every order of the trial.
      await keepResult(ports.db, row, JSON.stringify(judged)).run();
      continue;
    }
    const { inDeskWords, kindWords } = await import("../../mail/view/finding_words.ts");
    const mail = await inDeskWords(shop.settings.locale, () => kindWords(row.kind));
    await end(ports, row, { state, judged }, now_ms, [
      insertAct(ports.db, shop.id, {
        id: `trial:${row.id}`,
        person: GUARD,
        way: "clock",
        act: `trial.${state}`,
        detail: { about: row.kind },
      }, now_ms),
      insertShopAlert(
        ports.db,
        shop,
        { topic: state === "worse" ? "trial_worse" : "trial_over", detail: mail, desk: "trials" },
        now_ms,
        { about: row.id },
      ),
    ]);
  }
  // What a start left undone is mended here.
  await keepRunning(ports, shop.id);
}

/** Returns whether it ran. */
export async function stopTrial(
  ports: EndPorts & { readonly shop_changed: (shop_id: string) => void },
  shop_id: string,
  is: (trial: TrialRow) => boolean,
  now_ms: number,
): Promise<boolean> {
  const { results } = await selectRunningTrials(ports.db, [shop_id]).all<TrialRow>();
  const row = results.find(is);
  if (row === undefined) return false;
  await end(ports, row, { state: "stopped", judged: await judgeTrial(ports.db, row, now_ms) }, now_ms, []);
  ports.shop_changed(shop_id);
  return true;
}

/** First no mail gets the tried version any more; then the trial says so. A crash between them repeats both. */
async function end(
  ports: EndPorts,
  row: TrialRow,
  { state, judged }: { readonly state: TrialState; readonly judged: Judged },
  now_ms: number,
  together: readonly D1PreparedStatement[],
): Promise<void> {
  await keepRunning(ports, row.shop_id, row.id);
  await ports.db.batch([
    endTrial(ports.db, row, { state, result: JSON.stringify(judged) }, now_ms),
    deleteTrialOrders(ports.db, row.shop_id, row.id),
    ...together,
  ]);
}

/** Makes the tried version of a trial live for all orders, and ends the trial. */
import { isTimed, TIMED } from "../../orders/trial.ts";
import type { MailKind } from "../../messages/message.ts";
import { err, ok, type Result } from "../../result.ts";
import { markAdopted, selectTrial, type TrialRow } from "../../sql/trials.ts";
import { publishTexts, type TextPorts } from "../desk/own_texts.ts";
import type { Shop } from "../ports.ts";
import { type ChangedSetting } from "../settings/changed_settings.ts";
import { changeSettings, readSettings } from "../settings/change_settings.ts";
import { textsIn } from "../settings/texts_in.ts";
import { stopTrial } from "./end_trial.ts";
import { planOf } from "./read_trials.ts";

export async function adoptTrial(
  ports: TextPorts,
  shop: Shop,
  { trial: id, person }: { readonly trial: string; readonly person: string },
  now_ms: number,
): Promise<Result<readonly ChangedSetting[], "unknown" | "invalid" | "changed_meanwhile">> {
  const row = await selectTrial(ports.db, shop.id, id).first<TrialRow>();
  if (row === null) return err("unknown", "There is no such trial");
  await stopTrial(ports, shop.id, (one) => one.id === id, now_ms);
  const { texts = {}, days } = planOf(row);
  const changes: ChangedSetting[] = [];
  for (const [locale, tried] of Object.entries(texts)) {
    const live = textsIn(JSON.parse(await readSettings(ports.directory, shop.id)), locale, row.kind);
    const { published } = await publishTexts(ports, shop, {
      id: `${id}:${locale}`,
      kind: row.kind as MailKind,
      locale,
      texts: { ...live, ...tried },
      person,
    }, now_ms);
    if (!published.ok) return published;
    changes.push(...published.value);
  }
  if (days !== undefined && isTimed(row.kind)) {
    const name = TIMED[row.kind];
    const changed = await changeSettings(ports, shop.id, (given) => ({
      ...given,
      schedule: { ...given["schedule"] as Readonly<Record<string, unknown>> | undefined, [name]: days },
    }));
    if (!changed.ok) return err(changed.reason, "The settings did not take it");
    changes.push(...changed.changes);
  }
  await markAdopted(ports.db, row).run();
  return ok(changes);
}

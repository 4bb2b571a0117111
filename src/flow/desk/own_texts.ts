/** Tries, publishes and brings back a shop's own texts of one kind of mail in one language. What is live stands in the settings. */
import type { MailKind } from "../../messages/message.ts";
import { err, ok, type Result } from "../../result.ts";
import {
  deleteDraft,
  insertVersion,
  type OwnTexts,
  readVersions,
  selectVersions,
  type TextsOf,
  upsertDraft,
} from "../../sql/texts.ts";
import type { Fault } from "../../values/fault.ts";
import type { Shop } from "../ports.ts";
import { changeSettings, type SettingsPorts } from "../settings/change_settings.ts";
import type { ChangedSetting } from "../settings/changed_settings.ts";
import { textsIn, withTexts } from "../settings/texts_in.ts";
import { stopTrial } from "../trials/end_trial.ts";

export interface TextPorts extends SettingsPorts {
  readonly db: D1Database;
}

export interface TextChange {
  /** Of the form: the same id is one version. */
  readonly id: string;
  readonly kind: MailKind;
  /** A language of the catalogue, or one of its regions. */
  readonly locale: string;
  /** All own texts; a text that is left out is the catalogue's. */
  readonly texts: OwnTexts;
  /** By the name that colleagues see. */
  readonly person: string;
}

/** Versions of one kind and language that can be brought back. */
export const VERSIONS_SHOWN = 20;

/** Keeps what a person tries, without checking it: it is shown to nobody else. */
export async function keepDraft(
  { db }: Pick<TextPorts, "db">,
  shop: Shop,
  { kind, locale, texts, person }: Omit<TextChange, "id">,
  now_ms: number,
): Promise<void> {
  await upsertDraft(db, { shop_id: shop.id, kind, locale }, person, texts, now_ms).run();
}

export type Published = Result<
  readonly ChangedSetting[],
  "invalid" | "changed_meanwhile"
>;

/** Makes the texts live: the next mails have them, within 30 seconds. `fault` names the text and the rule that it breaks. */
export async function publishTexts(
  ports: TextPorts,
  shop: Shop,
  { id, kind, locale, texts, person }: TextChange,
  now_ms: number,
): Promise<{ readonly published: Published; readonly fault: Fault | null }> {
  const of: TextsOf = { shop_id: shop.id, kind, locale };
  let before: OwnTexts = {};
  const changed = await changeSettings(ports, shop.id, (settings) => {
    before = textsIn(settings, locale, kind);
    return withTexts(settings, locale, kind, texts);
  });
  if (!changed.ok) {
    return changed.reason === "invalid"
      ? { published: err("invalid", changed.fault.rule), fault: changed.fault }
      : { published: err("changed_meanwhile", "Changed by two at once"), fault: null };
  }
  const known = readVersions(await selectVersions(ports.db, of, 1).all());
  await ports.db.batch([
    // What was there before the first change can be brought back too.
    ...(known.length === 0
      ? [insertVersion(ports.db, of, { id: "before", at: now_ms - 1, person: "", texts: before })]
      : []),
    ...(changed.changes.length === 0 ? [] : [insertVersion(ports.db, of, { id, at: now_ms, person, texts })]),
    deleteDraft(ports.db, of, person),
  ]);
  // What is tried was compared with the texts that were live until now.
  if (changed.changes.length > 0) await stopTrial(ports, shop.id, (trial) => trial.kind === kind, now_ms);
  return { published: ok(changed.changes), fault: null };
}

/** Makes an earlier version live again, as a version of its own. */
export async function bringBack(
  ports: TextPorts,
  shop: Shop,
  { version, ...change }: Omit<TextChange, "texts"> & { readonly version: string },
  now_ms: number,
): Promise<Result<readonly ChangedSetting[], "unknown" | "invalid" | "changed_meanwhile">> {
  const of = { shop_id: shop.id, kind: change.kind, locale: change.locale };
  const found = readVersions(await selectVersions(ports.db, of, VERSIONS_SHOWN).all())
    .find(({ id }) => id === version);
  if (found === undefined) return err("unknown", "There is no such version");
  return (await publishTexts(ports, shop, { ...change, texts: found.texts }, now_ms)).published;
}

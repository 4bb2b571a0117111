/** What the desk shows of the answers that a shop's people write once. */
import type { CannedView } from "../../../templates/admin/canned.tsx";
import { CATALOGUE_NAMES } from "../../../templates/locales/translate.ts";
import { languageName, wordFor } from "../../../templates/admin/words.ts";
import { CANNED_NAMES } from "../../cases/canned.ts";
import type { GivenSettings } from "../../flow/settings/change_settings.ts";
import { deskToken } from "./desk_form.tsx";
import { homeOf } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";
import { withoutTurns } from "../../values/plain_text.ts";

export type Kept = Readonly<Record<string, unknown>>;

export function cannedIn(settings: GivenSettings): readonly Kept[] {
  const support = settings["support"] as Kept | undefined;
  return (support?.["canned"] ?? []) as readonly Kept[];
}

export async function cannedView(
  desk: Desk,
  settings: GivenSettings,
  refused: CannedView["refused"],
): Promise<CannedView> {
  const token = await deskToken(desk, "settings");
  const form = (act: string) => ({ action: `${homeOf(desk)}/settings/canned/${act}`, token });
  return {
    answers: cannedIn(settings).map((one, at) => {
      const locale = String(one["locale"] ?? "");
      return {
        at,
        title: withoutTurns(String(one["title"])),
        locale,
        readers: locale === "" ? "" : languageName(locale),
        words: withoutTurns(String(one["words"])),
      };
    }),
    languages: CATALOGUE_NAMES.map((locale) => ({ locale, name: languageName(locale) })),
    names: CANNED_NAMES.map((name) => ({ name: `{${name}}`, says: wordFor("cannedname", name) })),
    refused,
    change: form("change"),
    remove: form("remove"),
    add: form("add"),
  };
}

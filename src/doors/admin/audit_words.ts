/** Words for the audit what an act was about: names that a program gave are said, ids that tell nobody anything are left out. */
import { languageName, wordFor } from "../../../templates/admin/words.ts";
import { FAMILY_TABLE } from "../../figures/families.ts";
import { kindWords, namedFinding } from "../../mail/view/finding_words.ts";

/** Acts that name a row by its id alone. */
const BY_ID = new Set([
  "letter.replay",
  "letter.drop",
  "trial.stopped",
  "trial.adopted",
  "trial.worse",
  "trial.over",
]);

/** `about` as the row has it. */
export function aboutWords(act: string, about: string): string {
  if (BY_ID.has(act)) return "";
  if (act === "figures.done") return findingWords(about);
  if (act.startsWith("texts.") || act === "trial.started") {
    const [kind = "", locale] = about.split(" ");
    return [kindWords(kind), locale === undefined ? "" : languageName(locale)].filter((part) => part !== "")
      .join(" · ");
  }
  if (act.startsWith("suppression.")) return wordFor("class", about);
  if (act.startsWith("secret.") || act === "erasure.stop") return wordFor("source", about);
  return about;
}

/** Returns the finding of the name `late|carrier=hermes` in words. */
function findingWords(name: string): string {
  const [family = "", ...parts] = name.split("|");
  const dims = FAMILY_TABLE.find((one) => one.name === family)?.dims ?? [];
  return namedFinding(
    family,
    Object.fromEntries(parts.map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at), part.slice(at + 1)];
    })),
    dims,
  );
}

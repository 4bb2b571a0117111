/** Joins a label and its value on one line, with the colon as the language writes it. */
import type { Translate } from "../locales/translate.ts";

/** `Expected: Friday`, `Prévu : vendredi`, `予定：金曜日`; without a value the label and its colon alone, for a line that follows. */
export function labelled(t: Translate, label: string, value = ""): string {
  return t("mail.labelled", { label, value }).trimEnd();
}

/** Words for the desk what a changed text brought, and how long a change would take to show. It judges nothing. */
import type { TableView } from "../../../templates/admin/figures.tsx";
import { languageName, w, wordFor } from "../../../templates/admin/words.ts";
import type { Measured, VersionReport } from "../../figures/versions.ts";
import { dayWords } from "../../mail/view/finding_words.ts";
import { isKind } from "../../messages/message.ts";
import { countText } from "./desk_view.ts";
import { trusted } from "./figure_words.ts";

export function changesTable(versions: readonly VersionReport[]): TableView {
  return {
    name: "versions",
    title: w("versions.title"),
    lead: w("versions.lead"),
    file: null,
    columns: [
      w("figurecolumn.kind"),
      w("versions.language"),
      w("figurecolumn.since"),
      w("versions.questions"),
      w("versions.clicks"),
      w("versions.days"),
    ],
    rows: versions.toReversed().map(({ kind, locale, day, questions, clicks, days_needed }) => ({
      name: nameOf(kind),
      cells: [
        languageName(locale),
        dayWords(day),
        compared(questions),
        compared(clicks),
        daysText(days_needed),
      ],
    })),
  };
}

export function neededTable(
  kinds: readonly { readonly kind: string; readonly days: number | null }[],
): TableView {
  return {
    name: "needed",
    title: w("versions.needed"),
    lead: w("versions.needed_lead"),
    file: null,
    columns: [w("figurecolumn.kind"), w("versions.days")],
    rows: kinds.map(({ kind, days }) => ({ name: nameOf(kind), cells: [daysText(days)] })),
  };
}

function compared({ before, after, verdict }: Measured): string {
  return w("versions.compared", {
    before: trusted(before),
    after: trusted(after),
    verdict: wordFor("verdict", verdict),
  });
}

function daysText(days: number | null): string {
  return days === null ? w("versions.never") : w("figures.days", { count: countText(days) });
}

function nameOf(kind: string): string {
  return isKind(kind) ? w(`message.${kind}`) : kind;
}

/** Finds the cases behind something that a digest names, so that somebody can read what customers wrote. */
import { type About, addDays } from "../../figures/series.ts";
import { keyOf } from "../../figures/counts.ts";
import { endOfDay } from "../../orders/days.ts";
import { type AskedRow, selectAsked } from "../../sql/figures.ts";
import type { Shop } from "../ports.ts";
import { askedParts, isQuestion } from "./close_days.ts";

/** Cases that are listed, the newest first. */
const SHOWN_MAX = 50;
/** What customers ask because of it, where the finding counts no questions itself. */
const ASKED_ABOUT: Readonly<Partial<Record<About["family"], readonly string[]>>> = {
  late: ["where"],
  untracked: ["where"],
  returned: ["return", "claim"],
};

/** Whether there can be cases behind it: mails that bounced or were slow have none. */
export function hasCases({ family }: About): boolean {
  return ["asked", "unprompted", "answered", "unpaid", ...Object.keys(ASKED_ABOUT)].includes(family);
}

/** `days` up to the last day of `week`. */
export async function readEvidence(
  db: D1Database,
  { id, settings }: Shop,
  about: About,
  { week, days }: { readonly week: string; readonly days: number },
): Promise<readonly AskedRow[]> {
  if (!hasCases(about)) return [];
  const until_ms = endOfDay(settings.time_zone, week);
  const from_ms = endOfDay(settings.time_zone, addDays(week, -days));
  const { results } = await selectAsked(db, id, from_ms, until_ms).all<AskedRow>();
  return results.filter((row) => isQuestion(row.kind) && isOf(row, about))
    .toSorted((a, b) => b.opened_at - a.opened_at).slice(0, SHOWN_MAX);
}

function isOf(row: AskedRow, { family, parts }: About): boolean {
  const asked = askedParts(row);
  const is = (part: string, value: string) => parts[part] === undefined || parts[part] === keyOf(value);
  const is_by = is("locale", asked.locale) && is("method", asked.method) && is("country", asked.country);
  switch (family) {
    case "asked":
      return asked.after !== "" && is("after", asked.after) && is("topic", asked.topic) && is_by;
    case "unprompted":
      return asked.after === "" && is("topic", asked.topic) && is_by;
    case "untracked":
      return asked.tracking === "untracked" && asked.topic === "where";
    case "unpaid":
      return is_by;
    case "answered":
      return row.answered_at !== null;
    default:
      return (ASKED_ABOUT[family] ?? []).includes(row.kind) && is("carrier", asked.carrier) && is_by;
  }
}

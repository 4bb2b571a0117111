/** Reads from an address which cases of a list are asked for, and says what the form of the filter shows. */
import type { Context } from "hono";
import type { CasesView } from "../../../templates/admin/cases.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { CASE_KINDS } from "../../cases/case.ts";
import type { CaseFilter, FilteredCase } from "../../cases/filter.ts";
import { SHORT_WAYS, WAYS } from "../../messages/ways.ts";
import type { CaseList } from "../../sql/cases.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import { listPath } from "./case_view.ts";

const NAME_MAX = 100;
const TAG_MAX = 40;
/** Ages of cases that can be chosen, in days. */
const AGES = [1, 3, 7, 30] as const;
const CASE_WAYS: readonly string[] = ["mail", "page", "chat", ...SHORT_WAYS];
/** Values of the field for the assignee that are no name. */
const ME = "me";
export const NOBODY = "nobody";

export function filterIn(context: Context<DeskHono>): CaseFilter {
  const given = (name: string, max: number) => (context.req.query(name) ?? "").trim().slice(0, max) || null;
  const assignee = given("who", NAME_MAX);
  return {
    kind: CASE_KINDS.find((kind) => kind === given("kind", 30)) ?? null,
    assignee: assignee === ME ? context.var.desk.person : assignee === NOBODY ? "" : assignee,
    tag: given("tag", TAG_MAX),
    way: CASE_WAYS.find((way) => way === given("way", 20)) ?? null,
    days: AGES.find((days) => String(days) === given("days", 3)) ?? null,
  };
}

export function isFilter(filter: CaseFilter): boolean {
  return Object.values(filter).some((value) => value !== null);
}

/** Returns the query of a list with this filter. */
export function askedOf({ person }: Pick<Desk, "person">, list: CaseList, filter: CaseFilter): string {
  const { kind, assignee, tag, way, days } = filter;
  const given = Object.entries({
    list,
    kind,
    who: assignee === null ? null : assignee === "" ? NOBODY : assignee === person ? ME : assignee,
    tag,
    way,
    days: days === null ? null : String(days),
  }).flatMap(([name, value]) => value === null ? [] : [[name, value]]);
  return new URLSearchParams(given).toString();
}

/** Colleagues are offered who have one of the cases shown, beside the one that is asked for. */
export function filterView(
  desk: Pick<Desk, "shop" | "person">,
  list: CaseList,
  filter: CaseFilter,
  cases: readonly FilteredCase[],
): CasesView["filter"] {
  const { kind, assignee, tag, way, days } = filter;
  const option = (value: string, label: string, is_chosen: boolean) => ({ value, label, is_chosen });
  const colleagues = [...new Set([assignee, ...cases.map((one) => one.assignee)])]
    .filter((name): name is string => name !== null && name !== "" && name !== desk.person).toSorted();
  return {
    action: listPath(desk),
    list,
    tag: tag ?? "",
    picks: [
      {
        name: "kind",
        label: w("case.kind"),
        options: [
          option("", w("cases.any"), kind === null),
          ...CASE_KINDS.map((one) => option(one, wordFor("kind", one), one === kind)),
        ],
      },
      {
        name: "who",
        label: w("case.assignee"),
        options: [
          option("", w("cases.anybody"), assignee === null),
          option(ME, w("cases.mine"), assignee === desk.person),
          option(NOBODY, w("case.nobody"), assignee === ""),
          ...colleagues.map((name) => option(name, name, name === assignee)),
        ],
      },
      {
        name: "days",
        label: w("cases.age"),
        options: [
          option("", w("cases.any"), days === null),
          ...AGES.map((one) => option(String(one), w("cases.older", { count: one }), one === days)),
        ],
      },
      {
        name: "way",
        label: w("cases.way"),
        options: [
          option("", w("cases.any"), way === null),
          ...CASE_WAYS.map((one) => option(one, wayName(one), one === way)),
        ],
      },
    ],
    clear: isFilter(filter) ? `${listPath(desk)}?list=${list}` : null,
  };
}

function wayName(way: string): string {
  return SHORT_WAYS.some((one) => one === way)
    ? WAYS[way as (typeof SHORT_WAYS)[number]].label
    : wordFor("caseway", way);
}

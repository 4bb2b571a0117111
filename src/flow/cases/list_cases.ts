/** Reads a page of a list of cases that fit a filter, with where the next page begins. It reads a bounded number of rows, however few fit. */
import { type CaseFilter, type FilteredCase, fits, looksThrough } from "../../cases/filter.ts";
import { type CaseAfter, type CaseList, readCases, selectCaseList } from "../../sql/cases.ts";

/** Cases that are looked through for one page, where no index knows the filter. */
const LOOKED_THROUGH_MAX = 60;

export interface CasesPage {
  readonly cases: readonly FilteredCase[];
  /** Null at the end of the list. */
  readonly next: CaseAfter | null;
}

export async function listCases(
  db: D1Database,
  shop_id: string,
  list: CaseList,
  filter: CaseFilter,
  after: CaseAfter | null,
  limit: number,
  now_ms: number,
): Promise<CasesPage> {
  const is_looked_through = looksThrough(filter) ||
    list === "solved" && (filter.kind !== null || filter.assignee !== null);
  const most = is_looked_through ? Math.max(limit, LOOKED_THROUGH_MAX) : limit;
  const rows = readCases(await selectCaseList(db, shop_id, list, after, most, filter).all());
  const fitting = rows.filter((one) => fits(one, filter, now_ms));
  const cases = fitting.slice(0, limit);
  const last = fitting.length > limit ? cases.at(-1) : rows.length < most ? undefined : rows.at(-1);
  return { cases, next: last === undefined ? null : { at: placeOf(list, last), id: last.id } };
}

function placeOf(list: CaseList, { changed_at, due_at }: FilteredCase): number {
  return list === "solved" ? changed_at : due_at ?? 0;
}

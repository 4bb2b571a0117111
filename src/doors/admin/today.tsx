/** Shows the desk's first page, read in one batch: everything that may need a person. */
import type { Context } from "hono";
import { TodayPage, type TodayView } from "../../../templates/admin/today.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { readCases, readLastWords, selectCaseList, selectLastWords } from "../../sql/cases.ts";
import { readNumbers, selectNumbers } from "../../sql/orders.ts";
import { closesAt } from "../../cases/clocks.ts";
import type { MailRow } from "../../sql/desk.ts";
import { readFigureDays, selectFigures } from "../../sql/figures.ts";
import { type DueCounts, selectDueCounts } from "../../sql/order_terms.ts";
import { caseLine } from "./case_view.ts";
import { deskToken } from "./desk_form.tsx";
import {
  selectOverdueMails,
  selectStaleParkedCount,
  selectUnreachableCount,
  selectWrongCalls,
} from "../../sql/desk.ts";
import { type DeadLetterRow, selectDeadLetters } from "../../sql/dead_letters.ts";
import { type DismissedRow, selectDismissed } from "../../sql/dismissed_alarms.ts";
import { type HeldRow, selectHeldRequests } from "../../sql/held_requests.ts";
import { type IgnoredRow, selectIgnored } from "../../sql/ignored.ts";
import { selectCircuits } from "../../sql/channels.ts";
import { readFiguresByDay } from "../../flow/clock/read_figures.ts";
import type { Circuit } from "../../messages/circuit.ts";
import { REPUTATION_DAYS } from "../../messages/reputation.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import { frameOf, homeOf, momentView } from "./desk_view.ts";
import { callsOn } from "./today_calls.ts";
import { figuresOf, improvementsOf, KIND_COLUMNS, kindRows, ratesView } from "./today_figures.ts";
import { sidesOf } from "./today_side.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import type { Day } from "./today_day.ts";

const DAY_MS = 86_400_000;
const OVERDUE_COUNTED = 6;
/** The page shows nothing of what is owed in time. */
const OWED_COUNTED = 0;
const CASES_SHOWN = 10;
/** Orders that are counted by their promise. */
const DUE_COUNTED = 20;
const LETTERS_LOOKED_AT = 50;
const HOUR_MS = 3_600_000;

export async function todayPage(context: Context<DeskHono>): Promise<Response> {
  const { desk } = context.var;
  const view = todayView(desk, await dayOf(desk), await frameOf(desk, "today"));
  return await context.html(<TodayPage view={view} />);
}

/** Returns the view of the first page for a shop's day. */
export function todayView(desk: Desk, day: Day, frame: FrameView): TodayView {
  return {
    frame,
    now: momentView(desk, desk.now_ms),
    calls: callsOn(desk, day),
    figures: figuresOf(desk, day),
    rates: ratesView(day),
    improve: improvementsOf(desk, day),
    columns: KIND_COLUMNS.map((name) => w(`figure.${name}`)),
    kinds: kindRows(day),
    sides: sidesOf(desk, day, { due_max: DUE_COUNTED, cases_max: CASES_SHOWN }),
    queue: queueOf(desk, day),
    dismiss: day.dismiss,
    put_aside: day.put_aside_form,
    all_cases: `${homeOf(desk)}/cases`,
  };
}

/** The cases that wait for the shop, the oldest promise first: past it, within the next hour, today, later. */
function queueOf(desk: Desk, { cases, numbers, said }: Day): TodayView["queue"] {
  const close_ms = closesAt(desk.shop.settings, desk.now_ms) ?? desk.now_ms + DAY_MS;
  const groups = [
    { name: "late", until_ms: desk.now_ms },
    { name: "hour", until_ms: desk.now_ms + HOUR_MS },
    { name: "today", until_ms: Math.max(close_ms, desk.now_ms + HOUR_MS) },
    { name: "later", until_ms: Infinity },
  ] as const;
  return groups.flatMap(({ name, until_ms }, index) => {
    const from_ms = groups[index - 1]?.until_ms ?? -Infinity;
    const lines = cases.filter(({ due_at }) => (due_at ?? 0) > from_ms && (due_at ?? 0) <= until_ms)
      .map((one) => caseLine(desk, one, numbers.get(one.order_id ?? "") ?? null, said.get(one.id) ?? null));
    return lines.length === 0 ? [] : [{ title: wordFor("queue", name), late: name === "late", lines }];
  });
}

async function dayOf(desk: Desk): Promise<Day> {
  const { ports: { db }, shop, now_ms } = desk;
  const figures = readFiguresByDay(db, shop, REPUTATION_DAYS, now_ms, OWED_COUNTED);
  const days = Array.from(
    { length: REPUTATION_DAYS },
    (_, ago) => localTime(shop.settings.time_zone, now_ms - (REPUTATION_DAYS - 1 - ago) * DAY_MS).day,
  );
  const [
    wrong,
    parked,
    unreachable,
    circuits,
    listed,
    ignored,
    overdue,
    held,
    put_aside,
    history,
    due,
  ] = await db
    .batch([
      selectWrongCalls(db, shop.id),
      selectStaleParkedCount(db, shop.id, now_ms, DAY_MS),
      selectUnreachableCount(db, shop.id),
      selectCircuits(db, shop.id),
      selectCaseList(db, shop.id, "shop", null, CASES_SHOWN),
      selectIgnored(db, shop.id),
      selectOverdueMails(db, shop.id, now_ms, OVERDUE_COUNTED),
      selectHeldRequests(db, shop.id),
      selectDismissed(db, shop.id),
      selectFigures(db, shop.id, days[0]!, days.at(-1)!),
      ...(shop.settings.order_index ? [selectDueCounts(db, shop.id, days.at(-1)!, DUE_COUNTED)] : []),
    ]) as readonly D1Result[];
  const cases = readCases(listed!);
  const ids = cases.flatMap(({ order_id }) => order_id ?? []);
  const [numbered, words] = cases.length === 0 ? [null, null] : await db.batch([
    selectNumbers(db, ids),
    selectLastWords(db, shop.id, cases.map(({ id }) => id)),
  ]);
  const numbers = numbered === null ? new Map() : readNumbers(numbered!);
  const counted = await figures;
  // What could not be read is called out while a letter of its sender is there.
  const letters = counted.figures.unread.length === 0
    ? []
    : (await selectDeadLetters(db, shop.id, null, LETTERS_LOOKED_AT).all<DeadLetterRow>()).results;
  return {
    figures: counted.figures,
    days,
    wrong: wrong!.results[0] as Day["wrong"],
    parked: (parked!.results[0] as { readonly count: number }).count,
    unreachable: (unreachable!.results[0] as { readonly count: number }).count,
    history: readFigureDays(history!),
    due: due === undefined ? null : due.results[0] as unknown as DueCounts,
    circuits: circuits!.results as unknown as readonly Circuit[],
    cases,
    numbers,
    said: words === null ? new Map() : readLastWords(words!),
    dismiss: { action: "", token: await deskToken(desk, "case") },
    rows: counted.days,
    held: held!.results as unknown as readonly HeldRow[],
    put_aside: put_aside!.results as unknown as readonly DismissedRow[],
    put_aside_form: { action: `${homeOf(desk)}/alarms/dismiss`, token: await deskToken(desk, "alarm") },
    with_letters: [...new Set(letters.map(({ source }) => source))],
    ignored: ignored!.results as unknown as readonly IgnoredRow[],
    overdue: overdue!.results as unknown as readonly MailRow[],
  };
}

/** What stands at the side of the desk's first page: how promises are kept, what is under way, and who has which cases. */
import type { TodaySideView, TodayView } from "../../../templates/admin/today.tsx";
import { w } from "../../../templates/admin/words.ts";
import { reportOf } from "../../figures/report.ts";
import { countText, homeOf, upTo } from "./desk_view.ts";
import { minutes, percent } from "./figure_words.ts";
import { NOBODY } from "./case_filter.ts";
import { spanText } from "./case_view.ts";
import type { Desk } from "./desk_env.ts";
import type { Day } from "./today_day.ts";

const HOUR_MS = 3_600_000;

type Figure = TodaySideView["figures"][number];

/** Up to where was counted. */
interface Bounds {
  readonly due_max: number;
  readonly cases_max: number;
}

export function sidesOf(desk: Desk, day: Day, bounds: Bounds): TodayView["sides"] {
  const is_part = day.cases.length >= bounds.cases_max;
  return [
    { title: w("side.promises"), figures: promises(desk, day) },
    { title: w("side.under_way"), figures: underWay(desk, day, bounds) },
    {
      title: is_part ? w("side.hands_first", { count: bounds.cases_max }) : w("side.hands"),
      figures: hands(desk, day),
    },
  ].filter(({ figures }) => figures.length > 0);
}

function figure(label: string, value: string, more: Partial<Figure> = {}): Figure {
  return { label, value, more: "", href: null, tone: "quiet", ...more };
}

/** Of the last seven days; nothing where the shop keeps no figures. */
function promises({ shop: { settings } }: Desk, { history }: Day): readonly Figure[] {
  if (history.length === 0) return [];
  const { whole: { answered_minutes, kept } } = reportOf(history, "day");
  return [
    ...(answered_minutes === null ? [] : [
      figure(w("figures.first_answer"), minutes(answered_minutes), {
        more: w("side.promised", { time: spanText(settings.support.first_answer_hours * HOUR_MS) }),
      }),
    ]),
    ...(kept === null ? [] : [
      figure(w("figurecolumn.kept"), percent(kept.value), {
        more: w("figures.big_of", { count: countText(kept.of) }),
      }),
    ]),
  ];
}

function underWay(desk: Desk, { due, rows, days, figures }: Day, { due_max }: Bounds): readonly Figure[] {
  const list = (name: string) => `${homeOf(desk)}/orders?list=${name}`;
  const today = rows.find(({ day }) => day === days.at(-1));
  return [
    ...(due === null ? [] : [
      figure(w("orderlist.today"), upTo(due.today, due_max), { href: list("today") }),
      figure(w("orderlist.late"), upTo(due.late, due_max), {
        href: list("late"),
        tone: due.late === 0 ? "quiet" : "bad",
      }),
    ]),
    ...(figures.counted ? [figure(w("side.sent_today"), countText(today?.sent ?? 0))] : []),
  ];
}

/** Who has the cases that the page lists. */
function hands(desk: Desk, { cases }: Day): readonly Figure[] {
  const path = `${homeOf(desk)}/cases`;
  return [...Map.groupBy(cases, ({ assignee }) => assignee)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name, own]) =>
      figure(name ?? w("case.nobody"), countText(own.length), {
        href: `${path}?${new URLSearchParams({ who: name ?? NOBODY })}`,
      })
    );
}

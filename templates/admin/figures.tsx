/** The figures of a year: what stands out this week, charts with their tables, and how far each rate can be trusted. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Section } from "./desk_page.tsx";
import type { FrameView, LinkTo, MomentView } from "./view.ts";
import { w } from "./words.ts";

export interface ChartView {
  readonly title: string;
  readonly lead: string;
  /** What the bars say, for whoever does not see them. */
  readonly spoken: string;
  readonly bars: readonly {
    readonly name: string;
    /** The name below its bar. */
    readonly short: string;
    readonly value: number | null;
    readonly text: string;
  }[];
  /** Height of a whole chart; the largest bar where absent. */
  readonly most?: number;
}

export interface TableView {
  readonly name: string;
  readonly title: string;
  readonly lead: string;
  /** Where it is a file; null where it is none. */
  readonly file: string | null;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
}

/** Something that a digest names. */
export interface NamedView {
  readonly name: string;
  readonly text: string;
  readonly facts: readonly string[];
  /** Where its cases are listed; null where it has none. */
  readonly cases: LinkTo | null;
  readonly done: readonly string[];
}

export interface FiguresView {
  readonly frame: FrameView;
  readonly spans: readonly (LinkTo & { readonly current: boolean })[];
  readonly counted: boolean;
  readonly week: string | null;
  /** Whether there are too few days to say anything. */
  readonly is_early: boolean;
  readonly found: readonly NamedView[];
  readonly followed: readonly NamedView[];
  /** Where two versions of a mail are compared side by side. */
  readonly trials: LinkTo;
  readonly done: { readonly action: string; readonly token: string; readonly words_max: number };
  readonly big: readonly { readonly name: string; readonly value: string; readonly more: string }[];
  readonly charts: readonly ChartView[];
  readonly tables: readonly TableView[];
}

export const FiguresPage: FC<{ readonly view: FiguresView }> = ({ view }) => (
  <DeskPage
    frame={view.frame}
    title={w("tab.figures")}
    aside={<a href={view.trials.href}>{view.trials.label}</a>}
  >
    <nav class="chips" aria-label={w("figures.spans")}>
      {view.spans.map(({ href, label, current }) => (
        <a href={href} aria-current={current ? "page" : undefined}>{label}</a>
      ))}
    </nav>
    {view.counted ? null : <p class="muted meaning">{w("figures.not_counted")}</p>}
    <Section title={view.week === null ? w("figures.week_none") : w("figures.week", { day: view.week })}>
      {view.found.length === 0
        ? <Nothing>{view.is_early ? w("figures.early") : w("figures.nothing")}</Nothing>
        : (
          <ul class="lines">
            {view.found.map((one, at) => (
              <li>
                <Named id={`found-${at}`} one={one} done={view.done} may_write={mayWrite(view)} />
              </li>
            ))}
          </ul>
        )}
    </Section>
    {view.followed.length === 0 ? null : (
      <Section title={w("figures.followed")}>
        <ul class="lines">
          {view.followed.map((one, at) => (
            <li>
              <Named id={`followed-${at}`} one={one} done={view.done} may_write={mayWrite(view)} />
            </li>
          ))}
        </ul>
      </Section>
    )}
    <dl class="figures big">
      {view.big.map(({ name, value, more }) => (
        <div>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            <span class="muted">{more}</span>
          </dd>
        </div>
      ))}
    </dl>
    <div class="charts">
      {view.charts.map((chart) => (
        <Section title={chart.title}>
          <p class="muted meaning">{chart.lead}</p>
          <Chart chart={chart} />
        </Section>
      ))}
    </div>
    {view.tables.map(({ name, title, lead, file, columns, rows }) => (
      <Section
        id={`table-${name}`}
        title={title}
        aside={rows.length === 0 || file === null
          ? undefined
          : <a href={file} aria-label={`${w("figures.file")}: ${title}`}>{w("figures.file")}</a>}
      >
        {lead === "" ? null : <p class="muted meaning">{lead}</p>}
        {rows.length === 0
          ? <Nothing>{w("figures.none")}</Nothing>
          : (
            <div class="scroll" tabindex={0} role="region" aria-label={title}>
              <table>
                <thead>
                  <tr>
                    {columns.map((column, at) => (
                      <th scope="col" class={at === 0 ? "" : "number"}>{column}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr>
                      <th scope="row">{row.name}</th>
                      {row.cells.map((cell) => <td class="number">{cell}</td>)}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
      </Section>
    ))}
    <p class="muted meaning">{w("figures.trust")}</p>
  </DeskPage>
);

function mayWrite({ frame, done }: FiguresView): boolean {
  return frame.may("POST", done.action);
}

const Named: FC<{
  readonly id: string;
  readonly one: NamedView;
  readonly done: FiguresView["done"];
  readonly may_write: boolean;
}> = ({ id, one, done, may_write }) => (
  <div class="what">
    <span class="name">{one.text}</span>
    {one.facts.map((fact) => <p class="why">{fact}</p>)}
    {one.done.map((text) => <p class="why">{text}</p>)}
    {one.cases === null ? null : (
      <p class="why">
        <a href={one.cases.href}>{one.cases.label}</a>
      </p>
    )}
    {may_write
      ? (
        <details class="below">
          <summary>{w("figures.do")}</summary>
          <DeskForm form={done}>
            <input type="hidden" name="name" value={one.name} />
            <label for={id}>{w("figures.do_label")}</label>
            <textarea id={id} name="words" rows={2} maxlength={done.words_max} required />
            <button type="submit">{w("figures.do_button")}</button>
          </DeskForm>
        </details>
      )
      : null}
  </div>
);

/** The cases behind something that a digest names. */
export interface EvidenceView {
  readonly frame: FrameView;
  readonly title: string;
  readonly back: LinkTo;
  readonly cases: readonly {
    readonly href: string;
    readonly topic: string;
    readonly about: string;
    readonly at: MomentView;
  }[];
}

export const EvidencePage: FC<{ readonly view: EvidenceView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={view.title} aside={<a href={view.back.href}>{view.back.label}</a>}>
    {view.cases.length === 0 ? <Nothing>{w("figures.no_cases")}</Nothing> : (
      <ul class="lines">
        {view.cases.map(({ href, topic, about, at }) => (
          <li>
            <div class="what">
              <a class="name" href={href}>{topic}</a>
              <p class="why">{about}</p>
            </div>
            <span class="muted">
              <At at={at} />
            </span>
          </li>
        ))}
      </ul>
    )}
  </DeskPage>
);

const WIDTH = 520;
const HEIGHT = 170;
const TOP = 14;
const FLOOR = 146;
/** Names below the bars: as many as can be read. */
const NAMES_MAX = 7;

/**
 * Sizes are attributes, because the content security policy forbids styles. The table below says the same. A gap is what
 * was not counted.
 */
const Chart: FC<{ readonly chart: ChartView }> = ({ chart: { bars, spoken, most } }) => {
  const values = bars.flatMap(({ value }) => value ?? []);
  const top = most ?? Math.max(1, ...values);
  const step = WIDTH / Math.max(1, bars.length);
  const every = Math.ceil(bars.length / NAMES_MAX);
  const last = bars.findLastIndex(({ value }) => value !== null);
  const heightOf = (value: number) => Math.max(2, Math.round((FLOOR - TOP) * Math.min(1, value / top)));
  return (
    <svg class="bars chart" role="img" aria-label={spoken} width="100%" viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <path class="floor" d={`M0 ${FLOOR + 0.5}H${WIDTH}`} />
      {bars.map(({ name, short, value, text }, at) => (
        <>
          {value === null ? null : (
            <rect
              class={at === last ? "last" : ""}
              x={(at * step + step * 0.14).toFixed(1)}
              y={FLOOR - heightOf(value)}
              width={Math.max(1, step * 0.72).toFixed(1)}
              height={heightOf(value)}
              rx={step > 8 ? 2 : 0}
            >
              <title>{`${name}: ${text}`}</title>
            </rect>
          )}
          {(bars.length - 1 - at) % every === 0
            ? (
              <text
                x={(at * step + step / 2).toFixed(1)}
                y={HEIGHT - 8}
                text-anchor={anchorOf(at, bars.length)}
              >
                {short}
              </text>
            )
            : null}
        </>
      ))}
      {last < 0
        ? null
        : <text class="value" x={WIDTH} y={TOP - 3} text-anchor="end">{bars[last]!.text}</text>}
    </svg>
  );
};

/** The outer names stay inside the picture. */
function anchorOf(at: number, count: number): "start" | "middle" | "end" {
  if (count < 3) return "middle";
  return at === 0 ? "start" : at === count - 1 ? "end" : "middle";
}

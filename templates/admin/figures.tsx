/** The figures of a year: what stands out this week, charts with their tables, and how far each rate can be trusted. */
import type { FC } from "hono/jsx";
import { DeskPage, Nothing, Section } from "./desk_page.tsx";
import type { FrameView, LinkTo } from "./view.ts";
import { w } from "./words.ts";

export interface ChartView {
  readonly title: string;
  /** What the bars say, for whoever does not see them. */
  readonly spoken: string;
  readonly bars: readonly { readonly label: string; readonly value: number }[];
  /** Height of a whole chart; the largest bar where absent. */
  readonly most?: number;
}

export interface TableView {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
}

export interface FiguresView {
  readonly frame: FrameView;
  readonly spans: readonly (LinkTo & { readonly current: boolean })[];
  readonly file: string;
  readonly counted: boolean;
  readonly week: string | null;
  readonly found: readonly { readonly text: string; readonly facts: readonly string[] }[];
  readonly followed: readonly string[];
  readonly charts: readonly ChartView[];
  readonly tables: readonly TableView[];
}

export const FiguresPage: FC<{ readonly view: FiguresView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.figures")} aside={<a href={view.file}>{w("figures.file")}</a>}>
    <nav class="chips" aria-label={w("figures.spans")}>
      {view.spans.map(({ href, label, current }) => (
        <a href={href} aria-current={current ? "page" : undefined}>{label}</a>
      ))}
    </nav>
    {view.counted ? null : <p class="muted meaning">{w("figures.not_counted")}</p>}
    <Section title={view.week === null ? w("figures.week_none") : w("figures.week", { day: view.week })}>
      {view.found.length === 0 ? <Nothing>{w("figures.nothing")}</Nothing> : (
        <ul class="lines">
          {view.found.map(({ text, facts }) => (
            <li>
              <div class="what">
                <span class="name">{text}</span>
                {facts.map((fact) => <p class="why">{fact}</p>)}
              </div>
            </li>
          ))}
        </ul>
      )}
      {view.followed.length === 0
        ? null
        : <ul class="improve">{view.followed.map((text) => <li class="quiet">{text}</li>)}</ul>}
    </Section>
    {view.charts.map((chart) => (
      <Section title={chart.title}>
        <Bars chart={chart} />
      </Section>
    ))}
    {view.tables.map(({ title, columns, rows }) => (
      <Section title={title}>
        {rows.length === 0
          ? <Nothing>{w("figures.none")}</Nothing>
          : (
            <div class="scroll" tabindex={0} role="region" aria-label={title}>
              <table>
                <thead>
                  <tr>
                    {columns.map((name, at) => <th scope="col" class={at === 0 ? "" : "number"}>{name}</th>)}
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ name, cells }) => (
                    <tr>
                      <th scope="row">{name}</th>
                      {cells.map((cell) => <td class="number">{cell}</td>)}
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

const WIDTH = 720;
const HEIGHT = 120;

/** Sizes are attributes, because the content security policy forbids styles. The table below says the same. */
const Bars: FC<{ readonly chart: ChartView }> = ({ chart: { bars, spoken, most } }) => {
  const top = most ?? Math.max(1, ...bars.map(({ value }) => value));
  const step = WIDTH / Math.max(1, bars.length);
  return (
    <svg class="bars" role="img" aria-label={spoken} width="100%" viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      {bars.map(({ label, value }, at) => {
        const height = value === 0 ? 1 : Math.max(3, Math.round(HEIGHT * Math.min(1, value / top)));
        return (
          <rect
            x={Math.round(at * step)}
            y={HEIGHT - height}
            width={Math.max(1, Math.floor(step * 0.72))}
            height={height}
            rx="2"
          >
            <title>{label}</title>
          </rect>
        );
      })}
    </svg>
  );
};

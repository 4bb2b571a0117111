/** The first page of the desk: what needs attention and how to improve it; at its side the figures of the day and the week. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Section } from "./desk_page.tsx";
import { CaseLines, type CaseLineView } from "./cases.tsx";
import { RateScale, WeekBars } from "./week.tsx";
import type { FormView, FrameView, LinkTo, MomentView, RateView, Tone } from "./view.ts";
import { w } from "./words.ts";

export interface CallView {
  readonly tone: Extract<Tone, "warn" | "bad">;
  readonly text: string;
  readonly link: LinkTo;
  /** By which somebody puts it aside; null where it ends with its cause. */
  readonly alarm: string | null;
}

export interface FigureView {
  readonly label: string;
  readonly value: string;
  /** The figure of each day, oldest first; empty where it has no days. */
  readonly days: readonly number[];
  /** The days' figures as text. */
  readonly spoken: string;
  readonly tone: Tone;
}

/** A few figures under one headline, at the side. */
export interface TodaySideView {
  readonly title: string;
  readonly figures: readonly {
    readonly label: string;
    readonly value: string;
    readonly more: string;
    /** The list that is counted; null where there is none. */
    readonly href: string | null;
    readonly tone: Tone;
  }[];
}

export interface KindRow {
  readonly name: string;
  readonly figures: readonly string[];
}

export interface TodayView {
  readonly frame: FrameView;
  readonly now: MomentView;
  readonly calls: readonly CallView[];
  readonly figures: readonly FigureView[];
  readonly rates: readonly RateView[];
  readonly improve: readonly { readonly tone: Tone; readonly text: string; readonly alarm: string | null }[];
  readonly put_aside: FormView;
  readonly columns: readonly string[];
  readonly kinds: readonly KindRow[];
  readonly sides: readonly TodaySideView[];
  /** The cases that wait for the shop, in groups by when they are due. */
  readonly queue: readonly {
    readonly title: string;
    readonly late: boolean;
    readonly lines: readonly CaseLineView[];
  }[];
  readonly dismiss: FormView;
  readonly all_cases: string;
}

export const TodayPage: FC<{ readonly view: TodayView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("today.title")} aside={<At at={view.now} />}>
    <div class="split">
      <div>
        {view.queue.map(({ title, lines, late }) => (
          <Section title={title} aside={<span class={late ? "state bad" : "muted"}>{lines.length}</span>}>
            <CaseLines cases={lines} dismiss={view.dismiss} />
          </Section>
        ))}
        {view.queue.length === 0 ? null : (
          <p class="onward">
            <a href={view.all_cases}>{w("today.all_cases")}</a>
          </p>
        )}
        {view.calls.length === 0 && view.queue.length > 0
          ? null
          : view.calls.length === 0
          ? <p class="calm">{w("today.calm")}</p>
          : (
            <ul class="calls" aria-label={w("today.calls")}>
              {view.calls.map(({ tone, text, link, alarm }) => (
                <li class={tone}>
                  <span>{text}</span>
                  <div class="ends">
                    <a href={link.href}>{link.label}</a>
                    <PutAside form={view.put_aside} alarm={alarm} what={text} />
                  </div>
                </li>
              ))}
            </ul>
          )}
        <Section id="improve" title={w("today.improve")}>
          {view.improve.length === 0 ? <Nothing>{w("today.improve_nothing")}</Nothing> : (
            <ul class="improve">
              {view.improve.map(({ tone, text, alarm }) => (
                <li class={tone}>
                  <span>{text}</span>
                  <PutAside form={view.put_aside} alarm={alarm} what={text} />
                </li>
              ))}
            </ul>
          )}
        </Section>
        <Section title={w("today.kinds")}>
          {view.kinds.length === 0
            ? <Nothing>{w("today.kinds_nothing")}</Nothing>
            : (
              <div class="scroll" tabindex={0} role="region" aria-label={w("today.kinds")}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{w("today.kind")}</th>
                      {view.columns.map((name) => <th scope="col" class="number">{name}</th>)}
                    </tr>
                  </thead>
                  <tbody>
                    {view.kinds.map(({ name, figures }) => (
                      <tr>
                        <th scope="row">{name}</th>
                        {figures.map((figure) => <td class="number">{figure}</td>)}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
        </Section>
      </div>
      <aside aria-label={w("today.side")}>
        {view.sides.map((side) => <Side {...side} />)}
        <Section title={w("today.week")} aside={<span class="muted">{w("today.week_hint")}</span>}>
          <dl class="figures">
            {view.figures.map(({ label, value, days, spoken, tone }) => (
              <div class={tone}>
                <dt>{label}</dt>
                <dd>
                  <strong>{value}</strong>
                  {days.length === 0 ? null : <WeekBars days={days} spoken={spoken} />}
                </dd>
              </div>
            ))}
          </dl>
          <div class="rates">
            {view.rates.map((rate) => (
              <div>
                <h3>{rate.label}</h3>
                <p class="rate">
                  <strong class={rate.tone}>{rate.value}</strong> <span class="muted">{rate.of}</span>
                </p>
                {rate.between === null ? null : <p class="muted small">{rate.between}</p>}
                <RateScale rate={rate} />
                <p class="verdict">{rate.summary}</p>
              </div>
            ))}
          </div>
        </Section>
      </aside>
    </div>
  </DeskPage>
);

const Side: FC<TodaySideView> = ({ title, figures }) => (
  <Section title={title}>
    <dl class="figs">
      {figures.map(({ label, value, more, href, tone }) => (
        <div class={tone}>
          <dt>{label}</dt>
          <dd>
            {href === null ? value : <a href={href} aria-label={`${label}: ${value}`}>{value}</a>}
            {more === "" ? null : <small>{more}</small>}
          </dd>
        </div>
      ))}
    </dl>
  </Section>
);

/** Puts one alarm aside. */
const PutAside: FC<{ readonly form: FormView; readonly alarm: string | null; readonly what: string }> = (
  { form, alarm, what },
) =>
  alarm === null ? null : (
    <DeskForm form={form}>
      <input type="hidden" name="alarm" value={alarm} />
      <button class="plainly" type="submit" aria-label={w("today.dismiss_one", { what })}>
        {w("today.dismiss")}
      </button>
    </DeskForm>
  );

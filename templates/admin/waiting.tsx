/** Lists requests to erase everything, webhooks that could not be read, events without an order yet, contradictory sums, and topics that Waybill does not handle. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Onward, Section } from "./desk_page.tsx";
import type { FormView, FrameView, MomentView } from "./view.ts";
import { w, withCapital, wordFor } from "./words.ts";

export interface WaitingView {
  readonly frame: FrameView;
  /** Requests of storefronts to erase all of their orders, which the shop may stop. */
  readonly held: readonly {
    readonly source: string;
    readonly name: string;
    readonly due: MomentView;
  }[];
  readonly stop: FormView;
  /** Dead letters, grouped by what stopped them. */
  readonly letters: readonly {
    /** The newest letter of the group. */
    readonly href: string;
    /** In plain words. */
    readonly cause: string;
    readonly missed: string;
    readonly topics: string;
    readonly count: string;
    readonly at: MomentView;
    /** The fields of the form that takes the group again. */
    readonly fields: Readonly<Record<string, string>>;
    readonly replay: string;
    readonly replay_spoken: string;
  }[];
  readonly letters_count: string;
  readonly replay: FormView;
  /** Webhooks that came while the database was away, and those that were set aside, by source. */
  readonly kept: {
    readonly form: FormView;
    readonly lines: readonly {
      readonly source: string;
      readonly count: string;
      /** Since when the oldest waits, and how often it was tried. */
      readonly age: string;
      readonly at: MomentView;
      readonly set_aside: boolean;
    }[];
  };
  readonly parked: readonly {
    readonly names: readonly string[];
    readonly types: string;
    readonly source: string;
    readonly at: MomentView;
    /** True when it has waited for more than a day. */
    readonly long: boolean;
  }[];
  readonly next: string | null;
  /** Totals that differ from the sum of their parts, with the webhook and source that stated them. */
  readonly contradictions: readonly {
    readonly order: { readonly href: string; readonly label: string };
    readonly what: string;
    readonly source: string;
    readonly webhook: string;
    readonly at: MomentView;
  }[];
  readonly ignored: readonly {
    readonly source: string;
    readonly topic: string;
    readonly count: string;
    readonly at: MomentView;
  }[];
}

export const WaitingPage: FC<{ readonly view: WaitingView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.waiting")}>
    {view.held.length === 0 ? null : (
      <Section title={w("waiting.held")}>
        <p class="muted meaning">{w("waiting.held_lead")}</p>
        <ul class="lines refused">
          {view.held.map(({ source, name, due }) => (
            <li>
              <div class="what">
                <span class="name">{w("waiting.held_what", { source: name })}</span>
              </div>
              <div class="when">
                <At at={due} />
              </div>
              <DeskForm form={view.stop}>
                <input type="hidden" name="source" value={source} />
                <button
                  class="plainly"
                  type="submit"
                  aria-label={w("waiting.held_stop_one", { source: name })}
                >
                  {w("waiting.held_stop")}
                </button>
              </DeskForm>
            </li>
          ))}
        </ul>
      </Section>
    )}
    <Section
      id="letters"
      title={w("waiting.letters")}
      aside={view.letters.length === 0 ? null : <span class="muted">{view.letters_count}</span>}
    >
      <p class="muted meaning">{w("waiting.letters_lead")}</p>
      {view.letters.length === 0 ? <Nothing>{w("waiting.letters_none")}</Nothing> : (
        <ul class="lines letters">
          {view.letters.map(({ href, cause, missed, topics, count, at, fields, replay, replay_spoken }) => (
            <li>
              <div class="what">
                <a class="name" href={href}>{cause}</a>
                <p>{missed}</p>
                <p class="why">{topics}</p>
              </div>
              <div class="when">
                <At at={at} />
                <span class="muted">{count}</span>
              </div>
              <DeskForm form={view.replay}>
                {Object.entries(fields).map(([name, value]) => (
                  <input type="hidden" name={name} value={value} />
                ))}
                <button class="plainly" type="submit" aria-label={replay_spoken}>{replay}</button>
              </DeskForm>
            </li>
          ))}
        </ul>
      )}
      {view.letters.length < 2 ? null : (
        <DeskForm form={view.replay} class="act">
          <button class="button quiet" type="submit">{w("waiting.letters_all")}</button>
        </DeskForm>
      )}
    </Section>
    {view.kept.lines.length === 0 ? null : (
      <Section title={w("waiting.kept")}>
        <p class="muted meaning">{w("waiting.kept_lead")}</p>
        <ul class="lines">
          {view.kept.lines.map(({ source, count, age, at, set_aside }) => (
            <li>
              <div class="what">
                <span class="name">{withCapital(wordFor("source", source))}</span>
                <p class="why">{count} · {age}</p>
              </div>
              {set_aside ? <span class="state warn">{w("waiting.kept_aside")}</span> : null}
              <div class="when">
                <At at={at} />
              </div>
            </li>
          ))}
        </ul>
        <DeskForm form={view.kept.form}>
          <button class="plainly" type="submit">{w("waiting.kept_replay")}</button>
        </DeskForm>
      </Section>
    )}
    <Section title={w("waiting.parked")}>
      <p class="muted meaning">{w("waiting.parked_lead")}</p>
      {view.parked.length === 0 ? <Nothing>{w("waiting.parked_none")}</Nothing> : (
        <ul class="lines">
          {view.parked.map(({ names, types, source, at, long }) => (
            <li>
              <div class="what">
                <code class="name">{types}</code>
                <span class="muted">{withCapital(wordFor("source", source))}</span>
                <p class="why">{w("waiting.for", { names: names.join(", ") })}</p>
              </div>
              {long ? <span class="state warn">{w("waiting.long")}</span> : null}
              <div class="when">
                <At at={at} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <Onward href={view.next}>{w("waiting.next")}</Onward>
    </Section>
    <Section title={w("waiting.sums")}>
      <p class="muted meaning">{w("waiting.sums_lead")}</p>
      {view.contradictions.length === 0 ? <Nothing>{w("waiting.sums_none")}</Nothing> : (
        <ul class="lines">
          {view.contradictions.map(({ order, what, source, webhook, at }) => (
            <li>
              <div class="what">
                <a class="name" href={order.href}>{order.label}</a>
                <span class="muted">{withCapital(wordFor("source", source))}</span>
                <p class="why">
                  {what} <code>{webhook}</code>
                </p>
              </div>
              <div class="when">
                <At at={at} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
    <Section title={w("waiting.ignored")}>
      <p class="muted meaning">{w("waiting.ignored_lead")}</p>
      {view.ignored.length === 0 ? <Nothing>{w("waiting.ignored_none")}</Nothing> : (
        <ul class="lines">
          {view.ignored.map(({ source, topic, count, at }) => (
            <li>
              <div class="what">
                <code class="name">{topic}</code>
                <span class="muted">{withCapital(wordFor("source", source))}</span>
              </div>
              <div class="when">
                <At at={at} />
                <span class="muted">{count}</span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  </DeskPage>
);

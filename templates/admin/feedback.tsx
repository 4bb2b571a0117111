/** Shows what customers rated and wrote, an order at a time; each can be answered where it stands. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Onward, State } from "./desk_page.tsx";
import type { FormView, FrameView, LinkTo, MomentView, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface RatedOrderView {
  /** The order's key. */
  readonly order: string;
  readonly href: string;
  readonly number: string;
  readonly name: string;
  readonly at: MomentView;
  readonly scores: readonly {
    readonly about: string;
    readonly score: number;
    readonly of: number;
    /** `2 of 5`. */
    readonly spoken: string;
    readonly is_low: boolean;
  }[];
  /** Paragraphs. */
  readonly words: readonly string[];
  readonly case: { readonly link: LinkTo; readonly state: StateView } | null;
}

export interface FeedbackView {
  readonly frame: FrameView;
  readonly tabs: readonly (LinkTo & { readonly current: boolean })[];
  readonly rated: readonly RatedOrderView[];
  readonly answer: FormView;
  readonly next: string | null;
}

export const FeedbackPage: FC<{ readonly view: FeedbackView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.feedback")}>
    <nav class="chips" aria-label={w("feedback.lists")}>
      {view.tabs.map(({ href, label, current }) => (
        <a href={href} aria-current={current ? "page" : undefined}>{label}</a>
      ))}
    </nav>
    <p class="muted meaning">{w("feedback.lead")}</p>
    {view.rated.length === 0 ? <Nothing>{w("feedback.none")}</Nothing> : (
      <ul class="lines queue">
        {view.rated.map((one, index) => (
          <li>
            <div class="what">
              <a class="name" href={one.href}>{one.number}</a>
              <span>{one.name}</span>
              <ul class="scores">
                {one.scores.map(({ about, score, of, spoken, is_low }) => (
                  <li class={is_low ? "bad" : ""}>
                    <span>{about}</span>
                    {of === 5
                      ? (
                        <span class="stars" aria-hidden="true">
                          {"★".repeat(score)}
                          {"☆".repeat(5 - score)}
                        </span>
                      )
                      : null}
                    <span class={of === 5 ? "vh" : ""}>{spoken}</span>
                  </li>
                ))}
              </ul>
              {one.words.map((text) => <p class="paragraph">{text}</p>)}
              {one.case !== null
                ? (
                  <p class="links">
                    <a href={one.case.link.href}>{one.case.link.label}</a>
                  </p>
                )
                : (
                  <details class="reply">
                    <summary>
                      {w("feedback.answer")}
                      <span class="vh">: {one.number}</span>
                    </summary>
                    <DeskForm form={view.answer} class="answer">
                      <input type="hidden" name="order" value={one.order} />
                      <label for={`answer-${index}`}>{w("talk.message")}</label>
                      <textarea id={`answer-${index}`} name="words" rows={4} required maxlength={10_000}>
                      </textarea>
                      <div class="act">
                        <button class="button" type="submit">{w("talk.send")}</button>
                        <p class="muted small">{w("feedback.answer_hint")}</p>
                      </div>
                    </DeskForm>
                  </details>
                )}
            </div>
            {one.case === null ? <span></span> : <State state={one.case.state} />}
            <div class="when">
              <At at={one.at} />
            </div>
          </li>
        ))}
      </ul>
    )}
    <Onward href={view.next}>{w("cases.next")}</Onward>
  </DeskPage>
);

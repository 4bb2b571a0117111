/** Shows one dead letter: what stopped it, whether it could be read now, and its body around the cause. */
import type { FC } from "hono/jsx";
import { DeskForm, DeskPage, Facts, Section } from "./desk_page.tsx";
import type { FormView, FrameView, Tone } from "./view.ts";
import { w } from "./words.ts";

export interface LetterView {
  readonly frame: FrameView;
  readonly id: string;
  readonly title: string;
  readonly cause: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** What reading it now would come to. */
  readonly now: { readonly tone: Tone; readonly text: string };
  readonly body: {
    readonly before: string;
    readonly marked: string;
    readonly after: string;
    readonly is_cut: boolean;
  };
  readonly replay: FormView;
  readonly drop: FormView;
  readonly back: string;
}

export const LetterPage: FC<{ readonly view: LetterView }> = ({ view }) => {
  const { body, now } = view;
  return (
    <DeskPage frame={view.frame} title={view.title} aside={<a href={view.back}>{w("letter.back")}</a>}>
      <p class="stopped">
        <span class="vh">{w("letter.cause")}:</span>
        <code>{view.cause}</code>
      </p>
      <Facts facts={view.facts} />
      <Section title={w("letter.now")}>
        <p class={`told-here ${now.tone}`}>{now.text}</p>
        <div class="act">
          <DeskForm form={view.replay}>
            <input type="hidden" name="id" value={view.id} />
            <button class="button" type="submit">{w("letter.replay")}</button>
          </DeskForm>
          <DeskForm form={view.drop}>
            <input type="hidden" name="id" value={view.id} />
            <button class="button quiet" type="submit" aria-describedby="drop-hint">
              {w("letter.drop")}
            </button>
          </DeskForm>
          <p class="small muted" id="drop-hint">{w("letter.drop_hint")}</p>
        </div>
      </Section>
      <Section title={w("letter.body")}>
        {body.is_cut ? <p class="muted meaning">{w("letter.body_cut")}</p> : null}
        <pre class="letter" tabindex={0} role="region" aria-label={w("letter.body")}>
          {body.before}{body.marked === "" ? null : <mark>{body.marked}</mark>}{body.after}
        </pre>
      </Section>
    </DeskPage>
  );
};

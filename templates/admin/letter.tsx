/** Shows one dead letter: what stopped it, what is missing without it, what taking it again would change, its body around the cause, and others like it. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Facts, Section } from "./desk_page.tsx";
import type { FormView, FrameView, LinkTo, MomentView, Tone } from "./view.ts";
import { w } from "./words.ts";

export interface LetterView {
  readonly frame: FrameView;
  readonly id: string;
  /** The cause in plain words. */
  readonly title: string;
  /** The cause in the words of the schema, for the sender's developer. */
  readonly cause: string;
  /** How many have this cause, from whom, since when. */
  readonly summary: string;
  /** The shop's orders that it names. */
  readonly orders: readonly LinkTo[];
  readonly missed: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** What reading it now would come to. */
  readonly now: { readonly tone: Tone; readonly text: string };
  /** What would change by it, order by order. */
  readonly tried: readonly { readonly order: string | null; readonly lines: readonly string[] }[];
  readonly body: {
    readonly before: string;
    readonly marked: string;
    readonly after: string;
    readonly is_cut: boolean;
  };
  readonly replay: FormView;
  readonly drop: FormView;
  /** Acts on all letters with this cause; null where it is the only one. */
  readonly all: {
    readonly fields: Readonly<Record<string, string>>;
    readonly replay: string;
    readonly drop: string;
  } | null;
  /** Others with this cause. */
  readonly same: readonly {
    readonly href: string;
    readonly topic: string;
    /** Numbers of the orders that it names. */
    readonly orders: readonly string[];
    readonly at: MomentView;
  }[];
  readonly same_more: string | null;
  readonly back: string;
}

export const LetterPage: FC<{ readonly view: LetterView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={view.title} aside={<a href={view.back}>{w("letter.back")}</a>}>
    <p class="stopped">
      <span class="vh">{w("letter.cause")}:</span>
      <code>{view.cause}</code>
    </p>
    <p class="muted meaning">{view.summary}</p>
    <Section title={w("letter.missed")}>
      <p>{view.missed}</p>
      {view.orders.length === 0 ? <p class="muted">{w("letter.no_orders")}</p> : (
        <p class="times">
          <span>{w("letter.orders")}:</span>
          {view.orders.map(({ href, label }) => <a href={href}>{label}</a>)}
        </p>
      )}
    </Section>
    <Section title={w("letter.now")}>
      <p class={`told-here ${view.now.tone}`}>{view.now.text}</p>
      {view.tried.length === 0 ? null : (
        <>
          <h3>{w("letter.tried_dry")}</h3>
          <ul class="tried">
            {view.tried.flatMap(({ order, lines }) =>
              lines.map((line, at) => <li>{order === null || at > 0 ? line : <a href={order}>{line}</a>}</li>)
            )}
          </ul>
        </>
      )}
      <div class="act">
        <DeskForm form={view.replay}>
          <input type="hidden" name="id" value={view.id} />
          <button class="button" type="submit">{w("letter.replay")}</button>
        </DeskForm>
        {view.all === null ? null : (
          <DeskForm form={view.replay}>
            <Hidden fields={view.all.fields} />
            <button class="button quiet" type="submit">{view.all.replay}</button>
          </DeskForm>
        )}
        <DeskForm form={view.drop}>
          <input type="hidden" name="id" value={view.id} />
          <button class="button quiet" type="submit" aria-describedby="drop-hint">
            {w("letter.drop")}
          </button>
        </DeskForm>
        {view.all === null ? null : (
          <DeskForm form={view.drop}>
            <Hidden fields={view.all.fields} />
            <button class="button quiet" type="submit" aria-describedby="drop-hint">{view.all.drop}</button>
          </DeskForm>
        )}
      </div>
      <p class="small muted below" id="drop-hint">{w("letter.drop_hint")} {w("letter.once")}</p>
    </Section>
    <Section title={w("letter.body")}>
      {view.body.is_cut ? <p class="muted meaning">{w("letter.body_cut")}</p> : null}
      <pre class="letter" tabindex={0} role="region" aria-label={w("letter.body")}>
        {view.body.before}{view.body.marked === "" ? null : <mark>{view.body.marked}</mark>}{view.body.after}
      </pre>
      <Facts facts={view.facts} />
    </Section>
    {view.same.length === 0 ? null : (
      <Section title={w("letter.same")}>
        <ul class="lines">
          {view.same.map(({ href, topic, orders, at }) => (
            <li>
              <div class="what">
                <a class="name" href={href}>{topic}</a>
                {orders.map((number) => <span>{number}</span>)}
              </div>
              <div class="when">
                <At at={at} />
              </div>
            </li>
          ))}
        </ul>
        {view.same_more === null ? null : <p class="muted small">{view.same_more}</p>}
      </Section>
    )}
  </DeskPage>
);

const Hidden: FC<{ readonly fields: Readonly<Record<string, string>> }> = ({ fields }) => (
  <>
    {Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
  </>
);

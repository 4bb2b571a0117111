/** Shows the answers that are written once, each with a form that changes it, and one for a new one. */
import type { FC } from "hono/jsx";
import { DeskForm, Nothing, Section } from "./desk_page.tsx";
import type { FormView } from "./view.ts";
import { w } from "./words.ts";

export interface CannedView {
  readonly answers: readonly {
    readonly at: number;
    readonly title: string;
    readonly locale: string;
    /** `Customers who read German`; empty for all. */
    readonly readers: string;
    readonly words: string;
  }[];
  /** Languages that a customer may read, by their own names. */
  readonly languages: readonly { readonly locale: string; readonly name: string }[];
  /** Names that are filled in, with what each says. */
  readonly names: readonly { readonly name: string; readonly says: string }[];
  /** What was refused, so that nothing that was typed is lost. */
  readonly refused: { readonly title: string; readonly locale: string; readonly words: string } | null;
  readonly change: FormView;
  readonly remove: FormView;
  readonly add: FormView;
}

export const CannedSection: FC<{ readonly view: CannedView }> = ({ view }) => (
  <Section id="canned" title={w("canned.title")}>
    <p class="muted meaning">{w("canned.lead")}</p>
    <dl class="names muted small">
      {view.names.map(({ name, says }) => (
        <div>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
    {view.answers.length === 0 ? <Nothing>{w("canned.none")}</Nothing> : (
      <ul class="lines canned">
        {view.answers.map(({ at, title, locale, readers, words }) => (
          <li>
            <details class="reply">
              <summary>
                {title}
                {readers === "" ? null : <span class="muted small">{` · ${readers}`}</span>}
              </summary>
              <DeskForm form={view.change} class="answer">
                <input type="hidden" name="at" value={String(at)} />
                <input type="hidden" name="was" value={title} />
                <Fields
                  id={`canned-${at}`}
                  title={title}
                  locale={locale}
                  words={words}
                  languages={view.languages}
                />
                <div class="act">
                  <button class="button" type="submit">{w("settings.save")}</button>
                </div>
              </DeskForm>
              <DeskForm form={view.remove}>
                <input type="hidden" name="at" value={String(at)} />
                <input type="hidden" name="was" value={title} />
                <button class="plainly" type="submit" aria-label={w("canned.remove_one", { title })}>
                  {w("settings.remove")}
                </button>
              </DeskForm>
            </details>
          </li>
        ))}
      </ul>
    )}
    <details class="reply" open={view.refused !== null}>
      <summary>{w("canned.add")}</summary>
      <DeskForm form={view.add} class="answer">
        <Fields
          id="canned-new"
          title={view.refused?.title ?? ""}
          locale={view.refused?.locale ?? ""}
          words={view.refused?.words ?? ""}
          languages={view.languages}
        />
        <div class="act">
          <button class="button" type="submit">{w("canned.add_do")}</button>
        </div>
      </DeskForm>
    </details>
  </Section>
);

const Fields: FC<
  {
    readonly id: string;
    readonly title: string;
    readonly locale: string;
    readonly words: string;
    readonly languages: CannedView["languages"];
  }
> = ({ id, title, locale, words, languages }) => (
  <>
    <label for={`${id}-title`}>{w("canned.name")}</label>
    <input id={`${id}-title`} name="title" value={title} required maxlength={80} autocomplete="off" />
    <label for={`${id}-locale`}>{w("canned.readers")}</label>
    <select id={`${id}-locale`} name="locale">
      <option value="">{w("canned.all")}</option>
      {languages.map((one) => <option value={one.locale} selected={one.locale === locale}>{one.name}
      </option>)}
    </select>
    <label for={`${id}-words`}>{w("canned.words")}</label>
    <textarea id={`${id}-words`} name="words" rows={6} required maxlength={5_000}>{words}</textarea>
  </>
);

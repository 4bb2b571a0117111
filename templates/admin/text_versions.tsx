/** The earlier versions of a text: what each said, which one is live, and a button that brings one back. */
import type { FC } from "hono/jsx";
import { At, DeskForm, Section } from "./desk_page.tsx";
import type { FormView, MomentView } from "./view.ts";
import { w } from "./words.ts";

export interface TextVersion {
  readonly id: string;
  readonly who: string;
  readonly at: MomentView;
  readonly texts: readonly { readonly name: string; readonly text: string }[];
  readonly is_live: boolean;
  /** What stands in the place of texts where there are none. */
  readonly without: string | null;
  readonly may_come_back: boolean;
}

export const Versions: FC<{ readonly versions: readonly TextVersion[]; readonly form: FormView }> = (
  { versions, form },
) =>
  versions.length === 0 ? null : (
    <Section title={w("texts.versions")}>
      <ul class="lines">
        {versions.map(({ id, who, at, texts, is_live, without, may_come_back }) => (
          <li>
            <div class="what">
              <span class="name">{who}</span>
              <span class="muted">
                <At at={at} />
              </span>
              {without !== null ? <p class="why muted">{without}</p> : (
                <details class="reply">
                  <summary>{w("texts.look", { count: texts.length })}</summary>
                  <dl class="version">
                    {texts.map(({ name, text }) => (
                      <div>
                        <dt>{name}</dt>
                        <dd dir="auto">{text}</dd>
                      </div>
                    ))}
                  </dl>
                </details>
              )}
            </div>
            {is_live
              ? <span class="state good">{w("texts.is_live")}</span>
              : !may_come_back
              ? null
              : (
                <DeskForm form={form}>
                  <input type="hidden" name="version" value={id} />
                  <button class="plainly" type="submit">{w("texts.bring_back")}</button>
                </DeskForm>
              )}
          </li>
        ))}
      </ul>
    </Section>
  );

/** Lists the orders that owe mails and cannot be written to; each address can be corrected where it stands. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Onward } from "./desk_page.tsx";
import type { FormView, FrameView, LinkTo, MomentView } from "./view.ts";
import { w } from "./words.ts";

export interface UnreachableLineView {
  /** The order's key. */
  readonly id: string;
  readonly order: LinkTo;
  readonly who: string;
  readonly why: string;
  readonly at: MomentView;
  /** What was probably meant; empty where nobody can guess it. */
  readonly suggestion: string;
}

export interface UnreachableView {
  readonly frame: FrameView;
  readonly fault: string | null;
  readonly lines: readonly UnreachableLineView[];
  readonly correct: FormView;
  readonly dismiss: FormView;
  readonly next: string | null;
}

export const UnreachablePage: FC<{ readonly view: UnreachableView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.unreachable")}>
    <p class="muted meaning">{w("unreachable.lead")}</p>
    {view.fault === null ? null : <p class="fault" role="alert">{view.fault}</p>}
    {view.lines.length === 0 ? <Nothing>{w("unreachable.none")}</Nothing> : (
      <ul class="lines reach">
        {view.lines.map((line, index) => (
          <li>
            <div class="what">
              <a class="name" href={line.order.href}>{line.order.label}</a>
              <span class="muted">{line.who}</span>
              <p class="why">{line.why}</p>
            </div>
            <div class="when">
              <At at={line.at} />
            </div>
            <DeskForm form={view.correct} class="inline">
              <input type="hidden" name="order" value={line.id} />
              <div>
                <label for={`email-${index}`}>{w("unreachable.email")}</label>
                <input
                  id={`email-${index}`}
                  name="email"
                  type="email"
                  required
                  maxlength={254}
                  autocomplete="off"
                  value={line.suggestion}
                />
              </div>
              <button class="button quiet" type="submit">{w("unreachable.correct")}</button>
            </DeskForm>
            <DeskForm form={view.dismiss}>
              <input type="hidden" name="order" value={line.id} />
              <button
                class="plainly"
                type="submit"
                aria-label={w("unreachable.dismiss_one", { order: line.order.label })}
              >
                {w("unreachable.dismiss")}
              </button>
            </DeskForm>
          </li>
        ))}
      </ul>
    )}
    <Onward href={view.next}>{w("mails.older")}</Onward>
  </DeskPage>
);

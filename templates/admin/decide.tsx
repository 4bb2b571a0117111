/** What else than granting can be done with what a customer asks for: ask them first, or decline. Each opens below the row of choices. */
import type { Child, FC } from "hono/jsx";
import { DeskForm } from "./desk_page.tsx";
import type { FormView } from "./view.ts";
import { w } from "./words.ts";

/** `id` ends the ids of the fields; `children` are fields that each form sends. Each form is its own: Enter never grants. */
export const AskOrDecline: FC<
  { readonly form: FormView; readonly id: string; readonly reason: string; readonly children?: Child }
> = ({ form, id, reason, children }) => (
  <>
    <details name={`decide-${id}`}>
      <summary>{w("case.ask_open")}</summary>
      <DeskForm form={form} class="answer">
        {children}
        <label for={`question-${id}`}>{w("case.ask")}</label>
        <textarea id={`question-${id}`} name="question" rows={2} maxlength={2_000} required></textarea>
        <div>
          <button class="button" type="submit" name="do" value="ask">{w("case.ask_do")}</button>
        </div>
      </DeskForm>
    </details>
    <details name={`decide-${id}`} class="grave">
      <summary>{w("returns.decline")}</summary>
      <DeskForm form={form} class="answer">
        {children}
        <label for={`reason-${id}`}>{reason}</label>
        <textarea id={`reason-${id}`} name="reason" rows={2} maxlength={500}></textarea>
        <div>
          <button class="button" type="submit" name="do" value="decline">{w("case.decline")}</button>
        </div>
      </DeskForm>
    </details>
  </>
);

/** The forms that decide a return: approve, ask, decline; once it is approved, note that it arrived or send a label. */
import type { Child, FC } from "hono/jsx";
import { AskOrDecline } from "./decide.tsx";
import { DeskForm } from "./desk_page.tsx";
import type { FormView } from "./view.ts";
import { w } from "./words.ts";

interface Deciding {
  readonly one: {
    readonly order: string;
    readonly id: string;
    readonly asks: boolean;
    readonly has_label: boolean;
  };
  readonly decide: FormView;
  readonly id: string;
  readonly of_case: string | undefined;
}

export const DecideReturn: FC<Deciding> = ({ one, decide, id, of_case }) => {
  const named = (
    <>
      <input type="hidden" name="order" value={one.order} />
      <input type="hidden" name="return" value={one.id} />
      {of_case === undefined ? null : <input type="hidden" name="case" value={of_case} />}
    </>
  );
  if (one.asks) {
    return (
      <div class="choices decide below">
        <DeskForm form={decide} class="spread" file>
          {named}
          <LabelFields id={id} summary={w("returns.label")} />
          <button class="button" type="submit" name="do" value="approve">{w("returns.approve")}</button>
        </DeskForm>
        <AskOrDecline form={decide} id={id} reason={w("returns.reason")}>{named}</AskOrDecline>
      </div>
    );
  }
  return (
    <div class="choices decide below">
      <DeskForm form={decide} class="spread">
        {named}
        <button class="button" type="submit" name="do" value="received">{w("returns.received")}</button>
      </DeskForm>
      <DeskForm form={decide} class="spread" file>
        {named}
        <LabelFields id={id} summary={w(one.has_label ? "returns.label_instead" : "returns.label")}>
          <button class="button quiet" type="submit" name="do" value="label">
            {w("returns.label_send")}
          </button>
        </LabelFields>
      </DeskForm>
    </div>
  );
};

/** A label that the shop has from its carrier, as a file, with what the customer needs to know of it. */
const LabelFields: FC<{ readonly id: string; readonly summary: string; readonly children?: Child }> = (
  { id, summary, children },
) => (
  <details class="label-fields">
    <summary>{summary}</summary>
    <div class="inline">
      <div>
        <label for={`label-${id}`}>{w("returns.label_file")}</label>
        <input id={`label-${id}`} type="file" name="label" accept="application/pdf,image/png,image/jpeg" />
      </div>
      <div>
        <label for={`use-${id}`}>{w("returns.label_use")}</label>
        <select id={`use-${id}`} name="use">
          <option value="label">{w("returns.use_label")}</option>
          <option value="code">{w("returns.use_code")}</option>
        </select>
      </div>
      <div>
        <label for={`until-${id}`}>{w("returns.label_until")}</label>
        <input id={`until-${id}`} type="date" name="label_until" />
      </div>
      <div>
        <label for={`carrier-${id}`}>{w("returns.carrier")}</label>
        <input id={`carrier-${id}`} name="carrier" maxlength={100} />
      </div>
      <div>
        <label for={`tracking-${id}`}>{w("returns.tracking")}</label>
        <input id={`tracking-${id}`} name="tracking" maxlength={100} />
      </div>
      {children}
    </div>
  </details>
);

/** Shows what can be done with one order in one row; what opens below a button says its consequence before it is done. */
import type { FC } from "hono/jsx";
import { DeskForm } from "./desk_page.tsx";
import type { FormView, LinkTo } from "./view.ts";
import { w } from "./words.ts";

export interface OrderActsView {
  /** The order's key. */
  readonly order: string;
  /** The customer's page. */
  readonly page: string;
  readonly held: { readonly text: string; readonly form: FormView } | null;
  readonly hold: {
    readonly form: FormView;
    /** Days as `2026-11-28`: what is proposed, the first and the last. */
    readonly day: string;
    readonly day_min: string;
    readonly day_max: string;
  };
  /** A change of the address that is not done yet. */
  readonly asked: { readonly text: string; readonly link: LinkTo } | null;
  /** Null where nothing can go elsewhere any more. */
  readonly delivery: {
    readonly form: FormView;
    readonly fields: readonly {
      readonly name: string;
      readonly label: string;
      readonly value: string;
      readonly required: boolean;
    }[];
    readonly hint: string;
    readonly rest: string | null;
  } | null;
  /** Null where no mail reaches the customer. */
  readonly write: { readonly form: FormView; readonly topic: string } | null;
}

export const OrderActs: FC<{ readonly acts: OrderActsView }> = ({ acts }) => (
  <>
    {acts.held === null ? null : (
      <div class="held">
        <p>{acts.held.text}</p>
        <DeskForm form={acts.held.form}>
          <input type="hidden" name="order" value={acts.order} />
          <button class="button quiet" type="submit">{w("hold.release")}</button>
        </DeskForm>
      </div>
    )}
    {acts.asked === null ? null : (
      <p class="held">
        <span>{acts.asked.text}</span>
        <a href={acts.asked.link.href}>{acts.asked.link.label}</a>
      </p>
    )}
    <div class="choices" role="group" aria-label={w("order.acts")}>
      {acts.write === null ? null : (
        <details name="acts">
          <summary>{w("write.open")}</summary>
          <DeskForm form={acts.write.form} class="answer">
            <input type="hidden" name="order" value={acts.order} />
            <label for="write-topic">{w("write.topic")}</label>
            <input id="write-topic" name="topic" required maxlength={200} value={acts.write.topic} />
            <label for="write-words">{w("write.words")}</label>
            <textarea id="write-words" name="words" rows={6} required maxlength={10_000}></textarea>
            <div class="act">
              <button class="button" type="submit">{w("write.submit")}</button>
            </div>
            <p class="muted small">{w("write.hint")}</p>
          </DeskForm>
        </details>
      )}
      {acts.delivery === null ? null : (
        <details name="acts" id="delivery">
          <summary>{w("delivery.open")}</summary>
          <DeskForm form={acts.delivery.form} class="answer">
            <input type="hidden" name="order" value={acts.order} />
            {acts.delivery.fields.map(({ name, label, value, required }) => (
              <>
                <label for={`delivery-${name}`}>{label}</label>
                <input
                  id={`delivery-${name}`}
                  name={name}
                  value={value}
                  required={required}
                  maxlength={200}
                  autocomplete="off"
                />
              </>
            ))}
            <div class="act">
              <button class="button" type="submit">{w("delivery.submit")}</button>
            </div>
            <p class="muted small">{acts.delivery.hint}</p>
            {acts.delivery.rest === null ? null : <p class="muted small">{acts.delivery.rest}</p>}
          </DeskForm>
        </details>
      )}
      <details name="acts" id="hold">
        <summary>{w(acts.held === null ? "hold.open" : "hold.again")}</summary>
        <DeskForm form={acts.hold.form} class="answer">
          <input type="hidden" name="order" value={acts.order} />
          <label for="hold-reason">{w("hold.reason")}</label>
          <input id="hold-reason" name="reason" required maxlength={200} autocomplete="off" />
          <label for="hold-until">{w("hold.until")}</label>
          <input
            id="hold-until"
            name="until"
            type="date"
            required
            value={acts.hold.day}
            min={acts.hold.day_min}
            max={acts.hold.day_max}
          />
          <div class="act">
            <button class="button" type="submit">{w("hold.submit")}</button>
          </div>
          <p class="muted small">{w("hold.hint")}</p>
        </DeskForm>
      </details>
      <details name="acts" id="link">
        <summary>{w("order.link")}</summary>
        <div class="answer">
          <label for="order-link">{w("order.link_label")}</label>
          <input id="order-link" type="url" readonly value={acts.page} />
          <p class="muted small">{w("order.link_hint")}</p>
        </div>
      </details>
      <a class="act-link" href={acts.page} target="_blank" rel="noreferrer">{w("order.page")}</a>
    </div>
  </>
);

/** Shows one order to the shop: its lines, one list of all that happened and will, its conversations, and at the side what it holds. */
import type { FC } from "hono/jsx";
import { DeskForm, DeskPage, Facts, Nothing, Section, State } from "./desk_page.tsx";
import { OrderActs, type OrderActsView } from "./order_acts.tsx";
import { SendAgain } from "./mail_lines.tsx";
import { Conversation, type ConversationView } from "./conversation.tsx";
import { type TimelineEntryView, TimelineList } from "./timeline.tsx";
import type { FormView, FrameView, LinkTo, StateView } from "./view.ts";
import { DESK_LANGUAGES, type DeskLanguage, w } from "./words.ts";

export interface OrderFlagView {
  readonly text: string;
  readonly link: LinkTo | null;
}

export interface OrderLinesView {
  readonly lines: readonly {
    readonly title: string;
    readonly variant: string;
    /** Where its pieces are. */
    readonly where: readonly { readonly text: string; readonly is_over: boolean }[];
    /** Why it cannot leave now; null where it can. */
    readonly stock: string | null;
    readonly pieces: string;
    readonly amount: string;
  }[];
  readonly more: string | null;
}

export interface SideView {
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly value: string }[];
}

export interface DeskOrderView {
  readonly frame: FrameView;
  /** The order's key. */
  readonly order: string;
  readonly number: string;
  readonly state: StateView;
  readonly flags: readonly OrderFlagView[];
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Null for an erased order. */
  readonly acts: OrderActsView | null;
  readonly lines: OrderLinesView["lines"];
  readonly more: string | null;
  readonly sides: readonly SideView[];
  readonly timeline: {
    readonly to_come: readonly TimelineEntryView[];
    readonly past: readonly TimelineEntryView[];
  };
  /** Where the dispute pack is, the order as it is named there, and the language that is chosen first: the shop's. */
  readonly dispute: { readonly action: string; readonly id: string; readonly language: DeskLanguage };
  /** Null for an erased order. */
  readonly correct: { readonly form: FormView; readonly email: string } | null;
  readonly again: FormView;
  readonly conversations: readonly ConversationView[];
}

export const DeskOrderPage: FC<{ readonly view: DeskOrderView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={view.number} aside={<State state={view.state} />}>
    {view.flags.length === 0 ? null : (
      <ul class="calls" aria-label={w("order.flags")}>
        {view.flags.map(({ text, link }) => (
          <li class="bad">
            <span>{text}</span>
            {link === null ? null : <a href={link.href}>{link.label}</a>}
          </li>
        ))}
      </ul>
    )}
    {view.acts === null ? null : <OrderActs acts={view.acts} />}
    <Facts facts={view.facts} />
    <div class="columns">
      <div>
        <Lines lines={view.lines} more={view.more} />
        {view.conversations.map((conversation) => <Conversation conversation={conversation} />)}
        <DeskForm form={view.again}>
          <input type="hidden" name="back" value={view.order} />
          {view.timeline.to_come.length === 0 ? null : (
            <Section title={w("order.to_come")}>
              <TimelineList entries={view.timeline.to_come} id="next" />
            </Section>
          )}
          <Section title={w("order.happened")}>
            {view.timeline.past.length === 0
              ? <Nothing>{w("order.no_mails")}</Nothing>
              : <TimelineList entries={view.timeline.past} id="past" />}
            {view.timeline.past.some(({ key }) =>
                key !== null
              )
              ? <SendAgain can />
              : null}
          </Section>
        </DeskForm>
      </div>
      <aside class="sides" aria-label={w("order.sides")}>
        {view.sides.map(({ title, rows }) => (
          <Section title={title}>
            <dl class="side">
              {rows.map(({ name, value }) => (
                <div>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </Section>
        ))}
        <details class="reply">
          <summary>{w("dispute.open")}</summary>
          <p class="muted small">{w("dispute.hint")}</p>
          <form method="get" action={view.dispute.action} class="answer">
            <input type="hidden" name="id" value={view.dispute.id} />
            <label for="dispute-locale">{w("dispute.language")}</label>
            <select id="dispute-locale" name="locale">
              {Object.entries(DESK_LANGUAGES).map(([language, name]) => (
                <option value={language} lang={language} selected={language === view.dispute.language}>
                  {name}
                </option>
              ))}
            </select>
            <p class="act">
              <button type="submit" class="button quiet" name="as" value="pdf">{w("dispute.pdf")}</button>
              <button type="submit" class="button quiet" name="as" value="zip">{w("dispute.zip")}</button>
            </p>
          </form>
        </details>
        {view.correct === null ? null : (
          <details class="reply">
            <summary>{w("order.correct")}</summary>
            <DeskForm form={view.correct.form} class="answer">
              <input type="hidden" name="order" value={view.order} />
              <label for="correct-email">{w("order.correct_email")}</label>
              <input
                id="correct-email"
                name="email"
                type="email"
                required
                maxlength={254}
                value={view.correct.email}
                autocomplete="off"
              />
              <div class="act">
                <button class="button" type="submit">{w("order.correct_submit")}</button>
              </div>
              <p class="muted small">{w("order.correct_hint")}</p>
            </DeskForm>
          </details>
        )}
      </aside>
    </div>
  </DeskPage>
);

const Lines: FC<OrderLinesView> = ({ lines, more }) => (
  <Section title={w("order.lines")}>
    <ul class="lines goods">
      {lines.map(({ title, variant, where, stock, pieces, amount }) => (
        <li>
          <div class="what">
            <span class="name">{title}</span>
            {variant === "" ? null : <span class="muted">{variant}</span>}
            <p class="why">
              {where.map(({ text, is_over }) => <span class={is_over ? "gone" : "apart-end"}>{text}</span>)}
            </p>
            {stock === null ? null : <p class="why warn">{stock}</p>}
          </div>
          <div class="when">
            <strong>{amount}</strong>
            <span class="muted">{`× ${pieces}`}</span>
          </div>
        </li>
      ))}
    </ul>
    {more === null ? null : <p class="muted small">{more}</p>}
  </Section>
);

/** Shown when no order has the number. */
export const NoOrderPage: FC<{ readonly frame: FrameView }> = ({ frame }) => (
  <DeskPage frame={frame} title={w("order.none_title")}>
    <Nothing>
      {frame.sought === "" ? w("order.none_asked") : w("order.none", { number: frame.sought })}
    </Nothing>
  </DeskPage>
);

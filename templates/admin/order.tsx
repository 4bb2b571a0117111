/** Shows one order to the shop: its state, why mails were not sent, the conversations and the events. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Facts, Nothing, Section, State } from "./desk_page.tsx";
import { MailLines, SendAgain } from "./mail_lines.tsx";
import { Conversation, type ConversationView } from "./conversation.tsx";
import type { FormView, FrameView, LinkTo, MailLineView, MomentView, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface OrderFlagView {
  readonly text: string;
  readonly link: LinkTo | null;
}

export interface DeskOrderView {
  readonly frame: FrameView;
  /** The order's key. */
  readonly order: string;
  readonly number: string;
  readonly state: StateView;
  readonly flags: readonly OrderFlagView[];
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly page: LinkTo | null;
  readonly mails: readonly MailLineView[];
  readonly again: FormView;
  readonly conversations: readonly ConversationView[];
  readonly events: readonly {
    readonly types: string;
    readonly source: string;
    readonly at: MomentView;
  }[];
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
    <Facts facts={view.facts} />
    {view.page === null ? null : (
      <p class="small below">
        <a href={view.page.href} target="_blank" rel="noreferrer">{view.page.label}</a>
      </p>
    )}
    {view.conversations.map((conversation) => <Conversation conversation={conversation} />)}
    <Section title={w("order.mails")}>
      {view.mails.length === 0 ? <Nothing>{w("order.no_mails")}</Nothing> : (
        <DeskForm form={view.again}>
          <input type="hidden" name="back" value={view.order} />
          <MailLines
            mails={view.mails}
            pick={view.mails.some(({ key }) => key !== null)}
          />
          {view.mails.some(({ key }) =>
              key !== null
            )
            ? <SendAgain can />
            : null}
        </DeskForm>
      )}
    </Section>
    <Section title={w("order.events")}>
      <ol class="events">
        {view.events.map(({ types, source, at }) => (
          <li>
            <At at={at} />
            <code>{types}</code>
            <span class="muted">{source}</span>
          </li>
        ))}
      </ol>
    </Section>
  </DeskPage>
);

/** Shown when no order has the number. */
export const NoOrderPage: FC<{ readonly frame: FrameView }> = ({ frame }) => (
  <DeskPage frame={frame} title={w("order.none_title")}>
    <Nothing>
      {frame.sought === "" ? w("order.none_asked") : w("order.none", { number: frame.sought })}
    </Nothing>
  </DeskPage>
);

/** One conversation about an order, and where the shop answers it or closes it. */
import type { FC } from "hono/jsx";
import { At, DeskForm, Section, State } from "./desk_page.tsx";
import type { FormView, LinkTo, MomentView, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface ConversationView {
  readonly id: string;
  readonly topic: string;
  readonly state: StateView;
  readonly messages: readonly {
    readonly author: string;
    readonly own: boolean;
    readonly at: MomentView;
    readonly words: readonly string[];
  }[];
  /** Where all of it stands; null where all of it stands here. */
  readonly earlier: LinkTo | null;
  readonly order: string;
  /** True for the conversation whose answer form is open when the page loads. */
  readonly first: boolean;
  readonly answer: FormView;
  /** Null once the conversation is closed. */
  readonly close: FormView | null;
}

export const Conversation: FC<{ readonly conversation: ConversationView }> = ({ conversation }) => (
  <Section title={conversation.topic} aside={<State state={conversation.state} />}>
    {conversation.earlier === null ? null : (
      <p class="small">
        <a href={conversation.earlier.href}>{conversation.earlier.label}</a>
      </p>
    )}
    <ol class="said">
      {conversation.messages.map(({ author, own, at, words }) => (
        <li class={own ? "own" : ""}>
          <p class="muted small">
            {author} · <At at={at} />
          </p>
          {words.map((paragraph) => <p>{paragraph}</p>)}
        </li>
      ))}
    </ol>
    <details class="reply" open={conversation.first}>
      <summary>{w("talk.reply")}</summary>
      <DeskForm form={conversation.answer} class="answer">
        <input type="hidden" name="order" value={conversation.order} />
        <input type="hidden" name="conversation" value={conversation.id} />
        <label for={`message-${conversation.id}`}>{w("talk.message")}</label>
        <textarea id={`message-${conversation.id}`} name="message" rows={4} maxlength={10_000} required />
        <label for={`author-${conversation.id}`}>{w("talk.author")}</label>
        <input id={`author-${conversation.id}`} name="author" maxlength={100} autocomplete="name" />
        <div class="act">
          <button class="button" type="submit">{w("talk.send")}</button>
          <p class="muted small">{w("talk.send_hint")}</p>
        </div>
      </DeskForm>
    </details>
    {conversation.close === null ? null : (
      <DeskForm form={conversation.close} class="act close">
        <input type="hidden" name="order" value={conversation.order} />
        <input type="hidden" name="conversation" value={conversation.id} />
        <button class="button quiet" type="submit">{w("talk.close")}</button>
        <p class="muted small">{w("talk.close_hint")}</p>
      </DeskForm>
    )}
  </Section>
);

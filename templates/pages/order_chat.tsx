/** The live chat on an order's page: what was said, and a form that sends a message, with and without its script. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { ChatView, SaidView } from "../page_view.ts";

/** Placeholder for the form's token, which is made anew for each showing of the page. */
export const CHAT_FORM_SLOT = "%chat-form%";

interface OrderChatProps {
  readonly chat: ChatView | null;
  readonly shop: string;
  /** Where a message goes that is answered by mail; null where the order takes none. */
  readonly ask: string | null;
  readonly t: Translate;
}

export const OrderChat: FC<OrderChatProps> = ({ chat, shop, ask, t }) => {
  if (chat === null) return null;
  return chat.prove_path === null
    ? (
      <section
        id="chat"
        class="card chat no-print"
        data-path={chat.path}
        data-version={chat.version}
        data-answered={String(chat.answered_at)}
        data-failed={t("chat.failed")}
      >
        <h2>{t("chat.title")}</h2>
        <Hours lines={chat.hours} />
        <div
          class="thread"
          role="log"
          aria-label={t("chat.thread", { shop })}
          tabindex={0}
          hidden={chat.said.length === 0}
        >
          <ol class="said">
            <ChatLines said={chat.said} />
          </ol>
        </div>
        <p class="muted small writing" data-writing hidden></p>
        <form method="post" action={chat.path}>
          <input type="hidden" name="form" value={CHAT_FORM_SLOT} />
          <label class="vh" for="chat-words">{t("chat.words")}</label>
          <textarea
            id="chat-words"
            name="words"
            rows={2}
            maxlength={2_000}
            placeholder={t("chat.words")}
            required
          >
          </textarea>
          <button class="button" type="submit">{t("act.send")}</button>
        </form>
        <p class="fault" role="alert" hidden></p>
        <p class="muted small">{t("chat.leave", { email: chat.email })}</p>
      </section>
    )
    : (
      <section id="chat" class="card chat no-print">
        <h2>{t("chat.title")}</h2>
        <Hours lines={chat.hours} />
        <p>{t("chat.prove_lead")}</p>
        <p>
          <a class="button quiet" href={chat.prove_path}>{t("chat.prove")}</a>
        </p>
        {ask === null ? null : (
          <p class="small">
            <a href={ask}>{t("chat.ask")}</a>
          </p>
        )}
      </section>
    );
};

const Hours: FC<{ readonly lines: readonly string[] }> = ({ lines }) => (
  <>
    {lines.map((line) => <p class="muted small">{line}</p>)}
  </>
);

/** The lines of the thread; the script asks for them alone. */
export const ChatLines: FC<{ readonly said: readonly SaidView[] }> = ({ said }) => (
  <>
    {said.map(({ author, own, at, words }) => (
      <li class={own ? "own" : undefined}>
        <p class="who">
          <bdi>{author}</bdi> · {at}
        </p>
        {words.map((paragraph) => <p>{paragraph}</p>)}
      </li>
    ))}
  </>
);

/** The lines as HTML. */
export function chatLinesHtml(said: readonly SaidView[]): string {
  return String(<ChatLines said={said} />);
}

/** What customer and shop have written to each other about an order. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { OrderPageView } from "../page_view.ts";

export const OrderConversation: FC<{ readonly view: OrderPageView; readonly t: Translate }> = ({ view, t }) =>
  view.conversations.length === 0 ? null : (
    <section class="card">
      <h2>{t("page.conversation")}</h2>
      {view.conversations.map(({ topic, messages }) => (
        <div class="talk">
          <h3>{topic}</h3>
          <ul>
            {messages.map(({ author, own, at, words }) => (
              <li class={own ? "own" : ""}>
                <p class="muted small">{author} · {at}</p>
                {words.length === 0
                  ? <p class="muted">{t("page.hidden_words")}</p>
                  : words.map((paragraph) => <p>{paragraph}</p>)}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {view.unmask_path === null ? null : (
        <p class="small masked no-print">
          <a href={view.unmask_path}>{t("page.unmask")}</a>
        </p>
      )}
    </section>
  );

/** What the shop asks its customer and waits for, with the way to answer it. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { OrderPageView } from "../page_view.ts";

export const OrderQuestions: FC<
  { readonly view: Pick<OrderPageView, "questions" | "unmask_path" | "shop">; readonly t: Translate }
> = ({ view: { questions, unmask_path, shop }, t }) => (
  <>
    {questions.map(({ author, at, words, path }) => (
      <section class="card question">
        <h2>{t("question.title", { shop: shop.name })}</h2>
        <p class="muted small">{author} · {at}</p>
        {words.length === 0 ? <p>{t("question.in_mail")}</p> : words.map((paragraph) => <p>{paragraph}</p>)}
        <p class="no-print">
          <a class="button" href={path}>{t("question.answer")}</a>
        </p>
        {words.length > 0 || unmask_path === null ? null : (
          <p class="small masked no-print">
            <a href={unmask_path}>{t("page.unmask")}</a>
          </p>
        )}
      </section>
    ))}
  </>
);

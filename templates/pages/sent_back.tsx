/** The returns and withdrawals of an order, and how far each has come. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { OrderPageView, SentBackView } from "../page_view.ts";

export const SentBack: FC<{ readonly view: OrderPageView; readonly t: Translate }> = ({ view, t }) => (
  <>
    {view.sent_back.map((one) => <Return one={one} t={t} has_first={view.acts.primary === null} />)}
  </>
);

interface ReturnProps {
  readonly one: SentBackView;
  readonly t: Translate;
  /** False where the page's one filled button stands above. */
  readonly has_first: boolean;
}

const Return: FC<ReturnProps> = ({ one, t, has_first }) => (
  <section class="card parcel">
    <div class="row">
      <h2>{one.title}</h2>
      <span class="tag">{one.state}</span>
    </div>
    <p class="when">{one.on}</p>
    {[one.fact, one.next].map((line) => line === null ? null : <p class="when">{line}</p>)}
    {one.progress.length === 0 ? null : (
      <ol class="steps" aria-label={t("page.return_steps")}>
        {one.progress.map(({ label, state, on }) => (
          <li class={state} aria-current={state === "current" ? "step" : undefined}>
            <span class="label">
              {label} <span class="vh">({t(`page.step_${state}`)})</span>
            </span>
            {on === null ? null : <span class="on">{on}</span>}
          </li>
        ))}
      </ol>
    )}
    {one.items.length === 0 ? null : (
      <ul class="contents">
        {one.items.map((item) => (
          <li>
            <bdi>{item}</bdi>
          </li>
        ))}
      </ul>
    )}
    {one.steps.length === 0 ? null : (
      <ol class="told-steps">
        {one.steps.map((step) => <li>{step}</li>)}
      </ol>
    )}
    {one.facts.length === 0 ? null : (
      <dl class="facts">
        {one.facts.map(({ label, value, href }) => (
          <>
            <dt>{label}</dt>
            <dd>{href === null ? value : <a href={href} rel="noreferrer">{value}</a>}</dd>
          </>
        ))}
      </dl>
    )}
    {one.label_url === null && one.qr_url === null ? null : (
      <div class="actions">
        {one.qr_url === null
          ? null
          : (
            <a class={has_first ? "button" : "button quiet"} href={one.qr_url} rel="noreferrer">
              {t("approved.code")}
            </a>
          )}
        {one.label_url === null ? null : (
          <a
            class={has_first && one.qr_url === null ? "button" : "button quiet"}
            href={one.label_url}
            rel="noreferrer"
          >
            {t("page.return_label")}
          </a>
        )}
      </div>
    )}
  </section>
);

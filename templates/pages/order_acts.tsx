/** What a customer can do about an order, as links to pages that each do one thing. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { OrderPageView } from "../page_view.ts";
import { Icon } from "./icon.tsx";

export const OrderActs: FC<{ readonly view: OrderPageView; readonly t: Translate }> = ({ view, t }) => (
  <nav id="acts" class="card acts no-print" aria-label={t("page.actions")}>
    {view.actions.length === 0 ? null : (
      <>
        <h2>{t("page.actions")}</h2>
        <ul class="verbs">
          {view.actions.map(({ href, label }) => (
            <li>
              <a href={href}>{label}</a>
            </li>
          ))}
        </ul>
      </>
    )}
    <ul class="verbs views">
      {view.more.map(({ href, label, icon }) => (
        <li>
          <a href={href}>
            <Icon name={icon} />
            {label}
          </a>
        </li>
      ))}
    </ul>
    {view.own.length === 0 ? null : (
      <ul class="own-links">
        {view.own.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    )}
  </nav>
);

/** What has not left yet while something else has: a card of its own, so that nobody looks for it in a parcel. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { OrderPageView } from "../page_view.ts";
import { Pieces } from "./pieces.tsx";

export const ToCome: FC<{ readonly view: OrderPageView; readonly t: Translate }> = ({ view, t }) =>
  view.to_come === null ? null : (
    <section class="card parcel mood-needs">
      <div class="row">
        <h2>{t("page.to_come")}</h2>
        <span class="tag">{t("page.not_left")}</span>
      </div>
      <Pieces pieces={view.to_come.items} label={t("page.to_come")} />
      <p class="when">{t("page.to_come_hint")}</p>
    </section>
  );

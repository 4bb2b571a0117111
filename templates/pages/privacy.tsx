/** The customer's three choices about their stored data; each is explained before it is done. */
import type { FC } from "hono/jsx";
import { translator } from "../locales/translate.ts";
import type { ShopView } from "../view.ts";
import { Back } from "./form.tsx";
import { ShopPage } from "./shop_page.tsx";

interface PrivacyPageProps {
  readonly locale: string;
  readonly shop: ShopView;
  /** Where the customer came from: `/o/<token>` or `/h/<token>`. */
  readonly path: string;
  readonly tokens: { readonly export: string; readonly revoke: string };
}

export const PrivacyPage: FC<PrivacyPageProps> = ({ locale, shop, path, tokens }) => {
  const t = translator(locale, shop.texts);
  return (
    <ShopPage locale={locale} title={t("privacy.title")} shop={shop} narrow>
      <Back href={path} label={t("form.back")} />
      <h1>{t("privacy.title")}</h1>
      <p class="lead">{t("privacy.lead")}</p>
      <form class="card fields" method="post" action={`${path}/privacy/export`}>
        <input type="hidden" name="form" value={tokens.export} />
        <div>
          <h2>{t("privacy.export")}</h2>
          <p class="hint">{t("privacy.export_lead")}</p>
        </div>
        <button class="button" type="submit">{t("privacy.export")}</button>
      </form>
      <form class="card fields" method="post" action={`${path}/privacy/revoke`}>
        <input type="hidden" name="form" value={tokens.revoke} />
        <div>
          <h2>{t("privacy.revoke")}</h2>
          <p class="hint">{t("privacy.revoke_lead")}</p>
        </div>
        <button class="button quiet" type="submit">{t("privacy.revoke")}</button>
      </form>
      <section class="card fields">
        <div>
          <h2>{t("privacy.erase")}</h2>
          <p class="hint">{t("privacy.erase_lead")}</p>
        </div>
        <a class="button quiet" href={`${path}/privacy/erase`}>{t("privacy.erase")}</a>
      </section>
    </ShopPage>
  );
};

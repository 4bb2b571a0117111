/** Unsubscribes from mails without an order: one click in a mail program, or one button. A GET changes nothing. */
import { shopWords } from "../../mail/format/shop_wording.ts";
import type { Context } from "hono";
import { Hono } from "hono";
import { chooseLocale } from "../../../templates/locales/translate.ts";
import { FormPage } from "../../../templates/pages/form.tsx";
import { NewsPage } from "../../../templates/pages/news.tsx";
import { unsubscribeReader } from "../../flow/customer/suppress.ts";
import type { Shop } from "../../flow/ports.ts";
import { openReader, type Reader } from "../../links/sealed_reader.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { type Ports, portsOf } from "../ports.ts";
import { servedIn } from "../shop_moves.ts";
import { problemPage } from "../error_page.tsx";
import type { WaybillHono } from "../hono.ts";

export const readerPages = new Hono<WaybillHono>();

/** An invalid token gets the same answer as any path that does not exist. */
readerPages.get("/:token", async (context) => {
  const visit = await visitOf(context);
  if (visit === null) return await problemPage(context, 404);
  const { locale, shop } = visit;
  const t = shopWords(shop.settings, locale);
  return await context.html(
    <FormPage
      form={{
        locale,
        shop: shopView(shop.settings, locale),
        reference: null,
        title: t("prefs.title"),
        lead: [t("prefs.no_more"), t("prefs.lead")],
        error: null,
        action: `/n/${context.req.param("token")}`,
        hidden: {},
        fields: [],
        submit: t("prefs.stop"),
        back: null,
      }}
    />,
  );
});

/** RFC 8058: the post of a mail program and of the button do the same; a repetition changes nothing. */
readerPages.post("/:token", async (context) => {
  const visit = await visitOf(context);
  if (visit === null) return await problemPage(context, 404);
  const { ports, shop, reader: { email }, locale, now_ms } = visit;
  await unsubscribeReader(ports.db, shop, email, now_ms);
  const t = shopWords(shop.settings, locale);
  const wording = { title: t("prefs.title"), lines: [t("prefs.saved")] };
  return await context.html(
    <NewsPage
      news={{ locale, shop: shopView(shop.settings, locale), reference: null, ...wording, back: null }}
    />,
  );
});

interface Visit {
  readonly ports: Ports;
  readonly shop: Shop;
  readonly reader: Reader;
  readonly locale: string;
  readonly now_ms: number;
}

async function visitOf(context: Context<WaybillHono>): Promise<Visit | null> {
  const ports = portsOf(context.env);
  const now_ms = ports.clock();
  const reader = await openReader(ports.link_keys, context.req.param("token") ?? "");
  const shop = reader === null ? null : await ports.find_shop(reader.shop_id, now_ms);
  if (reader === null || shop === null) return null;
  return {
    ports: servedIn(context, ports, shop),
    shop,
    reader,
    locale: chooseLocale(shop.settings.locale),
    now_ms,
  };
}

/**
 * "Email me my link": only a mail to the address itself reveals whether the address is known; the page's answer is
 * always the same.
 */
import { shopWords } from "../../mail/format/shop_wording.ts";
import type { Context } from "hono";
import { Hono } from "hono";
import { FormPage, type FormView } from "../../../templates/pages/form.tsx";
import { RootPage } from "../../../templates/pages/link_gone.tsx";
import { NewsPage } from "../../../templates/pages/news.tsx";
import type { Shop } from "../../flow/ports.ts";
import { requestLinks } from "../../flow/customer/request_link.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { selectShopIds } from "../../sql/shops.ts";
import { SHOP_ID } from "../../orders/order_id.ts";
import { logFailure } from "../log.ts";
import { type Ports, portsOf } from "../ports.ts";
import { servedIn } from "../shop_moves.ts";
import { problemPage } from "../error_page.tsx";
import { field, readForm } from "../forms/form.ts";
import { networkOf } from "../forms/network.ts";
import { visitorLocale } from "./visit.ts";
import { isPerson, TURNSTILE_POLICY } from "./turnstile.ts";
import type { WaybillHono } from "../hono.ts";

/** Refuses what is clearly no address; only a mail can prove that an address exists. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,189}$/u;

interface Wanted {
  readonly email: string;
  readonly number: string;
}

export const findPages = new Hono<WaybillHono>();

findPages.get("/:shop/orders", async (context) => {
  const shop = await shopOf(context);
  return shop === null ? problemPage(context, 404) : showForm(context, shop, null);
});

findPages.post("/:shop/orders", async (context) => {
  const all = portsOf(context.env);
  const shop = await shopOf(context);
  const form = await readForm(context);
  if (shop === null || form === null) return problemPage(context, 404);
  const ports = servedIn(context, all, shop);
  const wanted = { email: field(form, "email", 254), number: field(form, "number", 64) };
  if (!ADDRESS.test(wanted.email)) return showForm(context, shop, "find.invalid", wanted, 400);
  if (!(await ports.limits.network(networkOf(context))).success) {
    context.header("Retry-After", "60");
    return showForm(context, shop, "find.too_many", wanted, 429);
  }
  if (!await isPerson(ports, shop, form, networkOf(context))) {
    return showForm(context, shop, "find.human", wanted, 400);
  }
  // Started before the answer, which is the same either way; whether a mail is sent is known only later.
  const requesting = sendLinks(ports, shop, wanted);
  context.executionCtx.waitUntil(requesting.catch((error) => logFailure("links_not_requested", {}, error)));
  const locale = visitorLocale(context);
  const t = shopWords(shop.settings, locale);
  return context.html(
    <NewsPage
      news={{
        locale,
        shop: shopView(shop.settings, locale),
        reference: null,
        mark: "mail",
        title: t("gone.sent_title"),
        lines: [t("find.sent"), t("gone.sent_hint")],
        back: null,
      }}
    />,
    202,
  );
});

/** Whatever else stands below a shop's name leads to its form. */
findPages.get("/:shop/*", async (context) => {
  const shop = await shopOf(context);
  return shop === null ? problemPage(context, 404) : context.redirect(`/s/${shop.id}/orders`, 302);
});
findPages.get("/:shop", async (context) => {
  const shop = await shopOf(context);
  return shop === null ? problemPage(context, 404) : context.redirect(`/s/${shop.id}/orders`, 302);
});

/** `/`: the form of the one shop that is served here; where there are several, how a customer comes to their order. */
export async function rootPage(context: Context<WaybillHono>): Promise<Response> {
  const { db } = portsOf(context.env);
  const { results: [first, second] } = await selectShopIds(db, "", 2).all<{ readonly id: string }>();
  context.header("Cache-Control", "no-store");
  return first !== undefined && second === undefined
    ? context.redirect(`/s/${first.id}/orders`, 302)
    : context.html(<RootPage locale={visitorLocale(context)} />);
}

async function sendLinks(
  ports: Ports,
  shop: Shop,
  wanted: Wanted,
): Promise<void> {
  const now_ms = ports.clock();
  const allowed = await ports.limits.address(await ports.name_customer(shop.id, wanted.email));
  if (allowed.success) await requestLinks(ports, shop, wanted, now_ms);
}

async function shopOf(context: Context<WaybillHono>): Promise<Shop | null> {
  const ports = portsOf(context.env);
  const shop_id = context.req.param("shop") ?? "";
  return SHOP_ID.test(shop_id) ? await ports.find_shop(shop_id, ports.clock()) : null;
}

function showForm(
  context: Context<WaybillHono>,
  shop: Shop,
  fault: "find.invalid" | "find.too_many" | "find.human" | null,
  wanted: Wanted = { email: "", number: "" },
  status: 200 | 400 | 429 = 200,
): Response | Promise<Response> {
  const locale = visitorLocale(context);
  const t = shopWords(shop.settings, locale);
  const site_key = shop.settings.turnstile?.site_key ?? null;
  if (site_key !== null) context.set("policy", TURNSTILE_POLICY);
  const form: FormView = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: null,
    title: t("find.title"),
    lead: [t("find.lead")],
    error: fault === null ? null : t(fault),
    action: `/s/${shop.id}/orders`,
    hidden: {},
    fields: [
      {
        type: "email",
        name: "email",
        label: t("find.email"),
        value: wanted.email,
        required: true,
        autocomplete: "email",
      },
      {
        type: "text",
        name: "number",
        label: t("find.number"),
        hint: t("find.number_hint"),
        value: wanted.number,
      },
    ],
    submit: t("find.submit"),
    back: null,
    turnstile: site_key,
  };
  return context.html(<FormPage form={form} />, status);
}

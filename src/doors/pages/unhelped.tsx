/** The page behind "That did not help" in an automatic answer: its form asks a person to answer. A GET changes nothing. */
import type { Context } from "hono";
import { Hono } from "hono";
import type { TextKey } from "../../../templates/locales/translate.ts";
import { FormPage, type FormView } from "../../../templates/pages/form.tsx";
import { NewsPage } from "../../../templates/pages/news.tsx";
import { takeUnhelped } from "../../flow/cases/take_reply.ts";
import { shopWords } from "../../mail/format/shop_wording.ts";
import { oneLine } from "../../mail/format/text.ts";
import { answeredBy } from "../../mail/view/answered_by.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import type { WaybillHono } from "../hono.ts";
import { gone } from "./gone.tsx";
import { localeOf } from "./order_view.ts";
import { openOrder, type OrderVisit } from "./visit.ts";

const ACTION = "unhelped";

export const unhelpedPages = new Hono<WaybillHono>();

unhelpedPages.get("/:token/unhelped", async (context) => {
  const visit = await openOrder(context);
  if (visit === null) return gone(context);
  return context.req.query("done") === undefined ? await show(context, visit, null) : news(context, visit);
});

unhelpedPages.post("/:token/unhelped", async (context) => {
  const form = await readForm(context);
  const visit = form === null ? null : await openOrder(context);
  if (visit === null || form === null) return gone(context);
  const { ports, shop, row, token, now_ms } = visit;
  const form_id = await formId(ports, row.id, ACTION, field(form, "form", 300), now_ms);
  if (form_id === null) return await show(context, visit, "form.expired");
  const words = field(form, "words") || shopWords(shop.settings, localeOf(visit))("unhelped.said");
  const is_asked = await takeUnhelped(ports, shop, row, { form_id, words }, now_ms);
  return context.redirect(is_asked ? `/o/${token}/unhelped?done` : `/o/${token}/ask`, 303);
});

async function show(
  context: Context<WaybillHono>,
  visit: OrderVisit,
  error: TextKey | null,
): Promise<Response> {
  const { ports, row, shop, token, now_ms } = visit;
  const locale = localeOf(visit);
  const t = shopWords(shop.settings, locale);
  const form: FormView = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    title: t("unhelped.title"),
    lead: [t("unhelped.lead")],
    error: error === null ? null : t(error),
    action: `/o/${token}/unhelped`,
    hidden: { form: await formToken(ports, row.id, ACTION, now_ms) },
    fields: [{ type: "long", name: "words", label: t("unhelped.words") }],
    submit: t("unhelped.submit"),
    back: { href: `/o/${token}`, label: t("act.done_back") },
  };
  return await context.html(<FormPage form={form} />, error === null ? 200 : 400);
}

function news(context: Context<WaybillHono>, visit: OrderVisit): Response | Promise<Response> {
  const { shop, row, token, now_ms } = visit;
  const locale = localeOf(visit);
  const date = answeredBy({ shop: shop.settings, words: { locale } }, new Date(now_ms).toISOString());
  const t = shopWords(shop.settings, locale);
  const view = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    title: t("act.done_title"),
    lines: [t("unhelped.done", { date })],
    back: { href: `/o/${token}`, label: t("act.done_back") },
  };
  return context.html(<NewsPage news={view} />);
}

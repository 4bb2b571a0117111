/** The page on which a customer answers what the shop asks about their order. A GET changes nothing. */
import type { Context } from "hono";
import { Hono } from "hono";
import type { TextKey } from "../../../templates/locales/translate.ts";
import { FormPage, type FormView } from "../../../templates/pages/form.tsx";
import { NewsPage } from "../../../templates/pages/news.tsx";
import { takeReply } from "../../flow/cases/take_reply.ts";
import { shopWords } from "../../mail/format/shop_wording.ts";
import { answeredBy } from "../../mail/view/answered_by.ts";
import { oneLine } from "../../mail/format/text.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import type { WaybillHono } from "../hono.ts";
import { gone } from "./gone.tsx";
import { localeOf, viewOf } from "./order_view.ts";
import { openOrder, type OrderVisit } from "./visit.ts";

const ACTION = "reply";
const ID_MAX = 200;

export const replyPages = new Hono<WaybillHono>();

replyPages.get("/:token/reply", async (context) => {
  const visit = await openOrder(context);
  if (visit === null) return gone(context);
  if (context.req.query("done") !== undefined) return said(context, visit, "reply.received");
  return await show(context, visit, context.req.query("to") ?? "", null);
});

replyPages.post("/:token/reply", async (context) => {
  const form = await readForm(context);
  const visit = form === null ? null : await openOrder(context);
  if (visit === null || form === null) return gone(context);
  const { ports, shop, row, token, now_ms } = visit;
  const case_id = field(form, "to", ID_MAX);
  const form_id = await formId(ports, row.id, ACTION, field(form, "form", 300), now_ms);
  if (form_id === null) return await show(context, visit, case_id, "form.expired");
  const words = field(form, "words");
  if (words === "") return await show(context, visit, case_id, "act.missing");
  const is_taken = await takeReply(ports, shop, row, { form_id, words, case_id }, now_ms);
  return is_taken ? context.redirect(`/o/${token}/reply?done`, 303) : gone(context);
});

/** What is answered already reads that it is. */
async function show(
  context: Context<WaybillHono>,
  visit: OrderVisit,
  case_id: string,
  error: TextKey | null,
): Promise<Response> {
  const { ports, row, shop, token, now_ms } = visit;
  const question = (await viewOf(visit)).questions.find(({ path }) =>
    path === `/o/${token}/reply?to=${encodeURIComponent(case_id)}`
  );
  if (question === undefined) return await said(context, visit, "reply.answered");
  const locale = localeOf(visit);
  const t = shopWords(shop.settings, locale);
  const form: FormView = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    title: t("question.title", { shop: shop.settings.name }),
    lead: question.words.length === 0 ? [t("question.in_mail")] : question.words,
    error: error === null ? null : t(error),
    action: `/o/${token}/reply`,
    hidden: { form: await formToken(ports, row.id, ACTION, now_ms), to: case_id },
    fields: [{ type: "long", name: "words", label: t("question.answer"), required: true }],
    submit: t("question.send"),
    back: { href: `/o/${token}`, label: t("act.done_back") },
  };
  return await context.html(<FormPage form={form} />, error === null ? 200 : 400);
}

function said(
  context: Context<WaybillHono>,
  { shop, row, token, ...visit }: OrderVisit,
  line: TextKey,
): Response | Promise<Response> {
  const locale = localeOf({ shop, row, token, ...visit });
  const t = shopWords(shop.settings, locale);
  const date = answeredBy({ shop: shop.settings, words: { locale } }, new Date(visit.now_ms).toISOString());
  const view = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    title: t("act.done_title"),
    lines: [t(line, { date })],
    back: { href: `/o/${token}`, label: t("act.done_back") },
  };
  return context.html(<NewsPage news={view} />);
}

/** The pages on which a customer acts: shows the form, checks it again when it is sent, and does the action once. */
import { shopWords } from "../../mail/format/shop_wording.ts";
import type { Context } from "hono";
import { Hono } from "hono";
import { type TextKey } from "../../../templates/locales/translate.ts";
import { FormPage, type FormView } from "../../../templates/pages/form.tsx";
import { NewsPage } from "../../../templates/pages/news.tsx";
import { type Offer, OFFERS, offersOf } from "../../customers/offers.ts";
import { homeAt } from "../../orders/goods/arrival.ts";
import { oneLine } from "../../mail/format/text.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { readLedger, selectLedger } from "../../sql/messages.ts";
import type { Acting, Action, End, Outcome, Shown } from "./act/action.ts";
import { delay, rate } from "./act/answering.ts";
import { address, ask, cancel, note } from "./act/asking.ts";
import { held, problem } from "./act/claiming.ts";
import { endOf, wasDone } from "./act/ends.ts";
import { sendBack } from "./act/return_items.ts";
import { withdraw } from "./act/withdrawing.ts";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import { openOrder } from "./visit.ts";
import { localeOf } from "./order_view.ts";
import { proofPath } from "./proof_path.ts";
import type { WaybillHono } from "../hono.ts";
import { gone } from "./gone.tsx";

const ACTIONS: Readonly<Record<Offer, Action>> = {
  delay,
  held,
  problem,
  ask,
  return: sendBack,
  address,
  note,
  cancel,
  rate,
  withdraw,
};

export const actionPages = new Hono<WaybillHono>();
const PATH = `/:token/:offer{${OFFERS.join("|")}}` as const;

actionPages.get(PATH, async (context) => {
  const acting = await open(context, null);
  if (acting === null) return gone(context);
  const { offer, action } = acting;
  const done = context.req.query("done");
  // What is asked for already is shown, not asked for again.
  if (wasDone(acting, offer) && (done !== undefined || !isOffered(acting) && offer === "cancel")) {
    const { ports, shop, now_ms } = acting;
    const usual_hours = await ports.usual_answer(ports.db, shop, now_ms);
    return newsPage(
      context,
      acting,
      endOf(acting, offer, done || null, action.done, usual_hours),
    );
  }
  if (!isOffered(acting)) {
    return newsPage(context, acting, {
      mood: "needs",
      title: acting.t(`act.${offer}`),
      lines: [acting.t(isTooLate(acting) ? "act.too_late" : "act.not_now")],
      onward: { href: `/o/${acting.token}/ask`, label: acting.t("act.ask"), is_main: true },
    });
  }
  if (action.proven === true && !acting.proven) {
    return context.redirect(proofPath("order", acting.token, "address_change"), 303);
  }
  return await show(context, acting, await action.show(acting), null);
});

actionPages.post(PATH, async (context) => {
  const action = ACTIONS[context.req.param("offer") as Offer];
  const form = await readForm(context, action.body_max_bytes);
  const acting = form === null ? null : await open(context, form);
  if (acting === null || form === null) return gone(context);
  const { ports, row, offer, token, now_ms } = acting;
  if (action.proven === true && !acting.proven) {
    return context.redirect(proofPath("order", token, "address_change"), 303);
  }
  const form_id = await formId(ports, row.id, offer, field(form, "form", 300), now_ms);
  if (form_id === null) return await show(context, acting, await action.show(acting), "form.expired");
  if (!isOffered(acting)) {
    // A second click comes when the action is no longer offered: it gets the same answer as the first. So does a form that was open
    // when the parcel left, which then reads that it came too late.
    return context.redirect(`/o/${token}/${offer}?done`, 303);
  }
  const outcome: Outcome = await action.act(acting, form, form_id);
  switch (outcome.type) {
    case "done":
      return context.redirect(
        `/o/${token}/${offer}?done${outcome.end === undefined ? "" : `=${outcome.end}`}`,
        303,
      );
    case "go":
      return context.redirect(`/o/${token}/${outcome.to}`, 303);
    case "fault":
      return await show(context, acting, await action.show(acting), outcome.error);
    case "review":
      return await show(context, acting, outcome.shown, null, field(form, "form", 300));
  }
});
type Opened = Acting & { readonly offer: Offer; readonly action: Action };

async function open(context: Context<WaybillHono>, given: FormData | null): Promise<Opened | null> {
  const visit = await openOrder(context);
  const offer = OFFERS.find((name) => name === context.req.param("offer"));
  if (visit === null || offer === undefined) return null;
  const locale = localeOf(visit);
  return {
    ...visit,
    ledger: readLedger(await selectLedger(visit.ports.db, visit.row.id).all(), visit.row),
    locale,
    t: shopWords(visit.shop.settings, locale),
    given,
    query: new URL(context.req.url).searchParams,
    offer,
    action: ACTIONS[offer],
  };
}

function isOffered({ row, shop, ledger, now_ms, offer }: Opened): boolean {
  return offersOf({ order: row.order, shop: shop.settings, ledger, now_ms }).includes(offer);
}

/** Whether what is not offered was so before: what only an order that arrived offers may still come. */
function isTooLate({ offer, row: { order } }: Opened): boolean {
  return ENDING.has(offer) || offer === "return" && homeAt(order) !== null;
}

const ENDING: ReadonlySet<Offer> = new Set(["delay", "address", "note", "cancel", "withdraw"]);

/** Shows the action's form; `form` is that of the first page when there is a second. */
async function show(
  context: Context<WaybillHono>,
  acting: Opened,
  shown: Shown,
  error: TextKey | null,
  form?: string,
): Promise<Response> {
  const { ports, row, shop, token, locale, t, offer, now_ms } = acting;
  const view: FormView = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    title: shown.title ?? t(`act.${offer}`),
    lead: shown.lead,
    error: error === null ? null : t(error),
    action: `/o/${token}/${offer}`,
    hidden: { ...shown.hidden, form: form ?? await formToken(ports, row.id, offer, now_ms) },
    fields: shown.fields,
    submit: shown.submit ?? t("act.send"),
    back: { href: `/o/${token}`, label: t("act.done_back") },
  };
  return await context.html(<FormPage form={view} />, error === null ? 200 : 400);
}

function newsPage(
  context: Context<WaybillHono>,
  { shop, row, token, locale, t }: Opened,
  end: End,
): Response | Promise<Response> {
  const news = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    ...end,
    back: { href: `/o/${token}`, label: t("act.done_back") },
  };
  return context.html(<NewsPage news={news} />);
}

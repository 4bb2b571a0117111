/**
 * Page on which the shop's staff correct an address that failed. It suggests a correction of a typing error but never
 * makes one silently; a GET changes nothing.
 */
import { shopWords } from "../../mail/format/shop_wording.ts";
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { chooseLocale, type TextKey } from "../../../templates/locales/translate.ts";
import { FormPage, type FormView } from "../../../templates/pages/form.tsx";
import { NewsPage } from "../../../templates/pages/news.tsx";
import { suggestAddress } from "../../domains/typo.ts";
import { recordOnPage } from "../../flow/customer/receive_request.ts";
import { oneLine } from "../../mail/format/text.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { normalAddress, suppressionOf } from "../../messages/suppression.ts";
import { isReachable } from "../../orders/addressee.ts";
import { correctableParties } from "../../orders/reachable.ts";
import { readSuppressions, selectSuppressions } from "../../sql/suppressions.ts";
import { problemPage } from "../error_page.tsx";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import { openOrder, type OrderVisit } from "./visit.ts";
import type { WaybillHono } from "../hono.ts";
import { PARTIES } from "../../orders/party.ts";
import { EmailAddress } from "../../values/schemas.ts";

const ACTION = "correction";
type Fault = Extract<TextKey, "form.expired" | `correct.fault_${string}`>;

export const correctionPages = new Hono<WaybillHono>();

correctionPages.get("/:token", async (context) => {
  const visit = await openOrder(context, "correction");
  if (visit === null) return problemPage(context, 404);
  const [failed] = correctableParties(visit.row.order);
  if (failed !== undefined) {
    return await show(context, visit, failed, suggestionFor(visit, failed.email) ?? "", null);
  }
  return newsPage(
    context,
    visit,
    context.req.query("done") === undefined ? "correct.not_now" : "correct.done",
  );
});

correctionPages.post("/:token", async (context) => {
  const form = await readForm(context);
  const visit = form === null ? null : await openOrder(context, "correction");
  if (visit === null || form === null) return problemPage(context, 404);
  const { ports, shop, row, now_ms, token } = visit;
  const party = PARTIES.find((one) => one === field(form, "party", 20)) ?? "customer";
  const failed = correctableParties(row.order).find((one) => one.party === party);
  // A second click comes when the address is already corrected: it gets the same answer as the first.
  if (failed === undefined) return context.redirect(`/a/${token}?done`, 303);
  const wanted = field(form, "email", 300);
  const form_id = await formId(ports, row.id, `${ACTION}:${party}`, field(form, "form", 300), now_ms);
  if (form_id === null) return await show(context, visit, failed, wanted, "form.expired");
  const fault = await addressFault(visit, wanted, failed.email);
  if (fault !== null) return await show(context, visit, failed, wanted, fault);
  await recordOnPage(ports, shop, row, `correction-${form_id}`, [{
    type: "customer.address_corrected",
    at: new Date(now_ms).toISOString(),
    ...(failed.email === undefined ? {} : { from: failed.email }),
    email: wanted,
  }], now_ms);
  return context.redirect(`/a/${token}?done`, 303);
});

/** Returns why an address cannot replace the failed one; null when it can. */
export async function addressFault(
  { ports, shop, now_ms }: OrderVisit,
  email: string,
  failed: string | undefined,
) {
  if (!v.is(EmailAddress, email) || !isReachable({ email })) return "correct.fault_form";
  if (failed !== undefined && normalAddress(email) === normalAddress(failed)) return "correct.fault_same";
  const list = readSuppressions(await selectSuppressions(ports.db, shop.id, email).all());
  return suppressionOf(list, email, "order_confirmation", now_ms) === null ? null : "correct.fault_refused";
}

/** What may have been meant: by the address that failed, or by what stands where none is. */
function suggestionFor({ row }: OrderVisit, email: string | undefined): string | undefined {
  const given = email ?? row.order.details.customer.email_given;
  return given === undefined ? undefined : suggestAddress(given);
}

async function show(
  context: Context<WaybillHono>,
  visit: OrderVisit,
  { party, email }: ReturnType<typeof correctableParties>[number],
  wanted: string,
  fault: Fault | null,
): Promise<Response> {
  const { ports, shop, row, token, now_ms } = visit;
  const locale = chooseLocale(shop.settings.locale);
  const t = shopWords(shop.settings, locale);
  const suggestion = suggestionFor(visit, email);
  const { customer } = row.order.details;
  const view: FormView = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    title: t("correct.title"),
    lead: [t(email === undefined ? "correct.lead_missing" : "correct.lead")],
    error: fault === null ? null : t(fault),
    action: `/a/${token}`,
    hidden: { party, form: await formToken(ports, row.id, `${ACTION}:${party}`, now_ms) },
    fields: [
      {
        type: "lines",
        lines: [
          email !== undefined
            ? t("correct.failed", { email })
            : customer.email_given === undefined
            ? t("correct.missing")
            : t("correct.unreadable", { given: customer.email_given }),
          ...(party === "recipient" ? [t("correct.recipient")] : []),
        ],
      },
      {
        type: "email",
        name: "email",
        label: t("correct.email"),
        hint: suggestion === undefined ? null : t("correct.suggested", { email: suggestion }),
        value: wanted,
        required: true,
        autocomplete: "off",
      },
    ],
    submit: t("correct.submit"),
    back: null,
  };
  return await context.html(<FormPage form={view} />, fault === null ? 200 : 400);
}

function newsPage(
  context: Context<WaybillHono>,
  { shop, row }: OrderVisit,
  what: "correct.done" | "correct.not_now",
): Response | Promise<Response> {
  const locale = chooseLocale(shop.settings.locale);
  const t = shopWords(shop.settings, locale);
  const news = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    title: t(what === "correct.done" ? "correct.done_title" : "correct.title"),
    lines: [t(what)],
    back: null,
  };
  return context.html(<NewsPage news={news} />);
}

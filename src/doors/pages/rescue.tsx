/**
 * Page on which a customer whose mails bounce gives a new address, by a link in an SMS. The postal code of the
 * delivery proves that the telephone is the customer's, since the number may be mistyped as well. A GET changes
 * nothing.
 */
import { shopWords } from "../../mail/format/shop_wording.ts";
import type { Context } from "hono";
import { Hono } from "hono";
import { type FieldView, FormPage, type FormView } from "../../../templates/pages/form.tsx";
import { NewsPage } from "../../../templates/pages/news.tsx";
import { maskEmail } from "../../customers/mask.ts";
import { isGuessedOut, isGuessLeft, resetGuesses } from "../../flow/customer/guess_postal_code.ts";
import { recordOnPage } from "../../flow/customer/receive_request.ts";
import { oneLine } from "../../mail/format/text.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { failedParties } from "../../orders/reachable.ts";
import { addressFault } from "./correction.tsx";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import { openOrder, type OrderVisit } from "./visit.ts";
import { localeOf } from "./order_view.ts";
import type { WaybillHono } from "../hono.ts";
import { gone } from "./gone.tsx";

const ACTION = "rescue";
type Fault =
  | "form.expired"
  | "correct.fault_form"
  | "correct.fault_same"
  | "rescue.fault_postal_code"
  | "rescue.fault_refused"
  | "rescue.limit"
  | "rescue.closed";

/** Titles of the pages without a form. */
const TITLES = {
  "rescue.done": "rescue.done_title",
  "rescue.not_now": "rescue.title",
  "rescue.closed": "rescue.closed_title",
} as const;

export const rescuePages = new Hono<WaybillHono>();

rescuePages.get("/:token", async (context) => {
  const visit = await openOrder(context, "rescue");
  if (visit === null) return gone(context);
  const failed = failedAddress(visit);
  if (failed !== null) {
    const { ports, row, now_ms } = visit;
    const is_closed = postalCode(visit) !== null && await isGuessedOut(ports.db, row.id, now_ms);
    return is_closed
      ? newsPage(context, visit, "rescue.closed")
      : await show(context, visit, failed, "", null);
  }
  return newsPage(context, visit, context.req.query("done") === undefined ? "rescue.not_now" : "rescue.done");
});

rescuePages.post("/:token", async (context) => {
  const form = await readForm(context);
  const visit = form === null ? null : await openOrder(context, "rescue");
  if (visit === null || form === null) return gone(context);
  const { ports, shop, row, now_ms, token } = visit;
  const failed = failedAddress(visit);
  // A second click comes when the address is already corrected: it gets the same answer as the first.
  if (failed === null) return context.redirect(`/r/${token}?done`, 303);
  const wanted = field(form, "email", 300);
  const form_id = await formId(ports, row.id, ACTION, field(form, "form", 300), now_ms);
  if (form_id === null) return await show(context, visit, failed, wanted, "form.expired");
  const fault = await faultIn(visit, wanted, field(form, "postal_code", 40), failed);
  if (fault === "rescue.closed") return newsPage(context, visit, fault);
  if (fault !== null) return await show(context, visit, failed, wanted, fault);
  await recordOnPage(ports, shop, row, `rescue-${form_id}`, [{
    type: "customer.address_corrected",
    at: new Date(now_ms).toISOString(),
    from: failed,
    email: wanted,
  }], now_ms);
  await resetGuesses(ports.db, row.id);
  return context.redirect(`/r/${token}?done`, 303);
});

function failedAddress({ row: { order } }: OrderVisit): string | null {
  return failedParties(order).find(({ party }) => party === "customer")?.email ?? null;
}

/** Limits the tries per minute and in all, whatever was wrong: a postal code has few digits. */
async function faultIn(
  visit: OrderVisit,
  email: string,
  postal_code: string,
  failed: string,
): Promise<Fault | null> {
  const { ports, row, now_ms } = visit;
  if (!(await ports.limits.address(`rescue ${row.id}`)).success) return "rescue.limit";
  const asked = postalCode(visit);
  if (asked !== null && !await isGuessLeft(ports.db, row.id, now_ms)) return "rescue.closed";
  if (asked !== null && plain(postal_code) !== plain(asked)) return "rescue.fault_postal_code";
  const fault = await addressFault(visit, email, failed);
  return fault === "correct.fault_refused" ? "rescue.fault_refused" : fault;
}

/** Returns null when the order has no postal code: then the link alone is enough, as on the order's page. */
function postalCode({ row: { order: { details } } }: OrderVisit): string | null {
  const code = details.shipping_address?.postal_code ?? details.billing_address?.postal_code ?? "";
  return plain(code) === "" ? null : code;
}

/** Normalizes a postal code as typed: removes spaces and hyphens, narrows wide digits. */
function plain(code: string): string {
  return code.normalize("NFKC").replaceAll(/[^\p{L}\p{N}]/gu, "").toUpperCase();
}

async function show(
  context: Context<WaybillHono>,
  visit: OrderVisit,
  failed: string,
  wanted: string,
  fault: Exclude<Fault, "rescue.closed"> | null,
): Promise<Response> {
  const { ports, row, token, now_ms } = visit;
  const frame = frameOf(visit);
  const t = shopWords(visit.shop.settings, frame.locale);
  const code: readonly FieldView[] = postalCode(visit) === null ? [] : [{
    type: "text",
    name: "postal_code",
    label: t("rescue.postal_code"),
    hint: t("rescue.postal_code_hint"),
    required: true,
    autocomplete: "postal-code",
  }];
  const view: FormView = {
    ...frame,
    title: t("rescue.title"),
    lead: [t("rescue.lead", { email: maskEmail(failed) })],
    error: fault === null ? null : t(fault),
    action: `/r/${token}`,
    hidden: { form: await formToken(ports, row.id, ACTION, now_ms) },
    fields: [
      {
        type: "email",
        name: "email",
        label: t("rescue.email"),
        value: wanted,
        required: true,
        autocomplete: "email",
      },
      ...code,
    ],
    submit: t("rescue.submit"),
    back: null,
  };
  return await context.html(
    <FormPage form={view} />,
    fault === null ? 200 : fault === "rescue.limit" ? 429 : 400,
  );
}

function newsPage(
  context: Context<WaybillHono>,
  visit: OrderVisit,
  what: keyof typeof TITLES,
): Response | Promise<Response> {
  const frame = frameOf(visit);
  const t = shopWords(visit.shop.settings, frame.locale);
  const title = t(TITLES[what]);
  return context.html(
    <NewsPage news={{ ...frame, title, lines: [t(what)], back: null }} />,
    what === "rescue.closed" ? 410 : 200,
  );
}

function frameOf(visit: OrderVisit) {
  const locale = localeOf(visit);
  const number = oneLine(visit.row.number);
  return {
    locale,
    shop: shopView(visit.shop.settings, locale),
    reference: shopWords(visit.shop.settings, locale)("order.number", { number }),
  };
}

/** Which classes of mail come, and in which language: one click from a mail, or a page to choose on. Whoever has the link may. */
import type { Context } from "hono";
import { Hono } from "hono";
import { CATALOGUE_NAMES, type TextKey, translator } from "../../../templates/locales/translate.ts";
import { FormPage, type FormView } from "../../../templates/pages/form.tsx";
import { confirmOnPage } from "../../flow/confirm_on_page.ts";
import { recordOnPage } from "../../flow/receive_request.ts";
import { oneLine } from "../../mail/text.ts";
import { shopView } from "../../mail/view.ts";
import { refusalOf } from "../../messages/refusal.ts";
import { readOrders, selectCustomerOrders, upsertChoices } from "../../store/customers.ts";
import {
  deleteSuppression,
  readSuppressions,
  selectSuppressions,
  upsertSuppression,
} from "../../store/suppressions.ts";
import { signLink } from "../../links/signed_link.ts";
import type { WaybillHono } from "../web.ts";
import { field, formId, formToken, readForm } from "./form.ts";
import { openOrder, type OrderVisit } from "./opened.ts";
import { gone } from "./order.tsx";
import { localeOf } from "./order_view.ts";

const CLASSES = ["progress", "care"] as const;
/** A mail of each class, to ask whether it would be refused. */
const EXAMPLES = { progress: "shipment_shipped", care: "follow_up" } as const;
const ACTION = "preferences";
/** Orders whose mails change their language: what is older sends none any more. */
const ORDERS_MAX = 10;

export const preferencePages = new Hono<WaybillHono>();
export const preferenceLinks = new Hono<WaybillHono>();

/** From an order's page: the same page as from a mail. */
preferenceLinks.get("/:token/preferences", async (context) => {
  const visit = await openOrder(context);
  if (visit === null || visit.customer === null) return gone(context);
  const { ports, row, now_ms, shop } = visit;
  const token = await signLink(ports.link_keys, {
    purpose: "preferences",
    subject: row.id,
    expires_at_ms: now_ms + shop.settings.link_days * 86_400_000,
    issued_at_ms: now_ms,
  });
  return context.redirect(`/u/${token}`, 303);
});

preferencePages.get("/:token", async (context) => {
  const visit = await openOrder(context, "preferences");
  if (visit === null || visit.customer === null) return gone(context);
  return await show(context, visit, context.req.query("saved") === undefined ? null : "prefs.saved");
});

preferencePages.post("/:token", async (context) => {
  const form = await readForm(context);
  const visit = form === null ? null : await openOrder(context, "preferences");
  if (visit === null || form === null || visit.customer === null) return gone(context);
  const { ports, shop, row, now_ms, token } = visit;
  const email = row.order.details.customer.email!;
  // RFC 8058: a mail program posts this and nothing else, without a cookie and without having seen a form.
  if (form.get("List-Unsubscribe") === "One-Click") {
    await refuse(visit, email, "care").run();
    return context.body(null, 204);
  }
  const form_id = await formId(ports, row.id, ACTION, field(form, "form", 300), now_ms);
  if (form_id === null) return await show(context, visit, "form.expired", 400);
  const before = await chosenNow(visit);
  const wanted = new Set(form.getAll("class"));
  await ports.db.batch(CLASSES.map((name) =>
    // Whoever wants no news of parcels wants no more of the rest: the list knows that by itself.
    wanted.has(name) ? deleteSuppression(ports.db, shop.id, email, name) : refuse(visit, email, name)
  ));
  await chooseLanguage(visit, field(form, "language", 20));
  await confirmChanges(context, before, form_id);
  return context.redirect(`/u/${token}?saved`, 303);
});

/** One mail for all that a form changed; none where it changed nothing. */
async function confirmChanges(context: Context<WaybillHono>, before: Chosen, form_id: string): Promise<void> {
  const visit = await openOrder(context, "preferences");
  if (visit === null || visit.customer === null) return;
  const now = await chosenNow(visit);
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  const { ports, shop, row, customer, now_ms } = visit;
  const locale = localeOf(visit);
  const t = translator(locale);
  const details = [
    ...CLASSES.map((name) => ({
      label: t(`prefs.${name}`),
      value: t(now.classes.includes(name) ? "prefs.yes" : "prefs.no"),
    })),
    { label: t("prefs.language"), value: languageName(now.language) },
  ];
  const facts = { choice: "preferences" as const, order_number: oneLine(row.number), details };
  await confirmOnPage(
    ports,
    shop,
    { kind: "choice_confirmed", form_id, customer, row, locale, facts },
    now_ms,
  );
}

interface Chosen {
  readonly classes: readonly (typeof CLASSES)[number][];
  readonly language: string;
}

async function chosenNow(visit: OrderVisit): Promise<Chosen> {
  const { ports, shop, row, now_ms } = visit;
  const email = row.order.details.customer.email!;
  const list = readSuppressions(await selectSuppressions(ports.db, shop.id, email).all());
  return {
    classes: CLASSES.filter((name) => refusalOf(list, email, EXAMPLES[name], now_ms) === null),
    language: localeOf(visit).split("-")[0]!,
  };
}

/** As its speakers write it at the head of a line. */
function languageName(language: string): string {
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

function refuse({ ports, shop, now_ms }: OrderVisit, email: string, name: (typeof CLASSES)[number]) {
  return upsertSuppression(
    ports.db,
    shop.id,
    { email, class: name, reason: "unsubscribed", until: null },
    now_ms,
  );
}

/** Pages follow at once; the newest orders are told, so that their mails follow too. */
async function chooseLanguage(visit: OrderVisit, language: string): Promise<void> {
  const { ports, shop, customer, chosen, now_ms } = visit;
  if (!CATALOGUE_NAMES.includes(language) || language === localeOf(visit).split("-")[0]) return;
  await upsertChoices(ports.db, customer!, { ...chosen.choices, language }, now_ms).run();
  const orders = readOrders(await selectCustomerOrders(ports.db, customer!, null, ORDERS_MAX).all());
  const at = new Date(now_ms).toISOString();
  for (const row of orders) {
    await recordOnPage(ports, shop, row, `language-${at}`, [
      { type: "customer.language_chosen", at, language },
    ], now_ms);
  }
}

async function show(
  context: Context<WaybillHono>,
  visit: OrderVisit,
  told: TextKey | null,
  status: 200 | 400 = 200,
): Promise<Response> {
  const { ports, shop, row, token, now_ms } = visit;
  const locale = localeOf(visit);
  const t = translator(locale);
  const chosen = await chosenNow(visit);
  const form: FormView = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    title: t("prefs.title"),
    lead: [t("prefs.lead")],
    saved: told === "prefs.saved" ? t(told) : null,
    error: told === null || told === "prefs.saved" ? null : t(told),
    action: `/u/${token}`,
    hidden: { form: await formToken(ports, row.id, ACTION, now_ms) },
    fields: [
      {
        type: "many",
        name: "class",
        label: t("prefs.classes"),
        options: CLASSES.map((name) => ({
          value: name,
          label: t(`prefs.${name}`),
          hint: t(`prefs.${name}_hint`),
          checked: chosen.classes.includes(name),
        })),
      },
      {
        type: "one",
        name: "language",
        label: t("prefs.language"),
        options: CATALOGUE_NAMES.map((value) => ({
          value,
          label: languageName(value),
          checked: value === chosen.language,
        })),
      },
    ],
    submit: t("prefs.save"),
    back: null,
  };
  return await context.html(<FormPage form={form} />, status);
}

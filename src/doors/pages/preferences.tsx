/**
 * Which messages come, by which channel and in which language: one click from a mail, or a page of choices. The link
 * alone is enough.
 */
import { wayName } from "../../mail/content/chosen_ways.ts";
import { shopWords } from "../../mail/format/shop_wording.ts";
import type { Context } from "hono";
import { Hono } from "hono";
import { CATALOGUE_NAMES, type TextKey } from "../../../templates/locales/translate.ts";
import { FormPage, type FormView } from "../../../templates/pages/form.tsx";
import { maskNumber } from "../../customers/mask.ts";
import { oneLine } from "../../mail/format/text.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { signLink } from "../../links/signed_link.ts";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import { networkOf } from "../forms/network.ts";
import { openOrder, type OrderVisit } from "./visit.ts";
import { localeOf } from "./order_view.ts";
import { chosenNow, confirmChanges, languageName, takeClasses } from "./preference_choices.ts";
import { CHOSEN_CLASSES, unsubscribe } from "../../flow/customer/suppress.ts";
import { hiddenLists, type SmsAnswer, takeCode, takeLists } from "./preference_sms.ts";
import { wayFields, waysShown } from "./preference_ways.ts";
import type { WaybillHono } from "../hono.ts";
import { gone } from "./gone.tsx";

const ACTION = "preferences";

export const preferencePages = new Hono<WaybillHono>();
export const preferenceLinks = new Hono<WaybillHono>();

/** The same page, opened from an order's page instead of a mail. */
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
  // RFC 8058: a mail program posts only this field, without a cookie and without having loaded the form.
  if (form.get("List-Unsubscribe") === "One-Click") {
    await unsubscribe(visit.ports.db, visit.shop, visit.row.order.details.customer.email!, visit.now_ms);
    return context.body(null, 204);
  }
  const { ports, row, now_ms, token } = visit;
  const form_id = await formId(ports, row.id, ACTION, field(form, "form", 300), now_ms);
  if (form_id === null) return await show(context, visit, "form.expired", 400);
  const before = await chosenNow(visit);
  const is_second_step = form.has("challenge");
  if (!is_second_step) await takeClasses(visit, form);
  const asked = is_second_step
    ? await takeCode(visit, form)
    : await takeLists(visit, form, localeOf(visit), networkOf(context));
  await confirmChanges(await openOrder(context, "preferences"), before, form_id);
  if (asked === null) return context.redirect(`/u/${token}?saved`, 303);
  return asked.type === "code"
    ? await askForCode(context, visit, asked)
    : await show(context, visit, asked.error, 400, form);
});

/** Asks for the code that was sent to a new number, which proves the number. */
async function askForCode(
  context: Context<WaybillHono>,
  visit: OrderVisit,
  { number, challenge, lists, wrong }: Extract<SmsAnswer, { type: "code" }>,
): Promise<Response> {
  const { ports, shop, row, token, now_ms } = visit;
  const locale = localeOf(visit);
  const t = shopWords(shop.settings, locale);
  const form: FormView = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    title: t("prefs.number"),
    lead: [t("prefs.number_sent", { number: maskNumber(number) })],
    error: wrong ? t("prove.wrong") : null,
    action: `/u/${token}`,
    hidden: {
      number,
      challenge,
      ...hiddenLists(lists),
      form: await formToken(ports, row.id, ACTION, now_ms),
    },
    fields: [{
      type: "code",
      name: "code",
      label: t("prove.code"),
      required: true,
      autocomplete: "one-time-code",
    }],
    submit: t("prove.submit"),
    back: { href: `/u/${token}`, label: t("form.back") },
  };
  return await context.html(<FormPage form={form} />, wrong ? 400 : 200);
}

async function show(
  context: Context<WaybillHono>,
  visit: OrderVisit,
  note: TextKey | null,
  status: 200 | 400 = 200,
  given: FormData | null = null,
): Promise<Response> {
  const { ports, shop, row, token, now_ms } = visit;
  const locale = localeOf(visit);
  const t = shopWords(shop.settings, locale);
  const chosen = await chosenNow(visit);
  const ways = await waysShown(visit);
  const form: FormView = {
    locale,
    shop: shopView(shop.settings, locale),
    reference: t("order.number", { number: oneLine(row.number) }),
    steps: [
      ...ways.pending.map(({ way, code, invitation: { url, to } }) => ({
        title: t("prefs.way_connect", { way: wayName(t, way) }),
        says: t("prefs.way_code", { code, to }),
        link: { href: url, label: t("prefs.way_open", { way: wayName(t, way) }) },
      })),
      ...ways.stopped.map((way) => ({
        title: t("prefs.stopped_on", { way: wayName(t, way) }),
        says: t(way === "sms" ? "prefs.stopped_texts" : "prefs.stopped_chat"),
      })),
    ],
    title: t("prefs.title"),
    lead: [t("prefs.lead")],
    saved: note === "prefs.saved" ? t(note) : null,
    error: note === null || note === "prefs.saved" ? null : t(note),
    action: `/u/${token}`,
    hidden: { form: await formToken(ports, row.id, ACTION, now_ms) },
    fields: [
      {
        type: "many",
        name: "class",
        label: t("prefs.classes"),
        options: CHOSEN_CLASSES.map((name) => ({
          value: name,
          label: t(`prefs.${name}`),
          hint: t(`prefs.${name}_hint`),
          checked: chosen.classes.includes(name),
        })),
      },
      ...wayFields(visit, locale, ways, given),
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

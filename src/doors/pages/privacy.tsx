/** A customer's data: export, revoking old links, erasure. All of it requires a code. */
import { shopWords } from "../../mail/format/shop_wording.ts";
import type { Context } from "hono";
import { Hono } from "hono";
import { type TextKey } from "../../../templates/locales/translate.ts";
import { ExportPage } from "../../../templates/pages/export.tsx";
import { FormPage, type FormView } from "../../../templates/pages/form.tsx";
import { NewsPage } from "../../../templates/pages/news.tsx";
import { PrivacyPage } from "../../../templates/pages/privacy.tsx";
import { confirmOnPage, newestOrder } from "../../flow/customer/confirm_by_mail.ts";
import { endLinks } from "../../flow/customer/end_links.ts";
import { eraseCustomer } from "../../flow/privacy/erase_customer.ts";
import { archived, exportCustomer } from "../../flow/privacy/export_customer.ts";
import { exportView } from "../../mail/view/export_view.ts";
import { visitedLocale } from "../../mail/view/history_view.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { logFailure } from "../log.ts";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import { type CustomerVisit, openCustomer, openOrder } from "./visit.ts";
import { proofPath } from "./proof_path.ts";
import { endSession } from "./session.ts";
import type { WaybillHono } from "../hono.ts";
import { gone } from "./gone.tsx";

/** The same page under an order's link, under a history's link, and under the link of the export mail. */
export const orderPrivacy = privacyPages("/o", "order");
export const historyPrivacy = privacyPages("/h", "history");

const MINUTE_MS = 60_000;

export const exportPages = new Hono<WaybillHono>();

/** Scanners also open links in mails, so the archive is built only when the button is pressed. */
exportPages.get("/:token", async (context) => {
  const visit = await openCustomer(context, "export");
  return visit === null ? gone(context) : await askForExport(context, visit);
});

exportPages.post("/:token", async (context) => {
  const form = await readForm(context);
  const visit = form === null ? null : await openCustomer(context, "export");
  if (visit === null || form === null) return gone(context);
  if (await idOf(visit, "export", form) === null) return await askForExport(context, visit);
  return await download(context, visit);
});

function privacyPages(base: "/o" | "/h", by: "order" | "history") {
  const pages = new Hono<WaybillHono>();

  pages.get("/:token/privacy", async (context) => {
    const visit = await open(context, by);
    if (visit === null) return gone(context);
    const path = `${base}/${visit.token}`;
    if (!visit.proven) return context.redirect(proofPath(by, visit.token, "export"), 303);
    const { ports, customer, now_ms, shop } = visit;
    const tokens = await Promise.all(
      (["export", "revoke"] as const).map((action) => formToken(ports, customer, action, now_ms)),
    );
    return await context.html(
      <PrivacyPage
        locale={localeOf(visit)}
        shop={shopView(shop.settings, localeOf(visit))}
        path={path}
        tokens={{ export: tokens[0]!, revoke: tokens[1]! }}
      />,
    );
  });

  pages.post(
    "/:token/privacy/export",
    (context) =>
      act(context, by, base, "export", async (visit, _form, form_id) => {
        const answer = await download(context, visit);
        await confirm(visit, "data_downloaded", form_id);
        return answer;
      }),
  );

  pages.post(
    "/:token/privacy/revoke",
    (context) =>
      act(context, by, base, "revoke", async (visit, _form, form_id) => {
        const { ports, customer, now_ms } = visit;
        await endLinks(ports.db, customer, now_ms);
        await confirm(visit, "links_ended", form_id);
        endSession(context);
        return newsPage(context, visit, "privacy.revoke", "privacy.revoked");
      }),
  );

  pages.get("/:token/privacy/erase", async (context) => {
    const visit = await open(context, by);
    if (visit === null) return gone(context);
    if (!visit.proven) return context.redirect(proofPath(by, visit.token, "erasure"), 303);
    return await askToErase(context, visit, `${base}/${visit.token}/privacy`, null);
  });

  pages.post("/:token/privacy/erase", (context) =>
    act(context, by, base, "erase", async (visit, form) => {
      if (field(form, "sure") !== "yes") {
        return await askToErase(context, visit, `${base}/${visit.token}/privacy`, "privacy.erase_unsure");
      }
      const { ports, shop, customer, now_ms } = visit;
      // Continues after the answer; the sweep finishes what is left.
      const erasing = eraseCustomer(ports, shop, customer, { notifies_customer: true }, now_ms);
      context.executionCtx.waitUntil(
        erasing.catch((error) => logFailure("erasure_failed", { shop: shop.id }, error)),
      );
      endSession(context);
      return newsPage(context, visit, "privacy.erase", "privacy.erased");
    }));

  return pages;
}

/** Acts only when link, code and form are all valid. */
async function act(
  context: Context<WaybillHono>,
  by: "order" | "history",
  base: string,
  action: "export" | "revoke" | "erase",
  work: (visit: CustomerVisit, form: FormData, form_id: string) => Promise<Response> | Response,
): Promise<Response> {
  const form = await readForm(context);
  const visit = form === null ? null : await open(context, by);
  if (visit === null || form === null) return gone(context);
  if (!visit.proven) {
    return context.redirect(proofPath(by, visit.token, action === "erase" ? "erasure" : "export"), 303);
  }
  const form_id = await idOf(visit, action, form);
  if (form_id === null) return context.redirect(`${base}/${visit.token}/privacy`, 303);
  return await work(visit, form, form_id);
}

async function idOf({ ports, customer, now_ms }: CustomerVisit, action: string, form: FormData) {
  return await formId(ports, customer, action, field(form, "form", 300), now_ms);
}

/** Sends a mail about the choice, so that nobody else can make it unnoticed. */
async function confirm(
  visit: CustomerVisit,
  choice: "links_ended" | "data_downloaded",
  form_id: string,
): Promise<void> {
  const { ports, shop, customer, now_ms } = visit;
  const row = await newestOrder(ports, customer);
  if (row === null) return;
  const facts = { choice, details: [] };
  const link = { purpose: "history", subject: customer } as const;
  // Dates of links are rounded down to the minute: a link of this minute would be revoked with the old ones.
  const due_at_ms = choice === "links_ended" ? Math.ceil((now_ms + 1) / MINUTE_MS) * MINUTE_MS : now_ms;
  const locale = localeOf(visit);
  await confirmOnPage(
    ports,
    shop,
    { kind: "choice_confirmed", form_id, customer, row, locale, facts, link, due_at_ms },
    now_ms,
  );
}

async function download(context: Context<WaybillHono>, visit: CustomerVisit): Promise<Response> {
  const { ports, shop, customer, chosen, now_ms } = visit;
  const exported = await exportCustomer(ports, shop, customer, chosen, now_ms);
  const page = String(await <ExportPage view={exportView(exported, shop.settings, localeOf(visit))} />);
  return context.body(await archived(exported, page), 200, {
    "Content-Type": "application/zip",
    "Content-Disposition": 'attachment; filename="my-data.zip"',
  });
}

async function askForExport(context: Context<WaybillHono>, visit: CustomerVisit): Promise<Response> {
  const t = shopWords(visit.shop.settings, localeOf(visit));
  return await showForm(context, visit, "export", {
    title: t("privacy.export"),
    lead: [t("privacy.export_lead")],
    error: null,
    action: `/x/${visit.token}`,
    fields: [],
    submit: t("privacy.export"),
    back: null,
  });
}

async function askToErase(
  context: Context<WaybillHono>,
  visit: CustomerVisit,
  path: string,
  error: TextKey | null,
): Promise<Response> {
  const t = shopWords(visit.shop.settings, localeOf(visit));
  return await showForm(context, visit, "erase", {
    title: t("privacy.erase"),
    lead: [t("privacy.erase_lead")],
    error: error === null ? null : t(error),
    action: `${path}/erase`,
    fields: [{
      type: "many",
      name: "sure",
      label: t("privacy.erase_confirm"),
      options: [{ value: "yes", label: t("privacy.erase_check") }],
    }],
    submit: t("privacy.erase"),
    is_grave: true,
    back: { href: path, label: t("form.back") },
  });
}

async function showForm(
  context: Context<WaybillHono>,
  visit: CustomerVisit,
  action: string,
  part: Omit<FormView, "locale" | "shop" | "reference" | "hidden">,
): Promise<Response> {
  const { ports, customer, shop, now_ms } = visit;
  const form: FormView = {
    ...part,
    locale: localeOf(visit),
    shop: shopView(shop.settings, localeOf(visit)),
    reference: null,
    hidden: { form: await formToken(ports, customer, action, now_ms) },
  };
  return await context.html(<FormPage form={form} />, part.error === null ? 200 : 400);
}

function newsPage(
  context: Context<WaybillHono>,
  visit: CustomerVisit,
  title: TextKey,
  line: TextKey,
): Response | Promise<Response> {
  const locale = localeOf(visit);
  const t = shopWords(visit.shop.settings, locale);
  const shop = shopView(visit.shop.settings, locale);
  return context.html(
    <NewsPage news={{ locale, shop, reference: null, title: t(title), lines: [t(line)], back: null }} />,
  );
}

/** Returns null for an order without a customer. */
async function open(context: Context<WaybillHono>, by: "order" | "history"): Promise<CustomerVisit | null> {
  if (by === "history") return await openCustomer(context, "history");
  const visit = await openOrder(context);
  return visit === null || visit.customer === null ? null : { ...visit, customer: visit.customer };
}

function localeOf({ chosen, shop }: CustomerVisit): string {
  return visitedLocale(chosen.choices.language, undefined, shop.settings);
}

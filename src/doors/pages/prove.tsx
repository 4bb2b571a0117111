/**
 * A link shows, a code allows changes: a code by mail opens half an hour in which personal data may be shown and
 * changed.
 */
import { shopWords } from "../../mail/format/shop_wording.ts";
import type { Context } from "hono";
import { Hono } from "hono";
import { type TextKey } from "../../../templates/locales/translate.ts";
import { FormPage, type FormView } from "../../../templates/pages/form.tsx";
import { maskEmail } from "../../customers/mask.ts";
import { openOrders } from "../../flow/archive/open_order.ts";
import { type CodeUse, isProof, sendCode } from "../../flow/customer/prove_customer.ts";
import { visitedLocale } from "../../mail/view/history_view.ts";
import { shopView } from "../../mail/view/order_view.ts";
import { CUSTOMER_CODE_USES } from "../../messages/kinds/customer.ts";
import { readOrders, selectCustomerOrders } from "../../sql/customers.ts";
import { field, formId, formToken, readForm } from "../forms/form.ts";
import { type CustomerVisit, openCustomer, openOrder } from "./visit.ts";
import { beginSession } from "./session.ts";
import { REFUSED_CODE } from "./refused_code.ts";
import type { WaybillHono } from "../hono.ts";
import { gone } from "./gone.tsx";
import type { Order } from "../../orders/state.ts";

/** Path after the proof, by use; the list is fixed so that no input can choose the target. */
const ONWARD = {
  order: {
    unmask: "",
    history: "/orders",
    address_change: "/address",
    export: "/privacy",
    erasure: "/privacy",
    chat: "#chat",
  },
  history: { unmask: "", history: "", address_change: "", export: "/privacy", erasure: "/privacy", chat: "" },
} as const satisfies Readonly<Record<"order" | "history", Readonly<Record<CodeUse, string>>>>;

/** A visit that proves the customer: which use, and of which order. */
interface Proving extends CustomerVisit {
  readonly by: "order" | "history";
  readonly order: Order;
}

/** The same pages under an order's link and under a history's link. */
export const orderProof = proofPages("order");
export const historyProof = proofPages("history");

function proofPages(by: "order" | "history") {
  const pages = new Hono<WaybillHono>();

  pages.get("/:token/prove", async (context) => {
    const proving = await open(context, by);
    const use = readUse(context.req.query("for"));
    if (proving === null || use === null) return gone(context);
    if (proving.proven) return context.redirect(onward(proving, use), 303);
    return await askToSend(context, proving, use);
  });

  pages.post("/:token/prove", async (context) => {
    const proving = await open(context, by);
    const form = await readForm(context);
    const use = readUse(form === null ? undefined : field(form, "for"));
    if (proving === null || form === null || use === null) return gone(context);
    const { ports, customer, now_ms } = proving;
    if (await formId(ports, customer, `prove:${use}`, field(form, "form", 300), now_ms) === null) {
      return await askToSend(context, proving, use, "form.expired");
    }
    const challenge = field(form, "challenge", 64);
    if (challenge === "") return await send(context, proving, use);
    if (!await isProof(ports, customer, challenge, field(form, "code", 16), now_ms)) {
      return await askForCode(context, proving, use, challenge, "prove.wrong");
    }
    await beginSession(context, ports, customer, now_ms);
    return context.redirect(onward(proving, use), 303);
  });

  return pages;
}

async function send(context: Context<WaybillHono>, proving: Proving, use: CodeUse): Promise<Response> {
  const { ports, customer, order: { details }, now_ms } = proving;
  const { email, name, first_name } = details.customer;
  const id = crypto.getRandomValues(new Uint8Array(16)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
  const reader = { to: { email: email!, name, first_name }, locale: localeOf(proving) };
  const refusal = await sendCode(ports, customer, reader, use, id, now_ms);
  return refusal === null
    ? await askForCode(context, proving, use, id)
    : await askToSend(context, proving, use, REFUSED_CODE[refusal], 429);
}

async function askToSend(
  context: Context<WaybillHono>,
  proving: Proving,
  use: CodeUse,
  error: TextKey | null = null,
  status: 200 | 429 = 200,
): Promise<Response> {
  const t = shopWords(proving.shop.settings, localeOf(proving));
  const email = maskEmail(proving.order.details.customer.email!);
  const view = await formView(proving, use, {
    lead: [t(`prove.for_${use}`), t("prove.lead", { email })],
    error: error === null ? null : t(error),
    hidden: {},
    fields: [],
    submit: t("prove.send"),
  });
  return await context.html(<FormPage form={view} />, status);
}

async function askForCode(
  context: Context<WaybillHono>,
  proving: Proving,
  use: CodeUse,
  challenge: string,
  error: TextKey | null = null,
): Promise<Response> {
  const t = shopWords(proving.shop.settings, localeOf(proving));
  const email = maskEmail(proving.order.details.customer.email!);
  const view = await formView(proving, use, {
    lead: [t("prove.sent", { email })],
    error: error === null ? null : t(error),
    hidden: { challenge },
    fields: [{
      type: "code",
      name: "code",
      label: t("prove.code"),
      required: true,
      autocomplete: "one-time-code",
    }],
    submit: t("prove.submit"),
  });
  return await context.html(<FormPage form={view} />, error === null ? 200 : 400);
}

async function formView(
  proving: Proving,
  use: CodeUse,
  part: Pick<FormView, "lead" | "error" | "hidden" | "fields" | "submit">,
): Promise<FormView> {
  const { ports, customer, now_ms, token, by, shop } = proving;
  const locale = localeOf(proving);
  const t = shopWords(shop.settings, locale);
  const base = `/${by === "order" ? "o" : "h"}/${token}`;
  return {
    ...part,
    locale,
    shop: shopView(shop.settings, locale),
    reference: null,
    title: t("prove.title"),
    action: `${base}/prove`,
    hidden: {
      ...part.hidden,
      for: use,
      form: await formToken(ports, customer, `prove:${use}`, now_ms),
    },
    back: { href: base, label: t("form.back") },
  };
}

/** Returns null for an order without a customer, since no code can be sent. */
async function open(context: Context<WaybillHono>, by: "order" | "history"): Promise<Proving | null> {
  if (by === "order") {
    const visit = await openOrder(context);
    return visit === null || visit.customer === null
      ? null
      : { ...visit, customer: visit.customer, by, order: visit.row.order };
  }
  const visit = await openCustomer(context, "history");
  if (visit === null) return null;
  const [newest] = await openOrders(
    visit.ports,
    readOrders(await selectCustomerOrders(visit.ports.db, visit.customer, null, 1).all()),
  );
  return newest === undefined ? null : { ...visit, by, order: newest.order };
}

function onward({ by, token }: Proving, use: CodeUse): string {
  return `/${by === "order" ? "o" : "h"}/${token}${ONWARD[by][use]}`;
}

function readUse(text: string | undefined): CodeUse | null {
  return CUSTOMER_CODE_USES.find((use) => use === text) ?? null;
}

function localeOf({ chosen, order, shop }: Proving): string {
  return visitedLocale(chosen.choices.language, order, shop.settings);
}

/**
 * The invoice of an order as a PDF, the same file as in its mail. It names the payer, so only the proven customer
 * gets it.
 */
import { Hono } from "hono";
import { attachmentsFor } from "../../mail/mime/attachments.ts";
import { mailView } from "../../mail/content/mail_content.ts";
import { shownOrder } from "../../mail/view/page_view.ts";
import { invoiceAbout } from "../../orders/plan/payments.ts";
import { openOrder } from "./visit.ts";
import { localeOf } from "./order_view.ts";
import { proofPath } from "./proof_path.ts";
import type { WaybillHono } from "../hono.ts";
import { gone } from "./gone.tsx";

export const invoicePages = new Hono<WaybillHono>();

invoicePages.get("/:token/invoice.pdf", async (context) => {
  const visit = await openOrder(context);
  const invoice = visit?.row.order.details.invoice;
  if (visit === null || invoice === undefined) return gone(context);
  const { ports, row, shop, token, proven } = visit;
  if (!proven) return context.redirect(proofPath("order", token, "unmask"), 303);
  const issued_ms = Date.parse(`${invoice.issued_on}T00:00:00Z`);
  const view = mailView(
    shownOrder({ order: row.order, locale: localeOf(visit), proven }),
    shop.settings,
    { kind: "invoice", about: invoiceAbout(invoice) },
    {},
    { page_url: `${ports.public_url}/o/${token}` },
    issued_ms,
  );
  const [file] = await attachmentsFor("invoice", view, issued_ms);
  // No font covers the script: redirects to the shop's own document if there is one.
  if (file === undefined) {
    return view.content.url === null ? gone(context) : context.redirect(view.content.url, 303);
  }
  return context.body(new Uint8Array(file.content), 200, {
    "Content-Type": file.content_type,
    "Content-Disposition": 'inline; filename="invoice.pdf"',
  });
});

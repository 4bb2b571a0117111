/** Decides which files are attached to an order's mail. */
import type { InvoiceView } from "../../../templates/content.ts";
import type { MailView } from "../../../templates/view.ts";
import type { OrderKind } from "../../messages/message.ts";
import type { Attachment } from "./attachment.ts";

/** `date_ms`: the date in the mail's header. */
export async function attachmentsFor(
  kind: OrderKind,
  view: MailView,
  date_ms: number,
): Promise<readonly Attachment[]> {
  if (kind !== "invoice") return [];
  const invoice = view as MailView<InvoiceView>;
  if (!invoice.content.is_attached) return [];
  // Loaded on demand: most mails have no file, and the Worker starts for each of them.
  const { invoicePdf } = await import("../pdf/invoice_pdf.ts");
  return [await invoicePdf(invoice, date_ms)];
}

/** Which files travel with an order's mail. */
import type { InvoiceView } from "../../../templates/content.ts";
import type { MailView } from "../../../templates/view.ts";
import type { OrderKind } from "../../messages/message.ts";
import type { Attachment } from "./attachment.ts";

/** `date_ms`: the date that the mail bears. */
export async function attachmentsFor(
  kind: OrderKind,
  view: MailView,
  date_ms: number,
): Promise<readonly Attachment[]> {
  if (kind !== "invoice") return [];
  const invoice = view as MailView<InvoiceView>;
  if (!invoice.content.is_attached) return [];
  // Loaded when it is needed: most mails need no file, and the Worker starts for each of them.
  const { invoicePdf } = await import("../pdf/invoice_pdf.ts");
  return [await invoicePdf(invoice, date_ms)];
}

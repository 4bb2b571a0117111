/** What an invoice tells: its number and days, what is left to pay and how, and its lines in columns. The amounts are the order's. */
import type { InvoiceLineView, InvoiceView } from "../../../templates/content.ts";
import type { Line, OrderDetails, PaymentStatus } from "../../orders/event.ts";
import { lineTotalMinor, paymentStatus } from "../../orders/fold/fold.ts";
import { invoiceAbout } from "../../orders/plan/payments.ts";
import { paidMinor, type Wording } from "../format/amounts.ts";
import { dateText } from "../format/dates.ts";
import { invoiceSchema } from "../schema_org/invoice.ts";
import { isWritable } from "../pdf/scripts.ts";
import { type ContentInput, missing } from "./input.ts";
import { oneLine, textOrNull, webUrl } from "../format/text.ts";

/** In which it is the customer's turn to pay: an authorised payment is the shop's. */
const OPEN: ReadonlySet<PaymentStatus> = new Set(["pending", "partially_paid", "failed"]);

/** Where Chinese characters are read as China writes them; elsewhere most are found in names from Japan. */
const CHINESE: ReadonlySet<string> = new Set(["CN", "TW", "HK", "MO", "SG"]);

export function invoice(input: ContentInput): InvoiceView {
  const { order, shop, about, view, words } = input;
  const { invoice, lines, pay_url } = order.details;
  if (invoice === undefined || invoiceAbout(invoice) !== about) throw missing(input, "that invoice");
  const status = paymentStatus(order);
  const paid_minor = paidMinor(order);
  const open_minor = OPEN.has(status) ? Math.max(0, order.details.total_minor - paid_minor) : 0;
  const is_open = open_minor > 0;
  const day = (on: string) => dateText(view.locale, "UTC", `${on}T00:00:00Z`);
  return {
    number: oneLine(invoice.number),
    issued_on: day(invoice.issued_on),
    due_on: invoice.due_on === undefined ? null : day(invoice.due_on),
    open: is_open ? words.money(open_minor) : null,
    is_settled: status === "paid" || status === "partially_refunded",
    paid: is_open && paid_minor > 0 ? words.money(paid_minor) : null,
    pay_url: is_open ? webUrl(pay_url) : null,
    pay_to: is_open ? (shop.pay_to ?? []).map(oneLine) : [],
    url: webUrl(invoice.url),
    lines: lines.map((line) => lineView(line, words)),
    han: isInChina(order.details) ? "chinese" : "japanese",
    is_attached: isWritable(textsOf(input).join(" ")),
    json_ld: invoiceSchema(order, invoice, shop, open_minor, view.page_url),
  };
}

function isInChina({ billing_address, shipping_address }: OrderDetails): boolean {
  return [billing_address, shipping_address].some((address) => CHINESE.has(address?.country ?? ""));
}

function lineView(line: Line, { t, money, count }: Wording): InvoiceLineView {
  const sku = textOrNull(line.sku);
  const notes = [
    textOrNull(line.variant),
    sku === null ? null : t("invoice.article", { sku }),
    line.discount_minor === 0 ? null : t("line.discount", { amount: money(line.discount_minor) }),
  ].filter((note) => note !== null);
  return {
    title: oneLine(line.title),
    note: notes.length === 0 ? null : notes.join(" · "),
    quantity: count(line.quantity),
    price: money(line.unit_price_minor),
    total: money(lineTotalMinor(line)),
  };
}

/** All that people wrote and a document repeats. */
function textsOf({ order: { details }, shop, view }: ContentInput): readonly string[] {
  return [
    details.invoice?.number ?? "",
    view.number,
    shop.name,
    ...shop.legal_lines,
    ...shop.pay_to ?? [],
    ...view.billing_address ?? [],
    ...view.delivery_address ?? [],
    ...view.sums.flatMap(({ label, amount }) => [label, amount]),
    view.total,
    view.payment.sentence,
    ...details.lines.flatMap(({ title, variant, sku }) => [title, variant ?? "", sku ?? ""]),
  ];
}

/**
 * Builds an invoice's content: its number and days, the open amount and how to pay it, and its lines in columns. The
 * amounts are the order's.
 */
import type { InvoiceLineView, InvoiceView } from "../../../templates/content.ts";
import { accountOf } from "../../orders/account/account.ts";
import { lineTotalMinor } from "../../orders/account/parts.ts";
import type { Line, OrderDetails } from "../../orders/event.ts";
import { invoiceAbout } from "../../orders/plan/payments.ts";
import type { Wording } from "../format/amounts.ts";
import { dateText } from "../format/dates.ts";
import { invoiceSchema } from "../schema_org/invoice.ts";
import { isWritable } from "../pdf/scripts.ts";
import { type ContentInput, missing } from "./input.ts";
import { oneLine, textOrNull, webUrl } from "../format/text.ts";

/** Countries whose readers expect Chinese glyph forms; elsewhere most such characters occur in Japanese names. */
const CHINESE: ReadonlySet<string> = new Set(["CN", "TW", "HK", "MO", "SG"]);

export function invoice(input: ContentInput): InvoiceView {
  const { order, shop, about, view, words } = input;
  const { invoice, lines } = order.details;
  if (invoice === undefined || invoiceAbout(invoice) !== about) throw missing(input, "that invoice");
  const { to_pay } = view;
  const { status, paid_minor, asked_minor, breakdown, class: payment_class } = accountOf(order);
  const day = (on: string) => dateText(view.locale, "UTC", `${on}T00:00:00Z`);
  return {
    number: oneLine(invoice.number),
    issued_on: day(invoice.issued_on),
    due_on: invoice.due_on === undefined ? null : day(invoice.due_on),
    open: to_pay?.amount ?? null,
    open_sentence: to_pay?.sentence ?? null,
    is_on_delivery: payment_class === "on_delivery",
    is_settled: status === "paid" || status === "partially_refunded",
    paid: to_pay !== null && paid_minor > 0 ? words.money(paid_minor) : null,
    due: to_pay?.due ?? [],
    pay_url: to_pay?.pay_url ?? null,
    pay_to: to_pay?.how ?? [],
    url: webUrl(invoice.url),
    lines: lines.map((line) => lineView(line, words, breakdown.state !== "none")),
    han: isInChina(order.details) ? "chinese" : "japanese",
    is_attached: isWritable(textsOf(input).join(" ")),
    json_ld: invoiceSchema(order, invoice, shop, asked_minor, view.page_url),
  };
}

function isInChina({ billing_address, shipping_address }: OrderDetails): boolean {
  return [billing_address, shipping_address].some((address) => CHINESE.has(address?.country ?? ""));
}

function lineView(line: Line, { t, money, count }: Wording, shows_price: boolean): InvoiceLineView {
  const is_priced = shows_price && line.included_in === undefined;
  const sku = textOrNull(line.sku);
  const notes = [
    textOrNull(line.variant),
    sku === null ? null : t("invoice.article", { sku }),
    !is_priced || line.discount_minor === 0
      ? null
      : t("line.discount", { amount: money(line.discount_minor) }),
  ].filter((note) => note !== null);
  return {
    title: oneLine(line.title),
    note: notes.length === 0 ? null : notes.join(" · "),
    quantity: count(line.quantity),
    price: is_priced ? money(line.unit_price_minor) : "",
    total: is_priced ? money(lineTotalMinor(line)) : "",
  };
}

/** Returns all texts typed by people that the invoice repeats. */
function textsOf({ order: { details }, shop, view }: ContentInput): readonly string[] {
  return [
    details.invoice?.number ?? "",
    view.number,
    shop.name,
    ...shop.legal_lines,
    ...view.to_pay?.how ?? [],
    ...view.to_pay?.due ?? [],
    ...view.included_rates.map(({ label }) => label),
    ...view.remarks.note,
    ...view.remarks.gift_message,
    view.remarks.po_number ?? "",
    ...view.billing_address ?? [],
    ...view.delivery_address ?? [],
    ...view.sums.flatMap(({ label, amount }) => [label, amount]),
    view.total,
    view.payment.sentence,
    ...details.lines.flatMap(({ title, variant, sku }) => [title, variant ?? "", sku ?? ""]),
  ];
}

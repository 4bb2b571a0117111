/**
 * Renders an invoice as a PDF file on A4, with the same content and wording as the mail; the same invoice gives the
 * same bytes. This module is loaded for the first invoice: pdfkit and the fonts are larger than the rest of the
 * Worker.
 */
import type { InvoiceView } from "../../../templates/content.ts";
import PDFDocument from "pdfkit";
import { toBytes } from "pdfkit/output";
import { type Translate, translator } from "../../../templates/locales/translate.ts";
import { LIGHT, lightAccent } from "../../../templates/parts/accent.ts";
import type { MailView } from "../../../templates/view.ts";
import type { Attachment } from "../mime/attachment.ts";
import { FONT_FILES } from "./fonts.ts";
import { writeItems, writeSums } from "./invoice_items.ts";
import { penFor, type Style } from "./pen.ts";
import { makeRoom, MARGIN, type Sheet, WIDTH, writeBelow } from "./sheet.ts";

type View = MailView<InvoiceView>;

const TITLE: Style = { size: 20, is_bold: true, colour: LIGHT.ink };
const NAME: Style = { size: 13, is_bold: true, colour: LIGHT.ink };
const LABEL: Style = { size: 8.5, colour: LIGHT.muted };
const PLAIN: Style = { size: 9.5, colour: LIGHT.ink };
const STRONG: Style = { ...PLAIN, is_bold: true };
const FOOT: Style = { size: 7.5, colour: LIGHT.muted };
const COLUMN = WIDTH / 2 - 12;
const FOOT_Y = 792;
/** Lines of small print that the foot of a page has room for. */
const FOOT_LINES_MAX = 2;

/** `date_ms` is the date of the mail: a clock of its own would change the bytes. */
export async function invoicePdf(view: View, date_ms: number): Promise<Attachment> {
  const t = translator(view.locale, view.shop.texts);
  const title = t("invoice.title", { invoice: view.content.number });
  const document = new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    font: null,
    lang: view.locale,
    displayTitle: true,
    info: { Title: title, Author: view.shop.name, Creator: "Waybill", CreationDate: new Date(date_ms) },
  });
  for (const [name, bytes] of Object.entries(FONT_FILES)) document.registerFont(name, bytes);
  const sheet: Sheet = { document, pen: penFor(document, view.content.han, view.dir), y: MARGIN };
  writeShop(sheet, view);
  writeBelow(sheet, title, TITLE, 18);
  writeParties(sheet, view, t);
  writeItems(sheet, view.content.lines, t);
  writeSums(sheet, view, t);
  writeTerms(sheet, view, t);
  writeRemarks(sheet, view, t);
  writeFeet(sheet, view, t);
  document.end();
  return { filename: `${title}.pdf`, content_type: "application/pdf", content: await toBytes(document) };
}

function writeShop(sheet: Sheet, { shop }: View): void {
  const { pen } = sheet;
  const name: Style = { ...NAME, colour: lightAccent(shop.accent).text };
  const below = pen.write(pen.set(shop.name, COLUMN, name), MARGIN, sheet.y, name);
  let legal = sheet.y;
  for (const line of shop.legal_lines) {
    legal = pen.write(pen.set(line, COLUMN, LABEL), MARGIN + WIDTH, legal, LABEL, "end");
  }
  sheet.y = Math.max(below, legal) + 40;
}

/** Writes the payer at the start and the bookkeeper's data at the end. */
function writeParties(sheet: Sheet, view: View, t: Translate): void {
  const { pen } = sheet;
  const { content, billing_address, delivery_address, same_address } = view;
  const top = sheet.y;
  const block = (label: string, lines: readonly string[], x: number, y: number) =>
    lines.reduce(
      (below, line) => pen.write(pen.set(line, COLUMN, PLAIN), x, below, PLAIN),
      pen.write(pen.set(label, COLUMN, LABEL), x, y, LABEL) + 3,
    );
  let left = top;
  if (billing_address !== null) left = block(t("order.billing_address"), billing_address, MARGIN, left) + 12;
  if (delivery_address !== null && !(same_address && billing_address !== null)) {
    left = block(t("order.delivery_address"), delivery_address, MARGIN, left) + 12;
  }
  const facts = [
    [t("invoice.number"), content.number],
    [t("invoice.issued"), content.issued_on],
    [t("invoice.due"), content.open === null || content.due.length > 1 ? null : content.due_on],
    [t("invoice.order"), view.number],
    [t("invoice.ordered"), view.placed_on],
    [t("order.po_number"), view.remarks.po_number],
  ] as const;
  let right = top;
  const facts_x = MARGIN + WIDTH - COLUMN;
  for (const [label, value] of facts) {
    if (value === null) continue;
    const name = pen.set(label, COLUMN * 0.45, LABEL);
    const said = pen.set(value, COLUMN * 0.55, PLAIN);
    pen.write(name, facts_x, right + 1, LABEL);
    right = Math.max(right + name.height, pen.write(said, MARGIN + WIDTH, right, PLAIN, "end")) + 3;
  }
  sheet.y = Math.max(left, right) + 24;
}

function writeTerms(sheet: Sheet, view: View, t: Translate): void {
  const { open, open_sentence, is_on_delivery, due, due_on, pay_to, pay_url } = view.content;
  if (open === null) return;
  makeRoom(sheet, 60);
  const lead = is_on_delivery && open_sentence !== null
    ? open_sentence
    : due_on === null || due.length > 1
    ? t("invoice.lead", { amount: open })
    : t("invoice.lead_due", { amount: open, date: due_on });
  writeBelow(sheet, lead, STRONG, 6);
  if (due.length > 1) { for (const line of due) writeBelow(sheet, line, PLAIN); }
  for (const line of pay_to) writeBelow(sheet, line, PLAIN);
  if (pay_url !== null) writeLink(sheet, pay_url);
}

/** What the customer wrote with the order, line by line. */
function writeRemarks(sheet: Sheet, { remarks: { note, gift_message } }: View, t: Translate): void {
  for (
    const [heading, paragraphs] of [[t("order.note"), note], [t("order.gift_message"), gift_message]] as const
  ) {
    if (paragraphs.length === 0) continue;
    makeRoom(sheet, 40);
    sheet.y += 10;
    writeBelow(sheet, heading, LABEL, 3);
    for (const line of paragraphs.flatMap((paragraph) => paragraph.split("\n"))) {
      writeBelow(sheet, line, PLAIN);
    }
  }
}

/** Writes the whole URL, however long: on paper it is typed by hand. */
function writeLink(sheet: Sheet, url: string): void {
  const style: Style = { ...PLAIN, colour: LIGHT.ink };
  const setting = sheet.pen.set(url, WIDTH, style);
  makeRoom(sheet, setting.height + 6);
  sheet.y += 6;
  sheet.document.link(MARGIN, sheet.y, WIDTH, setting.height, url);
  sheet.y = sheet.pen.write(setting, MARGIN, sheet.y, style);
}

/** Written last, when it is known how many pages there are. */
function writeFeet({ document, pen }: Sheet, { shop }: View, t: Translate): void {
  const { count } = document.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    document.switchToPage(index);
    const page = t("invoice.page", { number: index + 1, count });
    const { lines } = pen.set([shop.name, ...shop.legal_lines].join(" · "), WIDTH - 96, FOOT);
    const shown = { lines: lines.slice(0, FOOT_LINES_MAX), height: 0 };
    pen.rule(MARGIN, FOOT_Y - 8, WIDTH, LIGHT.line);
    pen.write(shown, MARGIN, FOOT_Y, FOOT);
    pen.write(pen.set(page, 90, FOOT), MARGIN + WIDTH, FOOT_Y, FOOT, "end");
  }
}

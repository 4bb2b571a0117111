/**
 * Writes an invoice's lines in columns, over as many pages as they need, and their sums. A line is never split
 * between pages.
 */
import type { Translate } from "../../../templates/locales/translate.ts";
import type { InvoiceLineView, InvoiceView } from "../../../templates/content.ts";
import type { MailView } from "../../../templates/view.ts";
import { LIGHT } from "../../../templates/parts/accent.ts";
import type { Style } from "./pen.ts";
import { type Cell, makeRoom, MARGIN, type Sheet, WIDTH, writeRow } from "./sheet.ts";

const HEAD: Style = { size: 8.5, colour: LIGHT.muted };
const PLAIN: Style = { size: 9.5, colour: LIGHT.ink };
const NOTE: Style = { size: 8.5, colour: LIGHT.muted };
const TOTAL: Style = { size: 12, is_bold: true, colour: LIGHT.ink };
const GAP = 12;
const ROW_AIR = 8;

/** Right edges of the columns that are read from the right; the title has what is left. */
const AMOUNT_X = MARGIN + WIDTH;
const AMOUNT_WIDTH = 88;
const PRICE_X = AMOUNT_X - AMOUNT_WIDTH - GAP;
const PRICE_WIDTH = 80;
const QUANTITY_X = PRICE_X - PRICE_WIDTH - GAP;
const QUANTITY_WIDTH = 52;
const TITLE_WIDTH = QUANTITY_X - QUANTITY_WIDTH - GAP - MARGIN;
/** Sums stand on the right half, so that a label is close to its amount. */
const SUMS_X = MARGIN + WIDTH * 0.4;

export function writeItems(sheet: Sheet, lines: readonly InvoiceLineView[], t: Translate): void {
  const head = () => writeHead(sheet, t);
  makeRoom(sheet, 80);
  head();
  for (const line of lines) {
    const { pen } = sheet;
    const title = pen.set(line.title, TITLE_WIDTH, PLAIN);
    const note = pen.set(line.note ?? "", TITLE_WIDTH, NOTE);
    const cells = amounts(sheet, [line.quantity, line.price, line.total], PLAIN);
    const height = Math.max(title.height + note.height, ...cells.map(({ setting }) => setting.height));
    makeRoom(sheet, height + ROW_AIR, head);
    writeRow(sheet, cells);
    pen.write(note, MARGIN, pen.write(title, MARGIN, sheet.y, PLAIN), NOTE);
    sheet.y += height + ROW_AIR;
  }
}

function writeHead(sheet: Sheet, t: Translate): void {
  const title = sheet.pen.set(t("invoice.item"), TITLE_WIDTH, HEAD);
  const names = [t("invoice.quantity"), t("invoice.price"), t("invoice.amount")] as const;
  const height = writeRow(sheet, [
    { setting: title, x: MARGIN, style: HEAD, align: "start" },
    ...amounts(sheet, names, HEAD),
  ]);
  sheet.pen.rule(MARGIN, sheet.y + height + 3, WIDTH, LIGHT.line);
  sheet.y += height + 11;
}

function amounts(
  { pen }: Sheet,
  [quantity, price, amount]: readonly [string, string, string],
  style: Style,
): readonly Cell[] {
  const cell = (text: string, x: number, width: number): Cell => ({
    setting: pen.set(text, width, style),
    x,
    style,
    align: "end",
  });
  return [
    cell(quantity, QUANTITY_X, QUANTITY_WIDTH),
    cell(price, PRICE_X, PRICE_WIDTH),
    cell(amount, AMOUNT_X, AMOUNT_WIDTH),
  ];
}

/** Writes the rows from the subtotal to the open amount. */
export function writeSums(sheet: Sheet, view: MailView<InvoiceView>, t: Translate): void {
  const { sums, total, included_tax, included_rates, payment, content: { open, paid } } = view;
  makeRoom(sheet, 90);
  sheet.pen.rule(MARGIN, sheet.y, WIDTH, LIGHT.line);
  sheet.y += 10;
  for (const { label, amount } of sums) writeSum(sheet, label, amount, PLAIN);
  sheet.y += 4;
  writeSum(sheet, t("sum.total"), total, TOTAL);
  for (const { label, amount } of included_rates) writeSum(sheet, label, amount, NOTE);
  if (included_tax !== null) writeSum(sheet, included_tax, "", NOTE);
  if (payment.refunded !== null) writeSum(sheet, payment.refunded.label, payment.refunded.amount, PLAIN);
  if (paid !== null) writeSum(sheet, t("invoice.paid"), paid, PLAIN);
  if (open === null) writeSum(sheet, payment.sentence, "", PLAIN);
  else if (paid !== null) writeSum(sheet, t("invoice.open"), open, TOTAL);
  sheet.y += 16;
}

function writeSum(sheet: Sheet, label: string, amount: string, style: Style): void {
  const cells: readonly Cell[] = [
    {
      setting: sheet.pen.set(label, WIDTH * 0.6 - AMOUNT_WIDTH - GAP, style),
      x: SUMS_X,
      style,
      align: "start",
    },
    { setting: sheet.pen.set(amount, AMOUNT_WIDTH + 40, style), x: AMOUNT_X, style, align: "end" },
  ];
  makeRoom(sheet, Math.max(...cells.map(({ setting }) => setting.height)));
  sheet.y += writeRow(sheet, cells) + 3;
}

/**
 * Fills A4 pages from the top: where the next text stands, and when a new page begins. It does not know what is
 * written.
 */
import type PDFDocument from "pdfkit";
import type { Pen, Setting, Style } from "./pen.ts";

/** In points, 72 to the inch. */
export const MARGIN = 56;
export const WIDTH = 595.28 - 2 * MARGIN;
const HEIGHT = 841.89;
/** Kept free for the foot of each page. */
const FOOT = 64;

export interface Sheet {
  readonly document: PDFDocument;
  readonly pen: Pen;
  /** Where the next thing begins, from the top of the page. */
  y: number;
}

/** Makes room for `height` points: on this page, or on a new one, whose heading `begin` writes. */
export function makeRoom(sheet: Sheet, height: number, begin: () => void = () => {}): void {
  if (sheet.y + height <= HEIGHT - FOOT) return;
  sheet.document.addPage();
  sheet.y = MARGIN;
  begin();
}

/** Writes one paragraph at the current position, with `air` points of space below it. */
export function writeBelow(sheet: Sheet, text: string, style: Style, air = 0): void {
  const setting = sheet.pen.set(text, WIDTH, style);
  makeRoom(sheet, setting.height);
  sheet.y = sheet.pen.write(setting, MARGIN, sheet.y, style) + air;
}

/** What stands in one column of a row. */
export interface Cell {
  readonly setting: Setting;
  readonly x: number;
  readonly style: Style;
  readonly align: "start" | "end";
}

/** Cells side by side, their tops at one height. Returns how high the highest is. */
export function writeRow({ pen, y }: Sheet, cells: readonly Cell[]): number {
  for (const { setting, x, style, align } of cells) pen.write(setting, x, y, style, align);
  return Math.max(0, ...cells.map(({ setting }) => setting.height));
}

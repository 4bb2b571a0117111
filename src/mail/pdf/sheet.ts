/** A4 paper, filled from the top: where the next thing stands, and when a new page begins. It knows nothing of what is written. */
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

/** Makes room for so much: on this page, or on a new one, which `begin` gives its head. */
export function makeRoom(sheet: Sheet, height: number, begin: () => void = () => {}): void {
  if (sheet.y + height <= HEIGHT - FOOT) return;
  sheet.document.addPage();
  sheet.y = MARGIN;
  begin();
}

/** One paragraph below what stands there, and so much air below it. */
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

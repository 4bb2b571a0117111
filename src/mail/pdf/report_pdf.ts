/** Writes a report as a PDF file on A4: sections with names at the start and what is said of each beside them. Loaded with its first use. */
import PDFDocument from "pdfkit";
import { toBytes } from "pdfkit/output";
import { LIGHT } from "../../../templates/parts/accent.ts";
import type { Report, ReportSection, ReportTable } from "../view/dispute_report.ts";
import { FONT_FILES } from "./fonts.ts";
import { penFor, type Style } from "./pen.ts";
import { makeRoom, MARGIN, type Sheet, WIDTH, writeBelow } from "./sheet.ts";

const TITLE: Style = { size: 18, is_bold: true, colour: LIGHT.ink };
const HEADING: Style = { size: 12, is_bold: true, colour: LIGHT.ink };
const NAME: Style = { size: 8.5, colour: LIGHT.muted };
const PLAIN: Style = { size: 9, colour: LIGHT.ink };
const CELL: Style = { size: 8, colour: LIGHT.ink };
const FOOT: Style = { size: 7.5, colour: LIGHT.muted };
const NAME_WIDTH = 128;
const VALUE_X = MARGIN + NAME_WIDTH + 12;
const VALUE_WIDTH = WIDTH - NAME_WIDTH - 12;
const FOOT_Y = 792;

/** `date_ms` is written into the file: the same report at the same time gives the same bytes. */
export async function reportPdf(report: Report, author: string, date_ms: number): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    font: null,
    lang: report.language,
    displayTitle: true,
    info: { Title: report.title, Author: author, Creator: "Waybill", CreationDate: new Date(date_ms) },
  });
  for (const [name, bytes] of Object.entries(FONT_FILES)) document.registerFont(name, bytes);
  const sheet: Sheet = {
    document,
    pen: penFor(document, report.language === "ja" ? "japanese" : "chinese", "ltr"),
    y: MARGIN,
  };
  writeBelow(sheet, report.title, TITLE, 10);
  for (const section of report.sections) writeSection(sheet, section);
  writeFeet(sheet, report.title);
  document.end();
  return await toBytes(document);
}

function writeSection(sheet: Sheet, { title, lead, rows, table }: ReportSection): void {
  makeRoom(sheet, 70);
  sheet.y += 14;
  writeBelow(sheet, title, HEADING, 3);
  sheet.pen.rule(MARGIN, sheet.y, WIDTH, LIGHT.line);
  sheet.y += 6;
  for (const paragraph of lead) writeLines(sheet, paragraph, MARGIN, WIDTH);
  for (const { name, value } of rows) {
    const labels = name.split("\n").map((line) => sheet.pen.set(line, NAME_WIDTH, NAME));
    makeRoom(sheet, Math.max(PLAIN.size * 2, labels.reduce((sum, { height }) => sum + height, 0)));
    const top = sheet.y;
    const below = labels.reduce((y, label) => sheet.pen.write(label, MARGIN, y, NAME), top);
    for (const line of value.split("\n")) writeLines(sheet, line, VALUE_X, VALUE_WIDTH);
    // Higher than the top only where the value went on on another page, which the name does not reach.
    sheet.y = (sheet.y < top ? sheet.y : Math.max(sheet.y, below)) + 5;
  }
  if (table !== undefined && table.rows.length > 0) writeTable(sheet, table);
}

/** A row stays on one page; one that is longer than a page, which no provider's words are, is cut at its end. */
function writeTable(sheet: Sheet, { columns, rows }: ReportTable): void {
  const lefts = columns.map((_, at) =>
    MARGIN + WIDTH * columns.slice(0, at).reduce((sum, { share }) => sum + share, 0)
  );
  const writeRow = (cells: readonly string[], style: Style) => {
    const set = cells.map((cell, at) =>
      cell.split("\n").map((line) => sheet.pen.set(line, WIDTH * columns[at]!.share - 8, style))
    );
    const height = Math.max(...set.map((lines) => lines.reduce((sum, line) => sum + line.height, 0)));
    makeRoom(sheet, height + 6);
    for (const [at, lines] of set.entries()) {
      lines.reduce((y, line) => sheet.pen.write(line, lefts[at]!, y, style), sheet.y);
    }
    sheet.y += height + 3;
    sheet.pen.rule(MARGIN, sheet.y, WIDTH, LIGHT.line);
    sheet.y += 3;
  };
  writeRow(columns.map(({ title }) => title), NAME);
  for (const cells of rows) writeRow(cells, CELL);
}

/** Writes a paragraph line by line, so that a long one goes on over the page's end. */
function writeLines(sheet: Sheet, text: string, x: number, width: number): void {
  const { lines, height } = sheet.pen.set(text, width, PLAIN);
  const each = lines.length === 0 ? 0 : height / lines.length;
  for (const line of lines) {
    makeRoom(sheet, each);
    sheet.y = sheet.pen.write({ lines: [line], height: each }, x, sheet.y, PLAIN);
  }
}

/** Written last, when it is known how many pages there are. */
function writeFeet({ document, pen }: Sheet, title: string): void {
  const { count } = document.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    document.switchToPage(index);
    pen.rule(MARGIN, FOOT_Y - 8, WIDTH, LIGHT.line);
    pen.write(pen.set(title, WIDTH - 96, FOOT), MARGIN, FOOT_Y, FOOT);
    pen.write(pen.set(`${index + 1} / ${count}`, 90, FOOT), MARGIN + WIDTH, FOOT_Y, FOOT, "end");
  }
}
